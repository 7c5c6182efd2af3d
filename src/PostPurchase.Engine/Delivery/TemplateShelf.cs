using System.Collections.Concurrent;
using System.Collections.Frozen;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Storage;
using PostPurchase.Templates;

namespace PostPurchase.Engine.Delivery;

/// <summary>The templates folder at one moment; immutable but for what it has found before.</summary>
internal sealed class TemplateShelf(IReadOnlyDictionary<string, TemplateFile> files)
{
    private readonly ConcurrentDictionary<(string Store, string Name, string? Locale), MailTemplate?> _found = new();
    private readonly ConcurrentDictionary<(string Store, string Path, string Language), IReadOnlyList<TemplateError>> _judged = new();
    private readonly FrozenSet<string> _languages = files.Keys.Select(LanguageOf).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, TemplateFile> Files => files;

    /// <summary>
    /// The template of a mail that has left, as it was then. What the check says against it is not asked: the mail was made once. Null where it cannot be read any more.
    /// </summary>
    public static MailTemplate? OfThen(TemplateVersion version, string store, string? locale)
    {
        var shelf = new TemplateShelf(version.Texts.ToDictionary(text => text.Key, text => TemplateFile.Read(text.Key, text.Value, null), StringComparer.OrdinalIgnoreCase));
        return shelf.Find(store, version.Template, locale) is { } template ? template with { Hash = version.Hash, Problems = [] } : null;
    }

    public IReadOnlySet<string> Names { get; } = files.Keys.Where(IsMail).Select(path => NameOf(path).Split('.', 2)[0]).ToFrozenSet();

    public MailTemplate? Find(string store, string name, string? locale) => _found.GetOrAdd((store, name, locale), Make);

    /// <summary>What the check says against the mails of the folder with the partials that they include, by the mail's name; partials that no mail includes only have to be readable, and go by their own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TemplateError>> Findings() => files.Values
        .SelectMany(file => (IsMail(file.Path) ? Judge(StoreOf(file.Path), file.Path, LanguageOf(file.Path)) : []).Concat(file.Errors).Select(error => (Mail: NameOf(file.Path).Split('.', 2)[0], Error: error)))
        .GroupBy(found => found.Mail, StringComparer.Ordinal).ToDictionary(mail => mail.Key, IReadOnlyList<TemplateError> (mail) => [.. mail.Select(found => found.Error).Distinct()], StringComparer.Ordinal);

    private MailTemplate? Make((string Store, string Name, string? Locale) mail)
    {
        foreach (var language in Languages(mail.Locale))
        {
            var (html, text) = (Located(mail.Store, $"{mail.Name}{language}.html"), Located(mail.Store, $"{mail.Name}{language}.txt"));
            if (html is null && text is null) continue;
            var partials = Partials(mail.Store);
            IReadOnlyList<TemplateFile> parts = [.. new[] { html, text }.OfType<TemplateFile>()];
            IReadOnlyList<string> sources = [.. parts.Select(part => part.Parsed!.Source), .. partials.Select(partial => partial.Source)];
            return new(mail.Name, html?.Parsed, text?.Parsed, TemplateFile.HashOf(string.Join('\0', sources)), wanted => Partial(mail.Store, wanted, mail.Locale), sources)
            {
                Language = language.TrimStart('.'),
                Languages = LanguagesOf(mail.Store, mail.Name),
                Texts = TextsOf(mail.Store, mail.Name),
                Problems = [.. parts.SelectMany(part => Judge(mail.Store, part.Path, KnownLanguage(mail.Locale)))],
            };
        }

        return null;
    }

    // The check costs milliseconds and its answer hangs on nothing but these three.
    private IReadOnlyList<TemplateError> Judge(string store, string path, string language) => _judged.GetOrAdd((store, path, language), at =>
    {
        if (files[at.Path].Parsed is not { } template) return files[at.Path].Errors;
        var options = at.Path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? ParseOptions.Text : ParseOptions.Html;
        var names = Partials(at.Store).Select(partial => NameOf(partial.Name).Split('.', 2)[0]).Distinct(StringComparer.Ordinal);
        var check = new TemplateCheck(Language.Engine, ModelShapes.OfModel, wanted => Partial(at.Store, wanted, at.Language), [.. names]);
        return check.Check(template.Source, at.Path, options);
    });

    private string KnownLanguage(string? locale) => Languages(locale).Select(language => language.TrimStart('.')).First(language => language.Length == 0 || _languages.Contains(language));

    private IReadOnlyList<string> LanguagesOf(string store, string name) =>
    [
        .. files.Keys.Select(path => path.StartsWith($"{store}/", StringComparison.OrdinalIgnoreCase) ? path[(store.Length + 1)..] : path)
            .Select(path => path.Split('.')).Where(parts => parts.Length == 3 && parts[0] == name).Select(parts => parts[1]).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private Dictionary<string, string> TextsOf(string store, string name) => files.Keys
        .Where(path => IsPartial(path, store) || (IsMail(path) && NameOf(path).Split('.')[0] == name && (StoreOf(path).Length == 0 || IsOwn(path, store))))
        .Select(path => IsOwn(path, store) ? path[(store.Length + 1)..] : path).Distinct(StringComparer.OrdinalIgnoreCase)
        .Where(path => Located(store, path) is not null)
        .ToDictionary(path => path, path => Located(store, path)!.Parsed!.Source, StringComparer.OrdinalIgnoreCase);

    private Template? Partial(string store, string wanted, string? locale)
    {
        if (Located(store, wanted) is { } exact) return exact.Parsed;
        foreach (var language in Languages(locale))
        {
            if (Located(store, $"{wanted}{language}.html") is { } found) return found.Parsed;
        }

        return Located(store, $"{wanted}.txt")?.Parsed;
    }

    private List<Template> Partials(string store) =>
        [.. files.Values.Where(file => file.Parsed is not null && IsPartial(file.Path, store)).OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Parsed!)];

    private static bool IsPartial(string path, string store) =>
        path.StartsWith('_') || path.StartsWith($"{store}/_", StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(string path, string store) => path.StartsWith($"{store}/", StringComparison.OrdinalIgnoreCase);

    // A store's own file comes before the common one, if anything of it can be used.
    private TemplateFile? Located(string store, string file) =>
        (files.GetValueOrDefault($"{store}/{file}") ?? files.GetValueOrDefault(file)) is { Parsed: not null } found ? found : null;

    private static IEnumerable<string> Languages(string? locale)
    {
        if (!string.IsNullOrEmpty(locale))
        {
            yield return $".{locale}";
            if (locale.Split('-', '_')[0] is { } language && language != locale) yield return $".{language}";
        }

        yield return "";
    }

    private static bool IsMail(string path) => !NameOf(path).StartsWith('_');

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string StoreOf(string path) => path.Split('/') is [var store, _, ..] ? store : "";

    private static string LanguageOf(string path) => NameOf(path).Split('.') is [_, var language, _] ? language : "";
}
