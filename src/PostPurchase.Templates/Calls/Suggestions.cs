namespace PostPurchase.Templates;

/// <summary>What a misspelt name was probably meant to be.</summary>
internal static class Suggestions
{
    private const int MaxNameLength = 64;

    /// <summary>The candidate with the fewest edits, where they are few for its length; else null.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > MaxNameLength) return null;
        string? best = null;
        var bestDistance = 1 + (name.Length / 3);
        foreach (var candidate in candidates)
        {
            if (candidate.Length > MaxNameLength || Math.Abs(candidate.Length - name.Length) > bestDistance) continue;
            var distance = Distance(name, candidate);
            if (distance >= bestDistance + (best is null ? 1 : 0)) continue;
            (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    // Optimal string alignment: a swap of neighbours counts as one edit.
    private static int Distance(string left, string right)
    {
        Span<int> beforeLast = stackalloc int[right.Length + 1];
        Span<int> last = stackalloc int[right.Length + 1];
        Span<int> row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            last.CopyTo(beforeLast);
            row.CopyTo(last);
        }
        return last[right.Length];
    }
}
