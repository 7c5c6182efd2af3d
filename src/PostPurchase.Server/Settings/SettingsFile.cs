using System.Text.Json;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Settings;

/// <summary>Where settings come from: appsettings.json, then the environment (<c>PostPurchase__Smtp__Host</c>); later wins.</summary>
internal static class SettingsFile
{
    private const string OurSection = "PostPurchase:";
    private const string Variable = "PostPurchase__";

    /// <summary>The framework's own sections: they may be there and are not ours to check.</summary>
    private static readonly string[] s_foreign = ["Logging:", "AllowedHosts", "Kestrel:", "Urls", "$schema"];

    public static SettingValues Read(Shell shell)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var file = shell.PathOf("appsettings.json");
        foreach (var (name, value) in FromFile(file))
        {
            var key = name.StartsWith(OurSection, StringComparison.OrdinalIgnoreCase) ? name[OurSection.Length..] : name;
            if (!s_foreign.Any(foreign => key.StartsWith(foreign, StringComparison.OrdinalIgnoreCase))) values[key] = value;
        }
        foreach (var (name, value) in shell.Environment)
        {
            if (name.StartsWith(Variable, StringComparison.OrdinalIgnoreCase)) values[name[Variable.Length..].Replace("__", ":", StringComparison.Ordinal)] = value;
        }
        return new SettingValues(values);
    }

    private static Dictionary<string, string> FromFile(string file)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(file)) return values;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            Flatten(document.RootElement, "", values);
            return values;
        }
        catch (JsonException problem)
        {
            throw CommandException.Failed($"{file}: {problem.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static void Flatten(JsonElement element, string name, Dictionary<string, string> values)
    {
        string Below(string child) => name.Length == 0 ? child : $"{name}:{child}";
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Flatten(member.Value, Below(member.Name), values);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index()) Flatten(item, Below(index.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)), values);
                break;
            case JsonValueKind.Null:
                break;
            default:
                values[name] = element.ToString();
                break;
        }
    }
}
