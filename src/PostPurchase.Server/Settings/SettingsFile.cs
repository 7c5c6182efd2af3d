using System.Text.Json;
using PostPurchase.Server.Commands;

namespace PostPurchase.Server.Settings;

/// <summary>Where settings come from: what was set in the app, then appsettings.json, then the environment (<c>PostPurchase__Smtp__Host</c>), then flags (<c>--Smtp:Host=mail</c>); later wins.</summary>
internal static class SettingsFile
{
    private const string OurSection = "PostPurchase:";
    private const string Variable = "PostPurchase__";
    private const string Store = "Store:";
    private const string DefaultStore = "Stores:default:";

    /// <summary>The framework's own sections: they may be there and are not ours to check.</summary>
    private static readonly string[] s_foreign = ["Logging:", "AllowedHosts", "Kestrel:", "Urls", "$schema"];

    /// <param name="shell">Says where the file is, and what the environment holds.</param>
    /// <param name="kept">What was set in the app.</param>
    public static SettingValues Read(Shell shell, IReadOnlyDictionary<string, string> kept)
    {
        var outside = Outside(shell);
        var isLong = outside.Keys.Any(name => name.StartsWith(DefaultStore, StringComparison.OrdinalIgnoreCase));
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Lay(kept.Select(pair => new KeyValuePair<string, string>(isLong ? Renamed(pair.Key) ?? pair.Key : pair.Key, pair.Value)), values);
        Lay(outside, values);
        return new SettingValues(values);
    }

    /// <summary><c>Store:X</c> as <c>Stores:default:X</c>, of which it is short; null for any other name.</summary>
    public static string? Renamed(string name) => name.StartsWith(Store, StringComparison.OrdinalIgnoreCase) ? DefaultStore + name[Store.Length..] : null;

    /// <summary>The short name of a setting of the usual store; any other as it is.</summary>
    public static string Short(string name) => name.StartsWith(DefaultStore, StringComparison.OrdinalIgnoreCase) ? Store + name[DefaultStore.Length..] : name;

    /// <summary>What the file, the environment and the flags say, by name.</summary>
    public static IReadOnlyDictionary<string, string> Outside(Shell shell)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (layer, _) in Layers(shell)) Lay(layer, values);
        return values;
    }

    /// <summary>The file, the environment and the flags, later wins; each with how people are told where a name of it stands.</summary>
    public static IReadOnlyList<(IEnumerable<KeyValuePair<string, string>> Values, Func<string, string> Words)> Layers(Shell shell)
    {
        var written = FromFile(shell.PathOf("appsettings.json")).Where(pair => !s_foreign.Any(foreign => NameOf(pair.Key).StartsWith(foreign, StringComparison.OrdinalIgnoreCase)));
        var environment = shell.Environment.Where(pair => pair.Key.StartsWith(Variable, StringComparison.OrdinalIgnoreCase))
            .Select(pair => new KeyValuePair<string, string>(pair.Key[Variable.Length..].Replace("__", ":", StringComparison.Ordinal), pair.Value));
        return
        [
            (Named(written), _ => "in appsettings.json"),
            (Named(environment), name => $"in the environment ({Variable}{name.Replace(":", "__", StringComparison.Ordinal)})"),
            (Named(shell.SettingFlags), name => $"by a flag (--{name})"),
        ];
    }

    /// <summary>Lays one source over those before it. A list is one setting: its items replace all earlier ones, however they were written.</summary>
    private static void Lay(IEnumerable<KeyValuePair<string, string>> layer, Dictionary<string, string> values)
    {
        var named = Named(layer).ToList();
        foreach (var (name, _) in named)
        {
            var list = ListOf(name) ?? name;
            foreach (var earlier in values.Keys.Where(key => (ListOf(key) ?? key).Equals(list, StringComparison.OrdinalIgnoreCase)).ToList()) values.Remove(earlier);
        }

        foreach (var (name, value) in named) values[name] = value;
    }

    private static IEnumerable<KeyValuePair<string, string>> Named(IEnumerable<KeyValuePair<string, string>> layer) => layer.Select(pair => new KeyValuePair<string, string>(NameOf(pair.Key), pair.Value));

    private static string NameOf(string name) => name.StartsWith(OurSection, StringComparison.OrdinalIgnoreCase) ? name[OurSection.Length..] : name;

    /// <summary>The list that a name is an item of: <c>Consent:Strict</c> of <c>Consent:Strict:0</c>.</summary>
    private static string? ListOf(string name) =>
        name.LastIndexOf(':') is var colon and > 0 && colon + 1 < name.Length && name.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? name[..colon] : null;

    /// <summary>The values of a JSON file by name; none where there is no such file.</summary>
    public static Dictionary<string, string> FromFile(string file)
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
