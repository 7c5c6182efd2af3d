using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>What is due leaves, what may not leave does not, over a real database and the captured outbox.</summary>
public sealed class DeliveringTests : IAsyncLifetime
{
    private readonly ADelivery _delivery = ADelivery.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task A_due_mail_is_captured_accepted_and_wakes_its_run()
    {
        var held = await _delivery.PlanAsync();

        await _delivery.DeliverAsync();

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal((SendState.Accepted, 1), (send.State, send.AttemptCount));
        Assert.Contains($"Message-ID: <{ReturnPath.MessageId(send.Id.Value, ADelivery.Key)}@shop.example>", _delivery.Captured(send), StringComparison.Ordinal);
        Assert.Single(await new EnrollmentStore(_delivery.Database).DueAsync(A.Noon, 9));
    }

    [Fact]
    public async Task A_second_pass_sends_nothing_again()
    {
        await _delivery.PlanAsync();
        await _delivery.DeliverAsync();

        Assert.Equal(0, await _delivery.DeliverAsync(A.Noon + Duration.FromDays(9)));
        Assert.Single(Directory.GetFiles(_delivery.Outbox));
    }

    [Fact]
    public async Task Receipts_leave_before_marketing_that_was_planned_earlier()
    {
        await _delivery.PlanAsync("teach", ContentKind.Own);
        await _delivery.PlanAsync();

        await _delivery.DeliverAsync();

        Assert.Equal(["thanks", "teach"], _delivery.Events.Select(happened => happened.Send.Step));
    }

    [Fact]
    public async Task Who_unsubscribes_between_plan_and_claim_gets_nothing()
    {
        var held = await _delivery.PlanAsync("teach", ContentKind.Own, "jane@example.com");
        await new SuppressionStore(_delivery.Database).AddAsync("default", "jane@example.com", new(SuppressionScope.Marketing, "unsubscribed"), (A.Noon, null));

        await _delivery.DeliverAsync();

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal((SendState.Skipped, "skipped: unsubscribed"), (send.State, send.Reason));
        Assert.False(Directory.Exists(_delivery.Outbox) && Directory.EnumerateFiles(_delivery.Outbox).Any());
    }

    [Fact]
    public async Task Marketing_can_be_left_and_a_receipt_cannot()
    {
        var receipt = await _delivery.PlanAsync();
        var advice = await _delivery.PlanAsync("teach", ContentKind.Own);

        await _delivery.DeliverAsync();

        var marketing = _delivery.Captured(await _delivery.SendOfAsync(advice));
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", marketing, StringComparison.Ordinal);
        Assert.Contains("List-Id: <default.shop.example>", marketing, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe", _delivery.Captured(await _delivery.SendOfAsync(receipt)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "store-de")]
    [InlineData("nord", "store-nord")]
    [InlineData("a-very-long-name-of-a-store", "a-very-long-nam")]
    [InlineData("default", "default")]
    public void The_sender_of_the_Feedback_ID_has_the_length_that_Gmail_reads(string store, string expected) => Assert.Equal(expected, MailMessages.SenderIdOf(store));

    [Fact]
    public async Task A_link_goes_over_a_token_that_finds_its_target_in_the_ledger()
    {
        var held = await _delivery.PlanAsync();

        await _delivery.DeliverAsync();

        var send = await _delivery.SendOfAsync(held);
        var body = _delivery.Captured(send).Replace("=\r\n", "", StringComparison.Ordinal);
        var token = body[(body.IndexOf("/c/", StringComparison.Ordinal) + 3)..][..LinkToken.Length];
        Assert.True(LinkToken.TryRead(ADelivery.Key, token, out var named, out var slot));
        Assert.Equal(send.Id, named);
        Assert.Equal("https://shop.example/care", SendTargets.Unpack((await _delivery.Ledger.TargetsAsync(send.Id))!).Follow(slot, token));
    }

    [Fact]
    public async Task One_customer_whose_mail_fails_is_parked_and_the_others_get_theirs()
    {
        _delivery.Write("_there.html", "");
        _delivery.Write("mail.html", "{{ include (customer.email == 'bad@example.com' ? '_missing' : '_there') }}<p>Hello</p>");
        _delivery.Templates.Refresh();
        var bad = await _delivery.PlanAsync(email: "bad@example.com");
        var good = await _delivery.PlanAsync(email: "good@example.com");

        await _delivery.DeliverAsync();

        var parked = await _delivery.SendOfAsync(bad);
        Assert.Equal(SendState.Parked, parked.State);
        Assert.Contains("mail.html(1,", parked.Reason, StringComparison.Ordinal);
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(good)).State);
    }

    [Theory]
    [InlineData("the team", "it has a space in it")]
    [InlineData("team", "it has no @")]
    [InlineData("team@shop", "its domain has no ending such as .com")]
    public async Task A_notice_that_can_go_nowhere_says_what_is_wrong_with_its_address(string address, string why)
    {
        var notice = (await _delivery.SendOfAsync(await _delivery.PlanAsync())) with { Purpose = SendPurpose.Notice, Address = address };

        var refused = Assert.Throws<MailRefusedException>(() => MailMessages.Plainly(notice, _delivery.Settings, A.Noon));

        Assert.Equal($"the address is not one that mail can go to: {why}", refused.Message);
    }

    [Fact]
    public async Task A_paused_journey_holds_its_marketing_and_lets_receipts_go()
    {
        _delivery.Plan = _delivery.Plan with { Status = JourneyStatus.Paused };
        var receipt = await _delivery.PlanAsync();
        var advice = await _delivery.PlanAsync("teach", ContentKind.Own);

        await _delivery.DeliverAsync();

        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(receipt)).State);
        Assert.Equal((SendState.Held, "held: the journey is paused"), await StateAsync(advice));
    }

    [Fact]
    public async Task The_cap_counts_mails_of_all_journeys_and_defers_the_next()
    {
        _delivery.Plan = _delivery.Plan with { Send = new() { MaxMarketingPerDay = 1 } };
        var first = await _delivery.PlanAsync("teach", ContentKind.Own, "jane@example.com");
        await _delivery.DeliverAsync();
        var second = await _delivery.PlanAsync("suggest", ContentKind.ThirdParty, "jane@example.com");

        await _delivery.DeliverAsync();

        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(first)).State);
        Assert.Equal(SendState.Held, (await _delivery.SendOfAsync(second)).State);
        Assert.Equal(A.Noon + Duration.FromDays(1), (await _delivery.SendOfAsync(second)).DueAt);
    }

    [Fact]
    public async Task With_approval_the_first_mails_of_a_journey_wait_for_a_word()
    {
        _delivery.Settings = _delivery.Settings with { Mode = MailMode.Approve, ApprovedByHand = 1 };
        var first = await _delivery.PlanAsync();
        await _delivery.DeliverAsync();
        var waiting = await _delivery.SendOfAsync(first);

        await Approvals.ApproveAsync(_delivery.Database, waiting.Id, "anna", A.Noon);
        await _delivery.DeliverAsync();
        var second = await _delivery.PlanAsync();
        await _delivery.DeliverAsync();

        Assert.Equal((SendState.Held, null), (waiting.State, waiting.DueAt));
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(first)).State);
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(second)).State);
    }

    [Fact]
    public async Task An_approval_outlives_a_later_hold_and_a_restart()
    {
        _delivery.Settings = _delivery.Settings with { Mode = MailMode.Approve, ApprovedByHand = 9 };
        var held = await _delivery.PlanAsync("teach", ContentKind.Own);
        await _delivery.DeliverAsync();
        await Approvals.ApproveAsync(_delivery.Database, (await _delivery.SendOfAsync(held)).Id, "anna", A.Noon);
        _delivery.Plan = _delivery.Plan with { Status = JourneyStatus.Paused };
        await _delivery.DeliverAsync();
        var paused = await StateAsync(held);
        await _delivery.RestartAsync();
        _delivery.Plan = _delivery.Plan with { Status = JourneyStatus.Live };
        await _delivery.Ledger.ResumeAsync("new-buyer", A.Noon);

        await _delivery.DeliverAsync();

        Assert.Equal((SendState.Held, "held: the journey is paused"), paused);
        Assert.Equal(SendState.Accepted, (await _delivery.SendOfAsync(held)).State);
    }

    [Fact]
    public async Task With_redirect_all_mail_goes_to_one_address()
    {
        _delivery.Settings = _delivery.Settings with { Mode = MailMode.Redirect, RedirectTo = Mail.Addresses.EmailAddress.Parse("tester@shop.example") };
        var held = await _delivery.PlanAsync(email: "jane@example.com");

        await _delivery.DeliverAsync();

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal("tester@shop.example", send.Address);
        Assert.Contains("X-Redirected-From: jane@example.com", _delivery.Captured(send), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_send_makes_the_same_bytes()
    {
        var held = await _delivery.PlanAsync();
        var context = Assert.Single(await _delivery.Ledger.ClaimAsync(new SendLane(ContentKind.Transactional), 9, _ => new GateDecision.Send(), A.Noon));

        var copies = Enumerable.Range(0, 2).Select(_ => ((Preparation.Ready)_delivery.Deliverer.Maker.Prepare(context, A.Noon)).Mail.Message.Bytes.ToArray()).ToList();

        Assert.Equal(copies[0], copies[1]);
        Assert.Equal(held.Run.Id, context.Run!.Run.Id);
    }

    private async Task<(SendState, string?)> StateAsync(HeldRun held)
    {
        var send = await _delivery.SendOfAsync(held);
        return (send.State, send.Reason);
    }
}
