using System.Globalization;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Core.Tests.Purchases;

public class MoneyTests
{
    [Theory]
    [InlineData("USD", 2)]
    [InlineData("eur", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    [InlineData("CLF", 4)]
    [InlineData("ZZZ", 2)]
    public void The_exponent_is_that_of_iso_4217(string code, int exponent) =>
        Assert.Equal((exponent, code != "ZZZ"), (Currency.Parse(code).Exponent, Currency.Parse(code).IsListed));

    [Theory]
    [InlineData("")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("E1R")]
    public void A_code_is_three_letters(string code) => Assert.False(Currency.TryParse(code, out _));

    [Theory]
    [InlineData(5990, "USD", "59.90")]
    [InlineData(-5, "USD", "-0.05")]
    [InlineData(1200, "JPY", "1200")]
    [InlineData(7781, "KWD", "7.781")]
    [InlineData(long.MaxValue, "USD", "92233720368547758.07")]
    [InlineData(long.MinValue, "USD", "-92233720368547758.08")]
    public void An_amount_keeps_the_scale_of_its_currency(long minor, string code, string text) =>
        Assert.Equal(text, new Money(minor, Currency.Parse(code)).ToString());

    [Theory]
    [InlineData("7.781", "USD", 778)]
    [InlineData("7.785", "USD", 778)]
    [InlineData("7.795", "USD", 780)]
    [InlineData("0.5", "JPY", 0)]
    public void An_amount_that_is_finer_than_its_currency_is_rounded_half_to_even(string amount, string code, long minor)
    {
        Assert.True(Money.TryFromAmount(decimal.Parse(amount, CultureInfo.InvariantCulture), Currency.Parse(code), out var money));
        Assert.Equal(minor, money.Minor);
    }

    [Fact]
    public void Different_currencies_do_not_add_up() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, Currency.Parse("USD")) + new Money(1, Currency.Parse("EUR")));

    [Fact]
    public void An_amount_without_room_is_said_and_not_wrapped() =>
        Assert.False(Money.TryFromAmount(decimal.MaxValue, Currency.Parse("USD"), out _));
}
