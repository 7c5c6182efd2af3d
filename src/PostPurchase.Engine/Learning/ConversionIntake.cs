using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>
/// Takes what networks say of conversions: one write stores the report, brings the ledger where it shall be, and makes the purchase and the event
/// that journeys hear of, or nothing. The same words again, in whatever order, change nothing.
/// </summary>
internal sealed class ConversionIntake(Database database, ConversionRules rules, IntakeRules intake)
{
    private const int TogetherAtMost = 200;

    /// <summary>Takes reports; one outcome each, in order.</summary>
    /// <param name="reports">What the network says.</param>
    /// <param name="way">How it came.</param>
    /// <param name="now">The instant.</param>
    /// <param name="store">Key of the store of the account that they are of; null for that of the network: it may have several accounts.</param>
    /// <param name="cancellationToken">Ends the wait for the writer.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be written now.</exception>
    public async Task<IReadOnlyList<ConversionOutcome>> AcceptAsync(IReadOnlyList<ConversionReport> reports, ReportWay way, Instant now, string? store = null, CancellationToken cancellationToken = default)
    {
        var outcomes = new List<ConversionOutcome>(reports.Count);
        foreach (var some in reports.Chunk(TogetherAtMost))
        {
            outcomes.AddRange(await database.WriteAsync(session => some.Select(report => Operation(session, now, store).Take(report, way)).ToList(), cancellationToken));
        }

        return outcomes;
    }

    /// <summary>Says whose an unmatched conversion is: the mail, and the link of it. Null where it can be done, else why not.</summary>
    /// <param name="conversion">The conversion.</param>
    /// <param name="send">The mail that it came from.</param>
    /// <param name="slot">The slot of its link, from 1; null where only the mail is known.</param>
    /// <param name="audit">Written in the same transaction where it was done.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Ends the wait for the writer.</param>
    public Task<string?> MatchAsync(long conversion, SendId send, int? slot, Action<Session> audit, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (ConversionStore.Find(session, conversion) is not { } known) return "there is no such conversion";
            if (known.Match != ConversionMatch.None) return "it has its customer already";
            if (LinkOwner.Find(session, rules, send, slot) is not { } link) return slot is null ? "there is no such mail" : "there is no such mail, or it has no such link";
            Operation(session, now).Give(known, link, ConversionMatch.Person);
            audit(session);
            return null;
        },
        cancellationToken);

    /// <summary>Takes back what somebody said of an unmatched conversion: it is nobody's again, and its purchase is refunded. Null where it can be done, else why not.</summary>
    public Task<string?> UnmatchAsync(long conversion, Action<Session, StoredConversion> audit, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (ConversionStore.Find(session, conversion) is not { } known) return "there is no such conversion";
            if (known.Match == ConversionMatch.None) return "it is nobody's";
            if (known.Match == ConversionMatch.Token) return "its own token names its mail: nobody said so, and nobody can take it back";
            audit(session, known);
            Operation(session, now).TakeBack(known);
            return null;
        },
        cancellationToken);

    /// <summary>Lets count what was set aside of a conversion. Null where it can be done, else why not.</summary>
    public Task<string?> ReleaseAsync(long conversion, Action<Session> audit, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (ConversionStore.Find(session, conversion) is not { } known) return "there is no such conversion";
            if (session[ConversionSql.Release].With(conversion).Run() == 0) return "nothing of it is set aside";
            Operation(session, now).Settle(known);
            audit(session);
            return null;
        },
        cancellationToken);

    /// <summary>Takes a conversion that came as an event, in the write that stores it, as if a network had called: journeys hear of it what is new.</summary>
    public void Hear(Session session, SaleWord word, Instant now)
    {
        var fact = word.Event;
        if (fact.Body is not EventBody.Conversion { Facts: var said }) return;
        var report = new ConversionReport
        {
            Network = said.Network,
            ConversionId = said.Id,
            Token = said.Token,
            Status = CommissionStatuses.Parse(said.Status),
            Commission = said.Commission,
            Sale = said.SaleAmount,
            OccurredAt = fact.OccurredAt,
            Lines = said.Lines,
        };
        if (ConversionStore.Find(session, report) is null && rules.AccountOf(said.Network) is { } account)
            report = report with { Network = account.Network, Scope = account.Scope };
        // An event that names no store is of the default one; its network may be set to belong to another.
        Operation(session, now, fact.Store == "default" ? null : fact.Store, word).Take(report, ReportWay.Event);
    }

    private ConversionOperation Operation(Session session, Instant now, string? store = null, SaleWord? word = null) => new(session, database.Ids, rules, intake, now) { Store = store, Word = word };
}
