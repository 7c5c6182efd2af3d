using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Delivery;
using PostPurchase.Mail.Feedback;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Bounces;

/// <summary>What bounces and complaints change, over a real database.</summary>
public sealed class BounceIntakeTests : IAsyncLifetime
{
    private const string Jane = "jane@example.com";

    private readonly ADelivery _delivery = ADelivery.New();

    private BounceIntake Intake => new(_delivery.Database, ADelivery.Key);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task A_bounce_says_why_on_the_ledger_and_suppresses_an_address_that_does_not_exist()
    {
        var send = await SentAsync();

        var answer = await TakeAsync(AReport.Dsn(PathOf(send), Jane));

        Assert.Equal(new BounceAnswer(false, 1), answer);
        Assert.Equal((SendState.Accepted, "bounced: address_unknown (5.1.1): 550 5.1.1 user unknown"), await StateAsync(send));
        Assert.Equal(new Suppression(SuppressionScope.Everything, "address_unknown"), Assert.Single(await SuppressionsAsync(Jane)));
    }

    [Fact]
    public async Task A_report_about_a_send_that_is_not_there_says_so_each_time()
    {
        var report = AReport.Dsn(ReturnPath.Encode(4711, ADelivery.Key, "shop.example"), Jane);

        var answers = new[] { await TakeAsync(report), await TakeAsync(report) };

        Assert.Equal([new(false, 0, "nothing was changed: no such send"), new BounceAnswer(true, 0, "nothing was changed: no such send")], answers);
    }

    [Fact]
    public async Task The_same_report_twice_changes_nothing_more_nor_does_another_way_in()
    {
        var send = await SentAsync();
        var report = AReport.Dsn(PathOf(send), Jane);

        await TakeAsync(report);
        var again = await TakeAsync(report);
        var elsewhere = await Intake.TakeMailAsync("maildir", report, FeedbackReader.Read(report), A.Noon);

        Assert.Equal(new BounceAnswer(true, 0), again);
        Assert.Equal(new BounceAnswer(false, 0), elsewhere);
        Assert.Single(_delivery.Database.Read(session => BounceIntake.Of(session, send)));
    }

    [Fact]
    public async Task A_forged_report_changes_nothing()
    {
        var send = await SentAsync();
        var forger = ReturnPath.Encode(send.Id.Value, new byte[32], "shop.example");

        foreach (var to in new[] { "bounces@shop.example", forger, Jane, PathOf(send).Replace("bounce+a", "bounce+b", StringComparison.Ordinal) + "x" })
        {
            var answer = await TakeAsync(AReport.Dsn(to, Jane, messageId: $"send.{send.Id.Value}@shop.example"));
            Assert.Equal((0, true), (answer.AppliedCount, answer.Problem is not null));
        }

        Assert.Empty(await SuppressionsAsync(Jane));
        Assert.DoesNotContain("bounced", (await StateAsync(send)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_a_feedback_loop_is_known_by_the_message_id_that_it_quotes()
    {
        var send = await SentAsync();

        await TakeAsync(AReport.Arf("fbl@shop.example", $"{ReturnPath.MessageId(send.Id.Value, ADelivery.Key)}@shop.example"));

        Assert.Equal(new Suppression(SuppressionScope.Marketing, "complaint_abuse"), Assert.Single(await SuppressionsAsync(Jane)));
        Assert.StartsWith("complaint: complaint_abuse", (await StateAsync(send)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4.2.2", "452 4.2.2 mailbox full", "mailbox_full")]
    [InlineData("5.7.1", "550 5.7.1 blocked using zen.spamhaus.org", "reputation")]
    [InlineData("5.2.2", "552 5.2.2 over quota", "mailbox_full")]
    public async Task Other_reasons_stand_on_the_ledger_and_suppress_nobody(string status, string words, string reason)
    {
        var send = await SentAsync();

        await TakeAsync(AReport.Dsn(PathOf(send), Jane, status, words));

        Assert.StartsWith($"bounced: {reason} ({status})", (await StateAsync(send)).Reason, StringComparison.Ordinal);
        Assert.Empty(await SuppressionsAsync(Jane));
    }

    [Fact]
    public async Task An_automatic_answer_never_counts()
    {
        var send = await SentAsync();

        var answer = await TakeAsync(AReport.Vacation(PathOf(send)));

        Assert.Equal(new BounceAnswer(false, 0), answer);
        Assert.DoesNotContain("bounced", (await StateAsync(send)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_elsewhere_that_an_address_forwards_to_does_not_cost_the_address()
    {
        var send = await SentAsync();

        await TakeAsync(AReport.Dsn(PathOf(send), "j.doe@elsewhere.example"));

        Assert.StartsWith("bounced: address_unknown", (await StateAsync(send)).Reason, StringComparison.Ordinal);
        Assert.Empty(await SuppressionsAsync(Jane));
    }

    [Fact]
    public async Task A_redirected_mail_that_comes_back_says_nothing_about_the_customer()
    {
        _delivery.Settings = _delivery.Settings with { Mode = MailMode.Redirect, RedirectTo = Mail.Addresses.EmailAddress.Parse("tester@shop.example") };
        var send = await SentAsync();

        await TakeAsync(AReport.Dsn(PathOf(send), "tester@shop.example"));

        Assert.Empty(await SuppressionsAsync(Jane));
        Assert.Single(await SuppressionsAsync("tester@shop.example"));
    }

    [Fact]
    public async Task The_ledger_keeps_no_address_of_the_other_sides_words()
    {
        var send = await SentAsync();

        await TakeAsync(AReport.Dsn(PathOf(send), Jane, words: $"550 5.1.1 <{Jane}> user unknown"));

        Assert.DoesNotContain("jane", (await StateAsync(send)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_in_doubt_that_is_known_to_have_arrived_is_not_sent_again()
    {
        _delivery.Outlet = new ScriptedOutlet(ScriptedOutlet.Lost);
        var held = await _delivery.PlanAsync(email: Jane);
        await _delivery.DeliverAsync();
        var doubted = await _delivery.SendOfAsync(held);

        await Intake.TakeCallAsync(("mailgun", "1"), "{}"u8.ToArray(), [Arrived(doubted)], A.Noon);
        await _delivery.DeliverAsync(A.Noon + Duration.FromDays(1));

        Assert.Equal(SendState.Planned, doubted.State);
        Assert.Equal((SendState.Accepted, 1), ((await _delivery.SendOfAsync(held)).State, ((ScriptedOutlet)_delivery.Outlet).Left.Count));
    }

    [Fact]
    public async Task A_domain_that_refuses_for_the_senders_name_is_told_to_delivery()
    {
        var send = await SentAsync();

        await TakeAsync(AReport.Dsn(PathOf(send), Jane, "5.7.1", "550 5.7.1 blocked using zen.spamhaus.org"));

        Assert.Equal([("example.com", "reputation", A.Noon)], BounceIntake.RestingDomains(_delivery.Database, A.Noon - Duration.FromMinutes(1)));
        Assert.Empty(BounceIntake.RestingDomains(_delivery.Database, A.Noon));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(20, true)]
    public async Task A_domain_that_rests_goes_on_resting_after_a_restart(int minutesLater, bool isOver)
    {
        await TakeAsync(AReport.Dsn(PathOf(await SentAsync()), Jane, "5.7.1", "550 5.7.1 blocked using zen.spamhaus.org"));
        var (advice, receipt) = (await _delivery.PlanAsync("teach", ContentKind.Own, "joe@example.com"), await _delivery.PlanAsync(email: "joe@example.com"));
        var now = A.Noon + Duration.FromMinutes(minutesLater);

        await using (var restarted = new DeliveryLoop(_delivery.Setup, new ManualClock(now.ToDateTimeOffset()), NullLogger.Instance))
        {
            while (await restarted.StepAsync(now, CancellationToken.None) > 0)
            {
            }

            await restarted.DrainAsync(CancellationToken.None);
        }

        var held = await _delivery.SendOfAsync(advice);
        Assert.Equal(isOver ? SendState.Accepted : SendState.Planned, held.State);
        if (!isOver) Assert.Equal(A.Noon + Duration.FromMinutes(15), held.DueAt);
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(receipt)).State);
    }

    [Fact]
    public async Task A_mailbox_that_stays_full_for_weeks_gets_no_more_marketing_and_still_receipts()
    {
        for (var week = 0; week < 5; week++)
        {
            Assert.Empty(await SuppressionsAsync(Jane));
            var send = await SentAsync();
            var report = AReport.Dsn(PathOf(send), Jane, "5.2.2", "552 5.2.2 mailbox full");
            await Intake.TakeMailAsync("stdin", report, FeedbackReader.Read(report), A.Noon + Duration.FromDays(7 * week));
        }

        var receipt = await _delivery.PlanAsync(email: Jane);
        var advice = await _delivery.PlanAsync("teach", ContentKind.Own, Jane);
        await _delivery.DeliverAsync();

        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(receipt)).State);
        Assert.Equal((SendState.Skipped, "skipped: the address gets no marketing (mailbox_full)"), ((await _delivery.SendOfAsync(advice)).State, (await _delivery.SendOfAsync(advice)).Reason));
    }

    private static Mail.Feedback.Providers.ProviderReport Arrived(StoredSend send) => new(
        FeedbackKind.Delivery, new("", "", 0, BounceReason.Delivered, BounceAction.Ignore, ""), $"{ReturnPath.MessageId(send.Id.Value, ADelivery.Key)}@shop.example", "e1", new Dictionary<string, string>());

    private async Task<StoredSend> SentAsync()
    {
        var held = await _delivery.PlanAsync("teach", ContentKind.Own, Jane);
        await _delivery.DeliverAsync();
        return await _delivery.SendOfAsync(held);
    }

    private static string PathOf(StoredSend send) => ReturnPath.Encode(send.Id.Value, ADelivery.Key, "shop.example");

    private Task<BounceAnswer> TakeAsync(byte[] message) => Intake.TakeMailAsync("stdin", message, FeedbackReader.Read(message), A.Noon);

    private Task<IReadOnlyList<Suppression>> SuppressionsAsync(string email) => new SuppressionStore(_delivery.Database).OfAsync("default", email);

    private async Task<(SendState State, string? Reason)> StateAsync(StoredSend send)
    {
        var now = await _delivery.Ledger.FindAsync(send.Id);
        return (now!.State, now.Reason);
    }
}
