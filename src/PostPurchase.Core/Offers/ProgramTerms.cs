using PostPurchase.Core.Compliance;

namespace PostPurchase.Core.Offers;

/// <summary>What a program says of its links in mail, and what it is known by. It can be read also from a file that has an error elsewhere.</summary>
/// <param name="Program">Key, name, network, link and terms of links; the rest as it is by default where the file has an error.</param>
/// <param name="Pages">Addresses of its products, as its files write them.</param>
public sealed record ProgramTerms(OfferProgram Program, IReadOnlyList<string> Pages)
{
    /// <summary>Whether no file says anything of the program any more, so that what was last known of it stands.</summary>
    public bool IsLastKnown { get; init; }

    /// <summary>
    /// What files say now, and what was last known of a program that none of them says anything of any more: a file that is gone or torn forbids and allows as before. A program
    /// whose links another one has in a file now is forgotten, unless a torn file may still be its own.
    /// </summary>
    /// <param name="read">Of each file.</param>
    /// <param name="known">What was last known.</param>
    public static IReadOnlyList<ProgramTerms> Now(IReadOnlyList<OfferReading> read, IReadOnlyList<ProgramTerms> known)
    {
        var now = Merge(read.Select(reading => reading.Terms).OfType<ProgramTerms>());
        var keys = now.Select(one => one.Program.Key).ToHashSet(StringComparer.Ordinal);
        var gone = known.Where(one => !keys.Contains(one.Program.Key)).Select(one => one with { IsLastKnown = true });
        return read.Any(reading => reading.IsTorn) ? [.. now, .. gone] : [.. now, .. gone.Where(one => !now.Any(one.IsTakenOverBy))];
    }

    // Of programs without a link the pages tell whose they are.
    private bool IsTakenOverBy(ProgramTerms other) => (TrackedLink.Of(Program), TrackedLink.Of(other.Program)) switch
    {
        ({ } mine, { } theirs) => mine.IsSameAs(theirs),
        (null, _) => Program.Network == other.Program.Network && Pages.Count > 0 && Pages.All(page => other.Pages.Contains(page, StringComparer.Ordinal)),
        _ => false,
    };

    // One for each program: what several files say of one is the strictest of that.
    private static IReadOnlyList<ProgramTerms> Merge(IEnumerable<ProgramTerms> terms) =>
    [
        .. terms.GroupBy(one => one.Program.Key, StringComparer.Ordinal).Select(same => new ProgramTerms(
            same.Select(one => one.Program).MaxBy(program => program.EmailAllowed)! with { RedirectAllowed = same.All(one => one.Program.RedirectAllowed) },
            [.. same.SelectMany(one => one.Pages).Distinct(StringComparer.Ordinal)])),
    ];
}
