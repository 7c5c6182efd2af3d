using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>The first advance of a run, taken in the transaction that stores the event that starts it.</summary>
public sealed class AdvanceAtOnceTests
{
    private const string Waits = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: rest, wait: { for: 3d } }
          - { id: hi, email: { template: t, content: own, subject: "Hi" } }
        """;

    private const string Mails = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: hi, email: { template: t, content: own, subject: "Hi" } }
        """;

    private const string EndsAtOnce = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: mark, update: { tags: { add: [seen] } } }
        """;

    [Theory]
    [InlineData(Waits)]
    [InlineData(Mails)]
    [InlineData(EndsAtOnce)]
    public async Task It_leaves_the_run_as_an_advance_a_moment_later_does(string yaml)
    {
        await using var atOnce = await JourneyRunner.WithAsync(yaml, atOnce: true);
        await using var later = await JourneyRunner.WithAsync(yaml, atOnce: false);

        await atOnce.HappensAsync(A.Order());
        await later.HappensAsync(A.Order());

        Assert.Equal(await ShapeAsync(later), await ShapeAsync(atOnce));
        Assert.Equal(Counted(later), Counted(atOnce));
        Assert.Equal(later.Trace.Select(line => (line.Action, line.Step)), atOnce.Trace.Select(line => (line.Action, line.Step)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tag_that_it_adds_outlives_the_next_list_of_the_store(bool atOnce)
    {
        await using var shop = await JourneyRunner.WithAsync(EndsAtOnce, atOnce: atOnce);

        await shop.HappensAsync(A.Order(customer: A.Customer() with { Tags = ["own"] }));
        await shop.HappensAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromHours(1)), A.Customer() with { Tags = ["own", "new"] }));

        Assert.Equal(["own", "new", "seen"], (await new CustomerStore(shop.Database).FindByEmailAsync("default", "jane@example.com"))!.Tags);
    }

    [Fact]
    public async Task A_run_that_begins_with_a_wait_is_written_once()
    {
        await using var shop = await JourneyRunner.WithAsync(Waits);

        await shop.HappensAsync(A.Order());

        Assert.Equal([1L], Numbers(shop, "select revision from enrollment"));
    }

    [Fact]
    public async Task A_run_that_cannot_be_written_at_once_does_not_cost_the_event_and_is_parked_afterwards()
    {
        await using var shop = await JourneyRunner.WithAsync(Mails);
        await shop.Database.WriteAsync(session => Do(session, "create trigger no before insert on send begin select raise(abort, 'no'); end"), default);

        await shop.HappensAsync(A.Order());

        var run = Assert.Single(await shop.RunsAsync());
        Assert.Equal(EnrollmentStatus.Parked, run.Status);
        Assert.Contains("no", run.Reason, StringComparison.Ordinal);
        Assert.Equal([1L], Numbers(shop, "select count(*) from purchase"));
    }

    [Fact]
    public async Task A_second_event_of_a_delivery_sees_the_runs_that_the_first_one_started()
    {
        await using var shop = await JourneyRunner.WithAsync(Waits.Replace("steps:", "exit: [ { on: refund, reason: refunded } ]\nsteps:", StringComparison.Ordinal));

        var before = A.Noon - Duration.FromHours(1);
        await shop.HappensTogetherAsync(A.Order(A.Purchase(updatedAt: before), at: before), A.Refund(new() { Id = "r1" }, at: A.Noon));

        Assert.Equal("refunded", Assert.Single(await shop.RunsAsync()).Reason);
    }

    private static async Task<IReadOnlyList<string>> ShapeAsync(JourneyRunner shop) =>
        [.. (await shop.RunsAsync()).Select(run => $"{run.Status} {run.Step} {run.Phase} {run.DueAt} {run.ArrivedAt} {run.EndedAt} {run.Reason} {string.Join(',', run.State.Visits)}")];

    private static List<string> Counted(JourneyRunner shop) => shop.Database.Read(session => Dapper.SqlMapper.Query<string>(
        session.Connection, "select 'run ' || what || ' ' || runs from run_day union all select 'send ' || step_id || visit || state from send order by 1").ToList());

    private static List<long> Numbers(JourneyRunner shop, string sql) => shop.Database.Read(session => Dapper.SqlMapper.Query<long>(session.Connection, sql).ToList());

    private static int Do(Session session, string sql)
    {
        session.Execute(sql);
        return 0;
    }
}
