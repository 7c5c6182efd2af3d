using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>What every database has to do with what stores report.</summary>
public abstract class EventIntakeContract : StoreContract
{
    private readonly List<IntakeFact> _facts = [];

    private EventIntake Intake => new(Database, new IntakeRules { Enroll = Remember });

    private PurchaseStore Purchases => new(Database);

    private CustomerStore Customers => new(Database);

    [Fact]
    public async Task A_first_order_makes_a_customer_and_a_purchase_and_tells_journeys_once()
    {
        await AcceptAsync(A.Order());

        var customer = await CustomerAsync("JANE@example.com ");
        Assert.Equal((1, 5990L, A.Noon), (customer.PurchaseCount, customer.TotalSpent, customer.FirstPurchaseAt));
        var fact = Assert.Single(_facts);
        Assert.Equal(PurchaseNews.Seen | PurchaseNews.Paid | PurchaseNews.Usable, fact.News);
        Assert.Equal("Trail backpack", fact.Purchase!.Facts.Lines[0].Name);
    }

    [Fact]
    public async Task A_delivery_that_comes_twice_changes_nothing()
    {
        var delivery = A.Delivery(A.Order()) with { DeliveryId = "d-1" };
        await Intake.AcceptAsync(delivery, A.Noon);

        var again = await Intake.AcceptAsync(delivery with { Events = [A.Order(A.Purchase("1002"))] }, A.Noon);

        Assert.True(again.IsDuplicate);
        Assert.Null(await Purchases.FindAsync("default", "1002"));
    }

    [Fact]
    public async Task An_event_that_comes_in_two_deliveries_is_stored_once()
    {
        var order = A.Order(id: "evt-same");
        await Intake.AcceptAsync(A.Delivery(order) with { DeliveryId = "d-1" }, A.Noon);

        var again = await Intake.AcceptAsync(A.Delivery(order) with { DeliveryId = "d-2" }, A.Noon);

        Assert.True(again.IsDuplicate);
        Assert.Single(_facts);
    }

    [Fact]
    public async Task A_thousand_parallel_duplicates_are_one_order()
    {
        var intake = new EventIntake(Database, A.OneJourney(Database));
        await new EnrollmentStore(Database).AddVersionAsync(A.Journey(), A.Noon);
        var order = A.Order(id: "evt-many");

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => intake.AcceptAsync(A.Delivery(order), A.Noon)));

        Assert.Equal(999, answers.Count(answer => answer.IsDuplicate));
        var customer = await CustomerAsync("jane@example.com");
        Assert.Single(await new EnrollmentStore(Database).OfAsync(customer.Owner));
        Assert.Equal(1, customer.PurchaseCount);
    }

    [Fact]
    public async Task An_older_version_never_overwrites_a_newer_one()
    {
        await AcceptAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromHours(2)) with { Number = "new" }));

        await AcceptAsync(A.Order(A.Purchase(updatedAt: A.Noon) with { Number = "old" }));

        Assert.Equal("new", (await Purchases.FindAsync("default", "1001"))!.Facts.Number);
        Assert.Single(_facts);
    }

    [Fact]
    public async Task An_order_that_is_paid_later_is_usable_then_and_only_then()
    {
        await AcceptAsync(A.Order(A.Purchase() with { Paid = false }));
        await AcceptAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromMinutes(1))));
        await AcceptAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromMinutes(2))));

        Assert.Equal([PurchaseNews.Seen, PurchaseNews.Paid | PurchaseNews.Usable], _facts.Select(fact => fact.News));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public async Task An_order_was_placed_at_the_earliest_instant_that_a_report_names(int firstHours, int secondHours)
    {
        foreach (var at in new[] { firstHours, secondHours }.Select(hours => A.Noon + Duration.FromHours(hours)))
            await AcceptAsync(A.Order(A.Purchase(updatedAt: at), at: at));

        Assert.Equal(A.Noon, (await Purchases.FindAsync("default", "1001"))!.OrderedAt);
        Assert.Equal(A.Noon, (await CustomerAsync("jane@example.com")).FirstPurchaseAt);
    }

    [Fact]
    public async Task An_order_that_is_paid_a_week_later_is_news_when_that_is_reported()
    {
        var placed = A.Noon - Duration.FromDays(7);
        await AcceptAsync(A.Order(A.Purchase(updatedAt: placed) with { Paid = false }, at: placed));

        await AcceptAsync(A.Order());

        Assert.Equal(PurchaseNews.Seen | PurchaseNews.Paid | PurchaseNews.Usable, Assert.Single(_facts).News);
    }

    [Theory]
    [InlineData(PurchaseState.Cancelled)]
    [InlineData(PurchaseState.Voided)]
    [InlineData(PurchaseState.Refunded)]
    public async Task An_order_that_arrives_called_off_is_stored_and_starts_nothing(PurchaseState state)
    {
        await AcceptAsync(A.Order(A.Purchase() with { State = state }));

        Assert.Empty(_facts);
        Assert.Equal(state, (await Purchases.FindAsync("default", "1001"))!.Facts.State);
    }

    [Fact]
    public async Task An_order_of_the_week_before_starts_nothing_unless_that_is_wanted()
    {
        var old = A.Noon - Duration.FromDays(7);
        await AcceptAsync(A.Order(at: old));

        await Intake.AcceptAsync(A.Delivery(A.Order(A.Purchase("1002"), at: old)) with { EnrollOld = true }, A.Noon);

        Assert.Equal("1002", Assert.Single(_facts).Purchase!.Facts.Id);
    }

    [Fact]
    public async Task A_version_that_calls_an_order_off_is_told_as_a_whole_refund()
    {
        await AcceptAsync(A.Order());

        await AcceptAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromHours(1)) with { State = PurchaseState.Cancelled }));

        Assert.IsType<RefundMeaning.Whole>(_facts[1].Refund);
        Assert.Equal(PurchaseNews.None, _facts[1].News);
    }

    [Theory]
    [InlineData(PurchaseState.Refunded, true, "59.90")]
    [InlineData(PurchaseState.Cancelled, true, "59.90")]
    [InlineData(PurchaseState.Cancelled, false, null)]
    [InlineData(PurchaseState.Voided, true, null)]
    public async Task A_state_that_says_that_money_went_back_says_how_much(PurchaseState state, bool isPaid, string? refunded)
    {
        await AcceptAsync(A.Order());

        await AcceptAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromHours(1)) with { State = state, Paid = isPaid }));

        var facts = (await Purchases.FindAsync("default", "1001"))!.Facts;
        Assert.Equal((refunded, refunded is not null), (facts.Refunded?.ToString(), _facts[1].RefundIsNews));
    }

    [Fact]
    public async Task What_refunds_say_goes_before_what_the_state_says()
    {
        await AcceptAsync(A.Order());

        await AcceptAsync(
            A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromHours(2)) with { State = PurchaseState.Refunded }),
            A.Refund(new() { Id = "r1", Amount = 55m }));

        Assert.Equal(A.Dollars(55m), (await Purchases.FindAsync("default", "1001"))!.Facts.Refunded);
        Assert.Equal(["refund"], _facts.Where(fact => fact.RefundIsNews).Select(fact => fact.Event.Type));
    }

    [Fact]
    public async Task A_renewal_is_seen_and_paid_but_no_usual_purchase()
    {
        await AcceptAsync(A.Order(A.Purchase() with { Kind = PurchaseKind.Renewal }));

        Assert.Equal(PurchaseNews.Seen | PurchaseNews.Paid, Assert.Single(_facts).News);
    }

    [Fact]
    public async Task A_topic_that_is_not_used_is_kept_and_ignored()
    {
        var answer = await Intake.AcceptAsync(A.Delivery() with { DeliveryId = "d-1" }, A.Noon);

        Assert.False(answer.IsDuplicate);
        Assert.True((await Intake.AcceptAsync(A.Delivery() with { DeliveryId = "d-1" }, A.Noon)).IsDuplicate);
    }

    [Fact]
    public async Task One_bad_event_of_a_delivery_stores_none_of_it()
    {
        var intake = new EventIntake(Database, new IntakeRules { Enroll = (fact, _) => fact.Event.Id == "bad" ? throw new FormatException("no") : RunChanges.None });

        await Assert.ThrowsAsync<FormatException>(() => intake.AcceptAsync(A.Delivery(A.Order(), A.Order(A.Purchase("1002"), id: "bad")), A.Noon));

        Assert.Null(await Purchases.FindAsync("default", "1001"));
        Assert.Null(await Customers.FindByEmailAsync("default", "jane@example.com"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(400)]
    public async Task The_body_is_kept_as_it_came(int parts)
    {
        // Of 52 bytes each: 52 and 2,028 are kept as they are, 2,080 and more are packed.
        var body = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"id":1001,"note":"one of the parts of the webhook"}""", parts)));
        await Intake.AcceptAsync(A.Delivery(A.Order()) with { Body = body }, A.Noon);

        var id = Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select id from inbox"));

        Assert.Equal(body, Intake.BodyOf(id));
    }

    [Fact]
    public async Task Old_deliveries_are_forgotten_and_what_they_said_is_not()
    {
        var order = A.Order(id: "evt-old");
        await Intake.AcceptAsync(A.Delivery(order), A.Noon);
        await Intake.AcceptAsync(A.Delivery(A.Order(A.Purchase("1002"))), A.Noon + Duration.FromDays(2));

        var forgotten = await Intake.ForgetBeforeAsync(A.Noon + Duration.FromDays(1), 100);

        Assert.Equal(1, forgotten);
        Assert.Equal(2, (await CustomerAsync("jane@example.com")).PurchaseCount);
        Assert.True((await Intake.AcceptAsync(A.Delivery(order), A.Noon + Duration.FromDays(3))).IsDuplicate);
    }

    [Fact]
    public async Task What_was_answered_is_there_after_a_restart()
    {
        await AcceptAsync(A.Order());

        await RestartAsync();

        Assert.Equal(1, (await CustomerAsync("jane@example.com")).PurchaseCount);
    }

    [Fact]
    public async Task A_whole_refund_ends_the_run_of_its_purchase_and_counts()
    {
        await new EnrollmentStore(Database).AddVersionAsync(A.Journey(), A.Noon);
        var intake = new EventIntake(Database, A.OneJourney(Database));
        await intake.AcceptAsync(A.Delivery(A.Order()), A.Noon);

        await intake.AcceptAsync(A.Delivery(A.Refund(new() { Id = "r1" })), A.Noon);

        var customer = await CustomerAsync("jane@example.com");
        Assert.Equal((0, 1, 0L), (customer.PurchaseCount, customer.RefundedCount, customer.TotalSpent));
        Assert.Equal("refunded", Assert.Single(await new EnrollmentStore(Database).OfAsync(customer.Owner)).Run.Reason);
    }

    [Fact]
    public async Task A_goodwill_refund_rests_promotion_for_a_week()
    {
        await AcceptAsync(A.Order());

        await AcceptAsync(A.Refund(new() { Id = "r1", Amount = 5m }));

        var customer = await CustomerAsync("jane@example.com");
        Assert.Equal(A.Noon + Duration.FromHours(1) + Duration.FromDays(7), customer.GoodwillUntil);
        Assert.Equal(5490, customer.TotalSpent);
    }

    [Fact]
    public async Task What_standing_purchases_without_a_rate_cost_is_summed_apart_in_their_own_currencies()
    {
        var intake = new EventIntake(Database, A.NoJourneys with { Value = (_, money, _) => money.Currency == A.Usd ? money.Minor : null });
        PurchaseFacts In(string id, string currency, long minor) => A.Purchase(id) with { Total = new Money(minor, Currency.Parse(currency)), Lines = [] };

        await intake.AcceptAsync(A.Delivery(A.Order(In("1", "EUR", 2000)), A.Order(In("2", "JPY", 500)), A.Order(In("3", "EUR", 100)), A.Order()), A.Noon);

        var customer = await CustomerAsync("jane@example.com");
        var apart = Database.Read(session => CustomerStore.NotCounted(session, customer.Owner));
        Assert.Equal((4, 5990L), (customer.PurchaseCount, customer.TotalSpent));
        Assert.Equal([new Money(2100, Currency.Parse("EUR")), new Money(500, Currency.Parse("JPY"))], apart);
    }

    [Fact]
    public async Task The_same_refund_twice_is_one_refund()
    {
        await AcceptAsync(A.Order());
        var refund = new RefundFacts { Id = "r1", Amount = 5m };
        await AcceptAsync(A.Refund(refund));

        await AcceptAsync(A.Refund(refund));

        Assert.Equal(A.Dollars(5m), (await Purchases.FindAsync("default", "1001"))!.Facts.Refunded);
        Assert.Single(_facts, fact => fact.Refund is not null);
    }

    [Fact]
    public async Task A_parcel_that_is_reported_before_its_order_waits_for_it()
    {
        var shipped = A.Event(new EventBody.Shipped(new ShipmentFacts { Id = "s1" }), CustomerFacts.Nobody, at: A.Noon + Duration.FromHours(3)) with { PurchaseId = "1001" };
        var delivered = A.Event(new EventBody.Delivered(new ShipmentFacts { Id = "s1" }), CustomerFacts.Nobody, at: A.Noon + Duration.FromHours(9)) with { PurchaseId = "1001" };
        var answers = await AcceptAsync(shipped, delivered);

        await AcceptAsync(A.Order());

        Assert.Equal([EventOutcome.Waiting, EventOutcome.Waiting], answers.Events);
        var purchase = await Purchases.FindAsync("default", "1001");
        Assert.Equal((shipped.OccurredAt, delivered.OccurredAt), (purchase!.ShippedAt, purchase.DeliveredAt));
        Assert.Equal(["purchase", "shipped", "delivered"], _facts.Select(fact => fact.Event.Type));
    }

    [Fact]
    public async Task A_replay_says_whether_it_brought_anything_new()
    {
        await AcceptAsync(A.Order(id: "e1"));
        var inbox = Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select max(id) from inbox"));
        var again = A.Delivery(A.Order(id: "e1")) with { ReplayOf = inbox, EnrollOld = true };
        var newer = A.Delivery(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromHours(1), total: 70m), id: "e1")) with { ReplayOf = inbox, EnrollOld = true };

        var (known, changed) = (await Intake.AcceptAsync(again, A.Noon), await Intake.AcceptAsync(newer, A.Noon));

        Assert.Equal((true, false), (known.IsDuplicate, changed.IsDuplicate));
    }

    private protected async Task<IntakeAnswer> AcceptAsync(params StoreEvent[] events) => await Intake.AcceptAsync(A.Delivery(events), A.Noon + Duration.FromHours(12));

    private async Task<Customer> CustomerAsync(string email) =>
        await Customers.FindByEmailAsync("default", email) ?? throw new InvalidOperationException($"there is no customer {email}");

    private RunChanges Remember(IntakeFact fact, Instant now)
    {
        lock (_facts) _facts.Add(fact);
        return RunChanges.None;
    }
}

public sealed class SqliteEventIntakeTests : EventIntakeContract
{
    private protected override TemporaryDatabase Open() => TemporaryDatabase.New();
}
