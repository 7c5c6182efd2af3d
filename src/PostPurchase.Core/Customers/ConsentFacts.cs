namespace PostPurchase.Core.Customers;

/// <summary>What one event says of consent: granted (true), refused (false), or not said (null: unknown, see the consent rules).</summary>
public sealed record ConsentFacts(bool? Own, bool? ThirdParty, bool? Tracking)
{
    /// <summary>Nothing was said.</summary>
    public static ConsentFacts Unknown { get; } = new(null, null, null);
}
