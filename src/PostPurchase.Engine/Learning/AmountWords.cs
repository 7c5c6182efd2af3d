using System.Globalization;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Learning;

/// <summary>Amounts in sentences of reports.</summary>
internal static class AmountWords
{
    /// <summary>As <c>1,234.50 EUR</c>, with as many digits as the currency has.</summary>
    /// <param name="amount">In major units.</param>
    /// <param name="currency">Its currency.</param>
    public static string Of(decimal amount, Currency currency) => $"{amount.ToString($"N{currency.Exponent}", CultureInfo.InvariantCulture)} {currency.Code}";

    /// <param name="amount">In major units.</param>
    /// <param name="currency">Code of its currency, as <c>EUR</c>.</param>
    /// <inheritdoc cref="Of(decimal, Currency)"/>
    public static string Of(decimal amount, string currency) => Of(amount, Currency.Parse(currency));

    /// <inheritdoc cref="Of(decimal, Currency)"/>
    public static string Of(double amount, Currency currency) => $"{amount.ToString($"N{currency.Exponent}", CultureInfo.InvariantCulture)} {currency.Code}";
}
