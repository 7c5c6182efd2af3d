using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Offers;

/// <summary>What came of reading one offers file.</summary>
/// <param name="Offers">The offers; empty when there is an error.</param>
/// <param name="Problems">All problems, by place.</param>
public sealed record OfferReading(IReadOnlyList<Offer> Offers, IReadOnlyList<Problem> Problems);

/// <summary>Reads offers files: one program with its products each.</summary>
public static class OfferFile
{
    /// <summary>Reads one file. Never throws for what a text can contain.</summary>
    public static OfferReading Read(string file, string text)
    {
        var problems = new List<Problem>();
        if (YamlReader.Read(file, text, problems) is not { } root) return new([], problems);
        new ShapeCheck(file, problems).Check(root, OfferShapes.File, "");
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        if (problems.Count > 0 || root is not YamlNode.Map map) return new([], problems);
        var program = Program(map);
        foreach (var twice in map.Maps("offers").GroupBy(node => node.Text("id")).Where(group => group.Count() > 1))
        {
            problems.Add(new(file, twice.Last().Line, twice.Last().Column, true, ProblemCode.Duplicate, $"the offer `{twice.Key}` is here twice"));
        }

        return problems.Count > 0 ? new([], problems) : new([.. map.Maps("offers").Select(node => Offer(node, program))], problems);
    }

    internal static bool IsWeb(string text) =>
        Uri.TryCreate(text.Replace(NetworkLink.TokenMark, "x", StringComparison.Ordinal).Replace("{url}", "x", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https";

    internal static bool TryPrice(string text, out Money price)
    {
        price = default;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2
            && decimal.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && Currency.TryParse(parts[1], out var currency)
            && Money.IsExact(amount, currency)
            && Money.TryFromAmount(amount, currency, out price);
    }

    private static OfferProgram Program(YamlNode.Map map)
    {
        var key = map.Text("program")!;
        var terms = map.Map("terms");
        return new()
        {
            Key = key,
            Name = map.Text("name") ?? key,
            Network = map.Text("network") ?? "direct",
            Link = map.Text("link"),
            EmailAllowed = terms?.Word("email_allowed", Default(key)) ?? Default(key),
            RedirectAllowed = terms?.Text("redirect_allowed") != "false",
            PricesAllowed = terms?.Text("prices_allowed") != "false",
            Disclosure = terms?.Text("disclosure"),
            CommissionRate = map.Text("commission") is { } share && Forms.TryPercent(share, out var rate) ? rate : 0,
        };
    }

    private static EmailRule Default(string program) => program == OfferProgram.OwnKey ? EmailRule.Yes : EmailRule.Approval;

    private static Offer Offer(YamlNode.Map node, OfferProgram program) => new()
    {
        Id = node.Text("id")!,
        Program = program,
        Name = node.Text("name")!,
        Url = node.Text("url")!,
        ProductId = node.Text("product_id"),
        ImageUrl = node.Text("image_url"),
        Price = node.Text("price") is { } text && TryPrice(text, out var price) ? price : null,
        Category = node.Text("category"),
        Countries = node.Texts("countries").ToHashSet(),
        InStock = node.Text("in_stock") != "false",
        From = Day(node.Text("from")),
        Until = Day(node.Text("until")),
        Complements = node.Texts("complements"),
        Upgrades = node.Texts("upgrades"),
        Replaces = node.Texts("replaces"),
        Cycle = node.Span("lasts") is { } span ? Duration.FromDays(span.Days) + span.Exact : null,
        Why = node.Text("why"),
    };

    private static LocalDate? Day(string? text) => text is not null && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day : null;
}
