using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Delivery;
using PostPurchase.Templates;

namespace PostPurchase.Server.Commands;

/// <summary>Checks files against each other and the model.</summary>
internal static class Validation
{
    /// <summary>All problems, by file and place.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="known">What a data folder knows beside them; null knows nothing.</param>
    public static IReadOnlyList<Problem> Check(SourceFiles sources, KnownInData? known = null)
    {
        var names = sources.Known.Values.Where(file => !file.StartsWith('_')).Select(file => file.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var shelf = sources.KnownOffers.Select(file => OfferFile.Read(file.Key, file.Value)).ToList();
        var catalog = FileCatalog.Open with
        {
            Templates = names.Count > 0 ? names : null,
            Coupons = shelf.SelectMany(reading => reading.Pools).Select(pool => pool.Key).ToHashSet(StringComparer.Ordinal),
            OfferRules = shelf.SelectMany(reading => reading.Rules).Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal),
            // Only files are read: what settings allow is not known here, and the warning names the setting.
            WhyClosed = url => HookClient.WhyNeverPosted(url, allowPrivate: false),
        };
        return [.. Workflows(sources, catalog).Concat(OfferFiles(sources)).Concat(Mails(sources)).Concat(Compliance(sources, known ?? KnownInData.Nothing)).Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];
    }

    // Folder by folder, so that two folders may have a journey of the same key.
    private static IEnumerable<Problem> Workflows(SourceFiles sources, FileCatalog catalog)
    {
        foreach (var folder in sources.Workflows.GroupBy(file => file.Value.Folder, StringComparer.Ordinal))
        {
            var asked = folder.DistinctBy(file => file.Value.Path).ToDictionary(file => file.Value.Path, file => (Shown: file.Key, file.Value.Text), StringComparer.Ordinal);
            var texts = sources.KnownSegments.Where(file => file.Key.Folder == folder.Key).ToDictionary(file => file.Key.Path, file => file.Value, StringComparer.Ordinal);
            foreach (var (path, file) in asked) texts[path] = file.Text;
            // What is not asked for lends its names; its own problems are told where it is asked for.
            foreach (var problem in WorkflowFolder.Read(texts, catalog).Problems.Where(problem => asked.ContainsKey(problem.File))) yield return problem with { File = asked[problem.File].Shown };
        }
    }

    private static IEnumerable<Problem> OfferFiles(SourceFiles sources) => sources.Offers.SelectMany(file => OfferFile.Read(file.Key, file.Value).Problems);

    // Law and terms: of the journeys that are checked, with the templates and offers that they name.
    private static IEnumerable<Problem> Compliance(SourceFiles sources, KnownInData known)
    {
        foreach (var folder in sources.Workflows.Where(file => !file.Value.Path.Contains('/', StringComparison.Ordinal)).GroupBy(file => file.Value.Folder, StringComparer.Ordinal))
        {
            var input = new ComplianceInput
            {
                Journeys = folder.ToDictionary(file => file.Key, file => file.Value.Text),
                Templates = TemplatesBeside(sources),
                Offers = sources.Offers.Count > 0 ? sources.Offers : sources.KnownOffers,
                KnownTerms = known.Terms,
                Answers = known.Answers,
            };
            foreach (var finding in ComplianceCheck.Check(input)) yield return finding.ToProblem();
        }
    }

    private static Dictionary<string, string> TemplatesBeside(SourceFiles sources)
    {
        var texts = sources.Templates.ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);
        var names = texts.Keys.Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, name) in sources.Known.Where(file => !names.Contains(file.Value))) texts[path] = File.ReadAllText(path);
        return texts;
    }

    private static IEnumerable<Problem> Mails(SourceFiles sources)
    {
        var partials = sources.Known.Where(file => file.Value.StartsWith('_')).ToList();
        var set = new TemplateSet(Language.Engine, "default", name => partials.Find(file => IsNamed(file.Value, name)).Key is { } path ? File.ReadAllText(path) : null);
        var check = new TemplateCheck(Language.Engine, ModelShapes.OfModel, set.Find, [.. partials.Select(file => file.Value.Split('.')[0])]);
        foreach (var (file, text) in sources.Templates)
        {
            if (Path.GetFileName(file).StartsWith('_')) continue;
            var options = file.EndsWith(".txt", StringComparison.Ordinal) ? ParseOptions.Text : ParseOptions.Html;
            foreach (var error in check.Check(text, file, options)) yield return Of(error) with { File = error.Source == file ? file : ShownAs(sources, error.Source) };
        }
    }

    private static string ShownAs(SourceFiles sources, string partial) =>
        sources.Templates.Keys.Concat(sources.Known.Keys).FirstOrDefault(path => IsNamed(Path.GetFileName(path), partial)) ?? partial;

    private static bool IsNamed(string file, string name) => file == name || Path.GetFileNameWithoutExtension(file) == name;

    /// <summary>An error of a template as a problem of its file.</summary>
    public static Problem Of(TemplateError error) => ReservedFields.RefusalOf(error) is { } refusal
        ? new(error.Source, error.Line, error.Column, true, ProblemCode.NotAvailable, refusal)
        : new(error.Source, error.Line, error.Column, true, ProblemCode.Template, error.Advice);
}

/// <summary>What a data folder knows of law and terms beside the files.</summary>
/// <param name="Answers">Answers to single findings, by their id.</param>
/// <param name="Terms">What was last known of the terms of programs.</param>
internal sealed record KnownInData(IReadOnlyDictionary<string, ComplianceAnswer> Answers, IReadOnlyList<ProgramTerms> Terms)
{
    public static KnownInData Nothing { get; } = new(new Dictionary<string, ComplianceAnswer>(), []);
}
