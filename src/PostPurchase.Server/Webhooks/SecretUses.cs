using System.Collections.Concurrent;
using NodaTime;

namespace PostPurchase.Server.Webhooks;

/// <summary>Which secret of a source signed last, since the start: whoever changes one sees when the old one is used no more. In memory only.</summary>
internal sealed class SecretUses
{
    private readonly ConcurrentDictionary<(string Source, bool IsPrevious), Instant> _last = new();

    /// <summary>Notes a webhook whose signature was good.</summary>
    public void Add(string source, bool isPrevious, Instant at) => _last[(source.ToUpperInvariant(), isPrevious)] = at;

    /// <summary>When a secret of a source signed last; null where it has not since the start.</summary>
    public Instant? LastOf(string source, bool isPrevious) => _last.TryGetValue((source.ToUpperInvariant(), isPrevious), out var at) ? at : null;

    /// <summary>The current secret is the previous one from now on, and another one the current.</summary>
    public void Grow(string source)
    {
        Forget(source, isPrevious: true);
        if (_last.TryRemove((source.ToUpperInvariant(), false), out var at)) Add(source, isPrevious: true, at);
    }

    /// <summary>The current or the previous secret is another one from now on, or none.</summary>
    public void Forget(string source, bool isPrevious) => _last.TryRemove((source.ToUpperInvariant(), isPrevious), out _);
}
