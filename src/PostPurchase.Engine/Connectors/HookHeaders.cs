namespace PostPurchase.Engine.Connectors;

/// <summary>The headers of one request; names in any case. A header that stands several times is joined by commas.</summary>
public sealed class HookHeaders
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the headers as they came.</summary>
    public HookHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers) _values[name] = _values.TryGetValue(name, out var earlier) ? $"{earlier},{value}" : value;
    }

    /// <summary>The trimmed value of the first of these headers that is there and not empty, or null.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } found) return found;
        }

        return null;
    }
}
