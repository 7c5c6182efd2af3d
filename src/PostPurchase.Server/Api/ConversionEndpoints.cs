using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api;

/// <summary>Conversions, and the way back from each figure to the mail that earned it.</summary>
internal static class ConversionEndpoints
{
    private const int PageSize = 50;
    private const int MostCandidates = 20;
    private static readonly Dictionary<string, string> s_noVariants = [];
    private static readonly Duration s_around = Duration.FromDays(2);

    public static void MapConversions(this RouteGroupBuilder api, RouteGroupBuilder read)
    {
        read.MapGet("/conversions", List).WithSummary("Conversions, newest first; only=unmatched or held shows those that need a person, booked=pending those with commission that is pending. Months and days are those of the sale in the zone of its store; values are in the currency of the store that is asked for, of all in that of the default one, as in the reports.").Produces<ConversionPage>().Produces<ErrorAnswer>(400);
        read.MapGet("/conversions/networks", Networks).WithSummary("What each network said: pending against approved, in its own currencies.").Produces<NetworkTotals>();
        read.MapGet("/conversions/{id}", Show).WithSummary("One conversion back to its entries, reports, click, mail and offer.").Produces<ConversionDetail>().Produces<ErrorAnswer>(404);
        api.MapPost("/conversions/{id}/match", MatchAsync).Requires(ApiScopes.Write).WithSummary("Says which mail an unmatched conversion came from.").Produces<ConversionDetail>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        api.MapPost("/conversions/{id}/unmatch", UnmatchAsync).Requires(ApiScopes.Write).WithSummary("Takes back which mail somebody said that a conversion came from.").Produces<ConversionDetail>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        api.MapPost("/conversions/{id}/release", ReleaseAsync).Requires(ApiScopes.Write).WithSummary("Lets an amount over the cap count.").Produces<ConversionDetail>().Produces<ErrorAnswer>(404).Produces<ErrorAnswer>(409);
        read.MapGet("/link-health", Links).WithSummary("What the nightly look at the links of offers found, broken ones first.").Produces<LinkHealthAnswer>();
        read.MapGet("/earnings", EarningsEndpoint.Show).WithSummary("What mails earned, by journey, step, variant, slot, link, offer or program.").Produces<EarningsAnswer>().Produces<ErrorAnswer>(400);
        read.MapGet("/earnings/rows", EarningsEndpoint.Rows).WithSummary("The mails, clicks, orders or conversions behind a figure of a row of earnings.").Produces<Items<EarningsPartRow>>().Produces<ErrorAnswer>(400);
        read.MapGet("/earnings/csv", EarningsEndpoint.Csv).WithSummary("The same as CSV.").Produces<string>(200, "text/csv").Produces<ErrorAnswer>(400);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<NetworkTotals> Networks(RunnerService runner) => TypedResults.Json(
        new NetworkTotals([.. runner.Database.Read(NetworkSums.Read).Select(sum => new NetworkTotal(
            sum.Network, sum.Currency?.Code, sum.Conversions, sum.Unmatched, sum.Held, Amount(sum, CommissionStatus.Pending), Amount(sum, CommissionStatus.Approved), Amount(sum, CommissionStatus.Reversed), Amount(sum, CommissionStatus.Paid)))]),
        EarningsJson.Default.NetworkTotals);

    private static string? Amount(NetworkSum sum, CommissionStatus status) => sum.Currency is { } currency ? Form.Amount(sum.Commission.GetValueOrDefault(status), currency) : null;

    private static IResult List(RunnerService runner, [AsParameters] ConversionQuery query)
    {
        if (query.FilterOf(runner.Stores, out var refusal) is not { } filter) return refusal!;
        var page = runner.Database.Read(session =>
        {
            var rows = ConversionStore.Page(session, filter, PageSize).ConvertAll(conversion => Row(runner, session, conversion, filter.Store ?? "default"));
            int Count(ConversionsOnly kind) => ConversionStore.Page(session, new(kind), 1_000).Count;
            return new ConversionPage(rows, rows.Count == PageSize ? rows[^1].Id : null, new(Count(ConversionsOnly.Unmatched), Count(ConversionsOnly.Held)));
        });
        return TypedResults.Json(page, EarningsJson.Default.ConversionPage);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<LinkHealthAnswer> Links(RunnerService runner) => TypedResults.Json(
        new LinkHealthAnswer([.. runner.Database.Read(LinkHealth.Read).Select(link => new LinkHealthRow(
            link.Offer, link.Url, link.Problem is { } problem ? Form.Word(problem) : null, link.Detail, Form.At(link.FailingSince), Form.At(link.CheckedAt)))]),
        EarningsJson.Default.LinkHealthAnswer);

    private static IResult Show(string id, RunnerService runner) =>
        Form.TryId(id, out var number) && runner.Database.Read(session => ConversionStore.Find(session, number) is { } found ? Detail(runner, session, found) : null) is { } detail
            ? TypedResults.Json(detail, EarningsJson.Default.ConversionDetail)
            : Answer.Error(404, $"there is no conversion {id}");

    private static async Task<IResult> MatchAsync(string id, MatchRequest request, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Form.TryId(id, out var number)) return Answer.Error(404, $"there is no conversion {id}");
        if (!Form.TryId(request.Delivery, out var send)) return Answer.Error(404, $"there is no delivery {request.Delivery}", "delivery");
        var now = clock.Now();
        var link = request.Slot is { } slot ? $"delivery {send}, link {slot}" : $"delivery {send}";
        var refusal = await runner.Engine.Conversions.MatchAsync(
            number, new SendId(send), request.Slot, session => AuditStore.Add(session, new AuditEntry(context.Caller().Name, "conversion.matched", id, "unmatched", link, now)), now, cancellationToken);
        return After(refusal, id, runner);
    }

    private static async Task<IResult> UnmatchAsync(string id, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Form.TryId(id, out var number)) return Answer.Error(404, $"there is no conversion {id}");
        var now = clock.Now();
        var refusal = await runner.Engine.Conversions.UnmatchAsync(
            number,
            (session, known) => AuditStore.Add(session, new AuditEntry(context.Caller().Name, "conversion.unmatched", id, known.Slot is { } slot ? $"delivery {known.Send?.Value}, link {slot}" : $"delivery {known.Send?.Value}", "unmatched", now)),
            now,
            cancellationToken);
        return After(refusal, id, runner);
    }

    private static async Task<IResult> ReleaseAsync(string id, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Form.TryId(id, out var number)) return Answer.Error(404, $"there is no conversion {id}");
        var now = clock.Now();
        var refusal = await runner.Engine.Conversions.ReleaseAsync(
            number, session => AuditStore.Add(session, new AuditEntry(context.Caller().Name, "conversion.released", id, "set aside", "counts", now)), now, cancellationToken);
        return After(refusal, id, runner);
    }

    private static IResult After(string? refusal, string id, RunnerService runner)
    {
        if (refusal is not null) return Answer.Error(refusal.StartsWith("there is no", StringComparison.Ordinal) ? 404 : 409, refusal);
        runner.WakeUp();
        return Show(id, runner);
    }

    // Values are in the currency of a store: a list adds up to the report that it is opened from.
    private static ConversionRow Row(RunnerService runner, Session session, StoredConversion found, string currencyOf)
    {
        var entries = ConversionStore.Entries(session, found.Id).ConvertAll(stored => stored.Entry);
        var commission = Sums(entries, EntryKind.Commission, status => status.Counts());
        // Status by status, as the reports convert it and add it up.
        var booked = Enum.GetValues<CommissionStatus>().SelectMany(status => Sums(entries, EntryKind.Commission, one => one == status)
            .Select(amount => (Status: status, Amount: amount, Value: runner.Engine.Rates.InStore(currencyOf, amount, found.OccurredAt)))).ToList();
        Money? value = Money.Zero(runner.Stores.Of(currencyOf).Currency);
        foreach (var part in booked.Where(part => part.Status.Counts())) value = value is { } sum && part.Value is { } here ? sum + here : null;
        return new()
        {
            Id = Form.Id(found.Id),
            Network = found.Network,
            NetworkId = found.ExternalId,
            Status = found.Status?.Word(),
            Match = Form.Word(found.Match),
            Merchant = found.Document.Merchant,
            Order = found.Document.Order,
            OccurredAt = Form.At(found.OccurredAt),
            LocksAt = Form.At(found.LocksAt),
            Commission = Answers(commission),
            Reversed = Answers(Sums(entries, EntryKind.Commission, status => status == CommissionStatus.Reversed)),
            Booked = booked.ConvertAll(part => new BookedAnswer(part.Status.Word(), Form.Money(part.Amount), part.Value is { } here ? Form.Money(here) : null)),
            WhyNegative = commission.Exists(sum => sum.Minor < 0) ? "more of it was taken back than was reported here: the sale itself was not reported, or for less, or in another currency" : null,
            WhyOther = WhyOther(session, found, Sums(entries, EntryKind.Commission, status => status == CommissionStatus.Other)),
            WhyTest = ConversionStore.IsOfTest(session, found) ? "its mail is about a test order, so it is in no report" : null,
            Sale = Answers(Sums(entries, EntryKind.Sale, status => status.Counts())),
            Value = value is { } known ? Form.Money(known) : null,
            Token = found.Token,
            Journey = found.Journey,
            Step = found.Step,
            Offer = found.Offer,
            Program = found.Program,
            Delivery = found.Send is { } send ? Form.Id(send.Value) : null,
            Variants = found.Send is { } mail ? session[SendSql.Find].With(mail.Value).First(row => SendRows.Read(session, row))?.Variants ?? s_noVariants : s_noVariants,
            Slot = found.Slot,
            Held = found.HeldCount == 0 ? null : ConversionStore.Reports(session, found.Id).Find(report => report.Held is not null)?.Held,
        };
    }

    private static string? WhyOther(Session session, StoredConversion found, List<Money> apart)
    {
        var reports = ConversionStore.Reports(session, found.Id);
        var isApart = found.Status == CommissionStatus.Other || apart.Count > 0;
        if (!isApart && reports.OrderBy(report => report.Heard.Report.AsOf ?? report.Heard.ReceivedAt).LastOrDefault()?.Heard.Report.Status != CommissionStatus.Other) return null;
        var word = reports.FindLast(report => report.Heard.Report.Status == CommissionStatus.Other)?.Heard.Report.StatusWord;
        if (!isApart) return $"{(word is null ? "the network's newest word" : $"'{word}', the network's newest word,")} is no status that is known here, so what was said before stands";
        var amounts = apart.Count == 0 ? "what it says" : $"{string.Join(" and ", apart.Select(amount => $"{amount} {amount.Currency.Code}"))} of commission";
        return $"{(word is null ? "the network's word" : $"'{word}'")} is no status that is known here, so {amounts} is in no sum";
    }

    private static ConversionDetail Detail(RunnerService runner, Session session, StoredConversion found)
    {
        var send = found.Send is { } id ? session[SendSql.Find].With(id.Value).First(row => SendRows.Read(session, row)) : null;
        var packed = send is null ? null : session[SendSql.ReadTargets].With(send.Id.Value).First(row => row.Blob(0));
        return new()
        {
            Conversion = Row(runner, session, found, found.Store),
            Entries = [.. ConversionStore.Entries(session, found.Id).Select(stored => new EntryAnswer(
                Form.Word(stored.Entry.Kind), stored.Entry.Status.Word(), Form.Money(stored.Entry.Amount), Form.At(stored.EnteredAt), Form.Id(stored.ReportId)))],
            Reports = [.. ConversionStore.Reports(session, found.Id).Select(Report)],
            Clicks = [.. found is { Owner: { } owner, Send: { } sent, Slot: { } slot } ? ConversionClicks.Of(session, owner, sent, slot).Select(at => Form.At(at)) : []],
            ClickedAt = Form.At(found.ClickedAt),
            Mail = send is null ? null : DeliveryRows.Of(runner, session, send),
            Target = packed is not null && found.Slot is { } place ? SendTargets.Unpack(packed).LinkOf(place)?.Target : null,
            OfferName = found.Offer is { } offer ? runner.Engine.Offers.Offers.FirstOrDefault(one => one.Id == offer)?.Name : null,
            OfferReason = found.Offer is { } shown ? send?.Picks?.Shown.FirstOrDefault(note => note.Id == shown)?.Reason : null,
            Reason = found.Document.Reason,
            Purchase = found.Purchase is { } purchase ? Form.Id(purchase.Value) : null,
            Candidates = found.Match == ConversionMatch.None ? Candidates(session, found) : [],
        };
    }

    private static List<MatchCandidate> Candidates(Session session, StoredConversion found)
    {
        var at = found.ClickedAt ?? found.OccurredAt;
        return [.. ConversionClicks.Around(session, at - s_around, at + Duration.FromHours(1), MostCandidates).Select(click => new MatchCandidate(
            Form.Id(click.Send.Value), click.Slot, click.Offer, Form.At(click.At), CustomerStore.Find(session, click.Owner.Value) is { } customer ? customer.Address ?? customer.ExternalId ?? "" : ""))];
    }

    private static ReportAnswer Report(StoredReport stored) => new(
        Form.Id(stored.Id), Form.Word(stored.Way), Form.At(stored.Heard.ReceivedAt), Form.At(stored.Heard.Report.AsOf), stored.Heard.Report.Status.Word(), stored.Heard.Report.StatusWord,
        stored.Heard.Report.Commission is { } commission ? Form.Money(commission) : null, stored.Heard.Report.Sale is { } sale ? Form.Money(sale) : null, stored.Heard.Report.IsDelta, stored.Held);

    private static List<Money> Sums(List<CommissionEntry> entries, EntryKind kind, Func<CommissionStatus, bool> of) =>
        [.. entries.Where(entry => entry.Kind == kind && of(entry.Status)).GroupBy(entry => entry.Amount.Currency)
            .Select(group => group.Aggregate(Money.Zero(group.Key), (sum, entry) => sum + entry.Amount)).Where(sum => sum.Minor != 0)];

    private static List<MoneyAnswer> Answers(List<Money> amounts) => amounts.ConvertAll(Form.Money);
}
