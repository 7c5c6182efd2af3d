using System.Collections.Frozen;

namespace PostPurchase.Core.Customers;

/// <summary>Which silence means yes where. An unknown country counts as strict.</summary>
/// <param name="Strict">Countries (ISO 3166 alpha-2) where unknown consent to own marketing and to tracking means no.</param>
/// <param name="ThirdPartyUnknown">Countries where unknown consent to offers of others means yes.</param>
public sealed record ConsentRules(IReadOnlySet<string> Strict, IReadOnlySet<string> ThirdPartyUnknown)
{
    /// <summary>Strict: EU and EEA, UK, CH, CA. Third-party mail without evidence: US only.</summary>
    public static ConsentRules Default { get; } = new(
        FrozenSet.ToFrozenSet([.. CountryCodes.Eea, "GB", "CH", "CA"], StringComparer.OrdinalIgnoreCase),
        FrozenSet.ToFrozenSet(["US"], StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the shop's own marketing may go to someone in <paramref name="country"/>.</summary>
    public bool AllowsOwn(ConsentFacts consent, string? country) => consent.Own ?? !IsStrict(country);

    /// <summary>Whether an offer of others may go to someone in <paramref name="country"/>; never without the shop's own being allowed.</summary>
    public bool AllowsThirdParty(ConsentFacts consent, string? country) =>
        consent.Own != false && (consent.ThirdParty ?? (country is not null && ThirdPartyUnknown.Contains(country)));

    /// <summary>Whether opens and clicks of someone in <paramref name="country"/> may be recorded.</summary>
    public bool AllowsTracking(ConsentFacts consent, string? country) => consent.Tracking ?? !IsStrict(country);

    // "UK" and "ZZ" are no countries: where somebody lives is then as unknown as where nothing is said.
    private bool IsStrict(string? country) => country is null || !CountryCodes.IsKnown(country) || Strict.Contains(country);
}
