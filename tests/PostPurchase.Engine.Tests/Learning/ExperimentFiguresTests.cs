using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>What the sums of an experiment say.</summary>
public sealed class ExperimentFiguresTests
{
    // Orders of 50.00; what customers had spent before is 40.00 on average, and of those who bought again 60.00.
    private const int Order = 5_000;
    private const int Earlier = 4_000;

    [Fact]
    public void Against_a_control_in_which_nobody_bought_no_revenue_is_proven_by_what_customers_had_spent_before()
    {
        var figures = Figures((115, 0), (2_485, 26));

        Assert.All(figures.Samples("revenue"), sample => Assert.IsType<Sample.Mean>(sample));
        Assert.IsType<Verdict.NotEnoughData>(figures.VerdictBy("revenue"));
        Assert.False(figures.IsAdjusted("revenue"));
    }

    [Fact]
    public void Where_all_variants_sold_what_customers_had_spent_before_is_taken_out() => Assert.True(Figures((1_150, 12), (2_485, 26)).IsAdjusted("revenue"));

    [Theory]
    [InlineData(7 * 24 * 60, "7 days are")]
    [InlineData(24 * 60, "1 day is")]
    [InlineData(90, "1.5 hours are")]
    [InlineData(1, "1 minute is")]
    public void A_window_is_told_in_the_unit_that_fits_it(int minutes, string told)
    {
        var figures = Figures((10, 0), (10, 0)) is var made
            ? made with { Experiment = made.Experiment with { Definition = made.Experiment.Definition with { Window = Duration.FromMinutes(minutes) } }, Arms = [.. made.Arms.Select(arm => new ArmFigures(arm.Arm, Waiting, 100))] }
            : null!;

        Assert.EndsWith($"4 customers count once their {told} over.", figures.NotCompared, StringComparison.Ordinal);
    }

    private static TallySum Waiting(TallyKind kind) => kind == TallyKind.ArmWaiting ? new(2, 0, 0) : default;

    private static ExperimentFigures Figures(params (long Customers, long Orders)[] arms)
    {
        var definition = new ExperimentDefinition(new(ExperimentKind.Mail, "hello", "suggest", "subject"), "revenue", [.. arms.Select((_, index) => new VariantWeight($"{index}", 1))], Duration.FromDays(30));
        var stored = new StoredExperiment(1, definition, Instant.FromUtc(2026, 1, 1, 0, 0)) { Arms = [.. arms.Select((arm, index) => new StoredArm(index, $"{index}", arm.Customers, null, arm.Customers))] };
        return new(stored, [.. arms.Select((arm, index) => new ArmFigures(stored.Arms[index], kind => Sum(kind, arm), 100))], 10);
    }

    private static TallySum Sum(TallyKind kind, (long Customers, long Orders) arm) => kind switch
    {
        TallyKind.ArmAssigned => new(arm.Customers, 0, 0),
        TallyKind.ArmConversion => new(arm.Customers, arm.Orders, arm.Orders),
        TallyKind.ArmOrders => new(arm.Customers, arm.Orders, arm.Orders),
        TallyKind.ArmRevenue => new(arm.Customers, arm.Orders * Order, (double)arm.Orders * Order * Order),
        TallyKind.ArmEarlier => new(arm.Customers, arm.Customers * Earlier, arm.Customers * ((double)Earlier * Earlier + (1_000.0 * 1_000))),
        TallyKind.ArmRevenueEarlier => new(arm.Customers, 0, (double)arm.Orders * Order * 6_000),
        _ => default,
    };
}
