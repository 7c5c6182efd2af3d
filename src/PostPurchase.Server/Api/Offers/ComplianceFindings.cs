using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Offers;
using PostPurchase.Engine;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Offers;

/// <summary>Holds journeys against law and program terms, with the templates and offers of the folders as they are now and the answers in the database.</summary>
internal static class ComplianceFindings
{
    private static readonly string[] s_journeys = [".yaml", ".yml", ".json"];

    /// <summary>About all that is in the files.</summary>
    public static IReadOnlyList<Finding> OfFiles(RunnerService runner) => Check(runner, Journeys(runner.Folders));

    /// <summary>What would stop live journeys from being published: their files came by another way.</summary>
    public static IReadOnlyList<Finding> OfLive(RunnerService runner)
    {
        var live = runner.Journeys.Current.Current.Where(plan => plan.Status == JourneyStatus.Live).Select(plan => plan.Key).ToHashSet(StringComparer.Ordinal);
        return live.Count == 0 ? [] : [.. OfFiles(runner).Where(finding => finding.Blocks && finding.Journey is { } journey && live.Contains(journey))];
    }

    /// <summary>The mails that may not leave as they are. Where every program allows mail no file is looked at.</summary>
    public static ForbiddenMails Forbidden(RunnerFolders folders, PostPurchaseEngine engine) =>
        engine.Offers.Terms.All(one => one.Program.IsOwn || one.Program.EmailAllowed == EmailRule.Yes)
            ? ForbiddenMails.None
            : ForbiddenMails.Of(Check(folders, engine, Journeys(folders), Templates(folders)), engine.Offers.Overrides);

    /// <summary>About one journey with a text, those that stop publishing first.</summary>
    public static IReadOnlyList<Finding> OfJourney(RunnerService runner, string key, string text) =>
        [.. Check(runner, new() { [$"{key}.yaml"] = text }).Where(finding => finding.Journey == key).OrderByDescending(finding => finding.Blocks)];

    /// <summary>About all that is in the files, one template as it is being written.</summary>
    public static IReadOnlyList<Finding> OfTemplate(RunnerService runner, string name, string? language, string? source)
    {
        var journeys = Journeys(runner.Folders);
        if (source is null) return Check(runner, journeys);
        var templates = Templates(runner.Folders);
        var file = string.IsNullOrEmpty(language) ? $"{name}.html" : $"{name}.{language}.html";
        templates[templates.Keys.FirstOrDefault(path => Path.GetFileName(path) == file) ?? file] = source;
        return Check(runner, journeys, templates);
    }

    /// <summary>One finding of the files, or of a draft; null where nothing says that any more.</summary>
    public static Finding? Find(RunnerService runner, string id, string? journey)
    {
        var draft = journey is null ? null : new JourneyDraftStore(runner.Database).Find(journey);
        var drafted = draft is null ? [] : OfJourney(runner, journey!, draft.Text);
        return drafted.Concat(OfFiles(runner)).FirstOrDefault(finding => finding.Id == id);
    }

    private static IReadOnlyList<Finding> Check(RunnerService runner, Dictionary<string, string> journeys, Dictionary<string, string>? templates = null) =>
        Check(runner.Folders, runner.Engine, journeys, templates ?? Templates(runner.Folders));

    private static IReadOnlyList<Finding> Check(RunnerFolders folders, PostPurchaseEngine engine, Dictionary<string, string> journeys, Dictionary<string, string> templates) => ComplianceCheck.Check(new()
    {
        Journeys = journeys,
        Templates = templates,
        Offers = Texts(OfferFileEndpoints.FolderOf(folders), SearchOption.TopDirectoryOnly, ".yaml"),
        KnownTerms = engine.Offers.Terms,
        Consent = engine.Stores.ConsentRules,
        Answers = new ComplianceStore(engine.Database).InForce(),
    });

    private static Dictionary<string, string> Journeys(RunnerFolders folders) => Texts(folders.Workflows, SearchOption.TopDirectoryOnly, s_journeys);

    private static Dictionary<string, string> Templates(RunnerFolders folders) => Texts(folders.Templates, SearchOption.AllDirectories, ".html", ".txt");

    private static Dictionary<string, string> Texts(string folder, SearchOption depth, params string[] endings) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", depth).Where(path => endings.Contains(Path.GetExtension(path))).ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal)
        : [];
}
