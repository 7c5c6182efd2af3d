using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Server.Commands;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class DemoCrowdTests
{
    private static readonly Instant s_monday = Instant.FromUtc(2026, 1, 5, 0, 0);

    private static readonly DemoHabits s_habits = new(
        "seed", 3, 1, ["Mia", "Emil"], ["Berger", "Falk"], new(0, 0, 0), 0, 0, new(0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, [new("subject", "picked", 2, 1)], ["Mozilla/5.0"]);

    [Fact]
    public void The_same_seed_brings_the_same_customers()
    {
        var events = Crowd(s_habits).Events(s_monday, 4);

        Assert.Equal(events.Select(CanonicalEvents.Write), Crowd(s_habits).Events(s_monday, 4).Select(CanonicalEvents.Write));
        Assert.Equal(12, events.Count(fact => fact.Body is EventBody.PurchaseChanged));
        Assert.Equal(12, events.Select(fact => fact.Customer.Email).Distinct().Count());
    }

    [Fact]
    public void Another_seed_brings_others() =>
        Assert.NotEqual(Crowd(s_habits).Events(s_monday, 4).Select(CanonicalEvents.Write), Crowd(s_habits with { Seed = "other" }).Events(s_monday, 4).Select(CanonicalEvents.Write));

    [Fact]
    public void Each_parcel_keeps_its_distance_to_its_order()
    {
        var events = Crowd(s_habits).Events(s_monday, 1);

        foreach (var parcel in events.Where(fact => fact.Body is EventBody.Shipped))
        {
            var order = Assert.Single(events, fact => fact.Body is EventBody.PurchaseChanged && fact.PurchaseId == parcel.PurchaseId);
            Assert.Equal(Duration.FromHours(20), parcel.OccurredAt - order.OccurredAt);
        }
    }

    [Fact]
    public void Chances_are_spread_evenly()
    {
        var chances = Enumerable.Range(0, 2_000).Select(number => s_habits.Chance($"{number}")).ToList();

        Assert.All(chances, chance => Assert.InRange(chance, 0, 1));
        Assert.InRange(chances.Average(), 0.47, 0.53);
    }

    [Fact]
    public void A_liked_variant_multiplies_and_others_do_not()
    {
        Assert.Equal(2, s_habits.Liking(new Dictionary<string, string> { ["subject"] = "picked" }, like => like.Sales));
        Assert.Equal(1, s_habits.Liking(new Dictionary<string, string> { ["subject"] = "plain" }, like => like.Sales));
    }

    private static DemoCrowd Crowd(DemoHabits habits) => new(habits, [Order, Parcel]);

    private static StoreEvent Order => new()
    {
        Id = "order",
        OccurredAt = s_monday,
        PurchaseId = "1",
        Customer = new CustomerFacts { Email = "a@example.com" },
        Body = new EventBody.PurchaseChanged(new() { Id = "1", UpdatedAt = s_monday, Total = new Money(1_000, Currency.Parse("EUR")), Lines = [new() { Id = "l1", Name = "Espresso" }] }),
    };

    private static StoreEvent Parcel => new()
    {
        Id = "parcel", OccurredAt = s_monday + Duration.FromHours(20), PurchaseId = "1", Customer = new CustomerFacts { Email = "a@example.com" }, Body = new EventBody.Shipped(new() { Id = "s-1" }),
    };
}
