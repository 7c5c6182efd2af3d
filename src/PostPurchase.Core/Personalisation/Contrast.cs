using System.Globalization;

namespace PostPurchase.Core.Personalisation;

/// <summary>How well text can be read on a colour. WCAG 2.2, relative luminance and contrast ratio; success criteria 1.4.3 and 1.4.11.</summary>
public static class Contrast
{
    /// <summary>What text of usual size needs, 1.4.3.</summary>
    public const double ForText = 4.5;

    /// <summary>What the edge of a button needs to be seen, 1.4.11.</summary>
    public const double ForShapes = 3;

    /// <summary>Ratio of two colours <c>#rrggbb</c>, 1 (the same) to 21 (black on white).</summary>
    /// <exception cref="FormatException">One is no such colour.</exception>
    public static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>White or near-black, whichever is read better on a colour <c>#rrggbb</c>.</summary>
    /// <exception cref="FormatException">It is no such colour.</exception>
    public static string BestTextOn(string color) => Ratio(color, "#ffffff") >= Ratio(color, "#1d2129") ? "#ffffff" : "#1d2129";

    private static double Luminance(string color)
    {
        if (!LookRules.IsColor(color)) throw new FormatException($"'{color}' is no colour such as #1f5eff");
        return (0.2126 * Channel(color, 1)) + (0.7152 * Channel(color, 3)) + (0.0722 * Channel(color, 5));
    }

    private static double Channel(string color, int at)
    {
        var share = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
