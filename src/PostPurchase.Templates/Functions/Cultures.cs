using System.Collections.Concurrent;
using System.Globalization;

namespace PostPurchase.Templates.Functions;

/// <summary>
/// Finds a culture by name once and keeps it. Where the machine has no culture data (InvariantGlobalization), number and date formats of
/// the common languages come from <see cref="CultureTable"/>.
/// </summary>
internal static class Cultures
{
    private const int MaxNameLength = 24;
    private const int MaxKept = 1_024;

    private static readonly ConcurrentDictionary<string, CultureInfo> Kept = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The culture; null where there is none of that name.</summary>
    public static CultureInfo? Find(string name)
    {
        if (name.Length == 0) return CultureInfo.InvariantCulture;
        if (Kept.TryGetValue(name, out var kept)) return kept;
        var found = name.Length <= MaxNameLength ? Load(name.Replace('_', '-')) : null;
        if (found is not null && Kept.Count < MaxKept) Kept.TryAdd(name, found);
        return found;
    }

    private static CultureInfo? Load(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureTable.Create(name);
        }
    }
}
