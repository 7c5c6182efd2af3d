using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>What a server's answers come to, over a real database.</summary>
public sealed class OutcomeTests : IAsyncLifetime
{
    private readonly ADelivery _delivery = ADelivery.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task What_is_put_off_comes_again_and_leaves_once_more_only()
    {
        var answers = new Queue<Mail.Smtp.SendOutcome>([ScriptedOutlet.Later(), ScriptedOutlet.Yes]);
        var outlet = Answers(_ => answers.Dequeue());
        var held = await _delivery.PlanAsync();

        await _delivery.DeliverAsync();
        var between = await _delivery.SendOfAsync(held);
        await _delivery.DeliverAsync(between.DueAt!.Value - Duration.FromSeconds(1));
        await _delivery.DeliverAsync(between.DueAt!.Value);
        await _delivery.DeliverAsync(A.Noon + Duration.FromDays(9));

        Assert.Equal((SendState.Deferred, "deferred: 451 later"), (between.State, between.Reason));
        Assert.Equal((SendState.Accepted, 2), ((await _delivery.SendOfAsync(held)).State, (await _delivery.SendOfAsync(held)).AttemptCount));
        Assert.Equal(2, outlet.Left.Count);
    }

    [Fact]
    public async Task Tries_that_say_nothing_about_a_mail_do_not_lengthen_its_pauses()
    {
        var closed = new Mail.Smtp.SendOutcome.Deferred(FailureScope.Connection, SmtpStage.Sender, 421, null, "closing");
        var answers = new Queue<Mail.Smtp.SendOutcome>([closed, closed, closed, new Mail.Smtp.SendOutcome.Deferred(FailureScope.Recipient, SmtpStage.Recipient, 450, null, "greylisted, try again later")]);
        Answers(_ => answers.Dequeue());
        var held = await _delivery.PlanAsync();
        var triedAt = A.Noon;

        await _delivery.DeliverAsync();
        while (answers.Count > 0) await _delivery.DeliverAsync(triedAt = (await _delivery.SendOfAsync(held)).DueAt!.Value);

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal((SendState.Deferred, 4, 1), (send.State, send.AttemptCount, send.RefusalCount));
        Assert.InRange(send.DueAt!.Value - triedAt, Duration.FromMinutes(6), Duration.FromMinutes(8));
    }

    [Fact]
    public async Task After_four_days_of_being_put_off_it_is_given_up()
    {
        Answers(_ => ScriptedOutlet.Later());
        var held = await _delivery.PlanAsync();

        await _delivery.DeliverAsync();
        while ((await _delivery.SendOfAsync(held)).DueAt is { } due) await _delivery.DeliverAsync(due);

        var send = await _delivery.SendOfAsync(held);
        Assert.Equal(SendState.Rejected, send.State);
        Assert.StartsWith("given up:", send.Reason, StringComparison.Ordinal);
        Assert.InRange(send.ConcludedAt!.Value - A.Noon, Duration.FromDays(4), Duration.FromDays(4) + Duration.FromHours(4));
    }

    [Fact]
    public async Task An_address_that_does_not_exist_gets_nothing_more_receipts_neither()
    {
        Answers(_ => ScriptedOutlet.No("550 5.1.1 user unknown"));
        var first = await _delivery.PlanAsync(email: "gone@example.com");
        await _delivery.DeliverAsync();

        var second = await _delivery.PlanAsync(email: "gone@example.com");
        await _delivery.DeliverAsync();

        Assert.Equal(SendState.Rejected, (await _delivery.SendOfAsync(first)).State);
        Assert.Equal((SendState.Skipped, "skipped: the address does not exist"), ((await _delivery.SendOfAsync(second)).State, (await _delivery.SendOfAsync(second)).Reason));
    }

    [Theory]
    [InlineData("550 5.1.1 user unknown", "address_unknown")]
    [InlineData("552 5.2.2 mailbox full", "mailbox_full")]
    public async Task Why_a_server_refused_is_kept_by_the_name_that_a_bounce_has(string said, string expected)
    {
        Answers(_ => ScriptedOutlet.No(said));
        await _delivery.PlanAsync(email: "gone@example.com");

        await _delivery.DeliverAsync();

        Assert.Equal(expected, _delivery.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<string>(session.Connection, "select failure from send")));
    }

    [Fact]
    public async Task A_refusal_for_other_reasons_suppresses_nobody()
    {
        Answers(_ => ScriptedOutlet.No("550 5.7.1 message refused as spam"));
        await _delivery.PlanAsync(email: "jane@example.com");

        await _delivery.DeliverAsync();

        Assert.Empty(await new SuppressionStore(_delivery.Database).OfAsync("default", "jane@example.com"));
    }

    [Fact]
    public async Task Marketing_that_may_be_lost_is_never_sent_again()
    {
        var outlet = Answers(_ => ScriptedOutlet.Lost);
        var held = await _delivery.PlanAsync("teach", ContentKind.Own);

        await _delivery.DeliverAsync();
        await _delivery.DeliverAsync(A.Noon + Duration.FromDays(9));

        Assert.Equal(SendState.Uncertain, (await _delivery.SendOfAsync(held)).State);
        Assert.Single(outlet.Left);
    }

    [Fact]
    public async Task A_receipt_that_may_be_lost_goes_once_more_with_the_same_message_id()
    {
        var outlet = Answers(_ => ScriptedOutlet.Lost);
        var held = await _delivery.PlanAsync();

        await _delivery.DeliverAsync();
        await _delivery.DeliverAsync(A.Noon + Duration.FromHours(1));
        await _delivery.DeliverAsync(A.Noon + Duration.FromDays(9));

        Assert.Equal(SendState.Uncertain, (await _delivery.SendOfAsync(held)).State);
        Assert.Equal(2, outlet.Left.Count);
        Assert.Single(outlet.Left.Select(left => left.Header).Distinct());
    }

    [Theory]
    [InlineData(ContentKind.Transactional, 2, SendState.Accepted)]
    [InlineData(ContentKind.Own, 1, SendState.Uncertain)]
    public async Task Killed_while_it_was_leaving_a_receipt_goes_once_more_and_marketing_does_not(ContentKind kind, int copies, SendState end)
    {
        var outlet = new ScriptedOutlet(_ => new TaskCompletionSource<Mail.Smtp.SendOutcome>().Task);
        _delivery.Outlet = outlet;
        var held = await _delivery.PlanAsync(kind == ContentKind.Own ? "teach" : "thanks", kind);
        using var killed = new CancellationTokenSource();
        var delivering = _delivery.Deliverer.DeliverDueAsync(A.Noon, killed.Token);
        await Patience.UntilAsync(() => !outlet.Left.IsEmpty, "the mail");
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);

        await _delivery.RestartAsync();
        await SendRecovery.RunAsync(_delivery.Database, A.Noon);
        var after = Answers(_ => ScriptedOutlet.Yes);
        await _delivery.DeliverAsync();

        Assert.Equal(copies, outlet.Left.Count + after.Left.Count);
        Assert.Equal(end, (await _delivery.SendOfAsync(held)).State);
    }

    private ScriptedOutlet Answers(Func<Mail.Smtp.Envelope, Mail.Smtp.SendOutcome> answer)
    {
        var outlet = new ScriptedOutlet(envelope => Task.FromResult(answer(envelope)));
        _delivery.Outlet = outlet;
        return outlet;
    }
}
