using PostPurchase.Core.Offers;

namespace PostPurchase.Core.Compliance;

/// <summary>A program's link with the parts that are the same in all that are made of it.</summary>
internal sealed record TrackedLink(OfferProgram Program, string Host, IReadOnlyList<string> Steps, IReadOnlyList<string> Pairs)
{
    public int PartCount => Steps.Count + Pairs.Count;

    /// <summary>That of a program; null where it has none.</summary>
    public static TrackedLink? Of(OfferProgram program)
    {
        if (program.Link is null) return null;
        var link = WebText.ToAscii(program.Link);
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) && !Uri.TryCreate(link.Split('{')[0], UriKind.Absolute, out uri)) return null;
        return new(program, uri.Host, [.. StepsOf(uri).Where(IsFixed)], [.. PairsOf(uri).Where(IsFixed)]);
    }

    /// <summary>Whether an address has all parts.</summary>
    public bool IsIn(Uri uri) => !Steps.Except(StepsOf(uri), StringComparer.Ordinal).Any() && !Pairs.Except(PairsOf(uri), StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Whether nothing tells the links of two programs apart. A host alone says too little for that: many may be on it.</summary>
    public bool IsSameAs(TrackedLink other) => Program.Link == other.Program.Link
        || (PartCount > 0 && Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase)
            && Steps.ToHashSet(StringComparer.Ordinal).SetEquals(other.Steps) && Pairs.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(other.Pairs));

    private static bool IsFixed(string part) => !part.Contains('{', StringComparison.Ordinal) && !part.Contains("%7B", StringComparison.OrdinalIgnoreCase);

    private static string[] StepsOf(Uri uri) => uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> PairsOf(Uri uri) => uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.EndsWith('='));
}
