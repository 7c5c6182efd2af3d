using NodaTime;

namespace PostPurchase.Engine.Delivery;

/// <summary>A mail server that takes nothing at the moment.</summary>
/// <param name="Name">Name of its transport.</param>
/// <param name="Since">The first failure after it last worked.</param>
/// <param name="Text">What the last failure said.</param>
internal sealed record MailServerTrouble(string Name, Instant Since, string Text);
