using System.Security.Cryptography.X509Certificates;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Server.Settings;

/// <summary>Settings as the engine wants them.</summary>
internal static class EngineParts
{
    // Only where nothing leaves: going live without an address of the shop's own is refused.
    private static readonly EmailAddress s_nobody = EmailAddress.Parse("shop@shop.example");

    public static StoreDirectory Stores(ServerSettings settings) => new()
    {
        Stores = settings.Stores.ToDictionary(store => store.Key, store => store.Value.Profile),
        ConsentRules = settings.Consent,
        GlobalHoldoutRate = settings.GlobalHoldoutRate,
    };

    public static IReadOnlyDictionary<string, StoreSender> Senders(ServerSettings settings) => settings.Stores.ToDictionary(store => store.Key, store => Sender(store.Value));

    public static DeliverySettings Delivery(ServerSettings settings, byte[] key) => new()
    {
        Mode = settings.Mail.Mode,
        RedirectTo = settings.Mail.RedirectTo,
        // The demo shows what a shop sees whose mail leaves.
        LeftAs = settings.IsOffline ? null : WayOf(settings.Mail.Mode),
        Senders = Senders(settings),
        Streams = settings.Streams.ToDictionary(stream => stream.Key, stream => new StreamSettings(stream.Value.Transport, stream.Value.FromAddress, stream.Value.LinkHost, stream.Value.Dkim?.Open())),
        Key = key,
        TagHeader = settings.Sources.Values.Any(source => source.Kind == SourceKind.Postmark) ? $"X-PM-Metadata-{SendFinder.Tag}" : null,
        Dkim = settings.Dkim?.Open(),
    };

    /// <summary>Where mail leaves: the captured outbox, or the configured mail servers. To be disposed after the loops have ended.</summary>
    public static IMailOutlet Outlet(ServerSettings settings, string outbox, TimeProvider clock) =>
        settings.Mail.Mode == MailMode.Captured || !settings.Transports.ContainsKey(SmtpOutlet.Default)
            ? new CapturedOutbox(outbox)
            : new SmtpOutlet(
                settings.Transports.ToDictionary(transport => transport.Key, transport => new SmtpPool(Options(transport.Value), clock), StringComparer.OrdinalIgnoreCase),
                settings.Transports.Where(transport => transport.Value.Fallback is not null).ToDictionary(transport => transport.Key, transport => transport.Value.Fallback!, StringComparer.OrdinalIgnoreCase));

    public static SmtpTransportOptions Options(TransportSettings transport) => new()
    {
        Host = transport.Host,
        Port = transport.Port,
        Security = transport.Security,
        User = transport.User,
        Password = transport.Password,
        AccessToken = transport.AccessTokenFile is { } token ? async cancellationToken => (await File.ReadAllTextAsync(token, cancellationToken)).Trim() : null,
        MaxConnections = transport.Connections,
        TrustedRoots = transport.CaFile is { } file ? Roots(file) : null,
    };

    /// <summary>Posts webhook steps; null where nothing leaves at all.</summary>
    public static HookClient? Hooks(ServerSettings settings, byte[] key, TimeProvider clock) => settings.Mail.Mode == MailMode.Captured
        ? null
        : new HookClient(new(settings.Webhooks.Secret ?? HookSettings.SecretOf(key), settings.Webhooks.AllowPrivate), clock);

    private static LeftAs WayOf(MailMode mode) => mode switch
    {
        MailMode.Captured => LeftAs.Captured,
        MailMode.Redirect => LeftAs.Redirected,
        _ => LeftAs.Live,
    };

    private static X509Certificate2Collection Roots(string file)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(file);
        return roots;
    }

    private static StoreSender Sender(StoreSettings store) => new(
        new Mailbox(store.FromAddress ?? s_nobody, store.FromName ?? store.Profile.Name),
        store.BaseUrl,
        store.ReplyTo is { } reply ? new Mailbox(reply, null) : null,
        IsNamedAfterStore: store.FromName is null);
}
