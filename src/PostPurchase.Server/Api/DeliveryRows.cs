using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Reading;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>Rows of the ledger for lists.</summary>
internal static class DeliveryRows
{
    private const string Columns = """
        select id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, version_id, kind, state, due_at, planned_at, expires_at,
          concluded_at, attempt_count, priority, address, reason, document
        from send
        """;

    private static readonly Sql s_newest = new(Columns + """

        where id < @before
          and (@state = -1 or state = @state)
          and (@journey = -1 or journey_id = @journey)
          and (@step = -1 or step_id = @step)
          and (@q = '' or address like '%' || @q || '%' or owner in (
            select owner
            from customer_alias
            where value like '%' || @q || '%'))
        order by id desc
        limit @count
        """);

    public static IReadOnlyList<DeliveryRow> Read(RunnerService runner, DeliveryFilter filter, int count) => runner.Database.Read(session =>
    {
        if (Id(session, NameKind.Journey, filter.Journey) is not { } journey || Id(session, NameKind.Step, filter.Step) is not { } step) return [];
        var sends = session[s_newest].With(filter.Before ?? long.MaxValue).With((long)(filter.State is { } state ? (int)state : -1)).With(journey).With(step).With(filter.Text ?? "").With(count)
            .All(row => SendRows.Read(session, row));
        return (IReadOnlyList<DeliveryRow>)[.. sends.Select(send => Of(runner, session, send))];
    });

    public static DeliveryRow Of(RunnerService runner, Session session, StoredSend send)
    {
        var customer = CustomerStore.Find(session, send.Owner.Value);
        return new(
            Form.Id(send.Id.Value), Form.At(send.ConcludedAt), Form.At(send.DueAt ?? send.PlannedAt), customer?.Address ?? customer?.ExternalId ?? "", send.Address, send.Journey ?? "", send.Step,
            Form.Word(send.Kind), Form.Word(send.State), send.Reason, send.Subject ?? SubjectOf(runner, send), send.Variants, send.AttemptCount)
        {
            CustomerId = Form.Id((customer?.Owner ?? send.Owner).Value),
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

    // -1 where it is not asked for, null where nothing has that name.
    private static long? Id(Session session, NameKind kind, string? name) => string.IsNullOrEmpty(name) ? -1 : session.Names.Find(kind, name);
}

/// <summary>What a list of the ledger shows; null = all.</summary>
internal sealed record DeliveryFilter(SendState? State = null, string? Journey = null, string? Step = null, string? Text = null, long? Before = null);

internal record DeliveryRow(
    string Id, string? At, string? DueAt, string Customer, string? Address, string Journey, string Step, string Kind, string State, string? Reason, string? Subject,
    IReadOnlyDictionary<string, string> Variants, int Attempts)
{
    public required string CustomerId { get; init; }

    /// <summary>approval (the first mails of a journey), decision (it failed on our side: again, or not at all), or null where nobody is needed.</summary>
    public string? Awaits { get; init; }
}
