using NodaTime;

namespace PostPurchase.Core.Experiments;

/// <summary>A customer who was assigned to a variant, whether a mail was delivered or not.</summary>
/// <param name="Owner">The customer's owner id.</param>
/// <param name="Variant">The variant's name.</param>
/// <param name="At">When; the attribution window begins here.</param>
public sealed record AssignedCustomer(long Owner, string Variant, Instant At);
