using System.Globalization;
using NodaTime;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads values out of checked nodes; what does not have its form reads as absent, since it was reported already.</summary>
internal static class NodeValues
{
    public static string? Text(this YamlNode.Map map, string key) => map.Find(key) is YamlNode.Scalar { IsNull: false } scalar ? scalar.Text : null;

    public static YamlNode.Scalar? Scalar(this YamlNode.Map map, string key) => map.Find(key) as YamlNode.Scalar;

    public static YamlNode.Map? Map(this YamlNode.Map map, string key) => map.Find(key) as YamlNode.Map;

    public static IReadOnlyList<YamlNode> Items(this YamlNode.Map map, string key) => map.Find(key) is YamlNode.List list ? list.Items : [];

    public static IReadOnlyList<YamlNode.Map> Maps(this YamlNode.Map map, string key) => [.. map.Items(key).OfType<YamlNode.Map>()];

    public static IReadOnlyList<string> Texts(this YamlNode.Map map, string key) => [.. map.Items(key).OfType<YamlNode.Scalar>().Select(item => item.Text)];

    public static Condition? Condition(this YamlNode.Map map, string key) => map.Text(key) is { Length: > 0 } text ? new Condition(text) : null;

    public static CalendarSpan? Span(this YamlNode.Map map, string key) => map.Text(key) is { } text && CalendarSpan.TryParse(text, out var span) ? span : null;

    public static int? Integer(this YamlNode.Map map, string key) =>
        int.TryParse(map.Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static double Number(this YamlNode.Map map, string key) => map.Text(key) is { } text && Forms.TryNumber(text, out var number) ? number : 0;

    public static LocalTime? Hour(this YamlNode.Map map, string key) => map.Text(key) is { } text && Forms.TryHour(text, out var hour) ? hour : null;

    /// <summary>A word in snake case as an enum value; the fallback where it is absent or no such word.</summary>
    public static T Word<T>(this YamlNode.Map map, string key, T fallback)
        where T : struct, Enum =>
        map.Text(key) is { } text && Enum.TryParse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : fallback;

    public static LocalizedText? Localized(this YamlNode.Map map, string key) => map.Find(key) switch
    {
        YamlNode.Scalar { IsNull: false } scalar => new LocalizedText(scalar.Text),
        YamlNode.Map { Entries.Count: > 0 } texts => new LocalizedText(
            texts.Entries.Where(entry => entry.Value is YamlNode.Scalar).ToDictionary(entry => entry.Key.Text, entry => ((YamlNode.Scalar)entry.Value).Text)),
        _ => null,
    };

    public static IReadOnlyDictionary<string, LocalizedText> LocalizedMap(this YamlNode.Map map, string key)
    {
        var texts = new Dictionary<string, LocalizedText>();
        if (map.Map(key) is not { } slots) return texts;
        foreach (var (name, _) in slots.Entries)
        {
            if (slots.Localized(name.Text) is { } text) texts[name.Text] = text;
        }

        return texts;
    }
}
