using PostPurchase.Core.Customers;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Who is compared once a holdout holds out another share, or a test's shares have moved.</summary>
public sealed class MovingSharesTests
{
    private const string Yaml = """
        journey: hello
        status: live
        holdout: 30%
        trigger: { on: purchase }
        steps:
          - id: suggest
            email:
              template: thanks
              content: own
              subject: Hello
              experiments:
                - { name: subject, metric: click, window: 7d, thompson: { floor: 10% }, variants: { plain: { weight: 1 }, picked: { weight: 1, subject: Picked } } }
        """;

    [Fact]
    public async Task A_higher_rate_keeps_all_held_out_and_whoever_it_adds_is_on_neither_side()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await BuyAsync(runner, 0, 40);
        await runner.DaysPassAsync(5);

        await runner.PublishAsync(Yaml.Replace("30%", "60%", StringComparison.Ordinal));
        var (heldOut, mailed) = await ArmsAsync(runner);

        var added = Members(runner).Where(owner => Holdout.Contains("hello", owner, 0.6) && !Holdout.Contains("hello", owner, 0.3)).ToList();
        Assert.NotEmpty(added);
        Assert.Equal((0L, heldOut.Assigned), (heldOut.ChangedSide, heldOut.Counted));
        Assert.Equal((added.Count, mailed.Assigned - added.Count), (mailed.ChangedSide, mailed.Counted));
        Assert.Equal(40, heldOut.Assigned + mailed.Assigned);
    }

    [Fact]
    public async Task A_lower_rate_holds_out_nobody_else_and_whoever_it_releases_is_on_neither_side()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml.Replace("30%", "60%", StringComparison.Ordinal));
        await BuyAsync(runner, 0, 40);
        await runner.DaysPassAsync(5);

        await runner.PublishAsync(Yaml);
        var (heldOut, mailed) = await ArmsAsync(runner);

        var released = Members(runner).Count(owner => Holdout.Contains("hello", owner, 0.6) && !Holdout.Contains("hello", owner, 0.3));
        Assert.Equal((released, heldOut.Assigned - released), (heldOut.ChangedSide, heldOut.Counted));
        Assert.Equal((0L, mailed.Assigned), (mailed.ChangedSide, mailed.Counted));
    }

    [Fact]
    public async Task Whose_quarter_was_over_before_the_rate_changed_counts_on_the_side_that_they_were_on()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await BuyAsync(runner, 0, 40);
        await runner.DaysPassAsync(91);

        await runner.PublishAsync(Yaml.Replace("30%", "60%", StringComparison.Ordinal));
        var (heldOut, mailed) = await ArmsAsync(runner);

        Assert.Equal((heldOut.Assigned, mailed.Assigned), (heldOut.Counted, mailed.Counted));
    }

    [Fact]
    public async Task Without_a_holdout_nobody_whose_quarter_is_open_is_compared()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await BuyAsync(runner, 0, 40);
        await runner.DaysPassAsync(5);

        await runner.PublishAsync(Yaml.Replace("holdout: 30%\n", "", StringComparison.Ordinal));
        var (heldOut, mailed) = await ArmsAsync(runner);

        Assert.Equal((0L, 0L), (heldOut.Counted, mailed.Counted));
    }

    [Fact]
    public async Task Another_rate_counts_those_who_come_by_it_once_their_quarter_is_over_and_raises_no_alarm()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await BuyAsync(runner, 0, 40);
        await runner.DaysPassAsync(5);
        await runner.PublishAsync(Yaml.Replace("30%", "60%", StringComparison.Ordinal));
        await BuyAsync(runner, 40, 40);

        var (before, _) = await ArmsAsync(runner);
        var heldBefore = Members(runner).Take(40).Count(owner => Holdout.Contains("hello", owner, 0.3));
        await runner.DaysPassAsync(91);
        var (heldOut, mailed) = await ArmsAsync(runner);

        Assert.Equal((heldBefore, before.Assigned - heldBefore), (before.Counted, before.Waiting));
        Assert.Equal((0L, 0L, heldOut.Assigned), (heldOut.Waiting, mailed.Waiting, heldOut.Counted));
        Assert.IsNotType<Verdict.SampleRatioMismatch>(Job(runner).Decisions.All(runner.Now).Single(figures => figures.Experiment.Definition.Key.Kind == ExperimentKind.Holdout).Verdict);
    }

    [Fact]
    public async Task Once_the_shares_of_a_test_have_moved_who_came_before_is_compared_and_who_comes_later_when_their_window_is_over()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml.Replace("holdout: 30%\n", "", StringComparison.Ordinal));
        await BuyAsync(runner, 0, 20);
        var steady = await TestAsync(runner);
        await runner.DaysPassAsync(4);
        await runner.Database.WriteAsync(
            session =>
            {
                ExperimentStore.Choose(session, steady.Experiment, new Dictionary<string, double> { ["plain"] = 0.1, ["picked"] = 0.9 });
                return 0;
            },
            default);
        await runner.PublishAsync(Yaml.Replace("holdout: 30%\n", "", StringComparison.Ordinal));
        await BuyAsync(runner, 20, 20);

        var moved = await TestAsync(runner);
        await runner.DaysPassAsync(4);
        var later = await TestAsync(runner);
        await runner.DaysPassAsync(4);
        var last = await TestAsync(runner);

        Assert.Equal((20L, 0L), (steady.Arms.Sum(arm => arm.Counted), steady.Arms.Sum(arm => arm.Waiting)));
        Assert.Equal((20L, 20L), (moved.Arms.Sum(arm => arm.Counted), moved.Arms.Sum(arm => arm.Waiting)));
        Assert.Equal((20L, 20L), (later.Arms.Sum(arm => arm.Counted), later.Arms.Sum(arm => arm.Waiting)));
        Assert.Equal((40L, 0L), (last.Arms.Sum(arm => arm.Counted), last.Arms.Sum(arm => arm.Waiting)));
        Assert.Equal("Shares have moved, so that some variants have more of those who came late: 20 customers count once their 7 days are over.", later.NotCompared);
    }

    [Fact]
    public async Task A_variant_that_takes_the_place_of_another_moves_the_shares_though_the_third_keeps_its_own()
    {
        var yaml = Yaml.Replace("holdout: 30%\n", "", StringComparison.Ordinal);
        await using var runner = await JourneyRunner.WithAsync(yaml);
        await BuyAsync(runner, 0, 20);
        await runner.DaysPassAsync(4);

        await runner.PublishAsync(yaml.Replace("picked: {", "other: {", StringComparison.Ordinal));
        await BuyAsync(runner, 20, 20);
        var moved = await TestAsync(runner);
        await runner.DaysPassAsync(8);
        var later = await TestAsync(runner);

        Assert.Equal((20L, 20L), (moved.Arms.Sum(arm => arm.Counted), moved.Arms.Sum(arm => arm.Waiting)));
        Assert.Equal((40L, 0L), (later.Arms.Sum(arm => arm.Counted), later.Arms.Sum(arm => arm.Waiting)));
    }

    [Fact]
    public async Task A_variant_that_joins_raises_no_alarm_before_anybody_could_be_in_it()
    {
        var yaml = Yaml.Replace("holdout: 30%\n", "", StringComparison.Ordinal);
        await using var runner = await JourneyRunner.WithAsync(yaml);
        await BuyAsync(runner, 0, 40);

        await runner.PublishAsync(yaml.Replace("subject: Picked }", "subject: Picked }, third: { weight: 100, subject: Third }", StringComparison.Ordinal));
        var joined = await TestAsync(runner);

        Assert.Equal(["plain", "picked", "third"], joined.Arms.Select(arm => arm.Arm.Name));
        Assert.StartsWith("'third' has 0 of", Assert.IsType<Verdict.NotEnoughData>(joined.Verdict).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_many_cannot_be_tracked_is_known_while_nobody_is_compared()
    {
        var yaml = Yaml.Replace("holdout: 30%\n", "", StringComparison.Ordinal);
        await using var runner = await JourneyRunner.WithAsync(yaml);
        for (var i = 0; i < 5; i++)
        {
            var buyer = A.Customer($"customer-{i}@example.com") with { Consent = new ConsentFacts(Own: true, ThirdParty: null, Tracking: i > 0) };
            await runner.HappensAsync(A.Order(A.Purchase($"{i}"), buyer) with { OccurredAt = runner.Now });
        }

        await runner.Database.WriteAsync(
            session =>
            {
                session.Execute("update experiment set moved_at = 0");
                return 0;
            },
            default);

        var test = await TestAsync(runner);

        Assert.Equal((0, 5), (test.Arms.Sum(arm => arm.Counted), test.Arms.Sum(arm => arm.Waiting)));
        Assert.Equal(0.2, test.UntrackedShare);
    }

    private static async Task BuyAsync(JourneyRunner runner, int from, int count)
    {
        for (var i = from; i < from + count; i++) await runner.HappensAsync(A.Order(A.Purchase($"{i}"), A.Customer($"customer-{i}@example.com")) with { OccurredAt = runner.Now });
    }

    private static async Task<ExperimentFigures> TestAsync(JourneyRunner runner) => (await FiguresAsync(runner)).Single(figures => figures.Experiment.Definition.Key.Kind == ExperimentKind.Mail);

    private static async Task<(ArmFigures HeldOut, ArmFigures Mailed)> ArmsAsync(JourneyRunner runner)
    {
        var arms = (await FiguresAsync(runner)).Single(figures => figures.Experiment.Definition.Key.Kind == ExperimentKind.Holdout).Arms;
        return (arms.Single(arm => arm.Arm.Name == JourneyExperiments.HeldOut), arms.Single(arm => arm.Arm.Name == JourneyExperiments.Mailed));
    }

    private static async Task<IReadOnlyList<ExperimentFigures>> FiguresAsync(JourneyRunner runner)
    {
        var job = Job(runner);
        await job.CatchUpWhollyAsync(runner.Now);
        return job.Decisions.All(runner.Now);
    }

    private static LearningJob Job(JourneyRunner runner)
    {
        var stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = Currency.Parse("USD") } } };
        return LearningJob.With(runner.Database, stores, new RateBook("no-folder", stores));
    }

    private static List<long> Members(JourneyRunner runner) => runner.Database.Read(session => session[s_members].All(row => row.Long(0)));

    private static readonly Sql s_members = new("select a.owner from assignment as a join experiment as e on e.id = a.experiment_id where e.kind = 3 order by a.owner");
}
