using PostPurchase.Mail.Feedback.Providers;

namespace PostPurchase.Engine.Bounces;

/// <summary>What one call of a mail provider came to.</summary>
internal abstract record ProviderReading
{
    private ProviderReading() { }

    /// <summary>Signed and understood; the delivery id names this call and its repetitions. Perhaps no report that matters.</summary>
    internal sealed record Reports(IReadOnlyList<ProviderReport> Items, string DeliveryId) : ProviderReading;

    /// <summary>Signed, and nothing about a mail: stored, answered 200, and the reason.</summary>
    internal sealed record Ignored(string Reason, string DeliveryId) : ProviderReading;

    /// <summary>Not understandable (400).</summary>
    internal sealed record Malformed(string Message) : ProviderReading;

    /// <summary>Not signed as this source's calls are (401).</summary>
    internal sealed record BadSignature(string Reason) : ProviderReading;

    /// <summary>It could not be checked or confirmed just now (503): the sender shall come again.</summary>
    internal sealed record Unavailable(string Reason) : ProviderReading;
}
