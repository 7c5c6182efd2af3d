namespace PostPurchase.Core.Journeys.Files;

/// <summary>What files may name, and how their expressions and texts are checked. Null = anything goes.</summary>
public sealed record FileCatalog
{
    /// <summary>Knows nothing, so it accepts every name.</summary>
    public static FileCatalog Open { get; } = new();

    /// <summary>Names of templates.</summary>
    public IReadOnlySet<string>? Templates { get; init; }

    /// <summary>Names of segments.</summary>
    public IReadOnlySet<string>? Segments { get; init; }

    /// <summary>Names of offer rules.</summary>
    public IReadOnlySet<string>? OfferRules { get; init; }

    /// <summary>Names of coupon pools.</summary>
    public IReadOnlySet<string>? Coupons { get; init; }

    /// <summary>Why nothing is ever posted to a web address, as far as it says so itself; it answers null where nothing speaks against it.</summary>
    public Func<Uri, string?>? WhyClosed { get; init; }
}
