using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Simulation;
using Xunit;

namespace PostPurchase.Engine.Tests.Simulation;

/// <summary>What the made-up people pay in shops all over the world.</summary>
public sealed class SampleEventsTests
{
    [Theory]
    [InlineData("USD", "59.90")]
    [InlineData("JPY", "5990")]
    [InlineData("KRW", "5990")]
    [InlineData("KWD", "59.900")]
    public void Prices_are_plausible_in_the_currency_of_the_shop(string currency, string expected)
    {
        var first = SampleEvents.From(Instant.FromUtc(2026, 3, 1, 0, 0), Currency.Parse(currency), [])[0];

        Assert.Equal(expected, Assert.IsType<EventBody.PurchaseChanged>(first.Body).Purchase.Total.ToString());
    }
}
