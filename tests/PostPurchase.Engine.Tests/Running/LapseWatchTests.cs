using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Intake;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

public sealed class LapseWatchTests
{
    private const string ComeBack = """
        journey: come-back
        status: live
        trigger: { on: lapsed, per: customer, again_after: 30d }
        steps:
          - { id: news, email: { template: what-is-new, content: own, subject: "News" } }
        """;

    [Fact]
    public async Task A_customer_lapses_once_a_silence_by_their_own_gap()
    {
        await using var runner = await JourneyRunner.WithAsync(ComeBack);
        await BuysAsync(runner, 0, 10, 20);

        var nights = await NightsAsync(runner, until: 60);

        Assert.Equal([31], nights);
        Assert.Equal("news", Assert.Single(runner.Sent).Step);
    }

    [Fact]
    public async Task Another_purchase_begins_another_silence()
    {
        await using var runner = await JourneyRunner.WithAsync(ComeBack);
        await BuysAsync(runner, 0, 10, 20);
        await NightsAsync(runner, until: 40);
        await BuysAsync(runner, 80);

        var nights = await NightsAsync(runner, until: 120);

        // The gaps are 10, 10 and 60 days now: the median stays.
        Assert.Equal([91], nights);
        Assert.Equal(2, runner.Sent.Count);
    }

    [Fact]
    public async Task One_without_a_rhythm_lapses_by_that_of_the_store()
    {
        await using var runner = await JourneyRunner.WithAsync(ComeBack);
        await BuysAsync(runner, 0);
        await BuysAsync(runner, A.Customer("max@example.com"), 0, 25);

        Assert.Equal([26, 51], await NightsAsync(runner, until: 60));
    }

    [Fact]
    public async Task Who_was_silent_for_long_before_is_left_alone()
    {
        await using var runner = await JourneyRunner.WithAsync(ComeBack);
        await BuysAsync(runner, 0, 10, 20);
        await runner.UntilAsync(A.Noon + Duration.FromDays(200));

        Assert.Empty(await NightsAsync(runner, until: 202));
    }

    private static Task BuysAsync(JourneyRunner runner, params int[] days) => BuysAsync(runner, A.Customer(), days);

    private static async Task BuysAsync(JourneyRunner runner, CustomerFacts customer, params int[] days)
    {
        foreach (var day in days)
        {
            var at = A.Noon + Duration.FromDays(day);
            var order = A.Order(A.Purchase($"{customer.Email}-{day}", at), customer, at: at);
            await new EventIntake(runner.Database, A.NoJourneys).AcceptAsync(A.Delivery(order) with { IsHistory = true }, at);
        }
    }

    // The days, counted from the first noon, on whose midnight somebody lapsed.
    private static async Task<List<int>> NightsAsync(JourneyRunner runner, int until)
    {
        var nights = new List<int>();
        for (var day = (int)(runner.Now - A.Noon).TotalDays + 1; day <= until; day++)
        {
            await runner.UntilAsync(A.Noon + Duration.FromDays(day) - Duration.FromHours(8));
            if (await runner.NightAsync() > 0) nights.Add(day);
        }

        return nights;
    }
}
