namespace PostPurchase.Core.Compliance;

/// <summary>
/// What the terms of programs forbid in mails of journeys in force, and what somebody answers for. Of whole steps it knows what files show now; a link of a mail that is made it
/// judges alone, also one of an older version. What is shown with <c>offers</c> needs no such look: the picker leaves it out.
/// </summary>
public sealed class ForbiddenMails
{
    private readonly Dictionary<(string Journey, string Step), string> _reasons;
    private readonly HashSet<(string Journey, string? Template, string Program)> _answered;
    private readonly IReadOnlyList<ComplianceOverride> _overrides;

    private ForbiddenMails(IReadOnlyList<Finding> findings, IReadOnlyList<ComplianceOverride> overrides)
    {
        var known = findings.Where(finding => finding is { Program: not null, Journey: not null, Step: not null } && finding.Rule == ComplianceRule.LinkForbidden).ToList();
        _reasons = known.Where(finding => finding is { Blocks: true, IsOfSome: false }).GroupBy(finding => (finding.Journey!, finding.Step!)).ToDictionary(step => step.Key, step => step.First().Message);
        _answered = [.. known.Where(finding => !finding.Blocks).Select(finding => (finding.Journey!, finding.Template, finding.Program!))];
        _overrides = overrides;
    }

    /// <summary>No step is known to be forbidden, and nobody answers for anything.</summary>
    public static ForbiddenMails None { get; } = new([], []);

    /// <summary>Those among findings. A link of which no file gives the terms stops publishing, and no mail of what is in force.</summary>
    /// <param name="findings">Of the files as they are now.</param>
    /// <param name="overrides">What the offers files answer for.</param>
    public static ForbiddenMails Of(IReadOnlyList<Finding> findings, IReadOnlyList<ComplianceOverride> overrides) => new(findings, overrides);

    /// <summary>Why the mails of a step may not leave as they are, or null.</summary>
    public string? ReasonOf(string journey, string step) => _reasons.GetValueOrDefault((journey, step));

    /// <summary>Why a mail may not leave with a link that it writes out, or null: its terms allow it, nobody knows them, or somebody answers for the program's links in this template.</summary>
    public string? ReasonOf(string journey, string template, WrittenLink link) =>
        link is { Program: { } program, Refusal: { } refusal } && !_answered.Contains((journey, template, program.Key)) && !_overrides.Any(one => one.Covers(ComplianceRule.LinkForbidden.Code, journey, template))
            ? refusal
            : null;
}
