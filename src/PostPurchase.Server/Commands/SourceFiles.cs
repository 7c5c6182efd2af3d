namespace PostPurchase.Server.Commands;

/// <summary>The files to check, by the path that problems name, and the mail templates that journeys may name.</summary>
internal sealed record SourceFiles
{
    private static readonly string[] s_kinds = [".yaml", ".yml", ".json", ".html", ".txt"];

    /// <summary>The folders of an installation that hold files to check.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["workflows", "templates"];

    /// <summary>Journeys and segments: their folder, the path in it (<c>segments/vip.yaml</c>) and the text, by shown path.</summary>
    public SortedDictionary<string, (string Folder, string Path, string Text)> Workflows { get; } = new(StringComparer.Ordinal);

    /// <summary>Segments that are not checked but may be named, in the folder of a journey: text by folder and path.</summary>
    public Dictionary<(string Folder, string Path), string> KnownSegments { get; } = [];

    public SortedDictionary<string, string> Templates { get; } = new(StringComparer.Ordinal);

    /// <summary>Templates that are not checked but may be named: those beside a workflow folder.</summary>
    public Dictionary<string, string> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>Offers files by shown path.</summary>
    public SortedDictionary<string, string> Offers { get; } = new(StringComparer.Ordinal);

    /// <summary>Offers files that are not checked but may be named: those in the folder of a journey.</summary>
    public Dictionary<string, string> KnownOffers { get; } = new(StringComparer.Ordinal);

    public int Count => Workflows.Count + Templates.Count + Offers.Count;

    public static SourceFiles Read(Shell shell, IReadOnlyList<string> paths)
    {
        var files = new SourceFiles();
        foreach (var path in paths)
        {
            var full = shell.PathOf(path);
            if (Directory.Exists(full)) files.AddFolder(path, full);
            else if (File.Exists(full) && IsKind(full)) files.AddFile(path, full, PathInFolder(full));
            else if (File.Exists(full)) throw CommandException.Wrong($"{path}: expected a folder, or a file that ends in {string.Join(", ", s_kinds)}");
            else throw CommandException.Wrong($"{path}: there is no such file or folder");
        }
        return files;
    }

    private void AddFolder(string shown, string full)
    {
        var parts = Folders.Where(part => Directory.Exists(Path.Combine(full, part))).ToList();
        if (parts.Count > 0)
        {
            foreach (var part in parts) AddFolder(Path.Combine(shown, part), Path.Combine(full, part));
            return;
        }
        // A folder of offers, segments or tests that is named alone holds those, and no journeys.
        var own = Path.GetFileName(Path.TrimEndingDirectorySeparator(full)) is var name && IsPart(name) && Path.GetFileName(Path.TrimEndingDirectorySeparator(shown)) == name ? $"{name}/" : "";
        foreach (var file in Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var inFolder = Path.GetRelativePath(full, file).Replace('\\', '/');
            AddFile(Path.Combine(shown, inFolder).Replace('\\', '/'), file, own + inFolder);
        }
    }

    private void AddFile(string shown, string full, string inFolder)
    {
        switch (Path.GetExtension(full))
        {
            case ".yaml" or ".yml" when inFolder.StartsWith("offers/", StringComparison.Ordinal):
                Offers[shown] = File.ReadAllText(full);
                KnownOffers[Path.GetFullPath(full)] = Offers[shown];
                break;
            case ".yaml" or ".yml" or ".json" when !inFolder.StartsWith("offers/", StringComparison.Ordinal):
                var folder = FolderOf(full, inFolder);
                Workflows[shown] = (folder, inFolder, File.ReadAllText(full));
                AddNeighbours(Path.Combine(folder, "..", "templates"));
                AddOffers(Path.Combine(folder, "offers"));
                AddSegments(folder);
                break;
            case ".html" or ".txt":
                Templates[shown] = File.ReadAllText(full);
                AddNeighbours(FolderOf(full, inFolder));
                break;
        }
    }

    private void AddNeighbours(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(file) is ".html" or ".txt") Known.TryAdd(Path.GetFullPath(file), Path.GetFileName(file));
        }
    }

    private void AddOffers(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml")) KnownOffers.TryAdd(Path.GetFullPath(file), File.ReadAllText(file));
    }

    private void AddSegments(string folder)
    {
        var segments = Path.Combine(folder, "segments");
        if (!Directory.Exists(segments)) return;
        foreach (var file in Directory.EnumerateFiles(segments).Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json"))
        {
            var key = (folder, $"segments/{Path.GetFileName(file)}");
            if (!KnownSegments.ContainsKey(key)) KnownSegments[key] = File.ReadAllText(file);
        }
    }

    private static string FolderOf(string full, string inFolder) => full[..^inFolder.Length];

    private static bool IsKind(string file) => s_kinds.Contains(Path.GetExtension(file), StringComparer.Ordinal);

    private static bool IsPart(string folder) => folder is "segments" or "offers" or "tests";

    // A segment or an offers file that is named alone is known by its folder.
    private static string PathInFolder(string full) =>
        Path.GetFileName(Path.GetDirectoryName(full)) is { } folder && IsPart(folder) ? $"{folder}/{Path.GetFileName(full)}" : Path.GetFileName(full);
}
