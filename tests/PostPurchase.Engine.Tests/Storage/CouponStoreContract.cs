using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every database has to do with coupon codes.</summary>
public abstract class CouponStoreContract : StoreContract
{
    private static readonly SendLane s_own = new(ContentKind.Own);
    private static readonly CouponPool s_pool = new() { Key = "welcome-back", Summary = new("10 % off") };

    private SendLedger Ledger => new(Database);

    private CouponStore Coupons => new(Database);

    [Fact]
    public async Task Two_sends_never_get_the_same_code()
    {
        await Coupons.AddAsync("welcome-back", [.. Enumerable.Range(1, 40).Select(number => $"CODE-{number}")], Noon);
        for (var i = 0; i < 40; i++) await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync(count: 7)));

        var codes = claims.SelectMany(claimed => claimed).Select(context => context.Coupon!.Code).ToList();
        Assert.Equal((40, 40), (codes.Count, codes.Distinct().Count()));
    }

    [Fact]
    public async Task A_retry_carries_the_same_code_and_its_end_counts_from_the_last_try()
    {
        await Coupons.AddAsync("welcome-back", ["FIRST", "SECOND"], Noon);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        var first = Assert.Single(await ClaimAsync());
        await HandAsync(first.Send);
        var later = Noon + Duration.FromHours(1);
        await Ledger.ConcludeAsync([new SendOutcome(first.Send, SendState.Deferred, Noon, "451 later", later)]);

        var again = Assert.Single(await ClaimAsync(later));

        Assert.Equal(("FIRST", "FIRST"), (first.Coupon!.Code, again.Coupon!.Code));
        Assert.Equal((Noon + Duration.FromDays(14), later + Duration.FromDays(14)), (first.Coupon.ExpiresAt, again.Coupon.ExpiresAt));
        Assert.Equal(new CouponStock(1, 1, 0), Coupons.StockOf("welcome-back"));
    }

    [Theory]
    [InlineData(SendState.Rejected)]
    [InlineData(SendState.Skipped)]
    [InlineData(SendState.Expired)]
    [InlineData(SendState.Parked)]
    public async Task The_code_of_a_send_that_never_leaves_goes_back(SendState end)
    {
        await Coupons.AddAsync("welcome-back", ["ONLY"], Noon);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        var send = Assert.Single(await ClaimAsync()).Send;

        await Ledger.ConcludeAsync([new SendOutcome(send, end, Noon, "never")]);

        Assert.Equal(new CouponStock(1, 0, 0), Coupons.StockOf("welcome-back"));
        Assert.Null(await Coupons.FindAsync(send));
    }

    [Fact]
    public async Task The_code_of_a_mail_that_is_held_while_it_is_made_goes_back_and_it_takes_one_when_it_goes_on()
    {
        await Coupons.AddAsync("welcome-back", ["ONLY"], Noon);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        await Ledger.ConcludeAsync([new SendOutcome(Assert.Single(await ClaimAsync()).Send, SendState.Held, Noon, "held: a link of Peak is written out")]);
        var held = Coupons.StockOf("welcome-back");
        await Ledger.ResumeAsync("new-buyer", Noon);

        var again = Assert.Single(await ClaimAsync());

        Assert.Equal(new CouponStock(1, 0, 0), held);
        Assert.Equal("ONLY", again.Coupon?.Code);
        Assert.Equal(new CouponStock(0, 1, 0), Coupons.StockOf("welcome-back"));
    }

    [Fact]
    public async Task A_mail_that_may_have_left_keeps_its_code_also_when_it_is_held_while_it_is_made_again()
    {
        await Coupons.AddAsync("welcome-back", ["ONLY"], Noon);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        var first = Assert.Single(await ClaimAsync()).Send;
        await HandAsync(first);
        await Ledger.ConcludeAsync([new SendOutcome(first, SendState.Deferred, Noon, "lost", Noon, InDoubt: true)]);
        var again = Assert.Single(await ClaimAsync()).Send;

        await Ledger.ConcludeAsync([new SendOutcome(again, SendState.Held, Noon, "held: a link of Peak is written out")]);

        Assert.Equal(new CouponStock(0, 1, 0), Coupons.StockOf("welcome-back"));
    }

    [Fact]
    public async Task A_mail_that_waits_for_a_code_goes_before_one_that_was_held_while_it_was_made()
    {
        await Coupons.AddAsync("welcome-back", ["ONLY"], Noon);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        var first = Assert.Single(await ClaimOrWaitAsync()).Send;
        await Ledger.ConcludeAsync([new SendOutcome(first, SendState.Held, Noon, "held: a link of Peak is written out")]);
        await Ledger.ResumeAsync("new-buyer", Noon);

        var next = Assert.Single(await ClaimOrWaitAsync());

        Assert.NotEqual(first.Id, next.Send.Id);
        Assert.Equal("ONLY", next.Coupon?.Code);
    }

    [Fact]
    public async Task A_code_that_is_added_goes_to_the_mail_that_waits_for_it_and_not_to_a_later_order()
    {
        var waiting = await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        await ClaimOrWaitAsync();
        await Coupons.AddAsync("welcome-back", ["ONLY"], Noon);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));

        var next = Assert.Single(await ClaimOrWaitAsync());

        Assert.Equal((waiting.Run.Owner, "ONLY"), (next.Send.Owner, next.Coupon?.Code));
    }

    [Theory]
    [InlineData("welcome", "NEW")]
    [InlineData("welcome-back", "two words")]
    public async Task A_mail_goes_on_waiting_while_its_pool_gets_no_code(string pool, string line)
    {
        var waiting = await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        await ClaimOrWaitAsync();

        await Coupons.AddAsync(pool, [line], Noon);

        Assert.Null(Assert.Single(await Ledger.OfRunAsync(waiting.Run.Owner, waiting.Run.Id)).DueAt);
    }

    [Fact]
    public async Task The_end_of_a_run_gives_the_code_of_its_waiting_mail_back()
    {
        await Coupons.AddAsync("welcome-back", ["ONLY"], Noon);
        var held = await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        await ClaimAsync();

        await new RunningStore(Database).ApplyAsync([new RunStep(held, new Transition(A.Ended(held.Run, Noon), [], []), "default", 50)], Noon);

        Assert.Equal(1, Coupons.StockOf("welcome-back").Free);
    }

    [Theory]
    [InlineData(SendState.Accepted, false)]
    [InlineData(SendState.Uncertain, true)]
    public async Task A_code_that_left_or_may_have_left_is_never_given_again(SendState end, bool inDoubt)
    {
        await Coupons.AddAsync("welcome-back", ["ONLY"], Noon);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        var send = Assert.Single(await ClaimAsync()).Send;
        await HandAsync(send);
        await Ledger.ConcludeAsync([new SendOutcome(send, end, Noon, "so", InDoubt: inDoubt)]);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));

        Assert.Null(Assert.Single(await ClaimAsync()).Coupon);
    }

    [Fact]
    public async Task A_mail_whose_pool_is_empty_is_refused_where_the_pool_says_so()
    {
        var held = await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));

        var claimed = await Ledger.ClaimAsync(s_own, 9, _ => new GateDecision.Send(), Noon, (_, _) => new(null, new GateDecision.Skip(GateRule.Coupon, "skipped: no code left")));

        Assert.Empty(claimed);
        Assert.Equal(SendState.Skipped, Assert.Single(await Ledger.OfRunAsync(held.Run.Owner, held.Run.Id)).State);
    }

    [Fact]
    public async Task Codes_are_added_once_and_a_line_that_is_none_is_told_with_its_place()
    {
        await Coupons.AddAsync("welcome-back", ["ONE"], Noon);

        var added = await Coupons.AddAsync("welcome-back", ["one", "TWO", "", "two words", new string('x', 101)], Noon);

        Assert.Equal((1, 1), (added.Added, added.Known));
        Assert.Equal([4, 5], added.Refused.Select(refused => refused.Line));
    }

    [Fact]
    public async Task An_order_with_the_code_redeems_it_once_whoever_orders()
    {
        await Coupons.AddAsync("welcome-back", ["GIFT-1"], Noon);
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own));
        var send = Assert.Single(await ClaimAsync()).Send;

        await OrderAsync("2001", "friend@example.com", "gift-1");
        await OrderAsync("2002", "friend@example.com", "GIFT-1");

        Assert.Equal(Noon + Duration.FromDays(1), (await Coupons.FindAsync(send))!.RedeemedAt);
        Assert.Equal(new CouponStock(0, 1, 1), Coupons.StockOf("welcome-back"));
    }

    [Fact]
    public async Task A_code_of_everybody_is_redeemed_by_those_whose_mail_carried_it()
    {
        var shared = s_pool with { SharedCode = "TEN" };
        await ARun.SendingAsync(Database, A.Mail(kind: ContentKind.Own), email: "jane@example.com");
        var send = Assert.Single(await ClaimAsync(pool: shared)).Send;

        await OrderAsync("2001", "friend@example.com", "TEN");
        var afterFriend = (await Coupons.FindAsync(send))!.RedeemedAt;
        await OrderAsync("2002", "jane@example.com", "TEN");

        Assert.Null(afterFriend);
        Assert.NotNull((await Coupons.FindAsync(send))!.RedeemedAt);
    }

    private Task<IntakeAnswer> OrderAsync(string id, string email, string code)
    {
        var at = Noon + Duration.FromDays(1);
        var order = A.Event(new EventBody.PurchaseChanged(A.Purchase(id) with { Codes = [code], UpdatedAt = at }), A.Customer(email), at: at) with { PurchaseId = id };
        return new EventIntake(Database, A.NoJourneys).AcceptAsync(A.Delivery(order), at);
    }

    private Task<IReadOnlyList<SendContext>> ClaimAsync(Instant? now = null, int count = 9, CouponPool? pool = null)
    {
        var at = now ?? Noon;
        return Ledger.ClaimAsync(s_own, count, _ => new GateDecision.Send(), at,
            (session, context) => new(CouponStore.Reserve(session, pool ?? s_pool, context.Send, (at, at + Duration.FromDays(14))), null));
    }

    private Task<IReadOnlyList<SendContext>> ClaimOrWaitAsync() => Ledger.ClaimAsync(s_own, 9, _ => new GateDecision.Send(), Noon, (session, context) =>
        CouponStore.Reserve(session, s_pool, context.Send, (Noon, null)) is { } grant
            ? new(grant, null)
            : new(null, new GateDecision.Hold(null, Replan: true, GateRule.Coupon, $"{CouponStore.WaitsForCode}'welcome-back' has no code left; it goes on when codes are added")));

    private Task<bool> HandAsync(StoredSend send) => Ledger.HandAsync(new Handing(send.Id, send.Owner, send.Kind, "jane@example.com", new byte[] { 1, 2, 3 }));
}

public sealed class SqliteCouponStoreTests : CouponStoreContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
