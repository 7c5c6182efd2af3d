namespace PostPurchase.Core.Personalisation;

/// <summary>What a shop says of its looks by form. Each part that is null is as the settings have it.</summary>
public sealed record StoreLook
{
    /// <summary>Nothing of its own.</summary>
    public static StoreLook None { get; } = new();

    /// <summary>The name that customers know, at most 80 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The name that mail is from; null where the settings name none either is <see cref="Name"/>.</summary>
    public string? SenderName { get; init; }

    /// <summary>Address of the logo: absolute, http or https; or <c>/a/</c> and the hash of a picture that was uploaded.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Colour of buttons, <c>#rrggbb</c>.</summary>
    public string? Color { get; init; }

    /// <summary>Colour of text on it, <c>#rrggbb</c>.</summary>
    public string? TextOnColor { get; init; }

    /// <summary>One of <see cref="MailFont.All"/>, as CSS.</summary>
    public string? Font { get; init; }

    /// <summary>Where customers can write to.</summary>
    public string? SupportEmail { get; init; }

    /// <summary>The person whose name is under plain notes.</summary>
    public string? SignedBy { get; init; }

    /// <summary>Postal address, at most 6 lines; counts only where the settings have none.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>Where else the shop is found, in the order of the footer; null or empty = nowhere.</summary>
    public IReadOnlyList<SocialLink>? Socials { get; init; }

    /// <summary>The profile that settings give, with what the form says on top.</summary>
    public StoreProfile ApplyTo(StoreProfile store) => store with
    {
        Name = Name ?? store.Name,
        PostalAddress = string.IsNullOrWhiteSpace(store.PostalAddress) ? PostalAddress : store.PostalAddress,
        Brand = store.Brand with
        {
            LogoUrl = LogoUrl ?? store.Brand.LogoUrl,
            Color = Color ?? store.Brand.Color,
            TextOnColor = TextOnColor ?? store.Brand.TextOnColor,
            Font = Font ?? store.Brand.Font,
            SupportEmail = SupportEmail ?? store.Brand.SupportEmail,
            SignedBy = SignedBy ?? store.Brand.SignedBy,
            Socials = Socials ?? store.Brand.Socials,
        },
    };

    /// <summary>The name that mail is from.</summary>
    /// <param name="fromSettings">As the settings have it.</param>
    /// <param name="isNamedAfterStore">Whether the settings named no sender, so that this is the store's own name.</param>
    public string? SenderNameOver(string? fromSettings, bool isNamedAfterStore) => SenderName ?? (isNamedAfterStore ? Name ?? fromSettings : fromSettings);
}
