using NodaTime;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>Reads how a wait ends.</summary>
internal static class WaitReader
{
    private static readonly string[] Ways = ["for", "window", "date"];
    private static readonly (string Key, string With)[] Companions = [("at", "window"), ("days", "window"), ("offset", "date")];
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static WaitRule Read(YamlNode.Map node, Action<YamlNode, string, string> report)
    {
        var until = node.Condition("until");
        var ways = Ways.Where(key => node.Find(key) is not null).ToList();
        if (ways.Count > 1) report(node.Scalar(ways[1]) ?? (YamlNode)node, ProblemCode.Combination, $"a wait takes one of for, window and date, and has `{ways[0]}` and `{ways[1]}`");
        if (ways.Count == 0 && until is null) report(node, ProblemCode.Combination, "a wait needs one of for, window, date or until");
        foreach (var (key, with) in Companions)
        {
            if (node.Find(key) is { } stray && node.Find(with) is null) report(stray, ProblemCode.Combination, $"`{key}` goes with `{with}`");
        }

        return Rule(node, ways.FirstOrDefault()) with { Until = until };
    }

    private static WaitRule Rule(YamlNode.Map node, string? way) => way switch
    {
        "for" => new WaitRule.For(node.Span("for") ?? CalendarSpan.Zero),
        "window" => Window(node),
        "date" => new WaitRule.Date(node.Condition("date") ?? new Condition("null"), Offset(node, out var before), before),
        _ => new WaitRule.Event(),
    };

    private static WaitRule.Window Window(YamlNode.Map node)
    {
        Forms.TryWindow(node.Text("window") ?? "", out var first, out var last);
        var days = node.Texts("days").Select(day => Array.IndexOf(Weekdays, day) + 1).Where(day => day > 0).Distinct().Order();
        return new(first, last, node.Hour("at"), [.. days.Select(day => (IsoDayOfWeek)day)]) { AtBest = node.Text("at") == "best" };
    }

    private static CalendarSpan Offset(YamlNode.Map node, out bool before)
    {
        var text = node.Text("offset") ?? "0m";
        before = text.StartsWith('-');
        return CalendarSpan.TryParse(text.TrimStart('-', '+'), out var span) ? span : CalendarSpan.Zero;
    }
}
