using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>
/// The journeys in force: read from a folder, with every version that was ever live kept in the database. A file with an error starts nothing
/// and leaves the version that was in force as it was, live or paused, also after a restart; a file that is gone, or a draft, stops entry and lets runs finish.
/// </summary>
internal sealed class JourneyLibrary(Database database, string folder, Func<FileCatalog> catalog, double globalHoldoutRate = 0)
{
    private const long LargestFile = 1024 * 1024;

    private readonly EnrollmentStore _store = new(database);
    private readonly JourneyFileStore _files = new(database);
    private readonly ExperimentStore _experiments = new(database);
    private JourneySet _current = JourneySet.Empty;

    /// <summary>What is in force now.</summary>
    public JourneySet Current => Volatile.Read(ref _current);

    /// <summary>The problems of the last reading, warnings too.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Reads the folder and puts it in force.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="liven">Changes a plan before it is put in force: <c>demo</c> and <c>simulate</c> make drafts live; null = as the files say.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReloadAsync(Instant now, Func<JourneyPlan, JourneyPlan>? liven = null, CancellationToken cancellationToken = default)
    {
        var files = ReadFiles();
        var read = WorkflowFolder.Read(files, catalog());
        Problems = read.Problems;
        var plans = read.Journeys.Select(plan => liven is null ? plan : liven(plan)).ToList();
        var broken = read.Problems.Where(problem => problem.IsError).Select(problem => problem.File).ToHashSet(StringComparer.Ordinal);
        var keys = files.ToDictionary(file => file.Key, file => KeyIn(file.Value), StringComparer.Ordinal);
        var older = await OlderVersionsAsync();
        var known = await _files.AllAsync();
        foreach (var file in broken)
        {
            var key = known.GetValueOrDefault(file)?.Journey ?? keys.GetValueOrDefault(file);
            if (key is not null && plans.TrueForAll(plan => plan.Key != key) && LastInForce(key, known, older) is { } last) plans.Add(last);
        }

        foreach (var plan in plans.Where(plan => plan.Status != JourneyStatus.Draft))
        {
            var alike = older.Find(one => one.Key == plan.Key && one.Version == plan.Version);
            var text = files.FirstOrDefault(file => keys[file.Key] == plan.Key && !broken.Contains(file.Key)).Value;
            if (alike?.Name == plan.Name || text is null) continue;
            var version = new JourneyVersion("default", plan.Key, plan.Version, text);
            // A name is no behaviour: with another one it is the same version.
            await (alike is null ? _store.AddVersionAsync(version, now, cancellationToken) : _store.RenameVersionAsync(version, now, cancellationToken));
        }

        var said = keys.Where(file => !broken.Contains(file.Key))
            .SelectMany(file => plans.Where(plan => plan.Key == file.Value).Select(plan => new KnownFile(file.Key, plan.Key, plan.Version, plan.Status)))
            .Where(file => known.GetValueOrDefault(file.File) != file)
            .ToList();
        var gone = known.Keys.Where(file => !files.ContainsKey(file)).ToList();
        if (said.Count + gone.Count > 0) await _files.KeepAsync(said, gone, cancellationToken);
        await _experiments.KeepAsync([.. plans.Where(plan => plan.Status != JourneyStatus.Draft).SelectMany(JourneyExperiments.Of), .. GlobalHoldout(plans)], HoldoutRates(plans), now, cancellationToken);
        var segments = read.Segments.ToDictionary(segment => segment.Name, segment => segment.If);
        var chosen = database.Read(ExperimentStore.Chosen);
        JourneyPlan InForce(JourneyPlan plan) => JourneyExperiments.WithWeights(plan, (key, arm) => chosen.TryGetValue((key, arm), out var weight) ? weight : null);
        Volatile.Write(ref _current, new JourneySet([.. plans.Select(InForce)], [.. older.Select(InForce)], segments));
    }

    /// <summary>What was in force last, by the database alone: for programs that run beside the engine.</summary>
    public async Task<IReadOnlyList<JourneyPlan>> LastInForceAsync()
    {
        var hashes = (await _files.AllAsync()).Values.Select(file => (file.Journey, file.Hash)).ToHashSet();
        return [.. (await OlderVersionsAsync()).Where(plan => hashes.Contains((plan.Key, plan.Version))).DistinctBy(plan => plan.Key)];
    }

    /// <summary>What the sound files of the folder say now; nothing is put in force.</summary>
    public IReadOnlyList<JourneyPlan> InFiles() => WorkflowFolder.Read(ReadFiles(), catalog()).Journeys;

    private IEnumerable<ExperimentDefinition> GlobalHoldout(IEnumerable<JourneyPlan> plans) =>
        globalHoldoutRate is > 0 and < 1 ? [JourneyExperiments.Holdout(JourneyExperiments.GlobalHoldout, globalHoldoutRate) with { HasPartners = plans.Any(JourneyExperiments.HasPartners) }] : [];

    private IReadOnlyList<(ExperimentKey Holdout, double Rate)> HoldoutRates(IEnumerable<JourneyPlan> plans) =>
        [.. plans.Where(plan => plan.Status != JourneyStatus.Draft).Select(plan => (JourneyExperiments.HoldoutOf(plan.Key), plan.HoldoutRate)), (JourneyExperiments.GlobalHoldout, globalHoldoutRate)];

    private JourneyPlan? LastInForce(string key, Dictionary<string, KnownFile> known, List<JourneyPlan> older)
    {
        if (Current.CurrentOf(key) is { } current) return current;
        var last = known.Values.FirstOrDefault(file => file.Journey == key);
        return last is not null && older.Find(plan => plan.Key == key && plan.Version == last.Hash) is { } plan ? plan with { Status = last.Status } : null;
    }

    private async Task<List<JourneyPlan>> OlderVersionsAsync()
    {
        var plans = new List<JourneyPlan>();
        foreach (var version in await _store.VersionsAsync())
        {
            if (JourneyFile.ReadInForce(version.Document) is { } plan && plan.Key == version.Journey) plans.Add(plan with { Version = version.Hash });
        }

        return plans;
    }

    private SortedDictionary<string, string> ReadFiles()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder)) return files;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (name.StartsWith("offers/", StringComparison.Ordinal)) continue;
            if (Path.GetExtension(name) is not (".yaml" or ".yml" or ".json") || new FileInfo(path).Length > LargestFile) continue;
            files[name] = File.ReadAllText(path);
        }

        return files;
    }

    private static string? KeyIn(string text) => JourneyFile.Read("", text, FileCatalog.Open).Key;
}
