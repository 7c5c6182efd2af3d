using PostPurchase.Core.Customers;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Delivery;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Signing;
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

    /// <summary>The keys that sign for a domain: the installation's, else those of a stream; null where nobody does.</summary>
    public DkimSettings? DkimFor(string domain) => Streams.Values.Select(stream => stream.Dkim).Prepend(Dkim).FirstOrDefault(keys => keys?.Covers(domain) == true);

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

    /// <summary>Files with the owner's lists of networks, by class.</summary>
    public IReadOnlyDictionary<AddressClass, string> NetworkFiles { get; init; } = new Dictionary<AddressClass, string>();

    /// <summary>Where spans and measures go by OTLP; null: where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, or nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Who is asked about the sender's domain; null for this machine's name server.</summary>
    public System.Net.IPEndPoint? NameServer { get; init; }

    /// <summary>Whether the data is thrown away afterwards, so that no rush has to stop a journey. No setting: <c>bench</c> asks for it.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Whether nothing may be asked of the network: the demo says that nothing leaves the machine.</summary>
    public bool IsOffline { get; init; }

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

internal sealed record StreamOptions(string? Transport, EmailAddress? FromAddress, string? LinkHost, DkimSettings? Dkim);

/// <param name="Domain">The domain that signs.</param>
/// <param name="Rsa">The key that every verifier knows.</param>
/// <param name="Ed25519">A second signature for those who know it, or null.</param>
internal sealed record DkimSettings(string Domain, DkimKeyFile Rsa, DkimKeyFile? Ed25519)
{
    /// <summary>Whether mail from <paramref name="domain"/> can be signed, as of <see cref="DkimSigner.Covers"/>.</summary>
    public bool Covers(string domain) => domain.Equals(Domain, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + Domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the keys. The caller disposes the signer. Errors as of <see cref="DkimSigner.FromPem"/>.</summary>
    public DkimSigner Open() => DkimSigner.FromPem(
        Domain, Rsa.Selector, File.ReadAllText(Rsa.KeyFile), Ed25519 is { } second ? (second.Selector, File.ReadAllText(second.KeyFile)) : null);
}

internal sealed record DkimKeyFile(string Selector, string KeyFile);

/// <param name="Profile">As mails and conditions know it.</param>
/// <param name="FromName">Null for the store's name.</param>
/// <param name="FromAddress">Null only where nothing leaves.</param>
/// <param name="ReplyTo">Null for the sender.</param>
/// <param name="BaseUrl">Where this installation is reached from outside, without a slash at the end.</param>
internal sealed record StoreSettings(StoreProfile Profile, string? FromName, EmailAddress? FromAddress, EmailAddress? ReplyTo, string BaseUrl)
{
    /// <summary>Whether somebody said how it is reached; else <see cref="BaseUrl"/> is where it is served, which may be this machine only.</summary>
    public bool IsBaseUrlSet { get; init; } = true;

    /// <summary>Whether customers may reach it.</summary>
    public bool IsOutside => IsBaseUrlSet && !SettingRules.IsLoopback(BaseUrl);
}

/// <param name="OpenOnLoopback">Whether requests from this machine need no key.</param>
/// <param name="TrustForwardedFor">Whether a proxy in front says who the visitor is.</param>
internal sealed record SecuritySettings(bool OpenOnLoopback, bool TrustForwardedFor);
