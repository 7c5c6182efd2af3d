using System.Buffers;

namespace PostPurchase.Mail.Feedback;

/// <summary>
/// Phrases that all mean the same reason, searched for together in one vectorised pass. A phrase with <c>~</c> needs its second piece within
/// 32 characters after its first; one with <c>*</c> needs all its pieces in order.
/// </summary>
internal sealed class TextRule
{
    private readonly SearchValues<string> _phrases;
    private readonly string[][] _near;
    private readonly string[][] _split;

    public TextRule(BounceReason reason, params string[] phrases)
    {
        Reason = reason;
        _phrases = SearchValues.Create(Array.FindAll(phrases, p => p.AsSpan().IndexOfAny('*', '~') < 0), StringComparison.OrdinalIgnoreCase);
        _near = [.. phrases.Where(p => p.Contains('~', StringComparison.Ordinal)).Select(p => p.Split('~'))];
        _split = [.. phrases.Where(p => p.Contains('*', StringComparison.Ordinal)).Select(p => p.Split('*'))];
    }

    public BounceReason Reason { get; }

    /// <summary>The user was unknown to the speaker itself, so that it does not matter when in the session it was said.</summary>
    public bool IsCertain { get; init; }

    public bool Matches(ReadOnlySpan<char> words)
    {
        if (words.ContainsAny(_phrases)) return true;
        foreach (var pair in _near)
            if (MatchesNear(words, pair[0], pair[1])) return true;
        foreach (var pieces in _split)
            if (MatchesAll(words, pieces)) return true;
        return false;
    }

    /// <summary>Every subject with every state, for replies that put a few words between them.</summary>
    public static string[] Near(string[] subjects, string[] states) => [.. subjects.SelectMany(_ => states, (subject, state) => $"{subject}~{state}")];

    private static bool MatchesNear(ReadOnlySpan<char> words, string first, string second)
    {
        for (var at = words.IndexOf(first, StringComparison.OrdinalIgnoreCase); at >= 0; at = words.IndexOf(first, StringComparison.OrdinalIgnoreCase))
        {
            words = words[(at + first.Length)..];
            if (words[..Math.Min(words.Length, 32 + second.Length)].Contains(second, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static bool MatchesAll(ReadOnlySpan<char> words, string[] pieces)
    {
        foreach (var piece in pieces)
        {
            var at = words.IndexOf(piece, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return false;
            words = words[(at + piece.Length)..];
        }
        return true;
    }
}
