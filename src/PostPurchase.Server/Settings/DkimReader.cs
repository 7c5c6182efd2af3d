using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Settings;

/// <summary>Reads <c>Dkim:{Domain,Selector,KeyFile}</c> and <c>Dkim:Ed25519:{Selector,KeyFile}</c>, the same of a stream (<c>Streams:own:Dkim:...</c>), and tries the keys: one that cannot sign stops the start, not the first mail.</summary>
internal static class DkimReader
{
    public static DkimSettings? Read(Shell shell, SettingValues values, string section)
    {
        if (!values.Has(section)) return null;
        var second = $"{section}:Ed25519";
        var domain = values.Text($"{section}:Domain");
        if (domain is null) values.Refuse($"{section}:Domain", "expected the domain that signs");
        var rsa = Key(shell, values, section);
        var ed25519 = values.Has(second) ? Key(shell, values, second) : null;
        if (domain is null || rsa is null || (ed25519 is null && values.Has(second))) return null;
        if (ed25519 is not null && string.Equals(rsa.Selector, ed25519.Selector, StringComparison.OrdinalIgnoreCase))
        {
            values.Refuse($"{second}:Selector", "expected another selector than that of the RSA key, since each key needs a record of its own");
            return null;
        }

        var settings = new DkimSettings(domain, rsa, ed25519);
        return CanSign(settings with { Ed25519 = null }, values, section) && (ed25519 is null || CanSign(settings, values, second)) ? settings : null;
    }

    private static DkimKeyFile? Key(Shell shell, SettingValues values, string section)
    {
        var (selector, file) = (values.Text($"{section}:Selector"), values.Text($"{section}:KeyFile"));
        if (selector is null) values.Refuse($"{section}:Selector", "expected the selector of the key's record");
        var exists = file is not null && File.Exists(shell.PathOf(file));
        if (!exists) values.Refuse($"{section}:KeyFile", "expected a file with the private key");
        return selector is null || !exists ? null : new(selector, shell.PathOf(file!));
    }

    private static bool CanSign(DkimSettings settings, SettingValues values, string section)
    {
        try
        {
            settings.Open().Dispose();
            return true;
        }
        catch (ArgumentException problem)
        {
            values.Refuse($"{section}:{NameOf(problem)}", problem.Message.Split(" (Parameter", 2)[0]);
        }
        catch (Exception problem) when (problem is PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            values.Refuse($"{section}:KeyFile", problem.Message);
        }

        return false;
    }

    private static string NameOf(ArgumentException problem) => problem.ParamName switch
    {
        "domain" => "Domain",
        "selector" => "Selector",
        _ => "KeyFile",
    };
}
