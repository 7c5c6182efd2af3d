using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Tests.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Personalisation;

public sealed class ModelTests
{
    [Fact]
    public void An_amount_keeps_the_scale_of_its_currency()
    {
        var purchase = Model.Build(Sources())["purchase"].AsObject();

        Assert.Equal("59.90", purchase["total"].AsDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Lines_that_went_back_are_not_among_those_that_were_kept()
    {
        var sources = Sources();
        var facts = sources.Purchase!.Facts with { Lines = [new() { Id = "l1", Name = "Backpack", Quantity = 0 }, new() { Id = "l2", Name = "Bottle" }] };

        var purchase = Model.Build(sources with { Purchase = sources.Purchase with { Facts = facts } })["purchase"].AsObject();

        Assert.Equal((2, 1), (purchase["lines"].AsArray().Count, purchase["kept_lines"].AsArray().Count));
        Assert.Equal("Bottle", purchase["kept_lines"].AsArray()[0].AsObject()["name"].AsText());
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, null, true)]
    [InlineData(false, true, true)]
    public void An_order_ships_unless_the_store_says_that_no_line_does(bool? first, bool? second, bool expected)
    {
        var sources = Sources();
        var facts = sources.Purchase!.Facts with { Lines = [new() { Id = "l1", RequiresShipping = first }, new() { Id = "l2", RequiresShipping = second }] };

        Assert.Equal(expected, Model.Build(sources with { Purchase = sources.Purchase with { Facts = facts } })["purchase"].AsObject()["ships"].AsBool());
    }

    [Fact]
    public void Days_since_the_purchase_are_days_of_the_customers_calendar()
    {
        var sources = Sources() with { Now = A.Time("2026-01-03T06:00:00Z"), Zone = A.NewYork };

        Assert.Equal(2, Model.Build(sources)["customer"].AsObject()["days_since_purchase"].AsInt());
    }

    [Fact]
    public void Only_the_roots_that_are_read_are_built()
    {
        var model = Model.Build(Sources(), new HashSet<string> { "store" });

        Assert.True(model["customer"].IsNull);
        Assert.Equal("Trail & Peak", model["store"].AsObject()["name"].AsText());
    }

    [Fact]
    public void Every_field_that_is_described_is_built_and_the_other_way_round()
    {
        var model = Model.Build(Sources());

        foreach (var root in Model.Fields.Where(root => root.Type == FieldType.Group && !model[root.Name].IsNull))
        {
            Assert.All(root.Fields, field => Assert.True(model[root.Name].AsObject().Contains(field.Name), $"{root.Name}.{field.Name}"));
            Assert.Equal(root.Fields.Count, model[root.Name].AsObject().Count);
        }
    }

    private static ModelSources Sources()
    {
        var at = A.Time("2026-01-02T04:00:00Z"); // still the 1st in New York
        var usd = Currency.Parse("USD");
        var facts = new PurchaseFacts { Id = "1001", UpdatedAt = at, Total = new Money(5990, usd), Lines = [new() { Id = "l1", Name = "Backpack" }] };
        var customer = new Customer { Owner = new(7), Store = "default", PurchaseCount = 1, TotalSpent = 5990, LastPurchaseAt = at, CreatedAt = at };
        return new()
        {
            Now = at,
            Zone = DateTimeZone.Utc,
            Store = new() { Name = "Trail & Peak" },
            Customer = new(customer),
            Purchase = new() { Id = new(100), Owner = new(7), Store = "default", OrderedAt = at, Reported = facts, Facts = facts },
            Run = new("new-buyer", "New buyer", "thanks", at),
        };
    }
}
