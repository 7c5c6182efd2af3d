using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>
/// The journeys in force: read from a folder, with every version that was ever live kept in the database. A file with an error starts nothing
/// and leaves the version that was live in force; a file that is gone, or a draft, stops entry and lets runs finish.
/// </summary>
internal sealed class JourneyLibrary(Database database, string folder, Func<FileCatalog> catalog)
{
    private const long LargestFile = 1024 * 1024;

    private readonly EnrollmentStore _store = new(database);
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
        var older = await OlderVersionsAsync();
        plans.AddRange(Current.Current.Where(known => plans.TrueForAll(plan => plan.Key != known.Key) && broken.Any(file => KeyIn(files[file]) == known.Key)));
        foreach (var plan in plans.Where(plan => plan.Status != JourneyStatus.Draft))
        {
            if (older.Exists(known => known.Key == plan.Key && known.Version == plan.Version)) continue;
            var text = files.FirstOrDefault(file => KeyIn(file.Value) == plan.Key).Value;
            if (text is not null) await _store.AddVersionAsync(new("default", plan.Key, plan.Version, text), now, cancellationToken);
        }

        var segments = read.Segments.ToDictionary(segment => segment.Name, segment => segment.If);
        Volatile.Write(ref _current, new JourneySet(plans, older, segments));
    }

    private async Task<List<JourneyPlan>> OlderVersionsAsync()
    {
        var plans = new List<JourneyPlan>();
        foreach (var version in await _store.VersionsAsync())
        {
            if (JourneyFile.Read($"{version.Journey}@{version.Hash}", version.Document, FileCatalog.Open).Plan is { } plan) plans.Add(plan with { Version = version.Hash });
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
            if (name.StartsWith("offers/", StringComparison.Ordinal) || name.StartsWith("tests/", StringComparison.Ordinal)) continue;
            if (Path.GetExtension(name) is not (".yaml" or ".yml" or ".json") || new FileInfo(path).Length > LargestFile) continue;
            files[name] = File.ReadAllText(path);
        }

        return files;
    }

    private static string? KeyIn(string text) => JourneyFile.Read("", text, FileCatalog.Open).Key;
}
