using PostPurchase.Engine.Delivery;
using System.Net;

namespace PostPurchase.Server.Settings;

/// <summary>What settings must be together.</summary>
internal static class SettingRules
{
    public static void Check(ServerSettings settings, SettingValues values)
    {
        if (settings.Mail is { Mode: MailMode.Redirect, RedirectTo: null }) values.Refuse("Mail:RedirectTo", "expected the address that gets all mail, since Mail:Mode is redirect");
        foreach (var (kind, stream) in settings.Streams)
        {
            if (stream.Transport is { } transport && !settings.Transports.ContainsKey(transport)) values.Refuse($"Streams:{kind}:Transport", $"there is no transport '{transport}'");
        }
        foreach (var (name, source) in settings.Sources)
        {
            if (!settings.Stores.ContainsKey(source.Store)) values.Refuse($"Sources:{name}:Store", $"there is no store '{source.Store}'");
        }
        if (settings.Mail.Mode == MailMode.Captured) return;
        if (settings.Transports.Count == 0) values.Refuse("Smtp:Host", $"expected a mail server, since Mail:Mode is {settings.Mail.Mode.ToString().ToLowerInvariant()}");
        foreach (var (key, store) in settings.Stores) CheckSender(settings, values, key == "default" ? "Store" : $"Stores:{key}", store);
    }

    private static void CheckSender(ServerSettings settings, SettingValues values, string section, StoreSettings store)
    {
        if (store.FromAddress is null) values.Refuse($"{section}:FromAddress", "expected the address that mail is from");
        if (settings.Mail.Mode != MailMode.Live) return;
        if (!settings.Mail.AllowLoopback && !store.IsOutside) values.Refuse($"{section}:BaseUrl", "expected an address that customers can reach: live mail is refused with a loopback one, or none (Mail:AllowLoopback=true allows it)");
    }

    /// <summary>Whether an address is one that only this machine reaches.</summary>
    public static bool IsLoopback(string url)
    {
        var host = new Uri(url).Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any)));
    }
}
