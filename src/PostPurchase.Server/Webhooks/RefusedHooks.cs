using NodaTime;

namespace PostPurchase.Server.Webhooks;

/// <summary>The latest webhooks that were refused, for whoever sets a store up: in memory only, without their bodies, since anybody can post them.</summary>
internal sealed class RefusedHooks
{
    private const int Most = 100;

    private readonly Queue<RefusedHook> _latest = new();
    private readonly Lock _lock = new();

    public void Add(RefusedHook hook)
    {
        lock (_lock)
        {
            if (_latest.Count == Most) _latest.Dequeue();
            _latest.Enqueue(hook);
        }
    }

    /// <summary>Newest first; at most 100.</summary>
    public IReadOnlyList<RefusedHook> Latest()
    {
        lock (_lock) return [.. _latest.Reverse()];
    }
}

/// <param name="At">When it came.</param>
/// <param name="Source">The source that it was for.</param>
/// <param name="Status">What it was answered: 400 or 401.</param>
/// <param name="Why">What was wrong, and where.</param>
/// <param name="Bytes">How long its body was.</param>
internal sealed record RefusedHook(Instant At, string Source, int Status, string Why, int Bytes);
