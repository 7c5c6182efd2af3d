using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>
/// Stripe's amounts are whole numbers of its own smallest units, which differ from ISO 4217 for a few currencies
/// (docs.stripe.com/currencies: two decimals for ISK and UGX, none for MGA).
/// </summary>
internal static class StripeMoney
{
    public static decimal? Amount(PayloadNode units, Currency currency) => units.Number is { } number ? number / PowerOfTen(Exponent(currency)) : null;

    public static Money? Of(PayloadNode units, Currency currency) =>
        Amount(units, currency) is { } amount && Money.TryFromAmount(amount, currency, out var money) ? money : null;

    /// <inheritdoc cref="StorePayload.Optional(PayloadNode, Currency)"/>
    public static Money? Optional(PayloadNode units, Currency currency) => StorePayload.Optional(Of(units, currency));

    private static int Exponent(Currency currency) => currency.Code switch
    {
        "ISK" or "UGX" => 2,
        "MGA" => 0,
        _ => currency.Exponent,
    };

    private static decimal PowerOfTen(int exponent) => exponent switch { 0 => 1, 2 => 100, 3 => 1_000, _ => 10_000 };
}
