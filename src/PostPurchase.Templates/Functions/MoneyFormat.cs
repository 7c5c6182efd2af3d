using System.Collections.Concurrent;
using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>Writes amounts as readers of a culture write them, with the digits of the currency (ISO 4217). Formats are built once and kept.</summary>
internal static class MoneyFormat
{
    private const int MaxKept = 4_096;
    private const char HardSpace = '\u00a0';

    private static readonly ConcurrentDictionary<(CultureInfo Culture, string Currency), NumberFormatInfo> Kept = new();

    /// <summary>Writes an amount, rounded to the currency's digits with halves away from zero. The currency must be known.</summary>
    public static void Write(TextBuffer output, decimal amount, string currency, int digits, CultureInfo culture)
    {
        if (!Kept.TryGetValue((culture, currency), out var format))
        {
            format = Build(currency, digits, culture);
            if (Kept.Count < MaxKept) Kept.TryAdd((culture, currency), format);
        }
        output.Append(Math.Round(amount, digits, MidpointRounding.AwayFromZero), "C", format);
    }

    // The space between number and sign is put into the sign: it must not break in a line of a mail.
    private static NumberFormatInfo Build(string currency, int digits, CultureInfo culture)
    {
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        var symbol = CurrencySymbols.Of(currency, culture);
        var isBefore = format.CurrencyPositivePattern is 0 or 2;
        var isSpaced = format.CurrencyPositivePattern is 2 or 3 || (isBefore && char.IsAsciiLetter(symbol[^1]));
        format.CurrencySymbol = !isSpaced ? symbol : isBefore ? symbol + HardSpace : HardSpace + symbol;
        format.CurrencyDecimalDigits = digits;
        format.CurrencyPositivePattern = isBefore ? 0 : 1;
        format.CurrencyNegativePattern = isBefore ? 1 : 5;
        return NumberFormatInfo.ReadOnly(format);
    }
}
