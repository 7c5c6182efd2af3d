using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>A test of paths: who takes which, and what a promotion changes for those who come and for those inside.</summary>
public sealed class PathTestTests
{
    private const string Yaml = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - id: paths
            split:
              - { name: short, weight: 1, steps: [ { id: soon, wait: { for: 5d } }, { id: brief, email: { template: thanks, content: own, subject: Brief } } ] }
              - { name: long, weight: 1, steps: [ { id: later, wait: { for: 9d } }, { id: full, email: { template: thanks, content: own, subject: Full } } ] }
            metric: click
        """;

    [Fact]
    public async Task A_path_that_a_person_promotes_takes_all_who_come_and_those_inside_stay_on_theirs()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await ManyBuyAsync(runner, 0, 20);
        var inside = Arms(runner);

        var refusal = await Decisions(runner).PromoteAsync(Test(runner).Experiment.Id, "long", "anna", runner.Now);
        await runner.PublishAsync(Yaml);
        await ManyBuyAsync(runner, 20, 20);
        await runner.DaysPassAsync(10);

        Assert.Null(refusal);
        Assert.Equal(["long", "short"], inside.Distinct().Order());
        Assert.Equal(inside, Arms(runner).Take(20));
        Assert.All(Arms(runner).Skip(20), arm => Assert.Equal("long", arm));
        Assert.Equal(inside.Count(arm => arm == "short"), runner.Sent.Count(sent => sent.Step == "brief"));
        Assert.Equal(("long", "anna", false), (Test(runner).Experiment.Winner, Test(runner).Experiment.PromotedBy, Test(runner).Experiment.WasDecided));
    }

    [Fact]
    public async Task A_person_who_takes_the_promotion_back_gives_the_paths_their_shares_again()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await Decisions(runner).PromoteAsync(Test(runner).Experiment.Id, "long", "anna", runner.Now);
        await Decisions(runner).ReopenAsync(Test(runner).Experiment.Id, "anna", runner.Now);
        await runner.PublishAsync(Yaml);

        await ManyBuyAsync(runner, 0, 20);

        Assert.Equal(["long", "short"], Arms(runner).Distinct().Order());
    }

    [Fact]
    public async Task A_proven_path_is_promoted_by_its_rule_and_the_file_stays_as_it_is()
    {
        var yaml = Yaml + "\n    decide: { when: decided }\n";
        await using var runner = await JourneyRunner.WithAsync(yaml);
        var version = runner.Current.Version;
        await FillAsync(runner, (2000, 100), (2000, 300));

        var isPromoted = await Decisions(runner).DecideAsync(runner.Now);
        await runner.PublishAsync(yaml);
        await ManyBuyAsync(runner, 0, 12);

        Assert.Equal((true, "long", "rule"), (isPromoted, Test(runner).Experiment.Winner, Test(runner).Experiment.PromotedBy));
        Assert.All(Arms(runner), arm => Assert.Equal("long", arm));
        Assert.Equal(version, runner.Current.Version);
    }

    [Fact]
    public async Task Without_a_rule_no_path_is_promoted_however_clear_it_is()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await FillAsync(runner, (2000, 100), (2000, 300));

        Assert.False(await Decisions(runner).DecideAsync(runner.Now));
        Assert.IsType<Verdict.Decided>(Test(runner).Verdict);
    }

    [Fact]
    public async Task Shares_of_paths_follow_their_chance_to_be_best_and_keep_the_floor()
    {
        var yaml = Yaml + "\n    thompson: { floor: 10% }\n";
        await using var runner = await JourneyRunner.WithAsync(yaml);
        await FillAsync(runner, (2000, 100), (2000, 300));

        Assert.True(await Decisions(runner).DecideAsync(runner.Now));
        await runner.PublishAsync(yaml);

        Assert.Equal([0.1, 0.9], runner.Current.Steps.OfType<Step.Split>().Single().Arms.Select(arm => Math.Round(arm.Weight, 6)));
    }

    private static async Task ManyBuyAsync(JourneyRunner runner, int first, int count)
    {
        for (var i = first; i < first + count; i++)
            await runner.HappensAsync(A.Order(A.Purchase($"{i}"), A.Customer($"customer-{i}@example.com")) with { OccurredAt = runner.Now });
    }

    // The path of each customer, in the order in which they came.
    private static List<string> Arms(JourneyRunner runner) => runner.Database.Read(session => session[s_arms].All(row => row.Text(0)));

    private static ExperimentFigures Test(JourneyRunner runner) => Decisions(runner).All(runner.Now).Single();

    private static ExperimentDecisions Decisions(JourneyRunner runner)
    {
        var stores = new StoreDirectory { Stores = new Dictionary<string, Core.Personalisation.StoreProfile> { ["default"] = new() { Currency = Currency.Parse("USD") } } };
        return LearningJob.With(runner.Database, stores, new RateBook("no-folder", stores)).Decisions;
    }

    private static Task<int> FillAsync(JourneyRunner runner, params (long Customers, long Clicks)[] arms) => runner.Database.WriteAsync(
        session =>
        {
            var experiment = ExperimentStore.All(session).Single();
            for (var arm = 0; arm < arms.Length; arm++)
            {
                var (customers, clicks) = arms[arm];
                foreach (var kind in new[] { TallyKind.ArmClick, TallyKind.ArmConversion })
                    session[PastSql.Add].With((long)kind).With(0).With(experiment.Id).With(arm).With(customers).With(clicks).With((double)clicks).Run();
            }

            session.Execute("update experiment_arm set expected = 2000");
            return 0;
        },
        default);

    private static readonly Sql s_arms = new("""
        select variant
        from assignment
        order by assigned_at, owner
        """);
}
