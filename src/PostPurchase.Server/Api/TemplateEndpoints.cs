using System.Security.Cryptography;
using System.Text;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Templates;

namespace PostPurchase.Server.Api;

internal static class TemplateEndpoints
{
    public static IResult List(RunnerService runner)
    {
        var files = Files(runner).Where(file => !file.StartsWith('_')).GroupBy(file => file.Split('.')[0], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        var steps = runner.Journeys.Current.Current.SelectMany(plan => plan.Steps.OfType<Step.Email>().Select(step => (Journey: plan.Key, step.Id, step.Content.Template, step.Content.Kind))).ToLookup(step => step.Template, StringComparer.Ordinal);
        var rows = files.Select(group => new TemplateRow(
            group.Key, [.. group.Select(LanguageOf).Distinct().Order(StringComparer.Ordinal)], steps[group.Key].Select(step => Form.Word(step.Kind)).FirstOrDefault(),
            [.. steps[group.Key].Select(step => new UsedBy(step.Journey, step.Id))], ProblemsOf(runner, [.. group]).Count, Blocks(runner, FileOf(runner, group.Key, null)!).Select(block => block.Partial).ToList()));
        return TypedResults.Json(new Items<TemplateRow>([.. rows], null), ReadJson.Default.ItemsTemplateRow);
    }

    public static IResult Show(string name, RunnerService runner, string? language = null)
    {
        if (FileOf(runner, name, language) is not { } file) return Answer.Error(404, $"there is no template '{name}'");
        var source = File.ReadAllText(Path.Combine(runner.Folders.Templates, file));
        return TypedResults.Json(
            new TemplateDetail(name, LanguageOf(file), source, Blocks(runner, file), ProblemsOf(runner, [file]), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))),
            ReadJson.Default.TemplateDetail);
    }

    private static List<ProblemAnswer> ProblemsOf(RunnerService runner, IReadOnlyCollection<string> files)
    {
        var sources = new SourceFiles();
        foreach (var file in Files(runner)) sources.Known[Path.Combine(runner.Folders.Templates, file)] = file;
        foreach (var file in files) sources.Templates[file] = File.ReadAllText(Path.Combine(runner.Folders.Templates, file));
        return [.. Validation.Check(sources).Select(ProblemAnswer.Of)];
    }

    private static List<BlockAnswer> Blocks(RunnerService runner, string file)
    {
        if (TryParse(runner, file) is not { } template) return [];
        return [.. template.TopLevelIncludes.Select((block, index) => Block(runner, block, index))];
    }

    private static BlockAnswer Block(RunnerService runner, IncludeBlock block, int index)
    {
        var declared = FileOf(runner, block.Name, null) is { } file ? TryParse(runner, file)?.Declaration : null;
        var given = block.Arguments.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        return new(index, block.Name, declared?.Title ?? block.Name, [.. (declared?.Fields ?? []).Select(field => new FieldAnswer(
            field.Name, field.Label, field.Type, field.Default, given.GetValueOrDefault(field.Name), field.Choices.Count == 0 ? null : field.Choices))]);
    }

    private static Template? TryParse(RunnerService runner, string file)
    {
        try
        {
            return Language.Engine.Parse(File.ReadAllText(Path.Combine(runner.Folders.Templates, file)), file, file.EndsWith(".txt", StringComparison.Ordinal) ? ParseOptions.Text : ParseOptions.Html);
        }
        catch (TemplateException)
        {
            // Its problems are told where it is checked; here it only has no blocks.
            return null;
        }
    }

    private static string? FileOf(RunnerService runner, string name, string? language)
    {
        var files = Files(runner);
        string? Named(string file) => files.Find(known => known == file);
        return (string.IsNullOrEmpty(language) ? null : Named($"{name}.{language}.html")) ?? Named($"{name}.html") ?? Named($"{name}.txt") ?? Named(name);
    }

    private static string LanguageOf(string file) => file.Split('.') is [_, var language, _] ? language : "";

    private static List<string> Files(RunnerService runner) => Directory.Exists(runner.Folders.Templates)
        ? [.. Directory.EnumerateFiles(runner.Folders.Templates).Select(file => Path.GetFileName(file)!).Where(file => Path.GetExtension(file) is ".html" or ".txt").Order(StringComparer.Ordinal)]
        : [];
}

internal sealed record TemplateRow(string Name, IReadOnlyList<string> Languages, string? Kind, IReadOnlyList<UsedBy> UsedBy, int Problems, IReadOnlyList<string> Blocks);

internal sealed record UsedBy(string Journey, string Step);

internal sealed record TemplateDetail(string Name, string Language, string Source, IReadOnlyList<BlockAnswer> Blocks, IReadOnlyList<ProblemAnswer> Problems, string Hash);

internal sealed record BlockAnswer(int Index, string Partial, string Label, IReadOnlyList<FieldAnswer> Fields);

internal sealed record FieldAnswer(string Name, string Label, string Type, string? Default, string? Value, IReadOnlyList<string>? Choices);
