using System.Collections.Concurrent;

namespace PostPurchase.Templates;

/// <summary>
/// The templates of one store, parsed once for each content: a changed text is parsed again, an unchanged one is not. Sets of different stores
/// share nothing. Thread-safe.
/// </summary>
/// <param name="engine">The engine that parses.</param>
/// <param name="store">The store, for errors and listings.</param>
/// <param name="read">Gives the text of a template by name; called at each look-up, so it should be cheap.</param>
/// <param name="options">Says how a template of a name is read; by default names that end in .txt are text, all others HTML.</param>
/// <param name="capacity">How many parsed templates are kept, at least 1.</param>
public sealed class TemplateSet(TemplateEngine engine, string store, TemplateText read, Func<string, ParseOptions>? options = null, int capacity = 1024)
{
    private readonly ConcurrentDictionary<string, Template> _parsed = new(StringComparer.Ordinal);

    /// <summary>The store.</summary>
    public string Store { get; } = store;

    /// <summary>The template; null where there is none. Throws <see cref="TemplateException"/> where it cannot be parsed. Fits <see cref="IncludeSource"/>.</summary>
    public Template? Find(string name)
    {
        if (read(name) is not { } text) return null;
        if (_parsed.TryGetValue(name, out var known) && string.Equals(known.Source, text, StringComparison.Ordinal)) return known;
        var template = engine.Parse(text, name, OptionsOf(name));
        if (_parsed.Count >= capacity) _parsed.Clear();
        _parsed[name] = template;
        return template;
    }

    private ParseOptions OptionsOf(string name)
    {
        if (options is not null) return options(name);
        return name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? ParseOptions.Text : ParseOptions.Html;
    }
}
