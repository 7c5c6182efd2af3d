using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Feedback.Providers;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>Brakes over a real database: what puts them on, what they hold, and that only a person takes them off.</summary>
public sealed class BrakeTests : IAsyncLifetime
{
    private static readonly BrakePolicy Eager = new() { LeastSent = 2, LeastTried = 2, LeastEntries = 1_000 };

    private readonly ADelivery _delivery = ADelivery.New();

    private BrakeStore Store => new(_delivery.Database);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Theory]
    [InlineData(FeedbackKind.Bounce, BounceReason.MailboxFull, "1 of 2 mails were refused or came back, more than 5%")]
    [InlineData(FeedbackKind.Complaint, BounceReason.ComplaintAbuse, "1 of 2 mails were called spam, more than 0.3%")]
    public async Task What_comes_back_puts_the_brake_on(FeedbackKind kind, BounceReason reason, string said)
    {
        var sends = await SentAsync(2);
        await ReportAsync(sends[0], kind, reason);

        await LookAsync();

        Assert.Equal(("new-buyer", said, BrakeWatch.Name, null), (Single().Journey, Single().Reason, Single().PutOnBy, Single().ReleasedAt));
    }

    [Fact]
    public async Task A_removal_request_is_no_call_of_spam()
    {
        var sends = await SentAsync(2);
        await ReportAsync(sends[0], FeedbackKind.Complaint, BounceReason.ComplaintOptOut);

        await LookAsync();

        Assert.Empty(Store.All());
    }

    [Fact]
    public async Task Refusals_of_the_server_count_as_bounces()
    {
        _delivery.Outlet = new ScriptedOutlet(ScriptedOutlet.No("550 5.1.1 user unknown"));
        await SentAsync(2);

        await LookAsync();

        Assert.StartsWith("2 of 2 mails were refused", Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_that_cannot_be_made_count_as_errors()
    {
        _delivery.Write("mail.html", "{{ include '_missing' }}");
        _delivery.Templates.Refresh();
        await SentAsync(2);

        await LookAsync();

        Assert.Equal("2 of 2 mails failed, more than 5%", Single().Reason);
    }

    [Fact]
    public async Task It_holds_marketing_over_a_restart_and_lets_receipts_go()
    {
        await Store.PutOnAsync("new-buyer", "somebody was worried", "anna", A.Noon);
        await _delivery.RestartAsync();
        var watch = new BrakeWatch(_delivery.Database, new());
        var (advice, receipt) = (await _delivery.PlanAsync("teach", ContentKind.Own), await _delivery.PlanAsync());

        await new Deliverer(_delivery.Setup with { Brake = watch.ReasonOf }).DeliverDueAsync(A.Noon);

        Assert.Equal((SendState.Held, "held: somebody was worried"), ((await _delivery.SendOfAsync(advice)).State, (await _delivery.SendOfAsync(advice)).Reason));
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(receipt)).State);
    }

    [Fact]
    public async Task A_release_says_who_and_lets_go_what_was_held()
    {
        await Store.PutOnAsync("new-buyer", "somebody was worried", "anna", A.Noon);
        var watch = new BrakeWatch(_delivery.Database, new());
        var advice = await _delivery.PlanAsync("teach", ContentKind.Own);
        await new Deliverer(_delivery.Setup with { Brake = watch.ReasonOf }).DeliverDueAsync(A.Noon);

        Assert.True(await Store.ReleaseAsync("new-buyer", "bert", A.Noon + Duration.FromHours(1)));
        Assert.False(await Store.ReleaseAsync("new-buyer", "bert", A.Noon + Duration.FromHours(1)));
        watch.Refresh();
        await new Deliverer(_delivery.Setup with { Brake = watch.ReasonOf }).DeliverDueAsync(A.Noon + Duration.FromHours(1));

        Assert.Equal((A.Noon + Duration.FromHours(1), "bert"), (Single().ReleasedAt, Single().ReleasedBy));
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(advice)).State);
    }

    [Fact]
    public async Task The_same_figures_do_not_put_it_on_again_right_after_a_release()
    {
        var sends = await SentAsync(2);
        await ReportAsync(sends[0], FeedbackKind.Bounce, BounceReason.AddressUnknown);
        await LookAsync();
        await Store.ReleaseAsync("new-buyer", "bert", A.Noon);

        await LookAsync();

        Assert.NotNull(Single().ReleasedAt);
    }

    private Brake Single() => Assert.Single(Store.All());

    private Task LookAsync() => new BrakeWatch(_delivery.Database, Eager).LookAsync(A.Noon, NullLogger.Instance);

    private async Task<List<StoredSend>> SentAsync(int count)
    {
        var held = new List<HeldRun>();
        for (var i = 0; i < count; i++) held.Add(await _delivery.PlanAsync("teach", ContentKind.Own));
        await _delivery.DeliverAsync();
        return [.. await Task.WhenAll(held.Select(_delivery.SendOfAsync))];
    }

    private async Task ReportAsync(StoredSend send, FeedbackKind kind, BounceReason reason)
    {
        var report = new ProviderReport(kind, new("", "", 0, reason, BounceAction.Retry, ""), $"{ReturnPath.MessageId(send.Id.Value, ADelivery.Key)}@shop.example", "e1", new Dictionary<string, string>());
        Assert.Equal(1, (await new BounceIntake(_delivery.Database, ADelivery.Key).TakeCallAsync(("mailgun", "1"), "{}"u8.ToArray(), [report], A.Noon)).AppliedCount);
    }
}
