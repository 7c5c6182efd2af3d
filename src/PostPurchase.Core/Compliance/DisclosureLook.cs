using System.Globalization;
using System.Text.RegularExpressions;
using PostPurchase.Core.Personalisation;

namespace PostPurchase.Core.Compliance;

/// <summary>
/// Whether somebody can read a disclosure: contrast of at least 4.5 (WCAG 2.2, 1.4.3) and letters of at least 12 px, where inline styles say so. What a style sheet
/// or a mail program adds is not seen; a colour or a size that cannot be told is no finding.
/// </summary>
internal static partial class DisclosureLook
{
    private const double LeastSize = 12;
    private static readonly HashSet<string> Empty = ["br", "img", "hr", "meta", "link", "input", "col"];

    private static readonly Dictionary<string, int> Names = new()
    {
        ["black"] = 0x000000, ["white"] = 0xffffff, ["gray"] = 0x808080, ["grey"] = 0x808080, ["silver"] = 0xc0c0c0, ["lightgray"] = 0xd3d3d3, ["lightgrey"] = 0xd3d3d3,
        ["darkgray"] = 0xa9a9a9, ["darkgrey"] = 0xa9a9a9, ["whitesmoke"] = 0xf5f5f5, ["red"] = 0xff0000, ["green"] = 0x008000, ["blue"] = 0x0000ff, ["navy"] = 0x000080, ["yellow"] = 0xffff00, ["orange"] = 0xffa500,
    };

    /// <summary>What is wrong with the most readable of the disclosures in some HTML, or null.</summary>
    public static string? Problem(string html, Func<string, bool> discloses)
    {
        string? first = null;
        foreach (var (text, style) in Texts(html).Where(one => discloses(one.Text)))
        {
            if (Problem(style) is not { } problem) return null;
            first ??= problem;
        }

        return first;
    }

    private static string? Problem(Style style)
    {
        if (style.Size is { } size && size < LeastSize) return string.Create(CultureInfo.InvariantCulture, $"is {size:0.#} px small; {LeastSize:0} px are the least");
        if (style.Colour is not { } colour) return null;
        var contrast = Contrast.Ratio(colour, style.Ground ?? "#ffffff");
        return contrast >= Contrast.ForText ? null : string.Create(CultureInfo.InvariantCulture, $"has a contrast of {contrast:0.0} to 1; {Contrast.ForText} are the least");
    }

    // Each text with the styles of what it is in.
    private static IEnumerable<(string Text, Style Style)> Texts(string html)
    {
        var open = new Stack<(string Name, Style Style)>();
        var at = 0;
        foreach (Match tag in TagRegex().Matches(html))
        {
            var current = open.Count > 0 ? open.Peek().Style : new(null, null, null);
            if (tag.Index > at) yield return (html[at..tag.Index], current);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value.ToLowerInvariant();
            if (name.Length == 0 || Empty.Contains(name) || tag.Value.EndsWith("/>", StringComparison.Ordinal)) continue;
            if (!tag.Groups["end"].Success) open.Push((name, Inside(current, tag.Value)));
            else if (open.Any(one => one.Name == name)) while (open.Pop().Name != name) { }
        }

        if (at < html.Length) yield return (html[at..], open.Count > 0 ? open.Peek().Style : new(null, null, null));
    }

    private static Style Inside(Style outer, string tag)
    {
        var style = outer;
        if (GroundRegex().Match(tag) is { Success: true } ground) style = style with { Ground = Colour(ground.Groups[1].Value) ?? style.Ground };
        foreach (var rule in StyleRegex().Match(tag).Groups[1].Value.Split(';', StringSplitOptions.TrimEntries))
        {
            if (rule.Split(':', 2, StringSplitOptions.TrimEntries) is not [var name, var value]) continue;
            style = name.ToLowerInvariant() switch
            {
                "color" => style with { Colour = Colour(value) },
                "background-color" or "background" => Colour(value) is { } colour ? style with { Ground = colour } : style,
                "font-size" => style with { Size = Size(value) },
                _ => style,
            };
        }

        return style;
    }

    private static double? Size(string value)
    {
        var match = SizeRegex().Match(value);
        if (!match.Success) return null;
        var number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value == "pt" ? number * 4 / 3 : number;
    }

    // As #rrggbb.
    private static string? Colour(string value)
    {
        var text = value.ToLowerInvariant().Replace("!important", "", StringComparison.Ordinal).Trim();
        if (RgbRegex().Match(text) is { Success: true } rgb)
            return "#" + string.Concat(rgb.Groups.Values.Skip(1).Select(part => Math.Min(255, int.Parse(part.ValueSpan, CultureInfo.InvariantCulture)).ToString("x2", CultureInfo.InvariantCulture)));
        if (Names.TryGetValue(text, out var named)) return string.Create(CultureInfo.InvariantCulture, $"#{named:x6}");
        var color = text is ['#', _, _, _] ? $"#{text[1]}{text[1]}{text[2]}{text[2]}{text[3]}{text[3]}" : text;
        return LookRules.IsColor(color) ? color : null;
    }

    private readonly record struct Style(string? Colour, string? Ground, double? Size);

    [GeneratedRegex("<!--.*?-->|<(?<end>/)?(?<name>[a-z][a-z0-9]*)\\b[^>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TagRegex();

    [GeneratedRegex("\\bstyle\\s*=\\s*\"([^\"]*)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StyleRegex();

    [GeneratedRegex("\\bbgcolor\\s*=\\s*\"([^\"]*)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex GroundRegex();

    [GeneratedRegex("^([0-9]+(?:\\.[0-9]+)?)(px|pt)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SizeRegex();

    [GeneratedRegex("^rgb\\(\\s*([0-9]{1,3})[ ,]+([0-9]{1,3})[ ,]+([0-9]{1,3})\\s*\\)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RgbRegex();
}
