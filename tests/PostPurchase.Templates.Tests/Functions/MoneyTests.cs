using System.Globalization;
using PostPurchase.Templates.Functions;
using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("59.90", "USD", "en-US", "$59.90")]
    [InlineData("1234567.5", "EUR", "de-DE", "1.234.567,50\u00a0€")]
    [InlineData("59.90", "EUR", "en-IE", "€59.90")]
    [InlineData("1500", "JPY", "ja-JP", "¥1,500")]
    [InlineData("1500.6", "JPY", "en", "¥1,501")]
    [InlineData("2.5", "KWD", "en", "KWD\u00a02.500")]
    [InlineData("-5", "USD", "en-US", "-$5.00")]
    [InlineData("-5", "EUR", "de", "-5,00\u00a0€")]
    [InlineData("10", "PLN", "pl", "10,00\u00a0zł")]
    [InlineData("10", "PLN", "en", "PLN\u00a010.00")]
    [InlineData("10", "CAD", "en-CA", "$10.00")]
    [InlineData("10", "USD", "en-CA", "US$10.00")]
    [InlineData("10", "EUR", "nl-NL", "€\u00a010,00")]
    [InlineData("10", "eur", "", "€10.00")]
    [InlineData("0.125", "USD", "en", "$0.13")]
    public void An_amount_is_written_with_its_currency_as_the_culture_writes_it(string amount, string currency, string culture, string expected) =>
        Assert.Equal(expected, new TestCall().Text("money", decimal.Parse(amount, CultureInfo.InvariantCulture), currency, culture));

    [Fact]
    public void Without_a_currency_it_is_a_number_that_keeps_its_digits()
    {
        var call = new TestCall();

        Assert.Equal("1,234.50", call.Text("money", 1234.5m));
        Assert.Equal("0.125", call.Text("money", 0.125m));
        Assert.Equal("59.90", call.Text("money", "59.90"));
        Assert.Equal("", call.Text("money", null, "USD"));
    }

    [Fact]
    public void Unknown_currencies_cultures_and_amounts_are_refused()
    {
        var call = new TestCall();

        Assert.Equal("Unknown currency `ABC`. Expecting an ISO 4217 code like `EUR`", call.Refusal("money", 1, "ABC"));
        Assert.Equal("Unknown culture `klingon`. Expecting a name like `en-US` or `de`", call.Refusal("money", 1, "EUR", "klingon"));
        Assert.Equal("Unexpected `cheap`. Must be an amount of money", call.Refusal("money", "cheap", "EUR"));
    }

    [Theory]
    [InlineData("USD", 2)]
    [InlineData("JPY", 0)]
    [InlineData("BHD", 3)]
    [InlineData("CLF", 4)]
    [InlineData("ISK", 0)]
    [InlineData("HRK", 2)]
    public void Each_currency_has_its_exponent(string code, int exponent)
    {
        Assert.True(CurrencyExponents.TryGet(code, out var found));
        Assert.Equal(exponent, found);
    }

    [Fact]
    public void The_table_holds_every_code_once_in_capital_letters()
    {
        Assert.True(CurrencyExponents.Codes.Count > 160);
        Assert.All(CurrencyExponents.Codes, code => Assert.Matches("^[A-Z]{3}$", code));
        Assert.False(CurrencyExponents.TryGet("XXX", out _));
    }

    [Theory]
    [InlineData("en", 1, "one")]
    [InlineData("en", 0, "many")]
    [InlineData("de", 2, "many")]
    [InlineData("fr", 0, "one")]
    [InlineData("fr", 2, "many")]
    [InlineData("pl", 1, "one")]
    [InlineData("pl", 3, "few")]
    [InlineData("pl", 5, "many")]
    [InlineData("pl", 12, "many")]
    [InlineData("pl", 22, "few")]
    [InlineData("ru", 21, "one")]
    [InlineData("ru", 11, "many")]
    [InlineData("cs", 4, "few")]
    [InlineData("cs", 5, "many")]
    [InlineData("ja", 1, "many")]
    [InlineData("", 1, "one")]
    public void Plural_chooses_the_form_of_the_language(string culture, int number, string expected) =>
        Assert.Equal(expected, new TestCall().Text("plural", number, "one", "few", "many", null, null, null, culture));

    [Fact]
    public void Two_forms_are_enough_where_a_language_has_two()
    {
        var call = new TestCall();

        Assert.Equal("item", call.Text("plural", 1, "item", "items"));
        Assert.Equal("items", call.Text("plural", 7, "item", "items"));
        Assert.Equal("items", call.Text("plural", 1.5m, "item", "items"));
    }

    [Fact]
    public void A_machine_without_culture_data_formats_by_the_table()
    {
        var german = CultureTable.Create("de-DE")!;
        var british = CultureTable.Create("en-GB")!;

        Assert.Equal("1.234,50", 1234.5m.ToString("N2", german));
        Assert.Equal("de", german.TwoLetterISOLanguageName);
        Assert.Equal("20/01/2022", new DateTime(2022, 1, 20).ToString("d", british));
        Assert.Equal("05 janvier 2016", new DateTime(2016, 1, 5).ToString("dd MMMM yyyy", CultureTable.Create("fr-FR")));
        Assert.Null(CultureTable.Create("xx"));
    }
}
