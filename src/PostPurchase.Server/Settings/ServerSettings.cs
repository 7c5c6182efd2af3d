using PostPurchase.Core.Customers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Delivery;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Server.Settings;

/// <summary>All settings, checked.</summary>
internal sealed record ServerSettings
{
    public required MailSettings Mail { get; init; }

    /// <summary>By name; <c>default</c> is that of <c>Smtp</c>, and missing where there is none.</summary>
    public required IReadOnlyDictionary<string, TransportSettings> Transports { get; init; }

    public required IReadOnlyDictionary<ContentKind, StreamOptions> Streams { get; init; }

    public required DkimSettings? Dkim { get; init; }

    /// <summary>By key; <c>default</c> is always there.</summary>
    public required IReadOnlyDictionary<string, StoreSettings> Stores { get; init; }

    public required IReadOnlyDictionary<string, HookSource> Sources { get; init; }

    /// <summary>The sources whose API is read too.</summary>
    public IReadOnlyList<Engine.Connectors.Shops.ShopSettings> Shops { get; init; } = [];

    public required Engine.Learning.CommissionSettings Commission { get; init; }

    public required ConsentRules Consent { get; init; }

    /// <summary>Share of customers, 0..1, who get no marketing of any journey.</summary>
    public double GlobalHoldoutRate { get; init; }

    public required SecuritySettings Security { get; init; }

    public WebhookSettings Webhooks { get; init; } = new(null, false);

    /// <summary>Full path of the maildir that bounces are delivered to, or null.</summary>
    public string? BounceMaildir { get; init; }

    /// <summary>How many days the raw deliveries of stores are kept for replay.</summary>
    public required int InboxDays { get; init; }

    /// <summary>How many days captured mail is kept.</summary>
    public required int OutboxDays { get; init; }

    /// <summary>Where spans and measures go by OTLP; null: where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, or nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Whether the data is thrown away afterwards, so that no rush has to stop a journey. No setting: <c>bench</c> asks for it.</summary>
    public bool IsTrial { get; init; }

    public StoreSettings Store => Stores["default"];
}

internal sealed record MailSettings(MailMode Mode, EmailAddress? RedirectTo, bool AllowLoopback);

internal sealed record TransportSettings(string Host, int Port, SmtpSecurity Security, string? User, string? Password)
{
    /// <summary>Name of the transport that stands in while this one takes no mail, or null.</summary>
    public string? Fallback { get; init; }

    /// <summary>Connections at the same time.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Full path of a PEM file with certificates that are trusted besides the system's, or null.</summary>
    public string? CaFile { get; init; }

    /// <summary>Full path of a file that holds the access token for XOAUTH2, read for each connection (whatever renews the token writes it there); or null.</summary>
    public string? AccessTokenFile { get; init; }

    /// <summary>How fast it may be used.</summary>
    public TransportPace Pace { get; init; } = new(new());
}

/// <param name="Secret">Signs what is posted; null for one of the installation's own.</param>
/// <param name="AllowPrivate">Whether webhook steps may post to this machine and to private networks.</param>
internal sealed record WebhookSettings(byte[]? Secret, bool AllowPrivate);

internal sealed record StreamOptions(string? Transport, EmailAddress? FromAddress, string? LinkHost);

internal sealed record DkimSettings(string Domain, string Selector, string KeyFile);

/// <param name="Profile">As mails and conditions know it.</param>
/// <param name="FromName">Null for the store's name.</param>
/// <param name="FromAddress">Null only where nothing leaves.</param>
/// <param name="ReplyTo">Null for the sender.</param>
/// <param name="BaseUrl">Where this installation is reached from outside, without a slash at the end.</param>
internal sealed record StoreSettings(StoreProfile Profile, string? FromName, EmailAddress? FromAddress, EmailAddress? ReplyTo, string BaseUrl);

/// <param name="OpenOnLoopback">Whether requests from this machine need no key.</param>
/// <param name="TrustForwardedFor">Whether a proxy in front says who the visitor is.</param>
internal sealed record SecuritySettings(bool OpenOnLoopback, bool TrustForwardedFor);
