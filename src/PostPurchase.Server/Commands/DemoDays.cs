using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine;
using PostPurchase.Engine.Simulation;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Commands;

/// <summary>
/// The sample shop's weeks in virtual time: an hour of the engine, then what people do with the mails of that hour, when they do it. All of it goes
/// the way that a real shop's goes: events through the intake, touches, conversions and bounces through theirs.
/// </summary>
internal sealed class DemoDays(PostPurchaseEngine engine, DemoPeople people)
{
    private static readonly Duration s_hour = Duration.FromHours(1);

    // On a database of weeks this looks at all mails, once an hour: small enough here.
    private static readonly Sql s_sent = new("""
        select id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, version_id, kind, state, due_at, planned_at, expires_at,
          concluded_at, attempt_count, priority, address, reason, document, uncertain_count, approved_at, first_tried_at, refusal_count, left_as
        from send
        where channel = 1 and purpose = 1 and state = 4 and concluded_at >= @since and concluded_at < @until
        order by concluded_at, id
        """);

    private readonly SortedSet<(Instant At, int Number)> _order = [];
    private readonly Dictionary<int, DemoDeed> _deeds = [];

    /// <summary>Plays them.</summary>
    public async Task PlayAsync(IReadOnlyList<StoreEvent> events, Instant from, Instant until, Action<Instant> moved, CancellationToken cancellationToken)
    {
        var coming = new SortedSet<(Instant At, int Number)>();
        var facts = new List<StoreEvent>();
        void Expect(StoreEvent fact)
        {
            coming.Add((fact.OccurredAt, facts.Count));
            facts.Add(fact);
        }

        foreach (var fact in events) Expect(fact);
        for (var now = from; now < until && !cancellationToken.IsCancellationRequested;)
        {
            var next = Instant.Min(until, now + s_hour);
            var due = coming.TakeWhile(one => one.At < next).ToList();
            coming.ExceptWith(due);
            await VirtualTime.PlayAsync(engine, [.. due.Select(one => facts[one.Number])], now, next, null, cancellationToken);
            foreach (var send in Sent(now, next)) people.Receive(send, next, Plan);
            now = next;
            while (_order.Count > 0 && _order.Min.At <= now) await DoAsync(_order.Min, now, Expect);
            moved(now);
        }
    }

    private List<StoredSend> Sent(Instant since, Instant until) =>
        engine.Database.Read(session => session[s_sent].With(since).With(until).All(row => SendRows.Read(session, row)));

    /// <summary>Somebody does something at an instant.</summary>
    public void Plan(Instant at, DemoDeed deed)
    {
        _order.Add((at, _deeds.Count));
        _deeds.Add(_deeds.Count, deed);
    }

    private async Task DoAsync((Instant At, int Number) planned, Instant now, Action<StoreEvent> expect)
    {
        _order.Remove(planned);
        if (await _deeds[planned.Number](now) is { } order) expect(order);
    }
}

/// <summary>Something that somebody does at an instant; gives the order that it becomes, if it does.</summary>
internal delegate Task<StoreEvent?> DemoDeed(Instant now);
