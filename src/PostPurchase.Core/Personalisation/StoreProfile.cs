using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Personalisation;

/// <summary>A store as mails and conditions know it.</summary>
public sealed record StoreProfile
{
    /// <summary>Key: <c>default</c>.</summary>
    public string Key { get; init; } = "default";

    /// <summary>The name that customers know.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its address on the web.</summary>
    public string? Url { get; init; }

    /// <summary>Whether it mails its own receipt.</summary>
    public bool SendsReceipt { get; init; }

    /// <summary>Postal address for the footer; law wants it in every marketing mail.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>Language and country of its texts.</summary>
    public string Locale { get; init; } = "en-US";

    /// <summary>Currency of its sums.</summary>
    public Currency Currency { get; init; } = Currency.Parse("USD");

    /// <summary>Zone of its days, and of customers whose zone is not known.</summary>
    public DateTimeZone TimeZone { get; init; } = DateTimeZone.Utc;

    /// <summary>Its looks in mail.</summary>
    public Brand Brand { get; init; } = new();
}

/// <summary>How a store's mail looks.</summary>
public sealed record Brand
{
    /// <summary>Address of the logo.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Colour of buttons and links, <c>#rrggbb</c>.</summary>
    public string Color { get; init; } = "#1f5eff";

    /// <summary>Colour of text on it.</summary>
    public string TextOnColor { get; init; } = "#ffffff";

    /// <summary>CSS font family.</summary>
    public string Font { get; init; } = "Helvetica, Arial, sans-serif";

    /// <summary>Where customers can write to.</summary>
    public string? SupportEmail { get; init; }

    /// <summary>The person whose name is under plain notes.</summary>
    public string? SignedBy { get; init; }

    /// <summary>Where else the shop is found, in the order of the footer.</summary>
    public IReadOnlyList<SocialLink> Socials { get; init; } = [];
}
