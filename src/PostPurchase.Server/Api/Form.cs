using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Server.Api;

/// <summary>How values are written in answers.</summary>
internal static class Form
{
    public static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static string At(Instant at) => InstantPattern.General.Format(at);

    public static string? At(Instant? at) => at is { } known ? At(known) : null;

    /// <summary>An enum's member in snake_case.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Minor units as a decimal text of the currency.</summary>
    public static string Amount(long minor, Currency currency)
    {
        decimal scale = 1;
        for (var i = 0; i < currency.Exponent; i++) scale *= 10;
        return (minor / scale).ToString("F" + currency.Exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    public static MoneyAnswer Money(Money money) => new(Amount(money.Minor, money.Currency), money.Currency.Code);

    public static bool TryId(string? text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
