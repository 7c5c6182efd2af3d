using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Who has the last word on a winner, and which shares hold.</summary>
public sealed class PromotionTests : IAsyncLifetime
{
    private static string Yaml => ATest.By("metric: click, decide: { when: decided, guard: unsubscribes }");

    private const string Joined = "subject: Picked }, third: { weight: 1, subject: Third }";

    private JourneyRunner _runner = null!;

    public async Task InitializeAsync() => _runner = await JourneyRunner.WithAsync(Yaml);

    public async Task DisposeAsync() => await _runner.DisposeAsync();

    [Fact]
    public async Task What_a_rule_promotes_although_a_guard_that_it_does_not_mind_is_broken_stays_promoted()
    {
        await FillAsync(complaints: 400);

        var (promoted, again) = (await Decisions.DecideAsync(_runner.Now), await Decisions.DecideAsync(_runner.Now));

        Assert.Equal((true, false, "picked"), (promoted, again, Test().Winner));
        Assert.IsType<Verdict.Ahead>(Decisions.All(_runner.Now).Single().Verdict);
    }

    [Fact]
    public async Task What_a_person_has_taken_back_no_rule_promotes_until_a_person_does()
    {
        await FillAsync();
        await Decisions.DecideAsync(_runner.Now);
        await Decisions.ReopenAsync(Test().Id, "anna", _runner.Now);

        var isPromoted = await Decisions.DecideAsync(_runner.Now);

        Assert.Equal((false, null, "anna", false), (isPromoted, Test().Winner, Test().ReopenedBy, Test().IsPromotedByRule));
        Assert.Null(await Decisions.PromoteAsync(Test().Id, "picked", "anna", _runner.Now));
        Assert.Equal(("picked", null, true), (Test().Winner, Test().ReopenedBy, Test().IsPromotedByRule));
    }

    [Fact]
    public async Task What_a_rule_opened_again_it_promotes_again_when_enough_more_count_and_says_so()
    {
        await FillAsync();
        await Decisions.DecideAsync(_runner.Now);
        await ClicksBecomeAsync(110);
        await Decisions.DecideAsync(_runner.Now);
        var reopened = Test();
        await ClicksBecomeAsync(300);

        var atOnce = await Decisions.DecideAsync(_runner.Now);
        await ChangeAsync("update tally set customers = customers + 99");
        var soon = await Decisions.DecideAsync(_runner.Now);
        await ChangeAsync("update tally set customers = customers + 1");
        var later = await Decisions.DecideAsync(_runner.Now);

        Assert.Equal((null, 4000L), (reopened.Winner, reopened.ReopenedCount));
        Assert.EndsWith(" The rule promotes again at the earliest when 200 customers more count.", reopened.ReopenedWhy, StringComparison.Ordinal);
        Assert.Equal((false, false, true, "picked", null), (atOnce, soon, later, Test().Winner, Test().ReopenedCount));
    }

    [Fact]
    public async Task What_everybody_gets_already_is_not_promoted_once_more()
    {
        var first = await Decisions.PromoteAsync(Test().Id, "picked", "anna", _runner.Now);

        var again = await Decisions.PromoteAsync(Test().Id, "picked", "berta", _runner.Now);

        Assert.Equal((null, "everybody gets 'picked' already", "anna"), (first, again, Test().PromotedBy));
        Assert.Single(new AuditStore(_runner.Database).List(null, 9));
    }

    [Fact]
    public async Task Who_looks_at_once_promotes_once()
    {
        await FillAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Decisions.DecideAsync(_runner.Now))));

        Assert.Equal("experiment.promoted", Assert.Single(new AuditStore(_runner.Database).List(null, 9)).Entry.Action);
    }

    [Fact]
    public async Task A_variant_that_joins_while_a_winner_is_in_force_gets_nobody()
    {
        await Decisions.PromoteAsync(Test().Id, "picked", "anna", _runner.Now);

        await _runner.PublishAsync(Yaml.Replace("subject: Picked }", Joined, StringComparison.Ordinal));

        Assert.Equal([("plain", 0.0), ("picked", 1.0), ("third", 0.0)], Weights());
    }

    [Theory]
    [InlineData("subject: Picked }", Joined, new[] { 1.0, 1.0, 1.0 })] // until they are sampled again, for all of them
    [InlineData("thompson: { floor: 10% }, ", "", new[] { 1.0, 1.0 })]
    public async Task Where_a_variant_joins_or_sampling_ends_the_shares_of_the_file_hold(string before, string after, double[] expected)
    {
        var sampled = Yaml.Replace("decide: { when: decided, guard: unsubscribes }", "thompson: { floor: 10% }", StringComparison.Ordinal);
        await _runner.PublishAsync(sampled);
        await FillAsync();
        await Decisions.DecideAsync(_runner.Now);
        await _runner.PublishAsync(sampled);
        var moved = Weights();

        await _runner.PublishAsync(sampled.Replace(before, after, StringComparison.Ordinal));

        Assert.Equal([("plain", 0.1), ("picked", 0.9)], moved.Select(arm => (arm.Name, Math.Round(arm.Weight, 6))));
        Assert.Equal(expected, Weights().Select(arm => arm.Weight));
    }

    [Fact]
    public async Task A_variant_that_the_file_has_no_more_keeps_no_rule_waiting_for_its_customers()
    {
        await _runner.PublishAsync(Yaml.Replace("subject: Picked }", Joined, StringComparison.Ordinal));
        await FillAsync();
        await ChangeAsync("insert into tally (kind, store, a, b, customers, total, squares) select kind, store, a, 2, 36, 0, 0 from tally where kind <= 15 and b = 1");
        await ChangeAsync("update experiment_arm set expected = 36 where name = 'third'");
        var before = await Decisions.DecideAsync(_runner.Now);
        await _runner.PublishAsync(Yaml);

        var after = await Decisions.DecideAsync(_runner.Now);

        Assert.Equal((false, true, "picked"), (before, after, Test().Winner));
        Assert.Equal(36, Decisions.All(_runner.Now).Single().Arms.Single(arm => arm.Arm.Name == "third").Assigned);
    }

    [Fact]
    public async Task Without_a_floor_no_arm_loses_those_who_are_in_it()
    {
        await _runner.PublishAsync(Yaml.Replace("decide: { when: decided, guard: unsubscribes }", "thompson: { floor: 0% }", StringComparison.Ordinal));
        await FillAsync();

        await Decisions.DecideAsync(_runner.Now);

        Assert.Equal([0.001, 0.999], Test().Arms.Select(arm => Math.Round(arm.InForce, 6)));
    }

    private ExperimentDecisions Decisions
    {
        get
        {
            var stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = A.Usd } } };
            return new ExperimentDecisions(_runner.Database, stores);
        }
    }

    private StoredExperiment Test() => new ExperimentStore(_runner.Database).All().Single();

    private List<(string Name, double Weight)> Weights() =>
        [.. _runner.Current.Steps.OfType<Step.Email>().Single().Content.Experiments[0].Variants.Select(variant => (variant.Name, variant.Weight))];

    private Task<int> ClicksBecomeAsync(int clicks) => ChangeAsync($"update tally set total = {clicks}, squares = {clicks} where kind = {(int)TallyKind.ArmClick} and b = 1");

    private Task<int> ChangeAsync(string sql) => _runner.Database.WriteAsync(
        session =>
        {
            session.Execute(sql);
            return 0;
        },
        default);

    // As if 2,000 were in each arm, of whom three times as many clicked in the second, and so many complained there.
    private Task<int> FillAsync(long complaints = 0) => _runner.Database.WriteAsync(
        session =>
        {
            var experiment = ExperimentStore.All(session).Single();
            foreach (var (arm, clicks, complained) in new[] { (0L, 100L, 0L), (1L, 300L, complaints) })
            {
                void Add(TallyKind kind, long total) =>
                    session[PastSql.Add].With((long)kind).With(0).With(experiment.Id).With(arm).With(2000).With(total).With((double)total).Run();
                Add(TallyKind.ArmAssigned, 0);
                Add(TallyKind.ArmConversion, clicks);
                Add(TallyKind.ArmClick, clicks);
                Add(TallyKind.ArmUnsubscribe, 0);
                Add(TallyKind.ArmComplaint, complained);
            }

            session.Execute("update experiment_arm set expected = 2000");
            return 0;
        },
        default);
}
