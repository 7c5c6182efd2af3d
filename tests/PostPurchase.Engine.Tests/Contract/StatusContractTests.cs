using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Contract;

/// <summary>Live, paused, draft, or no file any more: who comes in, and what becomes of those inside.</summary>
public sealed class StatusContractTests
{
    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps: [ { id: pause, wait: { for: 2d } }, { id: receipt, email: { template: t, content: transactional, subject: R } } ]
        """;

    [Theory]
    [InlineData("draft")]
    [InlineData("paused")]
    public async Task A_draft_and_a_pause_stop_entry_and_let_runs_finish_on_their_clocks(string status)
    {
        await using var shop = await JourneyRunner.WithAsync(Journey);
        await shop.HappensAsync(A.Order());

        await shop.PublishAsync(Journey.Replace("status: live", $"status: {status}", StringComparison.Ordinal));
        await shop.HappensAsync(A.Order(A.Purchase("1002")));
        await shop.DaysPassAsync(3);

        Assert.Equal(EnrollmentStatus.Finished, Assert.Single(await shop.RunsAsync()).Status);
        Assert.Equal(("receipt", A.Noon + NodaTime.Duration.FromDays(2)), (Assert.Single(shop.Sent).Step, shop.Sent[0].At));
    }

    [Fact]
    public async Task A_file_that_is_gone_stops_entry_and_lets_runs_finish()
    {
        await using var shop = await JourneyRunner.WithAsync(Journey);
        await shop.HappensAsync(A.Order());

        await shop.PublishAsync(Journey.Replace("journey: hello", "journey: other", StringComparison.Ordinal).Replace("status: live", "status: draft", StringComparison.Ordinal));
        await shop.HappensAsync(A.Order(A.Purchase("1002")));
        await shop.DaysPassAsync(3);

        Assert.Equal(("hello", EnrollmentStatus.Finished), (Assert.Single(await shop.RunsAsync()).Journey, (await shop.RunsAsync())[0].Status));
        Assert.Single(shop.Sent);
    }

    [Fact]
    public async Task Live_again_it_takes_the_next_order()
    {
        await using var shop = await JourneyRunner.WithAsync(Journey.Replace("status: live", "status: paused", StringComparison.Ordinal));
        await shop.HappensAsync(A.Order());

        await shop.PublishAsync(Journey);
        await shop.HappensAsync(A.Order(A.Purchase("1002")));

        Assert.Single(await shop.RunsAsync());
    }

    [Fact]
    public async Task A_comment_is_no_new_version_and_a_step_is()
    {
        await using var shop = await JourneyRunner.WithAsync(Journey);
        var first = shop.Current.Version;

        await shop.PublishAsync("# a word\n" + Journey);
        var commented = shop.Current.Version;
        await shop.PublishAsync(Journey.Replace("for: 2d", "for: 3d", StringComparison.Ordinal));

        Assert.Equal(first, commented);
        Assert.NotEqual(first, shop.Current.Version);
    }
}
