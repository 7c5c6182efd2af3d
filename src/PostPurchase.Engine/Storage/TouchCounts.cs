using NodaTime;
using PostPurchase.Core.Feedback;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// How many touches, and how many mails with one, there were by day, step, kind and actor: kept with every touch and every verdict that changes,
/// so that a report never reads the touches. Days are those of the store; a mail counts on the day of its first such touch. A click on a service link (the parcel,
/// unsubscribing) says nothing about interest: it is a touch, and makes no mail a clicked one.
/// </summary>
internal static class TouchCounts
{
    /// <summary>Takes the counts of one mail's touches as they were away, and adds those of how they are.</summary>
    public static void Move(Session session, IReadOnlyList<StoredTouch> before, IReadOnlyList<StoredTouch> after)
    {
        if (after.Count == 0) return;
        // A mail that is not in the ledger is of no store.
        var (store, isTest) = session[TouchSql.StoreOf].With(after[0].Send.Value).First(row => (row.Long(0), row.Long(1) == 1));
        if (isTest) return;
        var dayOf = StoreZones.DaysOf(session, store);
        var moves = new Dictionary<(long Day, TouchKind Kind, TouchActor Actor), (int Touches, int Sends)>();
        Add(moves, before, -1, dayOf);
        Add(moves, after, 1, dayOf);
        var journey = after[0].Journey is { } key ? session.Names.Id(NameKind.Journey, key) : 0;
        var step = after[0].Step is { } id ? session.Names.Id(NameKind.Step, id) : 0;
        foreach (var (at, (touches, sends)) in moves)
        {
            if (touches == 0 && sends == 0) continue;
            session[TouchSql.Count].With(at.Day).With(journey).With(step).With((long)at.Kind).With((long)at.Actor).With(store).With(touches).With(sends).Run();
        }
    }

    private static void Add(Dictionary<(long, TouchKind, TouchActor), (int Touches, int Sends)> moves, IReadOnlyList<StoredTouch> touches, int sign, Func<Instant, long> dayOf)
    {
        var first = new Dictionary<(TouchKind, TouchActor), long>();
        foreach (var touch in touches)
        {
            var (day, what) = (dayOf(touch.At), (touch.Kind, touch.Verdict.Actor));
            Move(moves, (day, what.Kind, what.Actor), (sign, 0));
            if (touch is { Kind: TouchKind.Click, Seen.Role: LinkRole.Service }) continue;
            if (!first.TryGetValue(what, out var earlier) || day < earlier) first[what] = day;
        }

        foreach (var ((kind, actor), day) in first) Move(moves, (day, kind, actor), (0, sign));
    }

    private static void Move(Dictionary<(long, TouchKind, TouchActor), (int Touches, int Sends)> moves, (long, TouchKind, TouchActor) at, (int Touches, int Sends) by)
    {
        var known = moves.GetValueOrDefault(at);
        moves[at] = (known.Touches + by.Touches, known.Sends + by.Sends);
    }
}
