using NodaTime;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Spend before an experiment is taken out of its differences: an arm may not move it.</summary>
public sealed class EarlierSpendTests
{
    private static string Yaml => ATest.By("metric: revenue");

    [Fact]
    public async Task What_had_gone_back_by_the_assignment_is_no_spend_before_it()
    {
        await using var runner = await AssignedAsync();

        Assert.Equal(5990 - 2000 + 5990, await EarlierAsync(runner));
    }

    [Fact]
    public async Task What_goes_back_or_is_called_off_after_the_assignment_changes_nothing_of_the_spend_before_it()
    {
        await using var runner = await AssignedAsync();
        await runner.DaysPassAsync(1);

        await runner.HappensAsync(A.Refund(new() { Id = "r2", Amount = 5m }, at: runner.Now));
        await runner.HappensAsync(A.Refund(new() { Id = "r3", Cancels = true }, at: runner.Now, purchase: "900"));
        await runner.HappensAsync(A.Order(A.Purchase(updatedAt: runner.Now) with { State = PurchaseState.Refunded, Refunded = A.Dollars(59.90m) }));

        Assert.Equal(5990 - 2000 + 5990, await EarlierAsync(runner));
    }

    [Fact]
    public async Task What_had_gone_back_stays_what_it_was_where_a_newer_report_has_nothing_of_its_lines_left()
    {
        await using var runner = await AssignedAsync();
        var report = A.Purchase("900", updatedAt: runner.Now + Duration.FromDays(1));

        await runner.HappensAsync(A.Order(report with { Lines = [.. report.Lines.Select(line => line with { Quantity = 0 })], Refunded = A.Dollars(59.90m) }, at: A.Noon - Duration.FromDays(10)), isHistory: true);

        Assert.Equal(5990 - 2000 + 5990, await EarlierAsync(runner));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    public async Task What_orders_are_edited_to_after_the_assignment_changes_nothing_of_the_spend_before_it(int total)
    {
        await using var runner = await AssignedAsync();
        await runner.DaysPassAsync(1);

        await runner.HappensAsync(A.Order(A.Purchase("900", updatedAt: runner.Now, total: total), at: A.Noon - Duration.FromDays(10)), isHistory: true);
        await runner.HappensAsync(A.Order(A.Purchase(updatedAt: runner.Now, total: total)));
        await runner.HappensAsync(A.Order(A.Purchase(updatedAt: runner.Now + Duration.FromHours(1), total: total + 1)));

        Assert.Equal(5990 - 2000 + 5990, await EarlierAsync(runner));
    }

    [Fact]
    public async Task What_had_gone_back_whole_is_no_spend_before_it_also_where_its_order_is_edited_later()
    {
        await using var runner = await AssignedAsync();
        var (ordered, back) = (A.Noon - Duration.FromDays(9), A.Noon - Duration.FromDays(4));
        await runner.HappensAsync(A.Order(A.Purchase("901", updatedAt: ordered), at: ordered), isHistory: true);
        await runner.HappensAsync(A.Refund(new() { Id = "r4" }, at: back, purchase: "901"), isHistory: true);

        await runner.HappensAsync(A.Order(A.Purchase("901", updatedAt: runner.Now, total: 30m), at: ordered), isHistory: true);

        Assert.Equal(5990 - 2000 + 5990, await EarlierAsync(runner));
    }

    // Of an order of 59.90 ten days ago 20.00 went back, partly with a line; another of 59.90 leads to the assignment.
    private static async Task<JourneyRunner> AssignedAsync()
    {
        var runner = await JourneyRunner.WithAsync(Yaml);
        var (ordered, back) = (A.Noon - Duration.FromDays(10), A.Noon - Duration.FromDays(5));
        await runner.HappensAsync(A.Order(A.Purchase("900", updatedAt: ordered), at: ordered), isHistory: true);
        await runner.HappensAsync(A.Refund(new() { Id = "r1", Amount = 20m, Lines = [new("l2", null, 1)] }, at: back, purchase: "900"), isHistory: true);
        await runner.HappensAsync(A.Order());
        return runner;
    }

    private static async Task<long> EarlierAsync(JourneyRunner runner)
    {
        var stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = A.Usd } } };
        await LearningJob.With(runner.Database, stores, new RateBook("no-folder", stores)).CatchUpWhollyAsync(runner.Now);
        return runner.Database.Read(session => ExperimentStore.All(session).SelectMany(experiment => TallyStore.OfExperiment(session, experiment.Id)).Where(pair => pair.Key.Kind == TallyKind.ArmEarlier).Sum(pair => pair.Value.Total));
    }
}
