using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Feedback;

namespace PostPurchase.Engine.Storage;

/// <summary>Touches in the database: adding some judges all of their mail together, and keeps the counts of reports with it.</summary>
internal static class TouchRows
{
    /// <summary>More touches of one mail than any reader or scanner makes are not kept: each new one is judged with all before it.</summary>
    public const int MostOfSend = 1000;

    private static readonly string[] s_methods = ["GET", "HEAD", "POST"];

    /// <summary>Adds touches of one mail and judges all of its touches together; gives those that are a person's now and were not known as one.</summary>
    public static List<StoredTouch> Add(Session session, IdSource ids, IReadOnlyList<StoredTouch> added)
    {
        var (owner, send) = (added[0].Owner, added[0].Send);
        var known = session[TouchSql.OfSend].With(owner.Value).With(send.Value).All(row => Read(session, row));
        var before = known.ConvertAll(one => one.Touch);
        var news = added.Take(Math.Max(0, MostOfSend - before.Count)).ToList();
        if (news.Count == 0) return [];
        List<StoredTouch> all = [.. before, .. news];
        var verdicts = TouchRules.Judge(all.ConvertAll(touch => touch.Seen), all.Max(touch => touch.LinkCount));
        all = [.. all.Select((touch, index) => touch with { Verdict = verdicts[index] })];
        for (var i = 0; i < all.Count; i++)
        {
            if (i >= before.Count) Insert(session, ids, all[i]);
            else if (all[i].Verdict != before[i].Verdict) Judge(session, owner.Value, known[i].Id, all[i].Verdict);
        }

        TouchCounts.Move(session, before, all);
        return [.. all.Where((touch, i) => touch.Verdict.Actor == TouchActor.Human && (i >= before.Count || before[i].Verdict.Actor != TouchActor.Human))];
    }

    /// <summary>Gives a touch another verdict.</summary>
    public static void Judge(Session session, long owner, long id, TouchVerdict verdict) =>
        session[TouchSql.Judge].With((long)verdict.Actor).With((long)verdict.Reason).With(owner).With(id).Run();

    /// <summary>A row of <see cref="TouchSql.OfSend"/> or <see cref="TouchSql.OfOwner"/>.</summary>
    public static (long Id, StoredTouch Touch) Read(Session session, Statement row) => (row.Long(0), Read(session, row, row.TextOrNull(12) ?? ""));

    /// <summary>The same where the text of the agent is known.</summary>
    public static StoredTouch Read(Session session, Statement row, string agent) => new(
        new CustomerId(row.Long(1)), new SendId(row.Long(2)),
        new Touch(
            (TouchKind)row.Int(5), row.At(10), agent, (AddressClass)row.Int(14), MethodOf(row.Int(15)), row.Int(6), (LinkRole)row.Int(7),
            row.AtOrNull(11) ?? Instant.MinValue, unchecked((ulong)row.Long(13))))
    {
        Journey = row.LongOrNull(3) is { } journey ? session.Names.Text(journey) : null,
        Step = row.LongOrNull(4) is { } step ? session.Names.Text(step) : null,
        Verdict = new((TouchActor)row.Int(8), (TouchReason)row.Int(9)),
        LinkCount = row.Int(16),
    };

    private static void Insert(Session session, IdSource ids, StoredTouch touch)
    {
        var seen = touch.Seen;
        var isClick = seen.Kind == TouchKind.Click;
        session[TouchSql.Add].With(touch.Owner.Value).With(ids.Next(seen.At)).With(touch.Send.Value)
            .With(touch.Journey is { } journey ? session.Names.Id(NameKind.Journey, journey) : null)
            .With(touch.Step is { } step ? session.Names.Id(NameKind.Step, step) : null)
            .With((long)seen.Kind).With(isClick ? seen.Slot : null).With(isClick ? (long)seen.Role : null)
            .With((long)touch.Verdict.Actor).With((long)touch.Verdict.Reason).With(seen.At)
            .With(seen.SendAcceptedAt == Instant.MinValue ? null : seen.SendAcceptedAt)
            .With(AgentId(session, seen.UserAgent)).With(unchecked((long)seen.Network)).With((long)seen.Address).With(MethodNumber(seen.Method))
            .With(touch.LinkCount).Run();
    }

    private static long? AgentId(Session session, string agent)
    {
        if (agent.Length == 0) return null;
        var known = session[TouchSql.FindAgent].With(agent).First(row => row.Long(0));
        return known != 0 ? known : session[TouchSql.AddAgent].With(agent).First(row => row.Long(0));
    }

    // Stored by number; what is none of the three was asked for by no browser, whatever its name.
    private static long MethodNumber(string method) => Array.IndexOf(s_methods, method) is var number and >= 0 ? number : s_methods.Length;

    private static string MethodOf(int number) => number < s_methods.Length ? s_methods[number] : "OTHER";
}
