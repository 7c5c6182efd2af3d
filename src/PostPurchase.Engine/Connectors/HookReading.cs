using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>What one webhook request came to.</summary>
public abstract record HookReading
{
    private HookReading()
    {
    }

    /// <summary>
    /// Signed and understood: at least one event, in the order in which they apply. The delivery id names this delivery and its
    /// repetitions; the shop is what the sender calls itself, for people to read.
    /// </summary>
    public sealed record Events(IReadOnlyList<StoreEvent> Items, string DeliveryId, string? Shop) : HookReading;

    /// <summary>Signed: the store asks that a customer be forgotten, whom these name. Nothing of the request is stored.</summary>
    public sealed record Erasure(string? Email, string? ExternalId) : HookReading;

    /// <summary>A greeting that says nothing (answered 200, nothing stored).</summary>
    public sealed record Ping : HookReading;

    /// <summary>Signed and of no use to us: stored, answered 200, and the reason.</summary>
    public sealed record Ignored(string Reason, string DeliveryId) : HookReading;

    /// <summary>Signed and not understandable (400): where, and what was expected.</summary>
    public sealed record Malformed(string Path, string Message) : HookReading;

    /// <summary>Not signed by the secrets of this source, or too long ago (401).</summary>
    public sealed record BadSignature(string Reason) : HookReading;
}
