using PostPurchase.Core.Personalisation;
using PostPurchase.Templates;

namespace PostPurchase.Core.Compliance;

/// <summary>Templates and partials by shown path, and where in them something stands.</summary>
internal sealed class TemplateFiles(IReadOnlyDictionary<string, string> files)
{
    private const string Html = ".html";

    private readonly Dictionary<string, Template?> _parsed = new(StringComparer.Ordinal);

    /// <summary>The files of one mail with the language of each; <c>en</c> for the one without.</summary>
    public IReadOnlyList<(string File, string Locale)> Of(string name) =>
    [
        .. from path in files.Keys.Order(StringComparer.Ordinal)
           let parts = Path.GetFileName(path).Split('.')
           where parts[0] == name && path.EndsWith(Html, StringComparison.Ordinal)
           select (path, parts.Length == 3 ? parts[1] : "en"),
    ];

    /// <exception cref="TemplateException">It has an error.</exception>
    public Template Parse(string path) => Language.Engine.Parse(files[path], path, ParseOptions.Html);

    /// <summary>A partial in a language, else the one without; null where there is none that can be read.</summary>
    public Template? Partial(string name, string locale)
    {
        var path = Find($"{name}.{locale}{Html}") ?? Find(name + Html) ?? Find($"{name}.txt") ?? Find(name);
        if (path is null) return null;
        if (_parsed.TryGetValue(path, out var known)) return known;
        try
        {
            return _parsed[path] = Parse(path);
        }
        catch (TemplateException)
        {
            // The check of templates tells it.
            return _parsed[path] = null;
        }
    }

    /// <summary>Where the first of some words stands: in a mail's own file, else in a partial, else at the file's start.</summary>
    public (string File, int Line, int Column) Place(string file, params string[] words)
    {
        foreach (var path in files.Keys.Where(path => path == file).Concat(files.Keys.Where(path => Path.GetFileName(path).StartsWith('_')).Order(StringComparer.Ordinal)))
        {
            foreach (var word in words.Where(word => word.Length > 0))
            {
                var at = files[path].IndexOf(word, StringComparison.OrdinalIgnoreCase);
                if (at >= 0) return (path, files[path].AsSpan(0, at).Count('\n') + 1, at - files[path].AsSpan(0, at).LastIndexOf('\n'));
            }
        }

        return (file, 1, 1);
    }

    /// <summary>The text of a file.</summary>
    public string SourceOf(string path) => files[path];

    /// <summary>The text of a mail's file and of the partials that are named in it, in its language or in none, and in those.</summary>
    public IEnumerable<string> SourcesOf(string file, string locale)
    {
        var (seen, next) = (new HashSet<string>(StringComparer.Ordinal) { file }, new Queue<string>([file]));
        while (next.TryDequeue(out var path))
        {
            var text = files[path];
            yield return text;
            foreach (var partial in files.Keys.Where(key => IsPartialIn(text, Path.GetFileName(key).Split('.'), locale)).Order(StringComparer.Ordinal).Where(seen.Add)) next.Enqueue(partial);
        }
    }

    private static bool IsPartialIn(string text, string[] name, string locale) =>
        name[0].StartsWith('_') && (name.Length < 3 || name[1] == locale) && text.Contains(name[0], StringComparison.Ordinal);

    private string? Find(string name) => files.Keys.FirstOrDefault(path => Path.GetFileName(path) == name);
}
