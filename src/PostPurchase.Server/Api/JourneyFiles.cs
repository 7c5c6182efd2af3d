using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

/// <summary>The journeys' files as they are now, sound or not.</summary>
internal static class JourneyFiles
{
    private static readonly string[] s_endings = [".yaml", ".yml", ".json"];

    /// <summary>One entry a file of the folder, by name.</summary>
    public static IReadOnlyList<JourneyText> Read(RunnerService runner)
    {
        var folder = runner.Folders.Workflows;
        if (!Directory.Exists(folder)) return [];
        var catalog = CatalogOf(runner);
        return [.. Directory.EnumerateFiles(folder).Where(file => s_endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal).Select(file => One(file, catalog))];
    }

    /// <summary>The file of a journey, or null.</summary>
    public static JourneyText? Find(RunnerService runner, string key) => Read(runner).FirstOrDefault(file => file.Key == key);

    public static bool Has(RunnerService runner, string key) => runner.Journeys.Current.CurrentOf(key) is not null || Read(runner).Any(file => file.Key == key);

    /// <summary>
    /// The hash of a journey's text, whatever its status says: that is switched beside drafts, and publishing one does not switch it back. Unlike its version it has the name and the comments in it.
    /// </summary>
    public static string HashOf(string text) => SeenText.HashOf(JourneyEdits.WithStatus(text, JourneyStatus.Draft) ?? text);

    /// <summary>A draft as if it were a file; its name is empty.</summary>
    public static JourneyText Of(RunnerService runner, JourneyDraft draft) => new("", draft.Journey, draft.Text, JourneyFile.Read("", draft.Text, CatalogOf(runner)));

    /// <summary>The name that a text gives its journey, also where it has errors; null where it gives none.</summary>
    public static string? NameIn(string? text) => text?.Split('\n').FirstOrDefault(line => line.StartsWith("name:", StringComparison.Ordinal))?["name:".Length..].Trim().Trim('"', '\'') is { Length: > 0 } name ? name : null;

    public static FileCatalog CatalogOf(RunnerService runner) => FileCatalog.Open with
    {
        Templates = runner.Engine.Templates.Names,
        Coupons = runner.Engine.Offers.PoolNames,
        OfferRules = runner.Engine.Offers.RuleNames,
        Segments = runner.Journeys.Current.Segments.Keys.ToHashSet(StringComparer.Ordinal),
        WhyClosed = url => HookClient.WhyNeverPosted(url, runner.Settings.Webhooks.AllowPrivate),
    };

    private static JourneyText One(string file, FileCatalog catalog)
    {
        var (name, text) = (Path.GetFileName(file), File.ReadAllText(file));
        var reading = JourneyFile.Read(name, text, catalog);
        return new(name, reading.Key ?? Path.GetFileNameWithoutExtension(name), text, reading);
    }
}

internal sealed record JourneyText(string File, string Key, string Text, JourneyReading Reading)
{
    public string Hash => JourneyFiles.HashOf(Text);
}

/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Code">Stable.</param>
/// <param name="Message">For people.</param>
/// <param name="Severity">error or warning.</param>
/// <param name="Path">The field: <c>steps[2].email.subject</c>; empty for the text as a whole.</param>
internal sealed record ProblemAnswer(int Line, int Column, string Code, string Message, string Severity, string? Path)
{
    public static ProblemAnswer Of(Problem problem) => new(problem.Line, problem.Column, problem.Code, problem.Message, problem.IsError ? "error" : "warning", problem.Path);
}
