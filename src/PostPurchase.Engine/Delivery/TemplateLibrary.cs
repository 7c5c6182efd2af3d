using PostPurchase.Templates;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// The templates folder: <c>NAME.html</c>, <c>NAME.LANGUAGE.html</c>, the same with <c>.txt</c>, and partials <c>_NAME.html</c>; a folder of a store's
/// key has that store's own, which come before the common ones. A file that changed is parsed and checked again; a broken one leaves its last good version in
/// use, and one that never was good makes no mail. Thread-safe.
/// </summary>
internal sealed class TemplateLibrary
{
    private static readonly string[] Extensions = [".html", ".txt"];

    private readonly string _folder;
    private readonly Lock _reading = new();
    private Dictionary<string, (DateTime, long)> _stamps = [];
    private volatile TemplateShelf _shelf = new(new Dictionary<string, TemplateFile>());
    private volatile IReadOnlyDictionary<string, IReadOnlyList<TemplateError>> _byMail = new Dictionary<string, IReadOnlyList<TemplateError>>();

    /// <summary>Reads the folder; one that does not exist is empty.</summary>
    public TemplateLibrary(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Refresh();
    }

    /// <summary>What is wrong with files as they are now; each keeps its last good version, if it had one.</summary>
    public IReadOnlyList<TemplateError> Problems =>
        [.. _byMail.Values.SelectMany(errors => errors).Distinct().OrderBy(error => error.Source, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)];

    /// <summary>What is wrong with a mail as its files, in all languages, and those of its partials are now.</summary>
    public IReadOnlyList<TemplateError> ProblemsOf(string name) => _byMail.GetValueOrDefault(name) ?? [];

    /// <summary>Names of mails, without language and extension.</summary>
    public IReadOnlySet<string> Names => _shelf.Names;

    /// <summary>Reads what changed since the last time; false where nothing did. Cheap when nothing did.</summary>
    public bool Refresh()
    {
        lock (_reading)
        {
            var stamps = Stamps();
            if (stamps.Count == _stamps.Count && stamps.All(pair => _stamps.TryGetValue(pair.Key, out var known) && known == pair.Value)) return false;
            var files = new Dictionary<string, TemplateFile>(StringComparer.OrdinalIgnoreCase);
            foreach (var path in stamps.Keys)
            {
                var before = _shelf.Files.GetValueOrDefault(path);
                var isSame = before is not null && _stamps.GetValueOrDefault(path) == stamps[path];
                var file = isSame ? before! : TemplateFile.Read(path, File.ReadAllText(Path.Combine(_folder, path)), before);
                files[path] = file with { Parsed = file.Newest ?? file.Good };
            }

            _stamps = stamps;
            (_shelf, _byMail) = Judged(files);
            return true;
        }
    }

    /// <summary>The template of a mail for a reader of that locale (<c>de-AT</c>: that, else <c>de</c>, else the one without a language); null where there is none that can be used.</summary>
    public MailTemplate? Find(string store, string name, string? locale) => _shelf.Find(store, name, locale);

    // The newest of everything is judged together: a mail that was saved before the partial that it needs is not stuck with its old text.
    private static (TemplateShelf Shelf, IReadOnlyDictionary<string, IReadOnlyList<TemplateError>> Problems) Judged(Dictionary<string, TemplateFile> files)
    {
        var problems = new TemplateShelf(new Dictionary<string, TemplateFile>(files, StringComparer.OrdinalIgnoreCase)).Findings();
        var broken = problems.Values.SelectMany(errors => errors).Select(error => error.Source).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, file) in files.ToList())
            files[path] = broken.Contains(path) ? file with { Parsed = file.Good ?? file.Newest } : file with { Good = file.Parsed };
        return (new TemplateShelf(files), problems);
    }

    private Dictionary<string, (DateTime, long)> Stamps()
    {
        var stamps = new Dictionary<string, (DateTime, long)>(StringComparer.OrdinalIgnoreCase);
        if (!Directory.Exists(_folder)) return stamps;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (Extensions.Contains(file.Extension.ToLowerInvariant()))
                stamps[Path.GetRelativePath(_folder, file.FullName).Replace('\\', '/')] = (file.LastWriteTimeUtc, file.Length);
        }

        return stamps;
    }
}
