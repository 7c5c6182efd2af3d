using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with sends.</summary>
public abstract class SendLedgerContract : StoreContract
{
    private static readonly SendLane s_receipts = new(ContentKind.Transactional);
    private static readonly SendLane s_own = new(ContentKind.Own);

    private SendLedger Ledger => new(Database);

    [Fact]
    public async Task A_due_send_is_claimed_once()
    {
        await ARun.SendingAsync(Database, A.Mail());

        var both = await Task.WhenAll(ClaimAsync(s_receipts), ClaimAsync(s_receipts));

        Assert.Equal(1, both.Sum(claimed => claimed.Count));
    }

    [Fact]
    public async Task What_is_not_due_or_of_another_kind_is_left()
    {
        await ARun.SendingAsync(Database, A.Mail(at: Noon + Duration.FromSeconds(1)));
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));

        Assert.Empty(await ClaimAsync(s_receipts));
        Assert.Equal(Noon, await Ledger.NextDueAtAsync());
    }

    [Fact]
    public async Task The_gate_sees_customer_run_purchase_and_suppressions()
    {
        await new EnrollmentStore(Database).AddVersionAsync(A.Journey(), Noon);
        await new EventIntake(Database, A.OneJourney(Database)).AcceptAsync(A.Delivery(A.Order()), Noon);
        await new SuppressionStore(Database).AddAsync("default", "jane@example.com", new(SuppressionScope.Marketing, "unsubscribed"), (Noon, null));
        var held = Assert.Single(await new EnrollmentStore(Database).DueAsync(Noon, 9));
        await new RunningStore(Database).ApplyAsync([new RunStep(held, new Transition(held.Run with { DueAt = null }, [new Effect.PlanSend(A.Mail())], []), "default", 50)], Noon);

        var context = Assert.Single(await ClaimAsync(s_receipts));

        Assert.Equal(("jane@example.com", held.Run.Id, "1001", SuppressionScope.Marketing),
            (context.Customer.Address, context.Run!.Run.Id, context.Purchase!.Facts.Id, Assert.Single(context.Suppressions).Scope));
    }

    [Fact]
    public async Task A_hold_comes_back_at_its_instant_with_its_reason()
    {
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        var until = Noon + Duration.FromHours(9);
        await Ledger.ClaimAsync(s_own, 9, _ => new GateDecision.Hold(until, Replan: true, GateRule.QuietHours, "held: it is night"), Noon);

        Assert.Empty(await ClaimAsync(s_own));
        var again = Assert.Single(await ClaimAsync(s_own, until)).Send;
        Assert.Equal((until, "held: it is night"), (again.PlannedAt, again.Reason));
    }

    [Fact]
    public async Task What_a_pause_holds_goes_on_when_it_is_resumed()
    {
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        await Ledger.ClaimAsync(s_own, 9, _ => new GateDecision.Hold(null, Replan: false, GateRule.Paused, "held: paused"), Noon);
        var whilePaused = await ClaimAsync(s_own, Noon + Duration.FromDays(9));

        await Ledger.ResumeAsync("new-buyer", Noon + Duration.FromDays(9));

        Assert.Empty(whilePaused);
        Assert.Equal(Noon, Assert.Single(await ClaimAsync(s_own, Noon + Duration.FromDays(9))).Send.PlannedAt);
    }

    [Fact]
    public async Task What_is_held_after_it_was_claimed_waits_until_its_journey_is_resumed()
    {
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        var before = Ledger.HeldJourneys();
        await Ledger.ConcludeAsync([new SendOutcome(Assert.Single(await ClaimAsync(s_own)).Send, SendState.Held, Noon, "held: its terms say no")]);

        Assert.Empty(await ClaimAsync(s_own, Noon + Duration.FromDays(9)));
        Assert.Empty(before);
        Assert.Equal("new-buyer", Assert.Single(Ledger.HeldJourneys()));
        await Ledger.ResumeAsync("new-buyer", Noon);
        Assert.Equal("held: its terms say no", Assert.Single(await ClaimAsync(s_own)).Send.Reason);
    }

    [Fact]
    public async Task A_skip_is_kept_with_its_reason_and_lets_the_run_go_on()
    {
        var held = await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));

        await Ledger.ClaimAsync(s_own, 9, _ => new GateDecision.Skip(GateRule.Unsubscribed, "skipped: unsubscribed"), Noon);

        var send = Assert.Single(await Ledger.OfRunAsync(held.Run.Owner, held.Run.Id));
        Assert.Equal((SendState.Skipped, "skipped: unsubscribed"), (send.State, send.Reason));
        Assert.Single(await new EnrollmentStore(Database).DueAsync(Noon, 9));
    }

    [Fact]
    public async Task An_accepted_send_wakes_its_run_and_keeps_address_and_targets()
    {
        var held = await ARun.SendingAsync(Database, A.Mail());
        var send = Assert.Single(await ClaimAsync(s_receipts)).Send;
        var handed = await HandAsync(send);

        await Ledger.ConcludeAsync([new SendOutcome(send, SendState.Accepted, Noon + Duration.FromSeconds(1), "250 ok")]);

        var read = await Ledger.FindAsync(send.Id);
        Assert.True(handed);
        Assert.Equal((SendState.Accepted, "jane@example.com", 1, null), (read!.State, read.Address, read.AttemptCount, read.DueAt));
        Assert.Equal([1, 2, 3], await Ledger.TargetsAsync(send.Id));
        Assert.Equal(held.Run.Id, Assert.Single(await new EnrollmentStore(Database).DueAsync(Noon + Duration.FromSeconds(1), 9)).Run.Id);
    }

    [Fact]
    public async Task A_deferred_send_comes_again_and_its_run_waits()
    {
        await ARun.SendingAsync(Database, A.Mail());
        var send = Assert.Single(await ClaimAsync(s_receipts)).Send;
        await HandAsync(send);

        await Ledger.ConcludeAsync([new SendOutcome(send, SendState.Deferred, Noon, "451 later", Noon + Duration.FromMinutes(5))]);

        Assert.Empty(await ClaimAsync(s_receipts));
        Assert.Empty(await new EnrollmentStore(Database).DueAsync(Noon, 9));
        Assert.Equal(1, Assert.Single(await ClaimAsync(s_receipts, Noon + Duration.FromMinutes(5))).Send.AttemptCount);
    }

    [Fact]
    public async Task The_first_try_is_kept_also_where_no_server_was_reached_and_the_plan_stays()
    {
        await ARun.SendingAsync(Database, A.Mail());
        var (first, second) = (Noon + Duration.FromMinutes(1), Noon + Duration.FromMinutes(9));
        var send = Assert.Single(await ClaimAsync(s_receipts)).Send;
        await Ledger.ConcludeAsync([new SendOutcome(send, SendState.Deferred, first, "cannot connect", second)]);
        var again = Assert.Single(await ClaimAsync(s_receipts, second)).Send;
        await HandAsync(again);
        await Ledger.ConcludeAsync([new SendOutcome(again, SendState.Deferred, second, "451 later", second)]);

        var read = await Ledger.FindAsync(send.Id);
        Assert.Null(send.FirstTriedAt);
        Assert.Equal((first, first, Noon), (again.FirstTriedAt, read!.FirstTriedAt, read.PlannedAt));
    }

    [Fact]
    public async Task What_is_given_back_was_not_tried_and_what_may_be_lost_was()
    {
        await ARun.SendingAsync(Database, A.Mail());
        var send = Assert.Single(await ClaimAsync(s_receipts)).Send;
        await Ledger.ConcludeAsync([new SendOutcome(send, SendState.Planned, Noon, "waits: its domain rests", Noon)]);
        var untried = Assert.Single(await ClaimAsync(s_receipts)).Send;
        await Ledger.ConcludeAsync([new SendOutcome(untried, SendState.Planned, Noon, "sent again", Noon, InDoubt: true)]);

        Assert.Null(untried.FirstTriedAt);
        Assert.Equal(Noon, (await Ledger.FindAsync(send.Id))!.FirstTriedAt);
    }

    [Fact]
    public async Task What_a_person_sends_once_more_begins_anew()
    {
        await ARun.SendingAsync(Database, A.Mail());
        await Ledger.ConcludeAsync([new SendOutcome(Assert.Single(await ClaimAsync(s_receipts)).Send, SendState.Deferred, Noon, "cannot connect", Noon)]);
        var send = Assert.Single(await ClaimAsync(s_receipts)).Send;
        await Ledger.ConcludeAsync([new SendOutcome(send, SendState.Parked, Noon, "parked: the template failed")]);

        await new ParkedSends(Database).RetryAsync(send.Id, "jane", Noon);

        Assert.Null((await Ledger.FindAsync(send.Id))!.FirstTriedAt);
    }

    [Fact]
    public async Task What_the_end_of_its_run_skipped_may_not_leave()
    {
        var held = await ARun.SendingAsync(Database, A.Mail());
        var send = Assert.Single(await ClaimAsync(s_receipts)).Send;
        await new RunningStore(Database).ApplyAsync([new RunStep(held, new Transition(A.Ended(held.Run, Noon), [], []), "default", 50)], Noon);

        Assert.False(await HandAsync(send));
    }

    [Fact]
    public async Task Marketing_that_left_is_counted_other_tools_among_it_and_receipts_not()
    {
        var before = await ARun.SendingAsync(Database, A.Mail("one", ContentKind.Own), email: "jane@example.com");
        await AcceptAllAsync(s_own, Noon);
        await ARun.SendingAsync(Database, A.Mail("receipt"), email: "jane@example.com");
        await AcceptAllAsync(s_receipts, Noon);
        var external = Noon - Duration.FromHours(5);
        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Event(new EventBody.ExternalSend(), A.Customer("jane@example.com"), at: external)), Noon);
        await ARun.SendingAsync(Database, A.Mail("two", ContentKind.Own), email: "jane@example.com");

        var context = Assert.Single(await ClaimAsync(s_own));

        Assert.Equal(before.Run.Owner, context.Send.Owner);
        Assert.Equal([external, Noon], context.MarketingSent.Order());
    }

    [Fact]
    public async Task Two_mails_of_one_customer_in_one_claim_see_each_other()
    {
        await ARun.SendingAsync(Database, A.Mail("one", ContentKind.Own), priority: 50, "jane@example.com");
        await ARun.SendingAsync(Database, A.Mail("two", ContentKind.Own), priority: 90, "jane@example.com");
        var seen = new List<(int Sent, int Higher)>();

        await Ledger.ClaimAsync(s_own, 9, context => Remember(context, seen), Noon);

        Assert.Equal([(0, 1), (1, 0)], seen);
    }

    [Fact]
    public async Task A_send_whose_decision_fails_is_parked_and_nobody_behind_it_waits()
    {
        var first = await ARun.SendingAsync(Database, A.Mail());
        var second = await ARun.SendingAsync(Database, A.Mail());

        var claimed = await Ledger.ClaimAsync(s_receipts, 9, context => context.Send.Owner == first.Run.Owner ? throw new OverflowException("too far") : new GateDecision.Send(), Noon);

        Assert.Equal(second.Run.Owner, Assert.Single(claimed).Send.Owner);
        var parked = Assert.Single(await Ledger.OfRunAsync(first.Run.Owner, first.Run.Id));
        Assert.Equal((SendState.Parked, "parked: too far"), (parked.State, parked.Reason));
    }

    [Fact]
    public async Task An_open_ticket_is_known_to_receipts_too()
    {
        await ARun.SendingAsync(Database, A.Mail(), email: "jane@example.com");
        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Event(new EventBody.TicketOpened(new("t1", null, null)), A.Customer("jane@example.com"))), Noon);

        Assert.True(Assert.Single(await ClaimAsync(s_receipts)).TicketOpen);
    }

    [Fact]
    public async Task What_another_tool_sent_to_a_merged_customer_is_counted()
    {
        var external = A.Event(new EventBody.ExternalSend(), A.Customer(null, "c-9"), at: Noon - Duration.FromHours(5));
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own), email: "jane@example.com");
        await new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(external, A.Event(new EventBody.Custom("hello"), A.Customer("jane@example.com", "c-9"))), Noon);

        Assert.Equal([Noon - Duration.FromHours(5)], Assert.Single(await ClaimAsync(s_own)).MarketingSent);
    }

    private static GateDecision.Send Remember(SendContext context, List<(int Sent, int Higher)> seen)
    {
        seen.Add((context.MarketingSent.Count, context.HigherPriority.Count));
        return new GateDecision.Send();
    }

    private Task<IReadOnlyList<SendContext>> ClaimAsync(SendLane lane, Instant? now = null) => Ledger.ClaimAsync(lane, 9, _ => new GateDecision.Send(), now ?? Noon);

    [Theory]
    [InlineData(SuppressionScope.Marketing, ContentKind.Own, false)]
    [InlineData(SuppressionScope.Marketing, ContentKind.Transactional, true)]
    [InlineData(SuppressionScope.Everything, ContentKind.Transactional, false)]
    [InlineData(SuppressionScope.ThirdParty, ContentKind.Own, true)]
    [InlineData(SuppressionScope.ThirdParty, ContentKind.ThirdParty, false)]
    public async Task Nothing_leaves_that_was_suppressed_between_the_claim_and_the_connection(SuppressionScope scope, ContentKind kind, bool leaves)
    {
        await ARun.SendingAsync(Database, A.Mail(kind: kind), email: "late@example.com");
        var send = Assert.Single(await ClaimAsync(new SendLane(kind))).Send;
        await new SuppressionStore(Database).AddAsync("default", "late@example.com", new(scope, "unsubscribed"), (Noon, null));

        var handed = await Ledger.HandAsync(new Handing(send.Id, send.Owner, send.Kind, "late@example.com", default) { Email = "late@example.com" });

        Assert.Equal((leaves, leaves ? SendState.Handing : SendState.Planned), (handed, (await Ledger.FindAsync(send.Id))!.State));
    }

    private Task<bool> HandAsync(StoredSend send) => Ledger.HandAsync(new Handing(send.Id, send.Owner, send.Kind, "jane@example.com", new byte[] { 1, 2, 3 }));

    private async Task AcceptAllAsync(SendLane lane, Instant now)
    {
        foreach (var context in await ClaimAsync(lane, now))
        {
            await HandAsync(context.Send);
            await Ledger.ConcludeAsync([new SendOutcome(context.Send, SendState.Accepted, now)]);
        }
    }
}

public sealed class SqliteSendLedgerTests : SendLedgerContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
