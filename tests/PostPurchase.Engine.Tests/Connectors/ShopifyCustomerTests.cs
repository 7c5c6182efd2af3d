using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;
using static PostPurchase.Engine.Tests.Connectors.ShopifyPayloads;

namespace PostPurchase.Engine.Tests.Connectors;

public class ShopifyCustomerTests
{
    [Theory]
    [InlineData("subscribed", true)]
    [InlineData("unsubscribed", false)]
    [InlineData("not_subscribed", false)]
    [InlineData("redacted", false)]
    [InlineData("pending", false)]
    public void Both_topics_tell_of_the_same_change_of_consent(string state, bool own)
    {
        StoreEvent Read(string topic, string body) => Assert.Single(Signed.Items(Signed.Shopify(topic, body.Replace("\"unsubscribed\"", $"\"{state}\"", StringComparison.Ordinal))));

        var (customer, consent) = (Read("customers/update", Person), Read("customers_email_marketing_consent/update", ConsentAlone));

        Assert.Equal((customer.Id, customer.Customer), (consent.Id, consent.Customer));
        Assert.Equal(("mira@shop.test", "9100000000000000456", new ConsentFacts(own, null, null)), (customer.Customer.Email, customer.Customer.ExternalId, customer.Customer.Consent));
        Assert.Equal(Instant.FromUtc(2026, 3, 6, 9, 59), customer.OccurredAt);
    }

    [Theory]
    [InlineData("subscribed", "2025-01-01T08:00:00Z")]
    [InlineData("not_subscribed", "2025-01-01T08:00:00Z")]
    [InlineData("unsubscribed", "2026-03-06T10:00:00Z")]
    public void A_state_without_an_instant_grants_nothing_anew(string state, string at)
    {
        var body = Person.Replace("\"unsubscribed\"", $"\"{state}\"", StringComparison.Ordinal).Replace("\"consent_updated_at\":\"2026-03-06T09:59:00Z\"", "\"consent_updated_at\":null", StringComparison.Ordinal);

        Assert.Equal(at, Signed.Items(Signed.Shopify("customers/update", body))[0].OccurredAt.ToString());
    }

    [Fact]
    public void Who_is_to_be_forgotten_is_named() =>
        Assert.Equal(new HookReading.Erasure("mira@shop.test", "9100000000000000456"), Signed.Shopify("customers/redact", Redact));

    [Fact]
    public void An_order_under_another_topic_has_nobody_forgotten_since_topics_are_not_signed() =>
        Assert.Equal("orders_to_redact", Assert.IsType<HookReading.Malformed>(Signed.Shopify("customers/redact", Order)).Path);

    [Fact]
    public void A_customer_without_a_word_on_mail_is_ignored() =>
        Assert.IsType<HookReading.Ignored>(Signed.Shopify("customers/update", Person.Replace("email_marketing_consent", "other", StringComparison.Ordinal)));

    [Fact]
    public async Task Who_withdraws_in_the_shop_has_withdrawn_and_a_change_of_their_name_takes_nothing_back()
    {
        await using var temporary = TemporaryDatabase.New();
        await AcceptAsync(temporary.Database, "orders/create", Order);
        await AcceptAsync(temporary.Database, "customers/update", Person);

        await AcceptAsync(temporary.Database, "customers/update", Person.Replace("\"unsubscribed\"", "\"subscribed\"", StringComparison.Ordinal).Replace("2026-03-06T09:59:00Z", "2025-01-01T08:00:00Z", StringComparison.Ordinal));

        var customer = await new CustomerStore(temporary.Database).FindByEmailAsync("default", "mira@shop.test");
        Assert.Equal((false, Instant.FromUtc(2026, 3, 6, 9, 59)), (customer!.Consent.Own, customer.ConsentAt.Own));
    }

    [Fact]
    public async Task Nobody_becomes_a_customer_by_their_consent()
    {
        await using var temporary = TemporaryDatabase.New();

        var answer = await AcceptAsync(temporary.Database, "customers/update", Person);

        Assert.Equal([EventOutcome.Ignored], answer.Events);
        Assert.Null(await new CustomerStore(temporary.Database).FindByEmailAsync("default", "mira@shop.test"));
    }

    [Fact]
    public async Task What_they_agreed_to_before_they_were_known_counts_when_it_is_told_again()
    {
        await using var temporary = TemporaryDatabase.New();
        await AcceptAsync(temporary.Database, "customers/update", Person);
        await new EventIntake(temporary.Database, A.NoJourneys).AcceptAsync(A.Delivery(A.Order(customer: A.Customer("mira@shop.test"))), A.Noon);

        var answer = await AcceptAsync(temporary.Database, "customers/update", Person);

        Assert.Equal([EventOutcome.Stored], answer.Events);
        Assert.False((await new CustomerStore(temporary.Database).FindByEmailAsync("default", "mira@shop.test"))!.Consent.Own);
    }

    private static Task<IntakeAnswer> AcceptAsync(Database database, string topic, string body) =>
        new EventIntake(database, A.NoJourneys).AcceptAsync(A.Delivery([.. Signed.Items(Signed.Shopify(topic, body))]), Instant.FromUtc(2026, 3, 6, 12, 0));
}
