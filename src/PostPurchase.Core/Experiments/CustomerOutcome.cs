using NodaTime;

namespace PostPurchase.Core.Experiments;

/// <summary>Something that a customer did or brought: a human click, a conversion, an order, a commission or its reversal.</summary>
/// <param name="Owner">The customer's owner id.</param>
/// <param name="At">When.</param>
/// <param name="Amount">In major units of one currency, negative for a reversal; without meaning for a rate.</param>
public sealed record CustomerOutcome(long Owner, Instant At, double Amount = 1);
