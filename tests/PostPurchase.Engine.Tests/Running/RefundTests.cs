using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

public class RefundTests
{
    private const string Sorry = """
        journey: sorry
        status: live
        trigger: { on: refund, per: event }
        steps:
          - { id: note, email: { template: t, content: transactional, subject: "Your money is on its way" } }
        """;

    private const string Thanks = """
        journey: thanks
        status: live
        trigger: { on: purchase }
        exit: [ { on: refund, reason: refunded } ]
        steps:
          - { id: pause, wait: { for: 9d } }
          - { id: note, email: { template: t, content: transactional, subject: "Thanks" } }
        """;

    [Theory]
    [InlineData("\"financial_status\":\"refunded\"", "null")]
    [InlineData("\"financial_status\":\"voided\"", "null")]
    [InlineData("\"financial_status\":\"paid\"", "\"2026-01-02T11:00:00Z\"")]
    public async Task An_order_that_arrives_called_off_starts_nothing_by_any_topic(string status, string cancelledAt)
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);

        await shop.HappensTogetherAsync(Shopify("orders/updated", Order(status, cancelledAt, WholeRefund)));

        Assert.Empty(shop.Sent);
    }

    [Fact]
    public async Task A_refund_that_an_order_lists_when_it_arrives_is_past()
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);

        await shop.HappensTogetherAsync(Shopify("orders/updated", Order("\"financial_status\":\"partially_refunded\"", "null", Refund("8.00"))));

        Assert.Empty(shop.Sent);
        Assert.Equal("8.00", $"{(await PurchaseAsync(shop)).Facts.Refunded}");
    }

    [Fact]
    public async Task An_old_refund_that_a_change_of_its_order_tells_of_for_the_first_time_starts_nothing()
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);
        await shop.HappensTogetherAsync(Shopify("orders/create", Order("\"financial_status\":\"paid\"", "null", "[]")));
        await shop.DaysPassAsync(60);

        var tagged = Order("\"financial_status\":\"partially_refunded\"", "null", PartRefund).Replace("2026-01-02T11:00:05Z", "2026-03-03T12:00:00Z", StringComparison.Ordinal);
        await shop.HappensTogetherAsync(Shopify("orders/updated", tagged));

        Assert.Empty(shop.Sent);
        Assert.Equal("8.00", $"{(await PurchaseAsync(shop)).Facts.Refunded}");
    }

    [Theory]
    [InlineData("\"financial_status\":\"voided\"", "null", "[]")]
    [InlineData("\"financial_status\":\"refunded\"", "null", "[]")]
    [InlineData("\"financial_status\":\"refunded\"", "null", WholeRefund)]
    [InlineData("\"financial_status\":\"refunded\"", "\"2026-01-02T11:00:00Z\"", WholeRefund)]
    [InlineData("\"financial_status\":\"partially_refunded\"", "null", PartRefund)]
    public async Task One_webhook_that_tells_of_a_refund_in_several_words_is_one_refund(string status, string cancelledAt, string refunds)
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);
        await shop.HappensTogetherAsync(Shopify("orders/create", Order("\"financial_status\":\"paid\"", "null", "[]")));

        await shop.HappensTogetherAsync(Shopify("orders/updated", Later(Order(status, cancelledAt, refunds))));

        Assert.Single(shop.Sent);
    }

    [Fact]
    public async Task What_a_refund_told_is_not_told_again_by_the_order_that_is_called_off()
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);
        await shop.HappensTogetherAsync(Shopify("orders/create", Order("\"financial_status\":\"paid\"", "null", "[]")));

        await shop.HappensTogetherAsync(Shopify("refunds/create", WholeRefund[1..^1]));
        await shop.HappensTogetherAsync(Shopify("orders/cancelled", Later(Order("\"financial_status\":\"refunded\"", "\"2026-01-02T11:30:00Z\"", WholeRefund))));

        Assert.Single(shop.Sent);
    }

    [Fact]
    public async Task Two_refunds_are_two()
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);
        await shop.HappensAsync(A.Order());

        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1", Amount = 5m }));
        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r2", Amount = 54.90m }));

        Assert.Equal(2, shop.Sent.Count);
    }

    [Fact]
    public async Task A_refund_that_came_before_its_order_is_told_once_the_order_comes()
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);

        await shop.HappensAsync(A.Refund(new RefundFacts { Id = "r1", Amount = 5m }));
        await shop.HappensAsync(A.Order());

        Assert.Single(shop.Sent);
    }

    [Fact]
    public async Task What_was_never_paid_is_not_paid_back()
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);
        await shop.HappensTogetherAsync(Shopify("orders/create", Order("\"financial_status\":\"authorized\"", "null", "[]")));

        await shop.HappensTogetherAsync(Shopify("orders/updated", Later(Order("\"financial_status\":\"voided\"", "null", "[]"))));

        Assert.Empty(shop.Sent);
    }

    [Fact]
    public async Task An_order_that_is_called_off_ends_its_runs_whatever_was_paid_back()
    {
        await using var shop = await JourneyRunner.WithAsync(Thanks);
        await shop.HappensAsync(A.Order());

        await shop.HappensAsync(A.Order(A.Purchase(updatedAt: A.Noon + Duration.FromHours(1)) with { State = PurchaseState.Voided }));

        Assert.Equal((EnrollmentStatus.Exited, "refunded"), ((await shop.RunsAsync())[0].Status, (await shop.RunsAsync())[0].Reason));
    }

    [Fact]
    public async Task WooCommerces_refunded_order_is_one_refund()
    {
        await using var shop = await JourneyRunner.WithAsync(Sorry);
        var order = WooPayloads.Order.Replace("2026-03-01", "2026-01-02", StringComparison.Ordinal);
        await shop.HappensTogetherAsync([.. Signed.Items(Signed.Woo("order.created", order))]);
        var refunded = order.Replace("processing", "refunded", StringComparison.Ordinal).Replace("09:00:30", "10:30:00", StringComparison.Ordinal)
            .Replace("\"refunds\":[]", "\"refunds\":[{\"id\":90,\"total\":\"-33.50\"}]", StringComparison.Ordinal);

        await shop.HappensTogetherAsync([.. Signed.Items(Signed.Woo("order.updated", refunded))]);

        Assert.Single(shop.Sent);
    }

    private const string PartRefund = """[{"id":56,"order_id":7300000000000000123,"processed_at":"2026-01-02T11:00:00Z","refund_line_items":[],"transactions":[{"kind":"refund","amount":"8.00"}]}]""";
    private const string WholeRefund = """[{"id":55,"order_id":7300000000000000123,"processed_at":"2026-01-02T11:00:00Z","refund_line_items":[],"transactions":[{"kind":"refund","amount":"64.90"}]}]""";

    private static string Refund(string amount) => WholeRefund.Replace("64.90", amount, StringComparison.Ordinal);

    private static StoreEvent[] Shopify(string topic, string body) => [.. Signed.Items(Signed.Shopify(topic, body))];

    private static string Order(string status, string cancelledAt, string refunds) => ShopifyPayloads.Order
        .Replace("2026-03-01T10:00:05+01:00", "2026-01-02T11:00:05Z", StringComparison.Ordinal).Replace("2026-03-01", "2026-01-02", StringComparison.Ordinal)
        .Replace("\"financial_status\":\"paid\"", $"{status},\"refunds\":{refunds}", StringComparison.Ordinal)
        .Replace("\"cancelled_at\":null", $"\"cancelled_at\":{cancelledAt}", StringComparison.Ordinal);

    private static string Later(string order) => order.Replace("2026-01-02T11:00:05Z", "2026-01-02T11:30:05Z", StringComparison.Ordinal);

    private static async Task<Purchase> PurchaseAsync(JourneyRunner shop) => (await new PurchaseStore(shop.Database).FindAsync("default", "7300000000000000123"))!;
}
