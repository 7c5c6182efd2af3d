namespace PostPurchase.Core.Compliance;

/// <summary>
/// The mails of journeys in force that a program's terms forbid: a link of it is written out in them, it does not allow mail, and nobody answers for that. What is
/// shown with <c>offers</c> needs no such look: the picker leaves it out.
/// </summary>
public sealed class ForbiddenMails
{
    private readonly Dictionary<(string Journey, string Step), string> _reasons;

    private ForbiddenMails(Dictionary<(string Journey, string Step), string> reasons) => _reasons = reasons;

    /// <summary>No mail is forbidden.</summary>
    public static ForbiddenMails None { get; } = new([]);

    /// <summary>Those among findings. A link of which no file gives the terms stops publishing, and no mail of what is in force.</summary>
    public static ForbiddenMails Of(IEnumerable<Finding> findings) => new(findings
        .Where(finding => finding is { Blocks: true, Program: not null, Journey: not null, Step: not null } && finding.Rule == ComplianceRule.LinkForbidden)
        .GroupBy(finding => (finding.Journey!, finding.Step!))
        .ToDictionary(step => step.Key, step => step.First().Message));

    /// <summary>Why the mails of a step may not leave as they are, or null.</summary>
    public string? ReasonOf(string journey, string step) => _reasons.GetValueOrDefault((journey, step));
}
