namespace PostPurchase.Engine.Connectors;

/// <summary>The headers of one request; names in any case. A header that stands several times is joined by commas.</summary>
public sealed class HookHeaders
{
    private readonly Func<string, string?> _find;

    /// <summary>Looks headers up where they are.</summary>
    /// <param name="find">The value of a header by its name in any case; null or empty where there is none.</param>
    public HookHeaders(Func<string, string?> find) => _find = find;

    /// <summary>Takes the headers as they came.</summary>
    public HookHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers) values[name] = values.TryGetValue(name, out var earlier) ? $"{earlier},{value}" : value;
        _find = values.GetValueOrDefault;
    }

    /// <summary>The trimmed value of the first of these headers that is there and not empty, or null.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_find(name)?.Trim() is { Length: > 0 } found) return found;
        }

        return null;
    }
}
