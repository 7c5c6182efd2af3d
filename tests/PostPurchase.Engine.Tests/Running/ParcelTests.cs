using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Running;

public class ParcelTests
{
    private const string OnItsWay = """
        journey: on-its-way
        status: live
        trigger: { on: shipped, per: event }
        steps:
          - { id: note, email: { template: t, content: transactional, subject: "On its way" } }
        """;

    [Fact]
    public async Task A_tracking_number_that_comes_later_is_kept_and_starts_nothing_anew()
    {
        await using var shop = await JourneyRunner.WithAsync(OnItsWay);
        await shop.HappensAsync(A.Order(A.Purchase("7300000000000000123")));
        var without = ShopifyPayloads.Fulfillment.Replace("\"00340\"", "null", StringComparison.Ordinal);

        foreach (var (topic, body) in new[] { ("fulfillments/create", without), ("fulfillments/update", ShopifyPayloads.Fulfillment), ("fulfillments/update", without) })
            await shop.HappensTogetherAsync([.. Signed.Items(Signed.Shopify(topic, body))]);

        Assert.Single(shop.Sent);
        Assert.Equal("00340", (await ParcelAsync(shop, "7300000000000000123"))!.TrackingNumber);
    }

    [Fact]
    public async Task A_second_parcel_is_told_too()
    {
        await using var shop = await JourneyRunner.WithAsync(OnItsWay);
        await shop.HappensAsync(A.Order());

        await shop.HappensAsync(Parcel(new EventBody.Shipped(new() { Id = "s1" })));
        await shop.HappensAsync(Parcel(new EventBody.Shipped(new() { Id = "s2" })));

        Assert.Equal(2, shop.Sent.Count);
    }

    [Fact]
    public async Task A_parcel_that_arrives_is_the_one_that_left()
    {
        await using var shop = await JourneyRunner.WithAsync(OnItsWay);
        await shop.HappensAsync(A.Order());
        await shop.HappensAsync(Parcel(new EventBody.Shipped(new() { Id = "s1", Carrier = "DHL", TrackingNumber = "00340" })));

        await shop.HappensAsync(Parcel(new EventBody.Delivered(new() { Id = "s1" })) with { OccurredAt = A.Noon + Duration.FromDays(2) });

        Assert.Equal(("DHL", "00340"), ((await ParcelAsync(shop, "1001"))!.Carrier, (await ParcelAsync(shop, "1001"))!.TrackingNumber));
    }

    private static StoreEvent Parcel(EventBody body) => A.Event(body, CustomerFacts.Nobody, at: A.Noon + Duration.FromHours(3)) with { PurchaseId = "1001" };

    private static async Task<ShipmentFacts?> ParcelAsync(JourneyRunner shop, string id)
    {
        var purchase = (await new PurchaseStore(shop.Database).FindAsync("default", id))!;
        return shop.Database.Read(session => EventStore.NewestParcel(session, purchase));
    }
}
