using System.Globalization;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Delivery;
using PostPurchase.Mail.Addresses;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Settings;

/// <summary>Turns names and texts into <see cref="ServerSettings"/>, or says all that is wrong with them.</summary>
internal static class SettingsReader
{
    /// <exception cref="CommandException">A setting is unknown or bad; one line each.</exception>
    /// <param name="shell">Says where the file is, and what the environment holds.</param>
    /// <param name="data">Holds what was set in the app; null leaves that out.</param>
    public static ServerSettings Read(Shell shell, DataFolder? data = null) => Read(shell, data is null ? new Dictionary<string, string>() : KeptSettings.Read(data));

    /// <summary>The same with what was set in the app given.</summary>
    /// <exception cref="CommandException">A setting is unknown or bad; one line each.</exception>
    public static ServerSettings Read(Shell shell, IReadOnlyDictionary<string, string> kept)
    {
        var values = SettingsFile.Read(shell, kept);
        var stores = StoreReader.Read(values, shell.ServedAt ?? ServedAddress.Usual);
        var sources = Sources(values);
        var settings = new ServerSettings
        {
            Mail = new(
                values.Choice("Mail:Mode", MailMode.Captured, ("captured", MailMode.Captured), ("redirect", MailMode.Redirect), ("approve", MailMode.Approve), ("live", MailMode.Live)),
                Address(values, "Mail:RedirectTo"),
                values.Flag("Mail:AllowLoopback", false)),
            Transports = TransportReader.Read(shell, values),
            Streams = Streams(shell, values),
            Dkim = DkimReader.Read(shell, values, "Dkim"),
            Stores = stores,
            Commission = NetworkReader.Read(values, stores),
            Sources = sources,
            Shops = ShopReader.Read(values, sources, stores),
            Consent = Consent(values),
            GlobalHoldoutRate = Share(values, "Experiments:GlobalHoldout"),
            Webhooks = Webhooks(values),
            BounceMaildir = values.Text("Bounces:Maildir") is { } maildir ? shell.PathOf(maildir) : null,
            Security = new(values.Flag("Security:OpenOnLoopback", false), values.Flag("Security:TrustForwardedFor", false)),
            NetworkFiles = TrackingReader.Read(shell, values),
            NameServer = values.Read("Dns:Server", text => (NameServers.TryRead(text, out var server), server!), "a name server as ADDRESS or ADDRESS:PORT"),
            OtlpEndpoint = values.Read("Telemetry:OtlpEndpoint", text => (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https", uri!), "the http address of a collector"),
            InboxDays = values.Whole("Retention:InboxDays", 90, 1, 3_650),
            OutboxDays = values.Whole("Retention:OutboxDays", 90, 1, 3_650),
        };
        Database(values);
        values.RefuseUnknown();
        SettingRules.Check(settings, values);
        return values.Problems.Count == 0 ? settings : throw new CommandException(Exit.Failed, [.. values.Problems.Select(problem => $"setting {problem}")]);
    }

    public static EmailAddress? Address(SettingValues values, string name) =>
        values.Read(name, text => (EmailAddress.TryParse(text, out var address), address!), "an e-mail address");

    private static Dictionary<ContentKind, StreamOptions> Streams(Shell shell, SettingValues values)
    {
        var streams = new Dictionary<ContentKind, StreamOptions>();
        foreach (var (name, kind) in new[] { ("transactional", ContentKind.Transactional), ("own", ContentKind.Own), ("third_party", ContentKind.ThirdParty) })
        {
            var section = $"Streams:{name}";
            if (!values.Has(section)) continue;
            streams[kind] = new(values.Text($"{section}:Transport"), Address(values, $"{section}:FromAddress"), LinkHost(values, $"{section}:LinkHost"), DkimReader.Read(shell, values, $"{section}:Dkim"));
        }
        return streams;
    }

    // A host alone is one that is reached by https.
    private static string? LinkHost(SettingValues values, string name)
    {
        if (values.Text(name) is not { } text || text.Contains("://", StringComparison.Ordinal)) return StoreReader.Web(values, name);
        if (Uri.TryCreate($"https://{text}", UriKind.Absolute, out var url) && url is { PathAndQuery: "/", UserInfo: "", Fragment: "" }) return $"https://{text.TrimEnd('/')}";
        values.Refuse(name, "expected a host such as links.shop.example, or an address that starts with https://");
        return null;
    }

    private static Dictionary<string, HookSource> Sources(SettingValues values)
    {
        var sources = new Dictionary<string, HookSource>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in values.Names("Sources"))
        {
            var section = $"Sources:{name}";
            var (secret, previous) = (values.Text($"{section}:Secret"), values.Text($"{section}:PreviousSecret"));
            var store = values.Text($"{section}:Store") ?? "default";
            var kind = Kind(values, $"{section}:Kind");
            // A store whose API is read works without webhooks: then none is accepted.
            var isRead = values.Text($"{section}:ApiToken") is not null && kind is (SourceKind.Shopify or SourceKind.WooCommerce);
            if (!(isRead && secret is null) && SourceSecrets.Problem(kind, secret) is { } expected) values.Refuse($"{section}:Secret", expected);
            else if (previous is not null && SourceSecrets.Problem(kind, previous) is { } other) values.Refuse($"{section}:PreviousSecret", other);
            else if (kind is { } known) sources[name] = new HookSource(known, secret ?? "", previous, store);
        }
        return sources;
    }

    private static SourceKind? Kind(SettingValues values, string name)
    {
        var word = values.Text(name);
        if (word is not null && SourceKinds.TryParse(word, out var kind)) return kind;
        var isReserved = word is not null && SourceKinds.Reserved.Contains(word, StringComparer.OrdinalIgnoreCase);
        values.Refuse(name, isReserved ? "not available in this version" : $"expected {string.Join(", ", SourceKinds.Available)}");
        return null;
    }

    private static WebhookSettings Webhooks(SettingValues values)
    {
        var secret = values.Read("Webhooks:Secret", text => (StandardSecret.TryRead(text, out var key), key), "whsec_ and at least 24 bytes in base64");
        return new(secret, values.Flag("Webhooks:AllowPrivate", false));
    }

    private static ConsentRules Consent(SettingValues values)
    {
        var strict = Countries(values, "Consent:Strict") ?? ConsentRules.Default.Strict;
        return new(strict, Countries(values, "Consent:ThirdPartyUnknown") ?? ConsentRules.Default.ThirdPartyUnknown);
    }

    private static double Share(SettingValues values, string name)
    {
        var percent = values.Text(name);
        if (percent is null) return 0;
        if (percent.EndsWith('%') && double.TryParse(percent[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 50) return share / 100;
        values.Refuse(name, "expected a share from 0% to 50%, such as 5%");
        return 0;
    }

    private static HashSet<string>? Countries(SettingValues values, string name)
    {
        if (values.List(name) is not { } words) return null;
        foreach (var word in words.Where(word => CountryCodes.Named(word) is null)) values.Refuse(name, $"{(word == values.Text(name) ? "" : $"'{word}' is none; ")}expected country codes of two letters, EU, EEA or UK");
        return words.SelectMany(word => CountryCodes.Named(word) ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static void Database(SettingValues values)
    {
        if (values.Text("Database:Provider") is { } provider && !string.Equals(provider, "sqlite", StringComparison.OrdinalIgnoreCase))
            values.Refuse("Database:Provider", string.Equals(provider, "postgres", StringComparison.OrdinalIgnoreCase) ? "not available in this version" : "expected sqlite");
        if (values.Text("Database:ConnectionString") is not null) values.Refuse("Database:ConnectionString", "not available in this version; the folder of the SQLite database is given with --data");
    }
}
