using System.Text.RegularExpressions;

namespace PostPurchase.Templates.Functions;

/// <summary>
/// Regular expressions that run in time linear to the text (non-backtracking), with bounded patterns. A bounded number is kept compiled.
/// </summary>
internal static class RegexPatterns
{
    private const int MaxPatternLength = 500;
    private const int MaxStates = 1_000;
    private const int MaxKept = 256;

    // What the work on a pattern costs, in steps of the budget: measured at about 50 ns a step.
    private const int StepsToCompile = 2_000;
    private const int StepsToCompileState = 20;
    private const int CharactersToStep = 4;
    private const int FewStates = 32;

    // Backstop beside the linear time of one match: many matches in one long text.
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Pattern, RegexOptions Options), (Regex Regex, int Size)> Kept = [];
    private static readonly Queue<(string Pattern, RegexOptions Options)> Oldest = [];

    /// <summary>
    /// The expression, with the work of running it on a text charged; fails where it is none, too large, or of a kind that needs backtracking.
    /// </summary>
    public static Regex Get(CallContext call, string pattern, string? options, string text)
    {
        var (regex, size) = Find(call, (pattern, Flags(call, options)));
        // With many states the runtime may have to follow each of them at each character.
        call.Budget.Step(1 + (size <= FewStates ? text.Length / CharactersToStep : text.Length * (long)size / 2));
        return regex;
    }

    private static (Regex Regex, int Size) Find(CallContext call, (string Pattern, RegexOptions Options) key)
    {
        lock (Gate)
        {
            if (Kept.TryGetValue(key, out var kept)) return kept;
        }
        var made = Make(call, key.Pattern, key.Options);
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

    private static (Regex Regex, int Size) Make(CallContext call, string pattern, RegexOptions flags)
    {
        if (pattern.Length > MaxPatternLength)
            throw call.Fail($"The regex pattern has {pattern.Length} characters; at most {MaxPatternLength} are allowed", ErrorCode.Limit);
        var size = RegexSize.Of(pattern);
        if (size > MaxStates)
            throw call.Fail($"The regex pattern `{Arguments.Shown(pattern)}` repeats too much: its counts multiply to more than {MaxStates}", ErrorCode.Limit);
        call.Budget.Step(StepsToCompile + StepsToCompileState * size);
        try
        {
            return (new Regex(pattern, flags, Timeout), (int)size);
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
