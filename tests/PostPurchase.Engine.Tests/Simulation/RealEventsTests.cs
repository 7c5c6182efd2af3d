using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Simulation;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Simulation;

public sealed class RealEventsTests
{
    [Theory]
    [InlineData(4, new long[] { 10, 13, 17, 20 })]
    [InlineData(14, new long[] { 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23 })]
    [InlineData(1, new long[] { 10 })]
    public void Of_more_buyers_than_are_played_those_are_taken_evenly_over_the_time(int most, long[] expected)
    {
        List<long> buyers = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];

        Assert.Equal(expected, RealEvents.Evenly(buyers, most));
    }

    [Fact]
    public async Task Parcels_of_a_merged_customers_orders_are_played_whichever_record_they_stand_under()
    {
        await using var shop = await JourneyRunner.WithAsync("{ journey: j, status: live, trigger: { on: purchase }, steps: [ { id: thanks, email: { template: t, content: transactional, subject: Thanks } } ] }");
        var byAddress = A.Customer("jane@example.com");
        var byId = CustomerFacts.Nobody with { ExternalId = "7" };
        await shop.HappensAsync(A.Order(A.Purchase("1"), byAddress));
        await shop.HappensAsync(A.Order(A.Purchase("2"), byId));
        await shop.HappensAsync(A.Order(A.Purchase("3"), byAddress with { ExternalId = "7" }));
        foreach (var order in (string[])["1", "2"]) await shop.HappensAsync(A.Event(new EventBody.Shipped(new ShipmentFacts { Id = $"s{order}" }), CustomerFacts.Nobody, at: A.Noon) with { PurchaseId = order });

        var owner = (await new CustomerStore(shop.Database).FindByEmailAsync("default", "jane@example.com"))!.Owner.Value;
        var played = shop.Database.Read(session => RealEvents.Of(session, owner));

        Assert.Equal(["1", "2"], played.Where(fact => fact.Body is EventBody.Shipped).Select(fact => fact.PurchaseId).Order());
    }
}
