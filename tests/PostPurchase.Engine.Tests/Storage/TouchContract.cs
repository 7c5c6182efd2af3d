using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Feedback;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with verdicts of touches and with the counts that reports read.</summary>
public abstract class TouchContract : StoreContract
{
    private static readonly CustomerId Jane = new(77);
    private static readonly SendId Mail = new(7);

    private HistoryStore History => new(Database);

    [Fact]
    public async Task The_second_half_of_a_burst_makes_its_first_half_a_machine_too()
    {
        await History.AddAsync([Scan(0), Scan(1)]);
        var before = await ActorsAsync();

        await History.AddAsync([Scan(2), Scan(3), Scan(4)]);

        Assert.Equal([TouchActor.Human, TouchActor.Human], before);
        Assert.All(await ActorsAsync(), actor => Assert.Equal(TouchActor.Machine, actor));
        Assert.Equal([(2L, 2L, 5L, 1L)], Counts());
    }

    [Fact]
    public async Task A_person_two_seconds_after_the_scanner_counts_and_what_was_seen_stays()
    {
        StoredTouch[] seen = [.. Enumerable.Range(0, 5).Select(Scan), Click(Noon + Duration.FromSeconds(3), slot: 2, network: 9)];

        foreach (var touch in seen) await History.AddAsync([touch]);

        var kept = await History.TouchesOfAsync(Jane);
        Assert.Equal(seen.Select(touch => touch.Seen), kept.Select(touch => touch.Seen));
        Assert.Equal(TouchVerdict.Human, kept[5].Verdict);
        Assert.Equal([(2L, 1L, 1L, 1L), (2L, 2L, 5L, 1L)], Counts());
    }

    [Fact]
    public async Task Judging_again_gives_the_verdicts_of_the_rules_and_mends_the_counts()
    {
        await History.AddAsync([.. Enumerable.Range(0, 5).Select(Scan)]);
        await History.AddAsync([Click(Noon + Duration.FromHours(2), slot: 1, send: 8), Click(Noon + Duration.FromHours(3), slot: 1, owner: 78, send: 9)]);
        var right = Counts();
        await SpoilAsync();

        var (judged, changed) = await new TouchJudging(Database).RunAsync(isAgain: true);

        Assert.Equal((7L, 7L), (judged, changed));
        Assert.Equal(right, Counts());
        Assert.False(new TouchJudging(Database).IsDue());
    }

    [Fact]
    public async Task More_touches_of_one_mail_than_anybody_makes_are_not_kept()
    {
        await History.AddAsync([.. Enumerable.Range(0, TouchRows.MostOfSend + 5).Select(i => Click(Noon + Duration.FromHours(i), slot: 1))]);

        Assert.Equal(TouchRows.MostOfSend, (await History.TouchesOfAsync(Jane)).Count);
    }

    private static StoredTouch Scan(int i) => Click(Noon + Duration.FromMilliseconds(200 * i), slot: i + 1, network: 5);

    private static StoredTouch Click(Instant at, int slot, ulong network = 1, long owner = 77, long send = 7) =>
        ATouch.Click(new CustomerId(owner), new SendId(send), at, slot, network: network) with { Journey = "hello", Step = "suggest", LinkCount = 5 };

    private async Task<List<TouchActor>> ActorsAsync() => [.. (await History.TouchesOfAsync(Jane)).Where(touch => touch.Send == Mail).Select(touch => touch.Verdict.Actor)];

    // Kind, actor, touches and mails of all days, where there are any.
    private List<(long, long, long, long)> Counts() => Database.Read(session => session[s_counts].All(row => (row.Long(0), row.Long(1), row.Long(2), row.Long(3))));

    private Task<int> SpoilAsync() => Database.WriteAsync(
        session =>
        {
            session.Execute("update touch set verdict = 3, reason = 12; delete from touch_day");
            session.Execute("insert into touch_day (day, journey_id, step_id, kind, verdict, touches, sends) select touched_at / 86400000, journey_id, step_id, kind, 3, count(*), count(distinct send_id) from touch group by 1, 2, 3, 4");
            return 0;
        },
        default);

    private static readonly Sql s_counts = new("""
        select kind, verdict, sum(touches), sum(sends)
        from touch_day
        group by kind, verdict
        having sum(touches) > 0
        order by kind, verdict
        """);
}

public sealed class SqliteTouchTests : TouchContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
