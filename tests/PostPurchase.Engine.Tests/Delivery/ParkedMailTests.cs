using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>A mail that failed on our side waits for a person, and its run with it.</summary>
public sealed class ParkedMailTests : IAsyncLifetime
{
    private readonly ADelivery _delivery = ADelivery.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _delivery.DisposeAsync();

    [Fact]
    public async Task A_parked_mail_holds_its_run()
    {
        var (held, _) = await ParkedAsync();

        Assert.Empty(await DueAsync());
        Assert.Null(ConclusionOf(held));
    }

    [Fact]
    public async Task A_run_that_waits_for_a_parked_mail_is_in_order()
    {
        await ParkedAsync();

        var woken = await RunRecovery.WakeStrandedAsync(_delivery.Database, A.Noon, CancellationToken.None);

        Assert.Equal(0, woken);
        Assert.Empty(LedgerAudit.Run(_delivery.Database));
    }

    [Fact]
    public async Task Given_up_it_lets_the_run_go_on()
    {
        var (held, send) = await ParkedAsync();

        Assert.True(await new ParkedSends(_delivery.Database).DropAsync(send.Id, "ann", A.Noon));

        Assert.Equal(held.Run.Id, Assert.Single(await DueAsync()).Run.Id);
        Assert.Equal(SendState.Skipped, ConclusionOf(held)!.State);
    }

    [Fact]
    public async Task Sent_again_it_lets_the_run_go_on_when_it_has_left()
    {
        var (held, send) = await ParkedAsync();
        Mend("<p>Hello</p>");

        await new ParkedSends(_delivery.Database).RetryAsync(send.Id, "ann", A.Noon);
        var before = (await DueAsync()).Count;
        await _delivery.DeliverAsync();

        Assert.Equal((0, 1), (before, (await DueAsync()).Count));
        Assert.Equal(SendState.Accepted, ConclusionOf(held)!.State);
    }

    [Fact]
    public async Task Sent_again_it_is_not_late_for_the_time_in_which_it_waited()
    {
        var (_, send) = await ParkedAsync();
        var mended = A.Noon + Duration.FromDays(2);

        await new ParkedSends(_delivery.Database).RetryAsync(send.Id, "ann", mended);

        Assert.Equal((SendState.Planned, mended), ((await _delivery.Ledger.FindAsync(send.Id))!.State, (await _delivery.Ledger.FindAsync(send.Id))!.PlannedAt));
    }

    [Fact]
    public async Task One_decision_is_enough_for_all_that_failed_of_a_journey()
    {
        await ParkedAsync();
        var parked = new ParkedSends(_delivery.Database);

        var before = await parked.DecideAllAsync((null, null), isRetried: true, "ann", A.Noon - Duration.FromMinutes(1));
        var elsewhere = await parked.DecideAllAsync(("nonesuch", null), isRetried: true, "ann", A.Noon);
        var retried = await parked.DecideAllAsync((_delivery.Plan.Key, "thanks"), isRetried: true, "ann", A.Noon);
        await _delivery.DeliverAsync();
        var dropped = await parked.DecideAllAsync((null, null), isRetried: false, "ann", A.Noon);

        Assert.Equal((0, 0, 1, 1), (before, elsewhere, retried, dropped));
        Assert.Single(await DueAsync());
    }

    [Fact]
    public async Task When_its_run_ends_nobody_has_to_decide_any_more()
    {
        var (held, send) = await ParkedAsync();

        await _delivery.Database.WriteAsync(
            session =>
            {
                SendLedger.SkipOpen(session, held.Run with { Status = EnrollmentStatus.Exited, Reason = "refunded" }, A.Noon);
                return 0;
            },
            default);

        Assert.Equal((SendState.Skipped, "skipped: the run ended (refunded)"), ((await _delivery.Ledger.FindAsync(send.Id))!.State, (await _delivery.Ledger.FindAsync(send.Id))!.Reason));
    }

    private async Task<(HeldRun Held, StoredSend Send)> ParkedAsync()
    {
        Mend("{{ include '_missing' }}");
        var held = await _delivery.PlanAsync();
        await _delivery.DeliverAsync();
        var send = await _delivery.SendOfAsync(held);
        Assert.Equal(SendState.Parked, send.State);
        return (held, send);
    }

    private void Mend(string html)
    {
        _delivery.Write("mail.html", html);
        _delivery.Templates.Refresh();
    }

    private Task<IReadOnlyList<HeldRun>> DueAsync() => new EnrollmentStore(_delivery.Database).DueAsync(A.Noon, 9);

    private SendConclusion? ConclusionOf(HeldRun held)
    {
        var setup = _delivery.Setup;
        return _delivery.Database.Read(session =>
            setup.Facts.Of(session, _delivery.Plan, held, (setup.Journeys(), new RunKnown(CustomerStore.Find(session, held.Run.Owner.Value)!, null)), A.Noon)).Facts.Conclusion;
    }
}
