using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What is said of a variant against the control, in the API, the page and the table alike.</summary>
public sealed class ComparisonAnswerTests
{
    private static readonly Instant s_start = Instant.FromUtc(2026, 1, 1, 0, 0);

    [Fact]
    public void What_two_variants_prove_alone_they_do_not_prove_as_two_of_three()
    {
        var alone = Assert.Single(Of((5000, 250), (5000, 325)).Comparisons, one => one.Metric == "click");
        var three = Of((5000, 250), (5000, 325), (5000, 250));
        var together = three.Comparisons.Single(one => one is { Metric: "click", Arm: "b" });

        Assert.True(alone.IsProven && alone.Low > 0);
        Assert.False(together.IsProven || together.Low > 0);
        Assert.Equal((alone.Difference, 3), (together.Difference, three.Pairs));
        Assert.NotEqual("decided", three.Verdict!.Kind);
    }

    [Fact]
    public void An_interval_that_leaves_out_0_is_marked_as_proven_and_the_verdict_says_the_same()
    {
        var three = Of((5000, 250), (5000, 500), (5000, 250));

        Assert.Equal(("decided", "b"), (three.Verdict!.Kind, three.Verdict.Leader));
        Assert.True(three.Comparisons.Single(one => one is { Metric: "click", Arm: "b" }) is { IsProven: true, Low: > 0, PValue: < 0.05 });
        Assert.False(three.Comparisons.Single(one => one is { Metric: "click", Arm: "c" }).IsProven);
    }

    [Theory]
    [InlineData(50, 2, 45)] // few recipients
    [InlineData(5000, 0, 15)] // few clicks
    public void Nothing_is_proven_before_there_is_enough_data(long customers, long first, long second)
    {
        var two = Of((customers, first), (customers, second));

        Assert.Equal("not_enough_data", two.Verdict!.Kind);
        Assert.False(Assert.Single(two.Comparisons, one => one.Metric == "click").IsProven);
    }

    [Fact]
    public void A_variant_that_nobody_clicked_in_is_compared_as_the_verdict_compares_it()
    {
        var two = Of((5000, 250), (5000, 0));

        Assert.Equal("decided", two.Verdict!.Kind);
        Assert.True(Assert.Single(two.Comparisons, one => one.Metric == "click") is { IsProven: true, High: < 0, Why: null });
    }

    [Theory]
    [InlineData(189, 0, 795, 215, null)]
    [InlineData(5000, 250, 5000, 0, -1.0)]
    [InlineData(5000, 250, 5000, 500, 1.0)]
    public void A_difference_is_that_of_the_averages_beside_it_and_relative_only_over_a_control_that_is_not_0(long first, long clicks, long second, long clicksThere, double? relative)
    {
        var two = Of((first, clicks), (second, clicksThere));

        var click = Assert.Single(two.Comparisons, one => one.Metric == "click");
        var averages = two.Arms.Select(arm => arm.Metrics.Single(one => one.Metric == "click").Average).ToList();
        Assert.Equal((averages[1] - averages[0], relative), (click.Difference, click.Relative));
        Assert.True(click.Low <= click.Difference && click.Difference <= click.High);
    }

    [Fact]
    public void A_removed_variant_with_few_customers_keeps_its_figures_and_is_compared_with_nobody()
    {
        var three = ExperimentAnswer.Of(Figures([(5000, 250), (5000, 500), (36, 30)], one => one with { Arms = [.. one.Arms.Select(arm => arm.Name == "c" ? arm with { Weight = 0 } : arm)] }));

        var (b, c) = (three.Comparisons.Single(one => one is { Metric: "click", Arm: "b" }), three.Comparisons.Single(one => one is { Metric: "click", Arm: "c" }));
        Assert.Equal(("decided", "b", true), (three.Verdict!.Kind, three.Verdict.Leader, b.IsProven));
        Assert.Equal((false, null, null, "fewer than 100 customers"), (c.IsProven, c.Difference, c.PValue, c.Why));
        Assert.Equal((36L, 3), (three.Arms[2].Assigned, three.Pairs));
    }

    [Theory]
    [InlineData(50, "not_enough_data", "Not enough data, and it has ended, so that nobody more is compared. ")]
    [InlineData(2000, "no_difference_yet", "No difference was found, and it has ended, so that nobody more is compared.")]
    public void Of_what_has_ended_nothing_is_forecast(long customers, string kind, string text)
    {
        var ended = ExperimentAnswer.Of(Figures([(customers, customers / 20), (customers, customers / 20)], one => one with { EndedAt = s_start + Duration.FromDays(10) }));
        var running = Of((customers, customers / 20), (customers, customers / 20));

        Assert.Equal((kind, null, null, kind), (ended.Verdict!.Kind, ended.Verdict.MoreRecipients, ended.Verdict.MoreDays, running.Verdict!.Kind));
        Assert.StartsWith(text, ended.Verdict.Text, StringComparison.Ordinal);
        Assert.True(running.Verdict is { MoreRecipients: > 0, MoreDays: > 0 });
    }

    [Fact]
    public void While_a_winner_is_in_force_nothing_is_forecast()
    {
        var promoted = ExperimentAnswer.Of(Figures([(50, 2), (50, 3)], one => one with { Winner = "b" }));

        Assert.StartsWith("Not enough data, and everybody gets “B” now, so that nobody more is compared. ", promoted.Verdict!.Text, StringComparison.Ordinal);
        Assert.Null(promoted.Verdict.MoreRecipients);
    }

    [Theory]
    [InlineData(null, false, "Not enough data yet: nobody more has to come, 300 customers count once their time is over, in 7 days at most. “A” has 0 of at least 100 customers.")]
    [InlineData("b", false, "Not enough data, and everybody gets “B” now, so that nobody more is compared but the 300 customers whose 7 days are not over yet. “A” has 0 of at least 100 customers.")]
    [InlineData(null, true, "Not enough data, and it has ended, so that nobody more is compared but the 300 customers whose 7 days are not over yet. “A” has 0 of at least 100 customers.")]
    public void Who_waits_for_the_end_of_a_window_is_not_asked_for_once_more(string? winner, bool hasEnded, string text)
    {
        var figures = Figures([(150, 0), (150, 0)], one => one with { Winner = winner, EndedAt = hasEnded ? s_start + Duration.FromDays(10) : null, MovedAt = s_start });
        TallySum Waits(TallyKind kind) => kind is TallyKind.ArmAssigned or TallyKind.ArmWaiting ? new(150, 0, 0) : default;

        var answer = ExperimentAnswer.Of(figures with { Arms = [.. figures.Arms.Select(arm => new ArmFigures(arm.Arm, Waits, 100))] }).Verdict!;

        Assert.Equal((text, winner is null && !hasEnded ? 0 : (long?)null), (answer.Text, answer.MoreRecipients));
    }

    [Theory]
    [InlineData(ExperimentKind.Holdout)]
    [InlineData(ExperimentKind.GlobalHoldout)]
    public void A_holdout_is_compared_by_own_orders_and_own_revenue_for_the_held_out_have_no_links(ExperimentKind kind)
    {
        var figures = Figures([(5000, 0), (5000, 1350)], one => one with { Definition = one.Definition with { Key = new(kind, "hello", "", "holdout"), Metric = "revenue" } });

        var answer = ExperimentAnswer.Of(figures);

        Assert.Equal(["orders", "revenue"], answer.Metrics);
        Assert.All(answer.Arms, arm => Assert.Equal(answer.Metrics, arm.Metrics.Select(metric => metric.Metric)));
        Assert.Equal(answer.Metrics, answer.Comparisons.Select(one => one.Metric));
        Assert.Equal(answer.Metrics, ExperimentTableRow.Of(figures).Select(row => row.Metric).Distinct());
    }

    [Theory]
    [InlineData(100, 75, 0.25)] // of those who are compared
    [InlineData(0, 0, 0.1)] // nobody is compared yet
    public void The_share_of_those_who_cannot_be_tracked_is_told_before_anybody_is_compared(long compared, long tracked, double share)
    {
        var figures = Figures([(200, 0), (200, 0)], one => one);
        TallySum Of(TallyKind kind) => kind switch
        {
            TallyKind.ArmAssigned => new(200, 0, 0),
            TallyKind.ArmUntracked => new(20, 0, 0),
            TallyKind.ArmClick => new(tracked, 0, 0),
            TallyKind.ArmWaiting => new(200 - compared, 0, 0),
            TallyKind.ArmChangedSide => default,
            _ => new(compared, 0, 0),
        };

        var answer = ExperimentAnswer.Of(figures with { Arms = [.. figures.Arms.Select(arm => new ArmFigures(arm.Arm, Of, 100))] });

        Assert.Equal(share, answer.UntrackedShare!.Value, 9);
        Assert.Null(ExperimentAnswer.Of(Figures([(0, 0), (0, 0)], one => one)).UntrackedShare);
    }

    [Fact]
    public void The_sides_of_a_holdout_are_called_as_people_call_them()
    {
        var words = ((IEnumerable<Verdict>)[new Verdict.NotEnoughData(90, null, "'held-out' has 10 of at least 100 customers"), new Verdict.Ahead("mailed", 0.8, [], []), new Verdict.Decided("held-out", 0.99, [])])
            .Select(verdict => VerdictAnswer.Of(verdict, ExperimentKind.Holdout, null).Text).ToList();

        Assert.EndsWith("The group held out (without marketing) has 10 of at least 100 customers.", words[0], StringComparison.Ordinal);
        Assert.StartsWith("The mailed group is ahead: ", words[1], StringComparison.Ordinal);
        Assert.StartsWith("The group held out (without marketing) is best: ", words[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Variants_are_called_by_the_words_of_their_names_and_known_by_their_names()
    {
        var answers = ((IEnumerable<Verdict>)[new Verdict.NotEnoughData(90, null, "'shop-now' has 10 of at least 100 customers"), new Verdict.Ahead("why_it-fits", 0.8, [], []), new Verdict.Decided("picked", 0.99, [])])
            .Select(verdict => VerdictAnswer.Of(verdict, ExperimentKind.Mail, null)).ToList();

        Assert.EndsWith("“Shop now” has 10 of at least 100 customers.", answers[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("“Why it fits” is ahead: ", answers[1].Text, StringComparison.Ordinal);
        Assert.StartsWith("“Picked” is best: ", answers[2].Text, StringComparison.Ordinal);
        Assert.Equal((null, "why_it-fits", "picked"), (answers[0].Leader, answers[1].Leader, answers[2].Leader));
    }

    [Fact]
    public void A_variant_without_anybody_has_no_rate_of_its_guards()
    {
        var arms = Of((50, 2), (0, 0)).Arms;

        Assert.Equal((0.0, 0.0, null, null), (arms[0].UnsubscribeRate, arms[0].ComplaintRate, arms[1].UnsubscribeRate, arms[1].ComplaintRate));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(99, false)] // with few customers nothing is taken out
    public void A_difference_says_that_what_customers_had_spent_before_is_taken_out_of_it(long customers, bool isAdjusted)
    {
        // They spent 1 or 3 before, in the second arm more of them 3, and most spend as much again.
        TallySum Spends(TallyKind kind, long rich) => kind switch
        {
            TallyKind.ArmRevenue or TallyKind.ArmEarlier => new(customers, 100 * (customers + (2 * rich)), 10_000 * (customers + (8 * rich))),
            TallyKind.ArmRevenueEarlier => new(customers, 0, 9_500 * (customers + (8 * rich))),
            _ => new(customers, 0, 0),
        };
        var figures = Figures([(customers, 0), (customers, 0)], one => one);

        var two = ExperimentAnswer.Of(figures with { Arms = [.. figures.Arms.Select((arm, index) => new ArmFigures(arm.Arm, kind => Spends(kind, (20 + (20 * index)) * customers / 100), 100))] });

        var (revenue, clicks) = (two.Comparisons.Single(one => one.Metric == "revenue"), two.Comparisons.Single(one => one.Metric == "click"));
        Assert.Equal((isAdjusted, false), (revenue.IsAdjusted, clicks.IsAdjusted));
        Assert.True(two.Arms[1].Metrics.Single(one => one.Metric == "revenue").Average - two.Arms[0].Metrics.Single(one => one.Metric == "revenue").Average > 0.3);
    }

    private static ExperimentAnswer Of(params (long Customers, long Clicks)[] arms) => ExperimentAnswer.Of(Figures(arms, one => one));

    private static ExperimentFigures Figures((long Customers, long Clicks)[] arms, Func<StoredExperiment, StoredExperiment> change)
    {
        string Name(int index) => ((char)('a' + index)).ToString();
        var definition = new ExperimentDefinition(new(ExperimentKind.Mail, "hello", "suggest", "subject"), "click", [.. arms.Select((_, index) => new VariantWeight(Name(index), 1))], Duration.FromDays(7));
        var stored = change(new StoredExperiment(1, definition, s_start) { Arms = [.. arms.Select((arm, index) => new StoredArm(index, Name(index), 1, null, arm.Customers))] });
        return new(stored, [.. arms.Select((arm, index) => new ArmFigures(stored.Arms[index], kind => Sum(kind, arm), 100))], 10);
    }

    private static TallySum Sum(TallyKind kind, (long Customers, long Clicks) arm) => kind is TallyKind.ArmWaiting or TallyKind.ArmChangedSide ? default : new(arm.Customers, kind == TallyKind.ArmClick ? arm.Clicks : 0, kind == TallyKind.ArmClick ? arm.Clicks : 0);
}
