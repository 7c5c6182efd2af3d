using PostPurchase.Core.Journeys.Files;
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

    public static FileCatalog CatalogOf(RunnerService runner) => FileCatalog.Open with
    {
        Templates = runner.Engine.Templates.Names,
        Coupons = runner.Engine.Offers.PoolNames,
        OfferRules = runner.Engine.Offers.RuleNames,
        Segments = runner.Journeys.Current.Segments.Keys.ToHashSet(StringComparer.Ordinal),
    };

    private static JourneyText One(string file, FileCatalog catalog)
    {
        var (name, text) = (Path.GetFileName(file), File.ReadAllText(file));
        var reading = JourneyFile.Read(name, text, catalog);
        return new(name, reading.Key ?? Path.GetFileNameWithoutExtension(name), text, reading);
    }
}

internal sealed record JourneyText(string File, string Key, string Text, JourneyReading Reading);

internal sealed record ProblemAnswer(int Line, int Column, string Code, string Message, string Severity, string? Path)
{
    public static ProblemAnswer Of(Problem problem) => new(problem.Line, problem.Column, problem.Code, problem.Message, problem.IsError ? "error" : "warning", problem.File);
}
