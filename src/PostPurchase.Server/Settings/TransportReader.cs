using System.Globalization;
using PostPurchase.Mail.Pacing;
using PostPurchase.Mail.Smtp;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Settings;

/// <summary>Reads <c>Smtp:...</c>, the transport named <c>default</c>, and <c>Transports:NAME:...</c>.</summary>
internal static class TransportReader
{
    public static IReadOnlyDictionary<string, TransportSettings> Read(Shell shell, SettingValues values)
    {
        var transports = new Dictionary<string, TransportSettings>(StringComparer.OrdinalIgnoreCase);
        if (values.Has("Smtp") && One(shell, values, "Smtp") is { } first) transports["default"] = first;
        foreach (var name in values.Names("Transports"))
        {
            if (One(shell, values, $"Transports:{name}") is { } transport) transports[name] = transport;
        }

        foreach (var (name, transport) in transports)
        {
            var section = name == "default" ? "Smtp" : $"Transports:{name}";
            if (transport.Fallback is { } other && (!transports.ContainsKey(other) || string.Equals(other, name, StringComparison.OrdinalIgnoreCase)))
                values.Refuse($"{section}:Fallback", "expected the name of another transport");
        }

        return transports;
    }

    private static TransportSettings? One(Shell shell, SettingValues values, string section)
    {
        var security = values.Choice(
            $"{section}:Security", SmtpSecurity.StartTls,
            ("none", SmtpSecurity.None), ("starttls", SmtpSecurity.StartTls), ("starttls_if_offered", SmtpSecurity.StartTlsIfOffered), ("tls", SmtpSecurity.Tls));
        var port = values.Whole($"{section}:Port", security == SmtpSecurity.Tls ? 465 : 587, 1, 65_535);
        var (user, password) = (values.Text($"{section}:User"), values.Text($"{section}:Password"));
        var token = values.Text($"{section}:AccessTokenFile");
        if (token is not null && !File.Exists(shell.PathOf(token))) values.Refuse($"{section}:AccessTokenFile", "expected a file with an access token (XOAUTH2)");
        if ((user is null) != (password is null && token is null)) values.Refuse($"{section}:{(user is null ? "User" : "Password")}", "expected a user with a password or an AccessTokenFile, or neither");
        var file = values.Text($"{section}:CaFile");
        if (file is not null && !File.Exists(shell.PathOf(file))) values.Refuse($"{section}:CaFile", "expected a file with certificates (PEM)");
        var rest = new TransportSettings(values.Text($"{section}:Host") ?? "", port, security, user, password)
        {
            Fallback = values.Text($"{section}:Fallback"),
            Connections = values.Whole($"{section}:Connections", 4, 1, 1_000),
            CaFile = file is null ? null : shell.PathOf(file),
            AccessTokenFile = token is null ? null : shell.PathOf(token),
            Pace = new(new PacePolicy { Rate = Rate(values, $"{section}:MaxPerSecond"), WarmUp = WarmUp(values, $"{section}:WarmUp") }, Rate(values, $"{section}:MaxPerSecondPerDomain")),
        };
        if (Uri.CheckHostName(rest.Host) != UriHostNameType.Unknown) return rest;
        values.Refuse($"{section}:Host", "expected the name or the address of a mail server, such as smtp.example.com");
        return null;
    }

    private static SendRate? Rate(SettingValues values, string name)
    {
        if (values.Text(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= 0.001 and <= 100_000) return new(rate, Math.Max(1, rate));
        values.Refuse(name, "expected messages a second, from 0.001");
        return null;
    }

    private static WarmUp? WarmUp(SettingValues values, string section)
    {
        if (!values.Has(section)) return null;
        var start = DateOnly.TryParseExact(values.Text($"{section}:From"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        if (start is null) values.Refuse($"{section}:From", "expected the first day, such as 2026-01-31");
        var (first, target) = (values.Whole($"{section}:FirstDay", 50, 1, 1_000_000), values.Whole($"{section}:Target", 10_000, 1, 100_000_000));
        var growth = values.Whole($"{section}:GrowthPercent", 50, 1, 900);
        return new(start ?? default, first, 1 + growth / 100.0, target);
    }
}
