using PostPurchase.Core.Experiments;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

/// <summary>Who is put in which arm, by the mails and paths of a journey.</summary>
public abstract class ExperimentTests(bool atOnce)
{
    private const string Yaml = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - id: suggest
            email:
              template: thanks
              content: own
              subject: Hello
              experiments:
                - { name: subject, metric: click, window: 7d, decide: { when: decided, guard: unsubscribes }, variants: { plain: { weight: 1 }, picked: { weight: 3, subject: Picked } } }
                - { name: cta, metric: commission, thompson: { floor: 10% }, variants: { now: { weight: 1 }, later: { weight: 1, slots: { cta: Later } } } }
          - id: path
            split:
              - { name: short, weight: 1, steps: [] }
              - { name: long, weight: 1, steps: [] }
            thompson: { floor: 10% }
        """;

    [Fact]
    public async Task A_mail_puts_its_customer_in_an_arm_of_each_of_its_tests_and_a_split_in_one_of_its_paths()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml, atOnce: atOnce);

        await runner.HappensAsync(A.Order());

        Assert.Equal(["cta", "path", "subject"], Assignments(runner.Database).Select(row => row.Name).Order());
        Assert.All(new ExperimentStore(runner.Database).All(), kept => Assert.Equal(1, kept.Arms.Sum(arm => arm.Expected), 12));
    }

    [Fact]
    public async Task What_a_journey_says_of_a_test_is_kept_with_it()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml, atOnce: atOnce);

        var kept = new ExperimentStore(runner.Database).All().ToDictionary(kept => kept.Definition.Key.Name, kept => kept.Definition);

        Assert.Equal((ExperimentKind.Mail, "click", 7.0, "unsubscribes"), (kept["subject"].Key.Kind, kept["subject"].Metric, kept["subject"].Window.TotalDays, kept["subject"].Promotion!.Guard));
        Assert.Equal((0.1, 30.0), (kept["cta"].ThompsonFloor!.Value, kept["cta"].Window.TotalDays));
        Assert.Equal([new VariantWeight("plain", 1), new VariantWeight("picked", 3)], kept["subject"].Arms);
        Assert.Equal(ExperimentKind.Paths, kept["path"].Key.Kind);
    }

    [Fact]
    public async Task Another_order_and_other_weights_leave_the_first_assignment_as_it_is()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml, atOnce: atOnce);
        await runner.HappensAsync(A.Order());
        var before = Assignments(runner.Database);

        await runner.PublishAsync(Yaml.Replace("picked: { weight: 3", "picked: { weight: 300", StringComparison.Ordinal));
        await runner.HappensAsync(A.Order(A.Purchase("1002")));

        Assert.Equal(before, Assignments(runner.Database));
    }

    [Fact]
    public async Task Who_comes_again_keeps_their_first_variant_and_path_while_it_gets_anybody()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml, atOnce: atOnce);
        await AllBuyAsync(runner, 1);
        await ChooseAsync(runner, 0.0001);
        await AllBuyAsync(runner, 2);
        var kept = Taken(runner.Database);
        await ChooseAsync(runner, 0);
        await AllBuyAsync(runner, 3);

        Assert.Equal(24, kept.Count);
        Assert.All(kept.GroupBy(run => run.Owner), runs => Assert.Single(runs.Select(run => (run.Cta, run.Path)).Distinct()));
        Assert.Equal((2, 2), (kept.Select(run => run.Cta).Distinct().Count(), kept.Select(run => run.Path).Distinct().Count()));
        Assert.All(Taken(runner.Database).Except(kept), run => Assert.Equal(("now", "short"), (run.Cta, run.Path)));
    }

    [Fact]
    public async Task Who_comes_while_a_promoted_winner_gets_everybody_is_in_no_arm_that_is_compared()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml, atOnce: atOnce);
        await AllBuyAsync(runner, 1);
        var before = Assignments(runner.Database).Where(row => row.Name == "subject").ToList();
        var test = new ExperimentStore(runner.Database).All().Single(kept => kept.Definition.Key.Name == "subject");
        await WriteAsync(runner, session => ExperimentStore.Promote(session, test, "plain", ("anna", true, runner.Now)));
        await runner.PublishAsync(Yaml);

        await runner.HappensAsync(A.Order(A.Purchase("late"), A.Customer("late@example.com")));

        Assert.Equal(12, before.Count);
        Assert.Equal(before, Assignments(runner.Database).Where(row => row.Name == "subject"));
        Assert.Equal(13, Assignments(runner.Database).Count(row => row.Name == "cta"));
    }

    [Fact]
    public async Task Who_came_during_a_promotion_is_drawn_by_the_same_hash_as_everybody_once_it_is_opened_again()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml, atOnce: atOnce);
        var test = new ExperimentStore(runner.Database).All().Single(kept => kept.Definition.Key.Name == "subject");
        await WriteAsync(runner, session => ExperimentStore.Promote(session, test, "plain", ("anna", true, runner.Now)));
        await runner.PublishAsync(Yaml);
        await AllBuyAsync(runner, 1);
        await WriteAsync(runner, session => ExperimentStore.Reopen(session, test, "commission was reversed", runner.Now));
        await runner.PublishAsync(Yaml);

        await AllBuyAsync(runner, 2);

        var drawn = Assignments(runner.Database).Where(row => row.Name == "subject").ToList();
        Assert.Equal(12, drawn.Count);
        Assert.All(drawn, row => Assert.Equal(Assignment.Choose("hello/suggest/subject", [new("plain", 1), new("picked", 3)], row.Owner), row.Arm));
    }

    [Fact]
    public async Task A_promoted_winner_is_what_everybody_gets_and_reopening_brings_the_files_weights_back()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml, atOnce: atOnce);
        var test = new ExperimentStore(runner.Database).All().Single(kept => kept.Definition.Key.Name == "subject");

        await WriteAsync(runner, session => ExperimentStore.Promote(session, test, "plain", ("anna", true, runner.Now)));
        await runner.PublishAsync(Yaml);
        var promoted = WeightsOf(runner);
        await WriteAsync(runner, session => ExperimentStore.Reopen(session, test, "commission was reversed", runner.Now));
        await runner.PublishAsync(Yaml);

        Assert.Equal([("plain", 1.0), ("picked", 0.0)], promoted);
        Assert.Equal([("plain", 1.0), ("picked", 3.0)], WeightsOf(runner));
    }

    [Fact]
    public async Task A_journey_with_a_holdout_puts_everybody_who_enters_on_one_side_and_the_held_out_in_no_test()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml.Replace("status: live", "status: live\nholdout: 50%", StringComparison.Ordinal), atOnce: atOnce);

        for (var i = 0; i < 12; i++) await runner.HappensAsync(A.Order(A.Purchase($"{i}"), A.Customer($"customer-{i}@example.com")));

        var rows = Assignments(runner.Database);
        var heldOut = rows.Where(row => row is { Name: "holdout", Arm: "held-out" }).Select(row => row.Owner).ToHashSet();
        Assert.Equal(12, rows.Count(row => row.Name == "holdout"));
        Assert.InRange(heldOut.Count, 1, 11);
        Assert.Equal(12 - heldOut.Count, rows.Count(row => row.Name == "cta"));
        Assert.DoesNotContain(rows, row => row.Name == "cta" && heldOut.Contains(row.Owner));
    }

    private static async Task AllBuyAsync(JourneyRunner runner, int round)
    {
        for (var i = 0; i < 12; i++) await runner.HappensAsync(A.Order(A.Purchase($"{round}-{i}"), A.Customer($"customer-{i}@example.com")));
        await runner.DaysPassAsync(2);
    }

    private static async Task ChooseAsync(JourneyRunner runner, double rest)
    {
        foreach (var test in new ExperimentStore(runner.Database).All().Where(kept => kept.Definition.Key.Name is "cta" or "path"))
            await WriteAsync(runner, session => ExperimentStore.Choose(session, test, test.Arms.ToDictionary(arm => arm.Name, arm => arm.Name is "now" or "short" ? 1 - rest : rest)));
        await runner.PublishAsync(Yaml);
    }

    private static List<(long Run, long Owner, string? Cta, string? Path)> Taken(Database database) => database.Read(session => session[s_owners].All(row => row.Long(0)).SelectMany(owner => EnrollmentStore.OfOwner(session, owner))
        .Select(held => (held.Run.Id.Value, held.Run.Owner.Value, SendLedger.OfRun(session, held.Run).FirstOrDefault()?.Variants.GetValueOrDefault("cta"), held.Run.State.Arms.GetValueOrDefault("path"))).ToList());

    private static List<(string, double)> WeightsOf(JourneyRunner runner) =>
        [.. runner.Current.Steps.OfType<Core.Journeys.Step.Email>().Single().Content.Experiments[0].Variants.Select(variant => (variant.Name, variant.Weight))];

    private static Task<int> WriteAsync(JourneyRunner runner, Action<Session> write) => runner.Database.WriteAsync(
        session =>
        {
            write(session);
            return 0;
        },
        default);

    private static List<(string Name, long Owner, string Arm, long At)> Assignments(Database database) =>
        database.Read(session => session[s_assignments].All(row => (row.Text(0), row.Long(1), row.Text(2), row.Long(3))));

    private static readonly Sql s_owners = new("select owner from customer");

    private static readonly Sql s_assignments = new("""
        select e.name, a.owner, a.variant, a.assigned_at
        from assignment as a
        join experiment as e on e.id = a.experiment_id
        order by e.name, a.owner
        """);
}

/// <summary>Runs are written when they start and found due, as in simulations and after a restart.</summary>
public sealed class ExperimentsFoundDueTests() : ExperimentTests(atOnce: false);

/// <summary>Runs take their first advance in the transaction that starts them, as in production.</summary>
public sealed class ExperimentsAtOnceTests() : ExperimentTests(atOnce: true);
