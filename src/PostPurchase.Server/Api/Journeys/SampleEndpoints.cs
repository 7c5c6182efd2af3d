using System.Reflection;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>The journeys that come with the program, to start a new one from.</summary>
internal static class SampleEndpoints
{
    private const string Folder = "journeys/";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_texts = new(Read);

    public static IResult List(RunnerService runner)
    {
        var known = runner.Engine.Templates.Names;
        var rows = s_texts.Value.Values.Select(text => (Text: text, Plan: JourneyFile.Read("", text, FileCatalog.Open).Plan!)).Select(sample => new SampleRow(
            sample.Plan.Key, sample.Plan.Name, AboutOf(sample.Text), sample.Plan.Trigger.On, sample.Plan.Steps.Count, sample.Plan.Steps.OfType<Step.Email>().Count(),
            [.. sample.Plan.Steps.OfType<Step.Email>().Select(step => step.Content.Template).Distinct().Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)]));
        return TypedResults.Json(new Items<SampleRow>([.. rows], null), JourneyJson.Default.ItemsSampleRow);
    }

    public static string? TextOf(string? key) => key is null ? null : s_texts.Value.GetValueOrDefault(key);

    // The first comment of the file says what it is for.
    private static string AboutOf(string text) => text.StartsWith('#') ? text[1..text.IndexOf('\n', StringComparison.Ordinal)].Trim() : "";

    private static SortedDictionary<string, string> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && !name[Folder.Length..].Contains('/', StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            texts[name[Folder.Length..^".yaml".Length]] = reader.ReadToEnd();
        }

        return texts;
    }
}

/// <param name="Key">Its name here.</param>
/// <param name="Name">What people read.</param>
/// <param name="About">What it is for, in a sentence.</param>
/// <param name="On">The event that starts it.</param>
/// <param name="Steps">How many.</param>
/// <param name="Mails">How many of them are mails.</param>
/// <param name="MissingTemplates">Templates that it names and this shop does not have.</param>
internal sealed record SampleRow(string Key, string Name, string About, string On, int Steps, int Mails, IReadOnlyList<string> MissingTemplates);
