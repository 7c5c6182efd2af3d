using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PostPurchase.Engine.Running;

/// <summary>A table whose whole content is exchanged while others read it: whoever holds it sees the new one from its next look on.</summary>
/// <param name="content">What is in it at first.</param>
internal sealed class LiveTable<T>(IReadOnlyDictionary<string, T> content) : IReadOnlyDictionary<string, T>
{
    private volatile IReadOnlyDictionary<string, T> _content = content;

    /// <inheritdoc/>
    public T this[string key] => _content[key];

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _content.Keys;

    /// <inheritdoc/>
    public IEnumerable<T> Values => _content.Values;

    /// <inheritdoc/>
    public int Count => _content.Count;

    /// <summary>Exchanges the content.</summary>
    public void Replace(IReadOnlyDictionary<string, T> content) => _content = content;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _content.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _content.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _content.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
