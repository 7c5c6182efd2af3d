using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Settings;

/// <summary>Says where a setting comes from, for people who look for it.</summary>
internal static class SettingPlace
{
    /// <summary><c>in appsettings.json</c>, <c>in the environment (PostPurchase__Smtp__Host)</c> or <c>by a flag (--Smtp:Host)</c>; null where none of them says it.</summary>
    public static string? Of(Shell shell, string setting)
    {
        string[] names = SettingsFile.Renamed(setting) is { } other ? [setting, other] : [setting];
        foreach (var (layer, words) in SettingsFile.Layers(shell).Reverse())
        {
            if (layer.Select(pair => pair.Key).FirstOrDefault(key => names.Any(name => key.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } found) return words(found);
        }

        return null;
    }
}
