using System.Collections.Frozen;
using PostPurchase.Templates;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// The templates folder: <c>NAME.html</c>, <c>NAME.LANGUAGE.html</c>, the same with <c>.txt</c>, and partials <c>_NAME.html</c>; a folder of a store's
/// key has that store's own, which come before the common ones. A file that changed is parsed again; a broken one leaves its last good version in use. Thread-safe.
/// </summary>
internal sealed class TemplateLibrary
{
    private static readonly string[] Extensions = [".html", ".txt"];

    private readonly string _folder;
    private readonly Lock _reading = new();
    private volatile Shelf _shelf = Shelf.Empty;

    /// <summary>Reads the folder; one that does not exist is empty.</summary>
    public TemplateLibrary(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Refresh();
    }

    /// <summary>What is wrong with files as they are now; each keeps its last good version, if it had one.</summary>
    public IReadOnlyList<TemplateError> Problems => _shelf.Problems;

    /// <summary>Names of mails, without language and extension.</summary>
    public IReadOnlySet<string> Names => _shelf.Names;

    /// <summary>Reads what changed since the last time; false where nothing did. Cheap when nothing did.</summary>
    public bool Refresh()
    {
        lock (_reading)
        {
            var stamps = Stamps();
            if (stamps.Count == _shelf.Stamps.Count && stamps.All(pair => _shelf.Stamps.TryGetValue(pair.Key, out var known) && known == pair.Value)) return false;
            var files = new Dictionary<string, TemplateFile>(StringComparer.OrdinalIgnoreCase);
            foreach (var path in stamps.Keys)
            {
                var before = _shelf.Files.GetValueOrDefault(path);
                files[path] = before is not null && _shelf.Stamps.GetValueOrDefault(path) == stamps[path]
                    ? before
                    : TemplateFile.Read(path, File.ReadAllText(Path.Combine(_folder, path)), before);
            }

            _shelf = new Shelf(stamps, files);
            return true;
        }
    }

    /// <summary>The template of a mail for a reader of that locale (<c>de-AT</c>: that, else <c>de</c>, else the one without a language); null where there is none that can be used.</summary>
    public MailTemplate? Find(string store, string name, string? locale) => _shelf.Find(store, name, locale);

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

    /// <summary>The folder at one moment; immutable but for what it has found before.</summary>
    private sealed class Shelf(IReadOnlyDictionary<string, (DateTime, long)> stamps, IReadOnlyDictionary<string, TemplateFile> files)
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<(string Store, string Name, string? Locale), MailTemplate?> _found = new();

        public static Shelf Empty { get; } = new(new Dictionary<string, (DateTime, long)>(), new Dictionary<string, TemplateFile>());

        public IReadOnlyDictionary<string, (DateTime, long)> Stamps => stamps;

        public IReadOnlyDictionary<string, TemplateFile> Files => files;

        public IReadOnlyList<TemplateError> Problems { get; } = [.. files.Values.OrderBy(file => file.Path, StringComparer.Ordinal).SelectMany(file => file.Errors)];

        public IReadOnlySet<string> Names { get; } = files.Keys.Select(path => path[(path.LastIndexOf('/') + 1)..]).Where(name => !name.StartsWith('_'))
            .Select(name => name.Split('.', 2)[0]).ToFrozenSet();

        public MailTemplate? Find(string store, string name, string? locale) => _found.GetOrAdd((store, name, locale), Make);

        private MailTemplate? Make((string Store, string Name, string? Locale) mail)
        {
            foreach (var language in Languages(mail.Locale))
            {
                var html = Parsed(mail.Store, $"{mail.Name}{language}.html");
                var text = Parsed(mail.Store, $"{mail.Name}{language}.txt");
                if (html is null && text is null) continue;
                var partials = Partials(mail.Store);
                IReadOnlyList<string> sources = [.. new[] { html, text }.OfType<Template>().Select(template => template.Source), .. partials.Select(partial => partial.Source)];
                return new(mail.Name, html, text, TemplateFile.HashOf(string.Join('\0', sources)), wanted => Partial(mail.Store, wanted, mail.Locale), sources)
                {
                    Language = language.TrimStart('.'),
                    Languages = LanguagesOf(mail.Store, mail.Name),
                };
            }

            return null;
        }

        private IReadOnlyList<string> LanguagesOf(string store, string name) =>
        [
            .. files.Keys.Select(path => path.StartsWith($"{store}/", StringComparison.OrdinalIgnoreCase) ? path[(store.Length + 1)..] : path)
                .Select(path => path.Split('.')).Where(parts => parts.Length == 3 && parts[0] == name).Select(parts => parts[1]).Distinct(StringComparer.OrdinalIgnoreCase),
        ];

        private Template? Partial(string store, string wanted, string? locale)
        {
            if (Parsed(store, wanted) is { } exact) return exact;
            foreach (var language in Languages(locale))
            {
                if (Parsed(store, $"{wanted}{language}.html") is { } found) return found;
            }

            return Parsed(store, $"{wanted}.txt");
        }

        private List<Template> Partials(string store) =>
            [.. files.Values.Where(file => file.Parsed is not null && IsPartial(file.Path, store)).OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Parsed!)];

        private static bool IsPartial(string path, string store) =>
            path.StartsWith('_') || path.StartsWith($"{store}/_", StringComparison.OrdinalIgnoreCase);

        private Template? Parsed(string store, string file) =>
            (files.GetValueOrDefault($"{store}/{file}") ?? files.GetValueOrDefault(file))?.Parsed;

        private static IEnumerable<string> Languages(string? locale)
        {
            if (!string.IsNullOrEmpty(locale))
            {
                yield return $".{locale}";
                if (locale.Split('-', '_')[0] is { } language && language != locale) yield return $".{language}";
            }

            yield return "";
        }
    }
}
