namespace PostPurchase.Core.Attribution.Networks;

/// <summary>One row of what a network sent: its fields by name, and its items where it has some. Names are compared by their letters and digits alone.</summary>
public sealed class ReportRow
{
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);

    /// <param name="place">Where it is, for messages: <c>line 4</c>, <c>Actions[3]</c>.</param>
    /// <param name="fields">Names and values; empty values are left out. A nested name is its path: <c>saleAmount.amount</c>.</param>
    /// <param name="items">What was bought, a row each.</param>
    public ReportRow(string place, IEnumerable<KeyValuePair<string, string>> fields, IReadOnlyList<ReportRow>? items = null)
    {
        Place = place;
        Items = items ?? [];
        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrWhiteSpace(value)) _fields.TryAdd(Key(name), new(name, Readable(value.Trim())));
        }
    }

    private ReportRow(ReportRow other, string name, string value)
    {
        (Place, Items, MayHaveDecimalComma) = (other.Place, other.Items, other.MayHaveDecimalComma);
        _fields = new(other._fields, StringComparer.Ordinal) { [Key(name)] = new(name, value) };
    }

    /// <summary>Where it is.</summary>
    public string Place { get; }

    /// <summary>Whether a comma may stand before the cents of its amounts.</summary>
    public bool MayHaveDecimalComma { get; init; }

    /// <summary>All that it says, the same for the same whatever the order of its fields.</summary>
    internal string Whole => string.Join('\u001f', _fields.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value.Value}"));

    /// <summary>The same row with one more field.</summary>
    internal ReportRow With(string name, string value) => new(this, name, value);

    /// <summary>What was bought.</summary>
    public IReadOnlyList<ReportRow> Items { get; }

    /// <summary>The first of these names that has a value, with it; null where none has.</summary>
    public (string Name, string Value)? First(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (_fields.TryGetValue(Key(name), out var field)) return (name, field.Value);
        }

        return null;
    }

    /// <summary>The value of the first of these names that has one, or null.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_fields.TryGetValue(Key(name), out var field)) return field.Value;
        }

        return null;
    }

    /// <summary>A name as the network wrote it, a nested one as its path; null where it has no value.</summary>
    internal string? PathOf(string name) => _fields.TryGetValue(Key(name), out var field) ? field.Path : null;

    // NUL and half of a surrogate pair are in no text that can be kept.
    private static string Readable(string text)
    {
        if (!text.Contains('\0') && !text.Any(char.IsSurrogate)) return text;
        return string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0 ? ReportText.Unreadable : rune.ToString()));
    }

    private static string Key(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private readonly record struct Field(string Path, string Value);
}
