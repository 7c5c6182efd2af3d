using PostPurchase.Core.Compliance;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>Holds a journey's text against law and program terms, with the templates and offers of the folders as they are now.</summary>
internal static class JourneyCompliance
{
    private static readonly string[] s_templates = [".html", ".txt"];

    /// <summary>The findings about this journey, those that stop publishing first.</summary>
    public static IReadOnlyList<ComplianceFinding> Of(RunnerService runner, string key, string text)
    {
        var input = new ComplianceInput
        {
            Journeys = new Dictionary<string, string> { [$"{key}.yaml"] = text },
            Templates = Texts(runner.Folders.Templates, path => s_templates.Contains(Path.GetExtension(path))),
            Offers = Texts(Path.Combine(runner.Folders.Workflows, "offers"), path => Path.GetExtension(path) is ".yaml"),
            Consent = runner.Stores.ConsentRules,
        };
        return [.. ComplianceCheck.Check(input).Where(finding => finding.Journey == key).OrderByDescending(finding => finding.Blocks).Select(ComplianceFinding.Of)];
    }

    private static Dictionary<string, string> Texts(string folder, Func<string, bool> wanted) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(wanted).ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal)
        : [];
}

/// <param name="Code">Of the rule: PC01 ...</param>
/// <param name="Rule">Its short name.</param>
/// <param name="Source">Where the rule is from.</param>
/// <param name="Message">What was found and what to do.</param>
/// <param name="Step">Step id, or null.</param>
/// <param name="Template">Template, or null.</param>
/// <param name="Blocks">Whether it stops publishing.</param>
/// <param name="Reason">Why the owner answers for it, or null.</param>
internal sealed record ComplianceFinding(string Code, string Rule, string Source, string Message, string? Step, string? Template, bool Blocks, string? Reason)
{
    public static ComplianceFinding Of(Finding finding) => new(finding.Rule.Code, finding.Rule.Name, finding.Rule.Source, finding.Message, finding.Step, finding.Template, finding.Blocks, finding.Reason);
}
