using System.Text.RegularExpressions;

namespace PostPurchase.Templates.Functions;

/// <summary>
/// Regular expressions that run in time linear to the text (non-backtracking), with bounded patterns. A bounded number is kept compiled.
/// </summary>
internal static class RegexPatterns
{
    private const int MaxPatternLength = 500;
    private const int MaxStates = 2_000;
    private const int MaxKept = 256;

    // Backstop beside the linear time of one match: many matches in one long text.
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Pattern, RegexOptions Options), Regex> Kept = [];
    private static readonly Queue<(string Pattern, RegexOptions Options)> Oldest = [];

    /// <summary>The expression; fails where it is none, too large, or of a kind that needs backtracking.</summary>
    public static Regex Get(CallContext call, string pattern, string? options)
    {
        var key = (pattern, Flags(call, options));
        lock (Gate)
        {
            if (Kept.TryGetValue(key, out var kept)) return kept;
        }
        var made = Make(call, key.pattern, key.Item2);
        lock (Gate)
        {
            if (Kept.TryAdd(key, made)) Oldest.Enqueue(key);
            if (Oldest.Count > MaxKept) Kept.Remove(Oldest.Dequeue());
        }
        return made;
    }

    private static RegexOptions Flags(CallContext call, string? options)
    {
        var flags = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        foreach (var option in options ?? string.Empty)
        {
            flags |= option switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw call.Fail($"Unknown regex option `{option}`. Expecting `i`, `m`, `s` or `x`"),
            };
        }
        return flags;
    }

    private static Regex Make(CallContext call, string pattern, RegexOptions flags)
    {
        if (pattern.Length > MaxPatternLength)
            throw call.Fail($"The regex pattern has {pattern.Length} characters; at most {MaxPatternLength} are allowed", ErrorCode.Limit);
        if (RegexSize.Of(pattern) > MaxStates)
            throw call.Fail($"The regex pattern `{Arguments.Shown(pattern)}` repeats too much: its counts multiply to more than {MaxStates}", ErrorCode.Limit);
        call.Budget.Step(pattern.Length);
        try
        {
            return new Regex(pattern, flags, Timeout);
        }
        catch (NotSupportedException)
        {
            throw call.Fail($"The regex pattern `{Arguments.Shown(pattern)}` needs backtracking (look-around, back reference or atomic group), which is not available", ErrorCode.NotAvailable);
        }
        catch (ArgumentException e)
        {
            throw call.Fail($"The regex pattern `{Arguments.Shown(pattern)}` is not valid: {e.Message}");
        }
    }
}
