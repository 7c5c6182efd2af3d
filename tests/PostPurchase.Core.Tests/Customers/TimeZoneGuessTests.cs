using PostPurchase.Core.Customers;
using Xunit;

namespace PostPurchase.Core.Tests.Customers;

public class TimeZoneGuessTests
{
    [Theory]
    [InlineData("FR", null, "Europe/Paris")]
    [InlineData("JP", null, "Asia/Tokyo")]
    [InlineData("in", null, "Asia/Kolkata")]
    [InlineData("US", "ny", "America/New_York")]
    [InlineData("US", "HI", "Pacific/Honolulu")]
    [InlineData("CA", "QC", "America/Toronto")]
    [InlineData("AU", "WA", "Australia/Perth")]
    [InlineData("US", null, null)]
    [InlineData("BR", "SP", null)]
    [InlineData("QQ", null, null)]
    [InlineData("France", null, null)]
    [InlineData(null, "NY", null)]
    public void A_zone_is_guessed_where_the_address_leaves_one_clock(string? country, string? state, string? zone) =>
        Assert.Equal(zone, TimeZoneGuess.For(country, state));

    [Fact]
    public void Two_zones_of_one_clock_are_one() => Assert.Equal("Europe/Berlin", TimeZoneGuess.For("DE", null));
}
