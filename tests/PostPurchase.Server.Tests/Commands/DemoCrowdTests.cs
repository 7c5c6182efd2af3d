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
        "seed", 3, new(365, 2, 0.2, 0.3, 1), 1, ["Mia", "Emil"], ["Berger", "Falk"], new(0, 0, 0), 0, 0, new(0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, [new("subject", "picked", 2, 1)], ["Mozilla/5.0"]);

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

    [Fact]
    public void The_year_before_grows_each_month_lies_before_the_weeks_and_is_the_same_each_time()
    {
        var habits = s_habits with { Past = new(360, 10, 0.25, 0.3, 2) };
        var past = Past(habits).Orders;

        var months = past.GroupBy(fact => (int)(s_monday - fact.OccurredAt).TotalDays / 60).OrderByDescending(month => month.Key).Select(month => month.Count()).ToList();
        Assert.Equal(months.Order(), months);
        Assert.All(past, fact => Assert.True(fact.OccurredAt < s_monday - Duration.FromDays(1)));
        Assert.Equal(past.Count, past.Select(fact => fact.PurchaseId).Distinct().Count());
        Assert.Equal(past.Select(CanonicalEvents.Write), Past(habits).Orders.Select(CanonicalEvents.Write));
    }

    [Fact]
    public void Some_of_the_year_come_back_after_a_rest_and_some_of_them_in_the_weeks()
    {
        var year = Past(s_habits with { Past = new(360, 10, 0.25, 0.3, 2) });
        var orders = year.Orders.Concat(year.Returns.Where(fact => fact.Body is EventBody.PurchaseChanged)).ToLookup(fact => fact.Customer.Email);

        Assert.InRange(1 - ((double)year.Orders.Select(fact => fact.Customer.Email).Distinct().Count() / year.Orders.Count), 0.2, 0.35);
        Assert.Equal(8, year.Returns.Count(fact => fact.Body is EventBody.PurchaseChanged));
        Assert.All(year.Returns, fact => Assert.True(orders[fact.Customer.Email].Count() > 1));
        Assert.All(orders, one => Assert.All(one.Zip(one.Skip(1)), pair => Assert.True(pair.Second.OccurredAt - pair.First.OccurredAt >= Duration.FromDays(12))));
    }

    private static DemoPast Past(DemoHabits habits) => new(habits, [Order, Parcel], s_monday, 4);

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
