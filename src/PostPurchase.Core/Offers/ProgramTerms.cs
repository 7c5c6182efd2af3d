namespace PostPurchase.Core.Offers;

/// <summary>What a program says of its links in mail, and what it is known by. It can be read also from a file that has an error elsewhere.</summary>
/// <param name="Program">Key, name, network, link and terms of links; the rest as it is by default where the file has an error.</param>
/// <param name="Pages">Addresses of its products, as its files write them.</param>
public sealed record ProgramTerms(OfferProgram Program, IReadOnlyList<string> Pages)
{
    /// <summary>What files say now, and what was last known of a program that none of them says anything of any more: a file that is gone or torn forbids and allows as before.</summary>
    /// <param name="read">Of each file; null where it says nothing that could be read.</param>
    /// <param name="known">What was last known.</param>
    public static IReadOnlyList<ProgramTerms> Now(IEnumerable<ProgramTerms?> read, IReadOnlyList<ProgramTerms> known)
    {
        var now = Merge(read.OfType<ProgramTerms>());
        var keys = now.Select(one => one.Program.Key).ToHashSet(StringComparer.Ordinal);
        return [.. now, .. known.Where(one => !keys.Contains(one.Program.Key))];
    }

    // One for each program: what several files say of one is the strictest of that.
    private static IReadOnlyList<ProgramTerms> Merge(IEnumerable<ProgramTerms> terms) =>
    [
        .. terms.GroupBy(one => one.Program.Key, StringComparer.Ordinal).Select(same => new ProgramTerms(
            same.Select(one => one.Program).MaxBy(program => program.EmailAllowed)! with { RedirectAllowed = same.All(one => one.Program.RedirectAllowed) },
            [.. same.SelectMany(one => one.Pages).Distinct(StringComparer.Ordinal)])),
    ];
}
