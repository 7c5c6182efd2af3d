using System.Globalization;
using System.Text.RegularExpressions;

namespace PostPurchase.Mail.Pacing;

/// <summary>Reads what servers say about trying again.</summary>
public static partial class Greylisting
{
    /// <summary>Whether a temporary refusal reads like greylisting (RFC 6647): the server wants the same message from the same sender a little later.</summary>
    public static bool IsGreylisting(string text) => Words().IsMatch(text);

    /// <summary>The wait that the text asks for ("try again in 300 seconds", "retry after 5 minutes"), from 1 s to 24 h, or null.</summary>
    public static TimeSpan? AskedWait(string text)
    {
        var match = Wait().Match(text);
        if (!match.Success || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        var wait = char.ToLowerInvariant(match.Groups[2].ValueSpan[0]) switch
        {
            'h' => TimeSpan.FromHours(count),
            'm' => TimeSpan.FromMinutes(count),
            _ => TimeSpan.FromSeconds(count),
        };
        return wait >= TimeSpan.FromSeconds(1) && wait <= TimeSpan.FromHours(24) ? wait : null;
    }

    [GeneratedRegex(@"gr[ea]y[\s-]?list|postgrey|first time sender|try again (later )?in \d|unknown (mail )?triplet", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(@"(?:\bin|\bafter|\bwait|\bfor)\s+(\d{1,6})\s*(s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wait();
}
