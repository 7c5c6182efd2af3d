using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>Values that have a meaning of their own: instants, days, money, countries, zones, lists of words.</summary>
internal static class CanonicalValues
{
    /// <summary>An RFC 3339 instant with its offset: <c>2026-01-02T10:00:00Z</c>.</summary>
    public static Instant? Instant(ref JsonCursor json)
    {
        if (json.Text() is not { } text) return null;
        if (Timestamp.TryParse(text, out var instant)) return instant;
        json.Fail($"must be an instant of the years 1900 to 2199 with its offset, such as 2026-01-02T10:00:00Z, not \"{Short(text)}\"");
        return null;
    }

    /// <summary>A day, or the local day of an instant with its offset.</summary>
    public static LocalDate? Day(ref JsonCursor json)
    {
        if (json.Text() is not { } text) return null;
        if (text.Length >= 10 && LocalDatePattern.Iso.Parse(text[..10]) is { Success: true } day
            && (text.Length == 10 || Timestamp.TryParse(text, out _))) return day.Value;
        json.Fail($"must be a day such as 2026-01-05, not \"{Short(text)}\"");
        return null;
    }

    public static Currency? Currency(ref JsonCursor json, bool isStored = false)
    {
        if (json.Text() is not { } text) return null;
        if (Purchases.Currency.TryParse(text, out var currency) && (isStored || AmountRule.Problem(currency) is null)) return currency;
        json.Fail($"must be a currency of ISO 4217 such as EUR, not \"{Short(text)}\"");
        return null;
    }

    /// <summary>An amount that may be finer than its currency, and is rounded then: prices of one piece, commissions.</summary>
    public static Money? RoundedAmount(ref JsonCursor json, Currency? currency) => Amount(ref json, currency, isExact: false);

    /// <summary>An amount that its currency can express.</summary>
    public static Money? ExactAmount(ref JsonCursor json, Currency? currency) => Amount(ref json, currency, isExact: true);

    public static int Quantity(ref JsonCursor json)
    {
        if (json.Token == JsonTokenType.Null) return 1;
        var number = json.Decimal() ?? 0;
        if (number is >= 0 and <= 1_000_000 && decimal.IsInteger(number)) return (int)number;
        json.Fail($"must be a whole number from 0 to 1000000, not {json.Given()}");
        return 0;
    }

    public static IReadOnlyList<string> Words(ref JsonCursor json)
    {
        if (!json.EnterList()) return [];
        List<string>? words = null;
        for (var index = -1; json.NextItem(ref index);)
        {
            if (json.Token == JsonTokenType.Null) json.Fail("must be a string, not null");
            if (json.Text() is { } word) (words ??= []).Add(word);
        }

        return words ?? (IReadOnlyList<string>)[];
    }

    public static string? Country(ref JsonCursor json)
    {
        if (json.Text() is not { } text) return null;
        if (text.Length == 2 && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1])) return text.ToUpperInvariant();
        json.Fail($"must be two letters of ISO 3166 such as DE, not \"{Short(text)}\"");
        return null;
    }

    public static string? TimeZone(ref JsonCursor json)
    {
        if (json.Text() is not { } text) return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is not null) return text;
        json.Fail($"must be an IANA time zone such as Europe/Berlin, not \"{Short(text)}\"");
        return null;
    }

    /// <summary>An address that could be one; whether mail can be sent to it is decided where mail is.</summary>
    public static string? Email(ref JsonCursor json)
    {
        if (json.Text()?.Trim() is not { Length: > 0 } text) return null;
        if (Customers.AddressForm.CouldBe(text)) return text;
        json.Fail($"must be an e-mail address of at most 320 characters, not \"{Short(text)}\"");
        return null;
    }

    private static Money? Amount(ref JsonCursor json, Currency? currency, bool isExact)
    {
        if (json.Decimal() is not { } amount || currency is not { } known) return null;
        if (isExact && !Money.IsExact(amount, known)) json.Fail($"has more decimals than {known} has ({known.Exponent}): {json.Given()}");
        else if (Money.TryFromAmount(amount, known, out var money)) return money;
        json.Fail($"is too large: {json.Given()}");
        return null;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
