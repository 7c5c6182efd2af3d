using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace PostPurchase.Core.Journeys.Files;

/// <summary>The forms of values, and how they are read.</summary>
internal static partial class Forms
{
    private const string Atom = "[^\\s@\"(),:;<>{}\\[\\]\\\\.]+";
    private const string AddressPattern = $"^{Atom}(\\.{Atom})*@({Atom}\\.)+{Atom}";

    // What a template makes is judged when it is posted, by the same rules: a host, and neither user nor password.
    private const string WebAddressPattern = "^([Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@:][^\\s/?#@]*([/?#][\\s\\S]*)?|[\\s\\S]*\\{\\{[\\s\\S]*)";

    private static readonly LocalTimePattern HourPattern = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    private static readonly HashSet<string> Zones = ["customer", "store", .. DateTimeZoneProviders.Tzdb.Ids];

    public static Form Text { get; } = new("a text", "string", text => text.Length > 0);
    public static Form AnyText { get; } = new("a text", "string", _ => true);
    public static Form Address { get; } = new("a mail address such as team@your-shop.example", "string", AddressRegex().IsMatch) { Pattern = $"{AddressPattern}$" };
    public static Form WebAddress { get; } = new("a web address such as https://your-shop.example/orders", "string", WebAddressRegex().IsMatch) { Pattern = $"{WebAddressPattern}$" };
    public static Form Name { get; } = new("a name of a-z, 0-9 and -", "string", NameRegex().IsMatch) { Pattern = "^[a-z0-9][a-z0-9-]{0,63}$" };
    public static Form SlotName { get; } = new("a name of a-z, 0-9 and _", "string", SlotRegex().IsMatch) { Pattern = "^[a-z][a-z0-9_]{0,63}$" };
    public static Form File { get; } = new("a template name of a-z, 0-9, - and _", "string", FileRegex().IsMatch) { Pattern = "^[a-z0-9][a-z0-9_-]{0,99}$" };
    public static Form Finding { get; } = new("the code of a finding such as PC03", "string", text => Compliance.ComplianceRule.Find(text) is not null) { Pattern = "^PC[0-9]{2}$" };
    public static Form Bool { get; } = new("true or false", "boolean", text => text is "true" or "false");
    public static Form True { get; } = new("true", "boolean", text => text is "true");
    public static Form Expression { get; } = new("a condition such as customer.purchase_count == 1", "string", text => text.Length > 0);
    public static Form Duration { get; } = new("a duration such as 90m, 36h, 3d or 2w", "string", text => CalendarSpan.TryParse(text, out _)) { Pattern = "^[0-9]+[smhdw]$" };
    public static Form Offset { get; } = new("a duration, with - for before, such as -7d or 2h", "string", text => CalendarSpan.TryParse(text.TrimStart('-', '+'), out _)) { Pattern = "^[+-]?[0-9]+[smhdw]$" };
    public static Form Hour { get; } = new("an hour such as \"10:00\"", "string", text => TryHour(text, out _)) { Pattern = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$" };
    public static Form HourOrBest { get; } = new("an hour such as \"10:00\", or best", "string", text => text == "best" || TryHour(text, out _)) { Pattern = "^(best|([01]?[0-9]|2[0-3]):[0-5][0-9])$" };
    public static Form QuietHours { get; } = new("hours such as \"21:00-08:00\"", "string", text => TryQuietHours(text, out _)) { Pattern = "^([01]?[0-9]|2[0-3]):[0-5][0-9]-([01]?[0-9]|2[0-3]):[0-5][0-9]$" };
    public static Form Window { get; } = new("a window such as day 1..3 or week 2..4", "string", text => TryWindow(text, out _, out _)) { Pattern = "^(day|week) +[0-9]+( *\\.\\. *[0-9]+)?$" };
    public static Form Zone { get; } = new("customer, store or an IANA time zone such as Europe/Berlin", "string", Zones.Contains) { Choices = [.. Zones.Order(StringComparer.Ordinal)] };
    public static Form Percent { get; } = new("a share such as 10%", "string", text => TryPercent(text, out _)) { Pattern = "^[0-9]+(\\.[0-9]+)?%$" };
    public static Form Pick { get; } = new("cross_sell, upsell, fresh, replenish or rule:NAME", "string", PickRegex().IsMatch) { Pattern = "^(cross_sell|upsell|fresh|replenish|rule:[a-z0-9-]+)$" };
    public static Form Event { get; } = new(
        "purchase, refund, shipped, delivered, cart_abandoned, lapsed, conversion, ticket_opened, ticket_resolved, survey_answered or custom:NAME", "string", EventRegex().IsMatch)
    {
        Pattern = "^(purchase|refund|shipped|delivered|cart_abandoned|lapsed|conversion|ticket_opened|ticket_resolved|survey_answered|custom:[A-Za-z0-9_.-]+)$",
    };
    public static Form Language { get; } = new("a language such as en, de or pt-BR", "string", LanguageRegex().IsMatch) { Pattern = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$" };
    public static Form Weight { get; } = new("a weight of 0 or more", "number", text => TryNumber(text, out var number) && number is >= 0 and <= 1_000_000) { Minimum = 0, Maximum = 1_000_000 };

    public static Form Integer(int minimum, int maximum) => new(
        $"a whole number from {minimum} to {maximum}", "integer",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
    {
        Minimum = minimum,
        Maximum = maximum,
    };

    public static bool TryHour(string text, out LocalTime hour)
    {
        var parsed = HourPattern.Parse(text);
        hour = parsed.Success ? parsed.Value : default;
        return parsed.Success;
    }

    public static bool TryQuietHours(string text, out QuietHours quiet)
    {
        quiet = new(default, default);
        var parts = text.Split('-', 2);
        if (parts.Length != 2 || !TryHour(parts[0].Trim(), out var from) || !TryHour(parts[1].Trim(), out var to) || from == to) return false;
        quiet = new(from, to);
        return true;
    }

    /// <summary>First and last day, counted from the anchor's day: week 2 is days 8 to 14.</summary>
    public static bool TryWindow(string text, out int first, out int last)
    {
        (first, last) = (0, 0);
        var match = WindowRegex().Match(text.Trim());
        if (!match.Success) return false;
        var from = int.Parse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var to = match.Groups[3].Success ? int.Parse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : from;
        var isWeek = match.Groups[1].ValueSpan is "week";
        (first, last) = isWeek ? (((from - 1) * 7) + 1, to * 7) : (from, to);
        return from <= to && last <= CalendarSpan.MaximumDays && (!isWeek || from >= 1);
    }

    public static bool TryPercent(string text, out double rate)
    {
        rate = 0;
        if (!text.EndsWith('%') || !TryNumber(text[..^1], out var percent) || percent is < 0 or > 100) return false;
        rate = percent / 100;
        return true;
    }

    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    [GeneratedRegex($"{AddressPattern}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex AddressRegex();

    [GeneratedRegex($"{WebAddressPattern}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex WebAddressRegex();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameRegex();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex SlotRegex();

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,99}$", RegexOptions.CultureInvariant)]
    private static partial Regex FileRegex();

    [GeneratedRegex("^(day|week) +([0-9]{1,4})(?: *\\.\\. *([0-9]{1,4}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex WindowRegex();

    [GeneratedRegex("^(cross_sell|upsell|fresh|replenish|rule:[a-z0-9-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex PickRegex();

    [GeneratedRegex("^(purchase|refund|shipped|delivered|cart_abandoned|lapsed|conversion|ticket_opened|ticket_resolved|survey_answered|custom:[A-Za-z0-9_.-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex EventRegex();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageRegex();
}
