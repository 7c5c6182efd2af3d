using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>Webhook steps are posted apart from mail, and one that is slow holds nobody.</summary>
public sealed class HookLoopTests : IAsyncLifetime
{
    private readonly ADelivery _delivery = ADelivery.New();
    private readonly ManualClock _clock = new(A.Noon.ToDateTimeOffset());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task A_receiver_that_does_not_answer_delays_no_other_and_no_mail()
    {
        var never = new TaskCompletionSource<HookAnswer>();
        var quick = new TaskCompletionSource();
        var slow = await HookAsync("http://slow.example/");
        var fast = await HookAsync("http://fast.example/");
        var mail = await _delivery.PlanAsync();
        await using var hooks = Loop((send, _) => send.Address == "http://slow.example/" ? never.Task : Task.FromResult(new HookAnswer(SendState.Accepted, "answered 200")), _ => quick.TrySetResult());

        await hooks.StepAsync(A.Noon, default);
        await quick.Task.InTimeAsync("the quick receiver");
        await _delivery.DeliverMailsAsync();

        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(fast)).State);
        Assert.Equal(SendState.Handing, (await _delivery.SendOfAsync(slow)).State);
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(mail)).State);
        never.SetResult(new(SendState.Accepted, "answered 200"));
        await hooks.DrainAsync(default).InTimeAsync("the slow receiver");
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(slow)).State);
    }

    [Fact]
    public async Task What_is_put_off_comes_again_later_each_time_and_is_given_up_after_ten()
    {
        var held = await HookAsync("http://shop.example/");
        var pauses = new List<Duration>();
        for (var now = A.Noon; (await _delivery.SendOfAsync(held)).DueAt is { } due; now = (await _delivery.SendOfAsync(held)).DueAt ?? now)
        {
            await RunAsync(due, (_, _) => Task.FromResult(new HookAnswer(SendState.Deferred, "deferred: answered 500")));
            if ((await _delivery.SendOfAsync(held)).DueAt is { } next) pauses.Add(next - due);
        }

        Assert.Equal((SendState.Rejected, 10), ((await _delivery.SendOfAsync(held)).State, (await _delivery.SendOfAsync(held)).AttemptCount));
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal((Duration.FromSeconds(30), 9), (pauses[0], pauses.Count));
    }

    [Fact]
    public async Task Something_unexpected_puts_it_off_and_the_loop_goes_on()
    {
        var held = await HookAsync("http://shop.example/");

        await RunAsync(A.Noon, (_, _) => throw new InvalidOperationException("a bug"));

        Assert.Equal(SendState.Deferred, (await _delivery.SendOfAsync(held)).State);
    }

    [Fact]
    public async Task A_backlog_of_mail_does_not_stand_before_a_webhook_nor_a_webhook_before_mail()
    {
        await HookAsync("http://shop.example/", A.Noon - Duration.FromHours(1));
        await _delivery.PlanAsync();

        Assert.Equal(A.Noon - Duration.FromHours(1), await _delivery.Ledger.NextDueAtAsync(Deliverer.Hooks));
        Assert.Equal(A.Noon, await _delivery.Ledger.NextDueAtAsync(Deliverer.Mails[0]));
    }

    private async Task RunAsync(Instant now, Func<StoredSend, CancellationToken, Task<HookAnswer>> post)
    {
        _clock.Advance((now - Instant.FromDateTimeOffset(_clock.GetUtcNow())).ToTimeSpan());
        await using var hooks = Loop(post, _ => { });
        await hooks.StepAsync(now, default);
        await hooks.DrainAsync(default).InTimeAsync("the end of the posts");
    }

    private HookLoop Loop(Func<StoredSend, CancellationToken, Task<HookAnswer>> post, Action<DeliveryEvent> observer) =>
        new(_delivery.Setup with { PostHook = post }, _clock, NullLogger.Instance) { Observer = observer };

    private async Task<HeldRun> HookAsync(string url, Instant? at = null)
    {
        var held = await ARun.StartAsync(_delivery.Database);
        var step = new RunStep(held, new Transition(held.Run with { DueAt = null }, [new Effect.PostWebhook("tell", 1, url, "{}")], []), "default", 50);
        await new RunningStore(_delivery.Database).ApplyAsync([step], at ?? A.Noon);
        return held;
    }
}
