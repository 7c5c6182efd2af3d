using System.Text;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>The keys that an object of the canonical form may have (at most 64), found by their UTF-8 bytes.</summary>
internal sealed class KeySet(params string[] names)
{
    private readonly byte[][] _utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];

    public string this[int key] => names[key];

    /// <summary>The position of a key, or -1. A short list with lengths that differ: comparing beats hashing.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (_utf8[i].Length == name.Length && name.SequenceEqual(_utf8[i])) return i;
        }

        return -1;
    }

    /// <summary>What to say of an unknown key: the known key that is at most two letters away, or all of them.</summary>
    public string Advice(string unknown)
    {
        var nearest = names.MinBy(name => Distance(name, unknown))!;
        return Distance(nearest, unknown) <= 2 ? $"did you mean '{nearest}'?" : $"expected one of {string.Join(", ", names)}";
    }

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2) return 3;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
