using System.Globalization;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>Finds what valid JSON syntax allows in a string and no text may hold: NUL, and half of a surrogate pair.</summary>
internal static class JsonEscapes
{
    /// <summary>What is wrong with the raw bytes of a JSON string (between its quotes, syntax already checked), or null.</summary>
    public static string? Problem(ReadOnlySpan<byte> raw)
    {
        for (var i = raw.IndexOf((byte)'\\'); i >= 0; i = Next(raw, i))
        {
            if (raw[i + 1] != (byte)'u')
            {
                i += 2;
                continue;
            }

            var unit = Unit(raw, i);
            if (unit == 0) return "holds the character NUL";
            i += 6;
            if (!char.IsSurrogate((char)unit)) continue;
            if (char.IsLowSurrogate((char)unit) || !FollowedByLow(raw, i)) return $"holds half of a surrogate pair (\\u{unit:x4})";
            i += 6;
        }

        return null;
    }

    private static int Next(ReadOnlySpan<byte> raw, int from)
    {
        var found = from < raw.Length ? raw[from..].IndexOf((byte)'\\') : -1;
        return found < 0 ? -1 : from + found;
    }

    private static bool FollowedByLow(ReadOnlySpan<byte> raw, int at) =>
        at + 5 < raw.Length && raw[at] == (byte)'\\' && raw[at + 1] == (byte)'u' && char.IsLowSurrogate((char)Unit(raw, at));

    private static int Unit(ReadOnlySpan<byte> raw, int at) =>
        int.Parse(raw.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
