using System.Globalization;
using System.Text.RegularExpressions;

namespace PostPurchase.Core.Attribution.Networks;

/// <summary>An amount as reports write it: <c>1,234.50</c>, <c>$8.00</c>, <c>(8.00)</c> for what is taken back, and <c>1.234,50</c> in tables whose values stand between semicolons.</summary>
internal static partial class AmountText
{
    /// <summary>Reads one. What can be read as two different amounts is none: money is not guessed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayHaveDecimalComma">Whether a comma may stand before the cents.</param>
    /// <param name="number">The amount.</param>
    public static bool TryRead(string text, bool mayHaveDecimalComma, out decimal number)
    {
        var bare = Bare(text);
        var isTakenBack = bare.StartsWith('(') && bare.EndsWith(')');
        if (isTakenBack) bare = Bare(bare[1..^1]);
        if (mayHaveDecimalComma) bare = WithDecimalPoint(bare);
        number = 0;
        if (bare.Contains(',', StringComparison.Ordinal) && !Grouped().IsMatch(bare)) return false;
        if (!decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number)) return false;
        if (isTakenBack) number = -number;
        return true;
    }

    private static string Bare(string text) => text.Trim().TrimStart('$', '€', '£').Trim();

    // Where both marks are there, the last one is before the cents. A lone mark before three digits may as well group thousands; an empty text is no amount.
    private static string WithDecimalPoint(string bare)
    {
        if (Ambiguous().IsMatch(bare)) return "";
        if (!DecimalComma().IsMatch(bare)) return bare;
        return bare.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
    }

    // Groups of three before the point, in India of two but for the last. A comma without a point may be either: 1,234 or 12,34.
    [GeneratedRegex(@"^[+-]?[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}\.[0-9]*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex("^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ambiguous();

    [GeneratedRegex(@"^[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DecimalComma();
}
