namespace PostPurchase.Server.Settings;

/// <summary>The settings of the mail server that the app may change, by the name that its API has for them.</summary>
internal static class MailServerNames
{
    public const string Section = "Smtp:";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["host"] = "Smtp:Host",
        ["port"] = "Smtp:Port",
        ["security"] = "Smtp:Security",
        ["user"] = "Smtp:User",
        ["password"] = "Smtp:Password",
    };

    /// <summary>The API's name of a setting, or null.</summary>
    public static string? FieldOf(string? setting) => All.FirstOrDefault(pair => pair.Value.Equals(setting, StringComparison.OrdinalIgnoreCase)).Key;
}
