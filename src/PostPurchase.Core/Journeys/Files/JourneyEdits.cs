using System.Text.RegularExpressions;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>Changes single words of a journey's text and leaves every other character, comments too, as it is.</summary>
public static partial class JourneyEdits
{
    /// <summary>The text with another status; null where the text has none that can be set (it is no journey, or all of it is on one line).</summary>
    public static string? WithStatus(string text, JourneyStatus status)
    {
        var word = status.ToString().ToLowerInvariant();
        var changed = StatusLine().IsMatch(text) ? StatusLine().Replace(text, $"$1{word}", 1) : NameLine().Replace(text, $"$0\nstatus: {word}", 1);
        return Says(changed, "status", word) ? changed : null;
    }

    /// <summary>The text with another key; null where it has none that can be set.</summary>
    public static string? WithKey(string text, string key)
    {
        var changed = KeyLine().Replace(text, $"$1{key}", 1);
        return Says(changed, "journey", key) ? changed : null;
    }

    /// <summary>The text with another name, added behind the key where there is none; null where it cannot be set.</summary>
    public static string? WithName(string text, string name)
    {
        var quoted = $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        var changed = Title().IsMatch(text) ? Title().Replace(text, match => match.Groups[1].Value + quoted, 1) : KeyLine().Replace(text, match => $"{match.Value}\nname: {quoted}", 1);
        return Says(changed, "name", name) ? changed : null;
    }

    // Read again: whatever the text looks like, it now says what it should.
    private static bool Says(string text, string key, string value) => YamlReader.Read("", text, []) is YamlNode.Map root && root.Text(key) == value;

    [GeneratedRegex(@"^(status:[ \t]*)[""']?\w+[""']?", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^(?:name|journey):[^\r\n]*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NameLine();

    [GeneratedRegex(@"^(journey:[ \t]*)[""']?[a-z0-9-]+[""']?", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"^(name:[ \t]*)(?:""(?:[^""\\]|\\.)*""|'(?:[^']|'')*'|[^\s#][^#\r\n]*?(?=[ \t]*(?:#|\r?$)))", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
