using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Tables;
using Xunit;

namespace PostPurchase.Core.Tests.Purchases;

public sealed class ExchangeRatesTests
{
    private static readonly ExchangeRates Rates = ExchangeRates.Read("date,from,to,rate\n2026-01-01,EUR,USD,1.10\n2026-02-01,EUR,USD,1.20\n").Rates;
    private static readonly (Currency Eur, Currency Usd, Currency Jpy) Of = (Currency.Parse("EUR"), Currency.Parse("USD"), Currency.Parse("JPY"));

    [Fact]
    public void A_rate_holds_from_its_day_until_the_next() =>
        Assert.Equal((1100, 1200), (Dollars(new LocalDate(2026, 1, 31)), Dollars(new LocalDate(2026, 2, 1))));

    [Fact]
    public void Before_the_first_day_there_is_none() => Assert.Null(Rates.Convert(new(1000, Of.Eur), Of.Usd, new LocalDate(2025, 12, 31)));

    [Fact]
    public void The_other_way_round_is_the_inverse() => Assert.Equal(new Money(1000, Of.Eur), Rates.Convert(new(1100, Of.Usd), Of.Eur, new LocalDate(2026, 1, 5)));

    [Fact]
    public void A_currency_without_a_rate_is_not_converted() => Assert.Null(Rates.Convert(new(1000, Of.Jpy), Of.Usd, new LocalDate(2026, 1, 5)));

    [Fact]
    public void Bad_rows_are_told_and_the_others_taken()
    {
        var (rates, problems) = ExchangeRates.Read("date,from,to,rate\n2026-01-01,EUR,USD,1.10\n2026-01-01,EUR,EUR,1\nsoon,EUR,USD,1\n2026-01-01,GBP,USD,-1\n");

        Assert.Equal(["3", "4", "5"], problems.Select(problem => problem.Split(':')[0]));
        Assert.NotNull(rates.Convert(new(1, Of.Eur), Of.Usd, new LocalDate(2026, 1, 1)));
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("-2.50", "-2.50")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData(null, "")]
    public void A_cell_is_never_a_formula(string? value, string expected) => Assert.Equal(expected, CsvCell.Of(value));

    private static long Dollars(LocalDate day) => Rates.Convert(new(1000, Of.Eur), Of.Usd, day)!.Value.Minor;
}
