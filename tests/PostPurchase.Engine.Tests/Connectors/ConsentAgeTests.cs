using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;
using static PostPurchase.Engine.Tests.Connectors.ShopifyPayloads;

namespace PostPurchase.Engine.Tests.Connectors;

/// <summary>A word about consent is as old as it was said, and not as the last change of the order that repeats it.</summary>
public class ConsentAgeTests
{
    private const string Ticked = "\"buyer_accepts_marketing\":true";
    private const string Placed = "2026-03-01T09:00:00Z";
    private const string Changed = "\"updated_at\":\"2026-03-06T11:00:00Z\"";

    private static readonly string Later = Order.Replace("\"updated_at\":\"2026-03-01T10:00:05+01:00\"", Changed, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"tags\":\"gold\"", true, Placed)]
    [InlineData("\"email_marketing_consent\":{\"state\":\"subscribed\",\"consent_updated_at\":\"2026-02-01T08:00:00Z\"}", true, "2026-02-01T08:00:00Z")]
    [InlineData("\"email_marketing_consent\":{\"state\":\"Subscribed\",\"consent_updated_at\":null}", true, Placed)]
    [InlineData("\"created_at\":\"2025-01-01T08:00:00Z\",\"email_marketing_consent\":{\"state\":\"subscribed\"}", true, "2025-01-01T08:00:00Z")]
    [InlineData("\"email_marketing_consent\":{\"state\":\"unsubscribed\"}", false, null)]
    [InlineData("\"accepts_marketing\":false,\"accepts_marketing_updated_at\":\"2026-03-05T08:00:00Z\"", false, "2026-03-05T08:00:00Z")]
    [InlineData("\"accepts_marketing\":false,\"accepts_marketing_updated_at\":\"2025-03-05T08:00:00Z\"", true, Placed)]
    public void The_word_of_an_order_has_the_instant_that_the_store_gives_or_that_of_the_order(string customer, bool own, string? at)
    {
        var said = Signed.Items(Signed.Shopify("orders/updated", Later.Replace("\"tags\":\"gold\"", customer, StringComparison.Ordinal)))[0].Customer;

        Assert.Equal((own, at), (said.Consent.Own, said.ConsentAt?.ToString()));
    }

    [Fact]
    public void An_order_that_says_nothing_of_consent_has_no_instant_of_it() =>
        Assert.Null(Signed.Items(Signed.Shopify("orders/updated", Later.Replace(Ticked, "\"x\":1", StringComparison.Ordinal)))[0].Customer.ConsentAt);

    [Fact]
    public void A_box_in_a_checkout_is_as_old_as_the_checkout() =>
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 9, 0), Signed.Items(Signed.Shopify("checkouts/update", Checkout))[0].Customer.ConsentAt);

    [Fact]
    public void An_answer_in_a_checkout_of_Stripe_is_as_old_as_the_checkout_also_where_the_payment_came_days_later()
    {
        var body = $$$"""{"id":"evt_1","type":"checkout.session.async_payment_succeeded","created":1772614800,"livemode":true,"data":{"object":{{{StripePayloads.Session}}}}}""";

        Assert.Equal(Instant.FromUnixTimeSeconds(1772355600), Signed.Items(Signed.Stripe(body))[0].Customer.ConsentAt);
    }

    [Fact]
    public async Task A_box_ticked_at_checkout_takes_no_withdrawal_back_when_the_old_order_changes()
    {
        await using var temporary = TemporaryDatabase.New();
        await AcceptAsync(temporary.Database, "orders/create", Order);
        await AcceptAsync(temporary.Database, "customers/update", Person);

        await AcceptAsync(temporary.Database, "orders/updated", Later);
        await AcceptAsync(temporary.Database, "orders/updated", Later.Replace("vip, first order", "packed", StringComparison.Ordinal));

        Assert.Equal((false, Instant.FromUtc(2026, 3, 6, 9, 59)), await OwnAsync(temporary.Database));
        Assert.Equal(2, temporary.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from consent")));
    }

    [Fact]
    public async Task What_the_store_knew_before_takes_no_withdrawal_back_that_it_never_heard_of()
    {
        await using var temporary = TemporaryDatabase.New();
        await AcceptAsync(temporary.Database, "orders/create", Order);
        var call = A.Event(new EventBody.Custom("call"), A.Customer("mira@shop.test") with { Consent = new(false, null, null) }, at: Instant.FromUtc(2026, 3, 6, 8, 0));
        await new EventIntake(temporary.Database, A.NoJourneys).AcceptAsync(A.Delivery(call), Instant.FromUtc(2026, 3, 6, 8, 0));

        await AcceptAsync(temporary.Database, "orders/updated", Later.Replace("\"tags\":\"gold\"", "\"email_marketing_consent\":{\"state\":\"subscribed\",\"consent_updated_at\":\"2026-03-06T05:12:00Z\"}", StringComparison.Ordinal));

        Assert.Equal((false, Instant.FromUtc(2026, 3, 6, 8, 0)), await OwnAsync(temporary.Database));
    }

    [Fact]
    public async Task Who_agrees_again_after_a_withdrawal_has_agreed()
    {
        await using var temporary = TemporaryDatabase.New();
        await AcceptAsync(temporary.Database, "orders/create", Order);
        await AcceptAsync(temporary.Database, "customers/update", Person);

        await AcceptAsync(temporary.Database, "orders/updated", Later.Replace("\"tags\":\"gold\"", "\"email_marketing_consent\":{\"state\":\"subscribed\",\"consent_updated_at\":\"2026-03-06T10:30:00Z\"}", StringComparison.Ordinal));

        Assert.Equal((true, Instant.FromUtc(2026, 3, 6, 10, 30)), await OwnAsync(temporary.Database));
    }

    private static async Task<(bool?, Instant?)> OwnAsync(Database database)
    {
        var customer = await new CustomerStore(database).FindByEmailAsync("default", "mira@shop.test");
        return (customer!.Consent.Own, customer.ConsentAt.Own);
    }

    private static Task<IntakeAnswer> AcceptAsync(Database database, string topic, string body) =>
        new EventIntake(database, A.NoJourneys).AcceptAsync(A.Delivery([.. Signed.Items(Signed.Shopify(topic, body))]), Instant.FromUtc(2026, 3, 6, 12, 0));
}
