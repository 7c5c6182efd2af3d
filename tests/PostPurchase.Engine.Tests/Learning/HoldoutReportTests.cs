using System.Globalization;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>What the report on holdouts says in words and numbers.</summary>
public sealed class HoldoutReportTests : IAsyncLifetime
{
    private const string Yaml = """
        journey: hello
        status: live
        holdout: 10%
        trigger: { on: purchase }
        steps:
          - id: suggest
            email: { template: thanks, content: own, subject: Hello }
        """;

    private static readonly Side s_mailed = new(9000, Orders: 1800, Revenue: 90_000);
    private JourneyRunner _runner = null!;

    public async Task InitializeAsync() => _runner = await JourneyRunner.WithAsync(Yaml);

    public async Task DisposeAsync() => await _runner.DisposeAsync();

    [Fact]
    public async Task An_empty_side_has_no_average_and_no_missing_number_is_made_up_for_it()
    {
        var row = await ReportAsync(s_mailed, new(0, 0, 0));

        Assert.All(row.Metrics, metric => Assert.Equal((null, null, null), (metric.HeldOutAverage, metric.MoreOrders, metric.MoreCustomers)));
        Assert.Equal(10, row.Metrics[0].MailedAverage);
        Assert.StartsWith("Not enough data: nobody who was held out is counted yet; how many orders it takes can be said once", row.Metrics[0].Text, StringComparison.Ordinal);
        Assert.Null(row.OwnSalesLost);
    }

    [Fact]
    public async Task What_is_missing_is_told_in_orders_of_both_sides_also_for_unsubscribes()
    {
        var row = await ReportAsync(s_mailed with { Unsubscribes = 90 }, new(1000, Orders: 200, Revenue: 10_000, Unsubscribes: 10));

        var unsubscribes = row.Metrics.Single(metric => metric.Metric == "unsubscribes");
        Assert.Equal((long)Math.Ceiling(unsubscribes.MoreCustomers!.Value * 0.2), unsubscribes.MoreOrders);
        Assert.Contains($"it takes about {unsubscribes.MoreOrders!.Value.ToString("N0", CultureInfo.InvariantCulture)} more orders, from ", unsubscribes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsubscribes_are_proven_also_where_nobody_who_was_held_out_has_unsubscribed_and_averages_stay_as_counted()
    {
        var row = await ReportAsync(s_mailed with { Unsubscribes = 90 }, new(1000, Orders: 200, Revenue: 10_000));

        var unsubscribes = row.Metrics.Single(metric => metric.Metric == "unsubscribes");
        Assert.Equal((true, 0.01, 0.0), (unsubscribes.IsProven, unsubscribes.MailedAverage!.Value, unsubscribes.HeldOutAverage!.Value));
        Assert.Equal((0.01, 90.0), (unsubscribes.Difference!.Value, unsubscribes.Total!.Value));
        Assert.StartsWith("Marketing brought 90 unsubscribes: between ", unsubscribes.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loss_that_is_not_proven_is_not_told_as_a_fact()
    {
        var row = await ReportAsync(s_mailed, new(1000, Orders: 205, Revenue: 10_300));

        Assert.Equal((false, false), (row.Metrics[0].IsProven, row.OwnSalesLost!.IsProven));
        Assert.StartsWith("It is not proven that own sales fell: so far those who were mailed bought for 2,700.00 USD less than without mail, and ", row.OwnSalesLost.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gain_that_is_not_proven_does_not_say_that_nothing_was_lost()
    {
        var lost = (await ReportAsync(s_mailed, new(1000, Orders: 195, Revenue: 9_700))).OwnSalesLost!;

        Assert.Equal(0, lost.Estimate);
        Assert.StartsWith("It is not proven that own sales did not fall: at most ", lost.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proven_loss_is_told_as_one()
    {
        var row = await ReportAsync(s_mailed, new(1000, Orders: 600, Revenue: 30_000));

        Assert.Equal((true, true), (row.Metrics[0].IsProven, row.OwnSalesLost!.IsProven));
        Assert.StartsWith("Marketing cost 180,000.00 USD: between", row.Metrics[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("Own sales of those who were mailed are 180,000.00 USD lower than without mail", row.OwnSalesLost.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_customers_prove_nothing_however_far_apart_both_sides_are()
    {
        var row = await ReportAsync(new(270, Orders: 5, Revenue: 250), new(30, Orders: 27, Revenue: 1_350));

        Assert.False(row.Metrics[0].Low < 0 && row.Metrics[0].High > 0);
        Assert.False(row.Metrics[0].IsProven);
        Assert.StartsWith("No difference is proven yet, for the group held out (without marketing) has 30 of at least 100 customers: between", row.Metrics[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_shows_but_is_of_too_few_says_as_the_verdict_does_how_many_more_it_takes_and_contradicts_itself_nowhere()
    {
        var row = await ReportAsync(new(711, Orders: 640, Revenue: 32_000), new(79, Orders: 20, Revenue: 1_000));

        var revenue = row.Metrics[0];
        Assert.True(revenue is { Low: > 0, IsProven: false });
        Assert.Equal(Assert.IsType<Verdict.NotEnoughData>(Figures().VerdictBy("revenue")).MoreRecipients, revenue.MoreCustomers);
        Assert.Contains(" has 79 of at least 100 customers: between ", revenue.Text, StringComparison.Ordinal);
        Assert.StartsWith("It is not proven that own sales did not fall, though nothing shows that they did, beside ", row.OwnSalesLost!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_the_end_of_their_time_is_not_asked_for_once_more()
    {
        var row = await ReportAsync(new(711, Orders: 640, Revenue: 32_000), new(79, Orders: 20, Revenue: 1_000, Waiting: 30));

        Assert.Equal(0, row.Metrics[0].MoreCustomers);
        Assert.EndsWith("; it takes nobody more: 30 customers count once their time is over.", row.Metrics[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900, 9)]
    [InlineData(9000, 1800)]
    public async Task The_page_of_a_holdout_forecasts_what_the_report_does_with_few_orders_and_with_many(long mailed, long orders)
    {
        await ReportAsync(new(mailed, orders, orders * 50), new(mailed / 9, orders / 9, orders * 50 / 9));
        var (figures, metric) = (Figures(), Figures().Experiment.Definition.Metric);

        var text = VerdictWords.Of(figures.Verdict!, figures.Closed, figures.Need);

        var told = Report().Metrics.Single(one => one.Metric == metric);
        Assert.Equal((told.MoreCustomers, told.MoreOrders), (figures.Need!.Customers, figures.Need.Orders));
        Assert.Contains(told.Text[(told.Text.IndexOf("; it takes", StringComparison.Ordinal) + 2)..], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_that_do_not_fit_prove_nothing()
    {
        var row = await ReportAsync(s_mailed, new(1500, Orders: 900, Revenue: 45_000));

        Assert.NotNull(row.Alarm);
        Assert.False(row.Metrics[0].IsProven);
        Assert.StartsWith("Nothing can be said, for the sizes of both sides do not fit", row.Metrics[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holdout_that_its_journey_has_no_more_says_so_and_forecasts_nothing()
    {
        var before = await ReportAsync(s_mailed with { Unsubscribes = 90 }, new(1000, Orders: 200, Revenue: 10_000, Unsubscribes: 10));
        await _runner.PublishAsync(Yaml.Replace("holdout: 10%\n", "", StringComparison.Ordinal));

        var row = await ReportAsync(new(0, 0, 0), new(0, 0, 0));

        Assert.Null(before.Ended);
        Assert.StartsWith("It ended on 2026-01-", row.Ended, StringComparison.Ordinal);
        Assert.Contains("; it takes about", before.Metrics[^1].Text, StringComparison.Ordinal);
        Assert.All(row.Metrics, metric => Assert.Equal((null, null), (metric.MoreCustomers, metric.MoreOrders)));
        Assert.StartsWith("No difference was proven: between", row.Metrics[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("it takes", string.Concat(row.Metrics.Select(metric => metric.Text)), StringComparison.Ordinal);
    }

    private async Task<HoldoutRow> ReportAsync(Side mailed, Side heldOut)
    {
        await _runner.Database.WriteAsync(
            session =>
            {
                var holdout = ExperimentStore.All(session).Single(known => known.Definition.Key.Kind == ExperimentKind.Holdout);
                foreach (var arm in holdout.Arms) Fill(session, (holdout.Id, arm.Number), arm.Name == JourneyExperiments.Mailed ? mailed : heldOut);
                session.Execute("update experiment_arm set expected = case name when 'mailed' then 9000 else 1000 end");
                return 0;
            },
            default);
        return Report();
    }

    private HoldoutRow Report() => HoldoutReports.Of(Decisions(), Stores, _runner.Now).Holdouts.Single();

    private ExperimentFigures Figures() => Decisions().All(_runner.Now).Single(figures => figures.Experiment.Definition.Key.Kind == ExperimentKind.Holdout);

    private ExperimentDecisions Decisions() => LearningJob.With(_runner.Database, Stores, new RateBook("no-folder", Stores)).Decisions;

    private static StoreDirectory Stores { get; } = new() { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = Currency.Parse("USD") } } };

    // Each order is of 50 and of another customer.
    private static void Fill(Session session, (long Experiment, int Arm) key, Side side)
    {
        void Add(TallyKind kind, long total, double squares) =>
            session[PastSql.Add].With((long)kind).With(0).With(key.Experiment).With(key.Arm).With(side.Customers).With(total).With(squares).Run();
        if (side.Customers == 0) return;
        foreach (var kind in new[] { TallyKind.ArmAssigned, TallyKind.ArmConversion, TallyKind.ArmCommission, TallyKind.ArmEarlier }) Add(kind, 0, 0);
        Add(TallyKind.ArmOrders, side.Orders, side.Orders);
        Add(TallyKind.ArmRevenue, side.Revenue * 100, side.Revenue * 100.0 * 5000);
        Add(TallyKind.ArmUnsubscribe, side.Unsubscribes, side.Unsubscribes);
        if (side.Waiting > 0) session[PastSql.Add].With((long)TallyKind.ArmWaiting).With(0).With(key.Experiment).With(key.Arm).With(side.Waiting).With(0).With(0.0).Run();
    }

    private sealed record Side(long Customers, long Orders, long Revenue, long Unsubscribes = 0, long Waiting = 0);
}
