using System.Globalization;

namespace PostPurchase.Server.Settings;

/// <summary>
/// Raw settings by name, read once each: what is left over is not known. Our own reader and not the configuration binder, since that one
/// passes over unknown names and stops at the first bad value; here every problem is told at once, by name.
/// </summary>
internal sealed class SettingValues(IReadOnlyDictionary<string, string> values)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    /// <summary>What is wrong, a line each; complete only when everything was read.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public void Refuse(string name, string expected) =>
        _problems.Add(values.TryGetValue(name, out var value) && !IsSecret(name) && !HoldsPassword(value) ? $"{name}: '{value}': {expected}" : $"{name}: {expected}");

    public string? Text(string name)
    {
        _known.Add(name);
        return values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
    }

    public T? Read<T>(string name, Func<string, (bool IsFine, T Value)> read, string expected)
        where T : class
    {
        if (Text(name) is not { } text) return null;
        var (isFine, value) = read(text);
        if (isFine) return value;
        Refuse(name, $"expected {expected}");
        return null;
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Text(name) is not { } text) return otherwise;
        if (bool.TryParse(text, out var flag)) return flag;
        Refuse(name, "expected true or false");
        return otherwise;
    }

    public int Whole(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Refuse(name, $"expected a whole number from {least} to {most}");
        return otherwise;
    }

    public T Choice<T>(string name, T otherwise, params (string Word, T Meaning)[] choices)
    {
        if (Text(name) is not { } text) return otherwise;
        foreach (var (word, meaning) in choices)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) return meaning;
        }
        Refuse(name, $"expected {string.Join(", ", choices.Select(choice => choice.Word))}");
        return otherwise;
    }

    /// <summary>A list: items by number (<c>NAME:0</c>), or one text with commas; null where it is not set.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        if (Text(name) is { } text) return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var items = values.Keys.Where(key => key.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var item in items) _known.Add(item);
        return items.Count == 0 ? null : [.. items.Select(item => values[item])];
    }

    /// <summary>The names right below a section: <c>shop</c> of <c>Sources:shop:Kind</c>.</summary>
    public IReadOnlyList<string> Names(string section) =>
    [
        .. values.Keys.Where(key => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
            .Select(key => key[(section.Length + 1)..].Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    public bool Has(string section) => values.Keys.Any(key => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>Refuses what nobody has read.</summary>
    public void RefuseUnknown()
    {
        foreach (var name in values.Keys.Where(key => !_known.Contains(key)).Order(StringComparer.OrdinalIgnoreCase))
            _problems.Add($"{name}: there is no such setting{Nearest(name)}");
    }

    private string Nearest(string name)
    {
        var section = name.Contains(':', StringComparison.Ordinal) ? name[..name.LastIndexOf(':')] : null;
        var near = _known.Where(known => section is not null && known.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        return near.Count == 0 ? "" : $"; {section} has {string.Join(", ", near.Select(known => known[(section!.Length + 1)..]))}";
    }

    private static bool HoldsPassword(string value) => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.UserInfo.Length > 0;

    /// <summary>What counts where a setting is said nowhere, as far as people have to read it in the audit log; else null.</summary>
    public static string? Usual(string name) => name.Equals("Mail:Mode", StringComparison.OrdinalIgnoreCase) ? "captured" : null;

    /// <summary>Whether a name is that of a secret, which is never shown.</summary>
    public static bool IsSecret(string name) =>
        name.EndsWith("Secret", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Password", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Token", StringComparison.OrdinalIgnoreCase);
}
