namespace PostPurchase.Core.Journeys.Files;

/// <summary>Something that is wrong with a file of the shop's, with its place and what to do.</summary>
/// <param name="File">Path as given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="IsError">False for what only deserves a look.</param>
/// <param name="Code">Stable: <c>PP101</c>; see <see cref="ProblemCode"/>.</param>
/// <param name="Message">What was wrong, what was expected, what to do.</param>
public sealed record Problem(string File, int Line, int Column, bool IsError, string Code, string Message)
{
    /// <summary>The field, from the top of the file: <c>steps[2].email.subject</c>; a key that is missing is named as if it were there. Empty for the file as a whole.</summary>
    public string Path { get; init; } = "";

    /// <summary><c>file:line:col: error CODE message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {(IsError ? "error" : "warning")} {Code} {Message}";
}

/// <summary>The codes of problems. They are stable: scripts look for them.</summary>
public static class ProblemCode
{
    /// <summary>The text is not YAML, or goes past the limits for it.</summary>
    public const string Syntax = "PP100";

    /// <summary>A key that is not known here.</summary>
    public const string UnknownKey = "PP101";

    /// <summary>A key that must be there and is not.</summary>
    public const string MissingKey = "PP102";

    /// <summary>A value of the wrong kind or form.</summary>
    public const string BadValue = "PP103";

    /// <summary>Keys that do not go together, or none where one is needed.</summary>
    public const string Combination = "PP104";

    /// <summary>The same id or name twice.</summary>
    public const string Duplicate = "PP105";

    /// <summary>Something that is named and does not exist.</summary>
    public const string UnknownReference = "PP106";

    /// <summary>An expression that cannot be parsed or reads what does not exist.</summary>
    public const string Expression = "PP107";

    /// <summary>Reserved for a later version.</summary>
    public const string NotAvailable = "PP108";

    /// <summary>A template text that cannot be parsed or reads what does not exist.</summary>
    public const string Template = "PP109";

    /// <summary>An experiment that cannot measure what it says; a warning.</summary>
    public const string Experiment = "PP110";

    /// <summary>An address that nothing is ever posted to, as this machine or a private network; a warning, since settings may allow it.</summary>
    public const string ClosedAddress = "PP111";
}
