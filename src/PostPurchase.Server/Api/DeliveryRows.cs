using PostPurchase.Core.Feedback;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Reading;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>Rows of the ledger for lists.</summary>
internal static class DeliveryRows
{
    public static IReadOnlyList<DeliveryRow> Read(RunnerService runner, DeliveryFilter filter, int count) => runner.Database.Read(session =>
    {
        var (journey, step, store) = (session.Names.Asked(NameKind.Journey, filter.Journey), session.Names.Asked(NameKind.Step, filter.Step), session.Names.Asked(NameKind.Store, filter.Store));
        var (before, from, to) = (filter.Before ?? long.MaxValue, filter.Days?.From, filter.Days?.To);
        // No zone is a day away from UTC, and nothing is reported of a mail before it left.
        var since = from is { } first ? (first - 1) * NodaTime.NodaConstants.MillisecondsPerDay : 0;
        var statement = filter.Told is { } told
            ? session[DeliveryRowsSql.Told].With(since).With((long)told.Kind).With(before).With(journey).With(step).With(store).With(filter.Domain ?? "").With(filter.Why ?? "")
            : filter.Touched is { } touched
            ? session[DeliveryRowsSql.Touched].With(journey).With(step).With((long)touched.Kind).With((long)touched.Actor).With(before).With(store)
            : session[DeliveryRowsSql.Newest].With(before).With(filter.States.Sum(state => 1L << (int)state)).With(journey).With(step).With(store)
                .With(filter.Text ?? "").With(filter.Domain ?? "").With(filter.Why ?? "");
        var sends = (filter.Told is { } reported ? statement.With(from).With(reported.IsByReport ? "reported" : "left") : statement.With(from)).With(to).With(count).All(row => SendRows.Read(session, row));
        return (IReadOnlyList<DeliveryRow>)[.. sends.Select(send => Of(runner, session, send))];
    });

    /// <summary>The planned mails that fall due first, in that order.</summary>
    public static IReadOnlyList<DeliveryRow> Soonest(RunnerService runner, int count) => runner.Database.Read(session =>
    {
        var sends = Enum.GetValues<ContentKind>().SelectMany(kind => session[DeliveryRowsSql.Soonest].With((long)kind).With(count).All(row => SendRows.Read(session, row)));
        return (IReadOnlyList<DeliveryRow>)[.. sends.OrderBy(send => send.DueAt).ThenBy(send => send.Id.Value).Take(count).Select(send => Of(runner, session, send))];
    });

    /// <summary>Why a mail is as it is. In a demo all mails count as sent though all are captured: that says nothing of one of them.</summary>
    public static string? ReasonOf(RunnerService runner, StoredSend send) => runner.Settings.IsOffline && send is { State: SendState.Accepted, Reason: "captured" } ? null : send.Reason;

    public static DeliveryRow Of(RunnerService runner, Session session, StoredSend send)
    {
        var customer = CustomerStore.Find(session, send.Owner.Value);
        return new(
            Form.Id(send.Id.Value), Form.At(send.ConcludedAt), Form.At(send.DueAt ?? send.PlannedAt), customer?.Address ?? customer?.ExternalId ?? "", send.Address, send.Journey ?? "", send.Step,
            Form.Word(send.Kind), Form.Word(send.State), ReasonOf(runner, send), send.Subject ?? SubjectOf(runner, send), send.Variants, send.AttemptCount)
        {
            CustomerId = Form.Id((customer?.Owner ?? send.Owner).Value),
            MadeAt = Form.At(IdSource.InstantOf(send.Id.Value)),
            FirstTriedAt = Form.At(send.FirstTriedAt),
            LeftAs = send is { LeftAs: { } way, State: SendState.Accepted or SendState.Rejected or SendState.Uncertain } ? Form.Word(way) : null,
            Awaits = Approvals.IsWaiting(send) ? "approval" : send.State == SendState.Parked ? "decision" : null,
        };
    }

    // Where mail is captured the subject is in its file; elsewhere it is made again only for one mail at a time.
    private static string? SubjectOf(RunnerService runner, StoredSend send)
    {
        if (send.State != SendState.Accepted) return null;
        var file = Path.Combine(runner.Folders.Data.Path, "outbox", CapturedOutbox.NameOf(send.Id.Value));
        return File.Exists(file) ? MailReader.Read(File.ReadAllBytes(file)).Header("Subject") : null;
    }

}

/// <summary>What a list of the ledger shows; null = all.</summary>
internal sealed record DeliveryFilter(string? Journey = null, string? Step = null, string? Text = null, long? Before = null)
{
    /// <summary>States, each once; none = all.</summary>
    public IReadOnlyList<SendState> States { get; init; } = [];

    /// <summary>Key of a store.</summary>
    public string? Store { get; init; }

    /// <summary>Domain of the address in small letters: then only mails that a server accepted, refused or may have.</summary>
    public string? Domain { get; init; }

    /// <summary>Name of a reason: then only mails that a server refused for it, or of those that came back the ones that did for it.</summary>
    public string? Why { get; init; }

    /// <summary>Only mails of a step that were touched so, counted on the day of the first such touch; of the rest of the filter, store and days hold too.</summary>
    public (TouchKind Kind, TouchActor Actor)? Touched { get; init; }

    /// <summary>Only mails that came back or were complained about, each once; of the rest of the filter, journey, step, store, domain and days hold too: days on which they left, or on which it was reported.</summary>
    public (FeedbackKind Kind, bool IsByReport)? Told { get; init; }

    /// <summary>Days since 1970 in the zone of each mail's store, both included: then only what reports count on them, which is the ended mails of steps that are not about test orders.</summary>
    public (long From, long To)? Days { get; init; }
}

internal record DeliveryRow(
    string Id, string? At, string? DueAt, string Customer, string? Address, string Journey, string Step, string Kind, string State, string? Reason, string? Subject,
    IReadOnlyDictionary<string, string> Variants, int Attempts)
{
    public required string CustomerId { get; init; }

    /// <summary>When its journey came to it: lists go by this, newest first, since it never changes while somebody turns their pages.</summary>
    public required string MadeAt { get; init; }

    /// <summary>When the first try did not get through, also one that reached no server and counts as no attempt; null before.</summary>
    public string? FirstTriedAt { get; init; }

    /// <summary>captured (kept here: it never left), redirected (to the one address that gets all mail), live, or null where it has not left or that was not kept.</summary>
    public string? LeftAs { get; init; }

    /// <summary>approval (the first mails of a journey), decision (it failed on our side: again, or not at all), or null where nobody is needed.</summary>
    public string? Awaits { get; init; }
}
