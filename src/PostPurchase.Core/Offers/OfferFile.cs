using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Offers;

/// <summary>What came of reading one offers file.</summary>
/// <param name="Offers">The offers; empty when there is an error.</param>
/// <param name="Problems">All problems, by place.</param>
public sealed record OfferReading(IReadOnlyList<Offer> Offers, IReadOnlyList<Problem> Problems)
{
    /// <summary>The program; null where the file has none, or an error.</summary>
    public OfferProgram? Program { get; init; }

    /// <summary>What the program says of its links, also when there is an error elsewhere; null where the file has none or the shop's own, or cannot be read at all.</summary>
    public ProgramTerms? Terms { get; init; }

    /// <summary>Whether an error leaves open which program the file is of.</summary>
    public bool IsTorn => Program is null && Terms is null && Problems.Any(problem => problem.IsError);

    /// <summary>The coupon pools; empty when there is an error.</summary>
    public IReadOnlyList<CouponPool> Pools { get; init; } = [];

    /// <summary>The named choices; empty when there is an error.</summary>
    public IReadOnlyList<OfferRule> Rules { get; init; } = [];

    /// <summary>The feeds that are fetched; empty when there is an error.</summary>
    public IReadOnlyList<OfferFeed> Feeds { get; init; } = [];

    /// <summary>Findings of the compliance check that the owner has answered for.</summary>
    public IReadOnlyList<Compliance.ComplianceOverride> Overrides { get; init; } = [];
}

/// <summary>A choice that the owner made: what <c>pick: rule:NAME</c> shows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offers">Ids of offers or categories, best first.</param>
/// <param name="Why">The reason that customers read, or null.</param>
public sealed record OfferRule(string Name, IReadOnlyList<string> Offers, string? Why);

/// <summary>Reads offers files: one program with its products each, coupon pools and named choices.</summary>
public static class OfferFile
{
    private static readonly string[] WithoutProgram = ["coupons", "rules", "feeds", "overrides"];
    private static readonly (string List, string Id, string What)[] Named = [("offers", "id", "offer"), ("coupons", "pool", "coupon pool"), ("rules", "rule", "rule"), ("feeds", "name", "feed")];

    /// <summary>Reads one file. Never throws for what a text can contain.</summary>
    public static OfferReading Read(string file, string text)
    {
        var problems = new List<Problem>();
        if (YamlReader.Read(file, text, problems) is not { } root) return new([], problems);
        new ShapeCheck(file, problems).Check(root, OfferShapes.File, "");
        if (root is YamlNode.Map whole) CheckWhole(file, whole, problems);
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        problems = problems.ConvertAll(problem => problem.Path.Length > 0 ? problem : problem with { Path = FieldPath.At(root, problem.Line, problem.Column) });
        if (root is not YamlNode.Map map) return new([], problems);
        if (problems.Exists(problem => problem.IsError)) return new([], problems) { Terms = TermsOf(map) };
        var program = map.Text("program") is { } key ? ProgramReader.Read(key, map) : null;
        return new(program is null ? [] : [.. map.Maps("offers").Select(node => Offer(node, program) with { Store = map.Text("store") })], problems)
        {
            Program = program,
            Terms = TermsOf(map),
            Pools = [.. map.Maps("coupons").Select(Pool)],
            Rules = [.. map.Maps("rules").Select(node => new OfferRule(node.Text("rule")!, node.Texts("offers"), node.Text("why")))],
            Feeds = [.. map.Maps("feeds").Select(node => Feed(node, map))],
            Overrides = [.. map.Maps("overrides").Select(node => new Compliance.ComplianceOverride(node.Text("code")!, node.Text("journey"), node.Text("template"), node.Text("reason")!))],
        };
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
            && currency.IsListed
            && Money.IsExact(amount, currency)
            && Money.TryFromAmount(amount, currency, out price);
    }

    // What no table can say.
    private static void CheckWhole(string file, YamlNode.Map map, List<Problem> problems)
    {
        void Report(YamlNode node, string code, string message, string path = "") => problems.Add(new(file, node.Line, node.Column, true, code, message) { Path = path });

        if (map.Find("program") is null && (map.Find("offers") is not null || !WithoutProgram.Any(key => map.Find(key) is not null)))
            Report(map, ProblemCode.MissingKey, "the offers file has no `program`: Key of the program; `own` is the shop's own catalogue.", "program");
        if (map.Find("link") is YamlNode.Scalar link && NetworkLink.Oddness(link.Text, map.Text("network") ?? "direct") is { } odd)
            problems.Add(new(file, link.Line, link.Column, false, ProblemCode.BadValue, $"`link`: {odd}"));
        foreach (var (list, id, what) in Named)
        {
            foreach (var twice in map.Maps(list).Where(node => node.Text(id) is not null).GroupBy(node => node.Text(id)).Where(group => group.Count() > 1))
                Report(twice.Last(), ProblemCode.Duplicate, $"the {what} `{twice.Key}` is here twice");
        }

        foreach (var feed in map.Maps("feeds").Where(feed => feed.Text("url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0))
            Report(feed.Find("url")!, ProblemCode.BadValue, $"the address of the feed `{feed.Text("name")}` must not hold a user or password");
        foreach (var pool in map.Maps("coupons").Where(pool => pool.Span("valid_for") is { Days: 0 } span && span.Exact == Duration.Zero))
            Report(pool.Find("valid_for")!, ProblemCode.BadValue, "`valid_for`: with 0 a code is over before anybody has read its mail; leave it out for a code without end");
        foreach (var pool in map.Maps("coupons").Where(pool => pool.Find("code") is not null && pool.Find("codes") is not null))
            Report(pool.Find("codes")!, ProblemCode.Combination, "the coupon pool has `code` and `codes`; it takes one code for everybody, or a file with one for each mail");
    }

    private static ProgramTerms? TermsOf(YamlNode.Map map) =>
        map.Text("program") is { } key && key != OfferProgram.OwnKey ? new(ProgramReader.LinksOf(key, map), [.. map.Maps("offers").Select(node => node.Text("url")).OfType<string>()]) : null;

    private static Offer Offer(YamlNode.Map node, OfferProgram program) => new()
    {
        Id = node.Text("id")!,
        Program = program,
        Name = node.Text("name")!,
        Url = node.Text("url")!,
        FallbackUrl = node.Text("fallback_url"),
        ProductId = node.Text("product_id"),
        ImageUrl = node.Text("image_url"),
        Price = node.Text("price") is { } text && TryPrice(text, out var price) ? price : null,
        Category = node.Text("category"),
        Tags = node.Texts("tags"),
        Countries = node.Texts("countries").ToHashSet(),
        InStock = node.Text("in_stock") != "false",
        From = Day(node.Text("from")),
        Until = Day(node.Text("until")),
        Complements = node.Texts("complements"),
        Upgrades = node.Texts("upgrades"),
        Replaces = node.Texts("replaces"),
        Cycle = node.Span("lasts") is { } span ? Duration.FromDays(span.Days) + span.Exact : null,
        IsExclusive = node.Text("exclusive") == "true",
        Why = node.Localized("why"),
    };

    private static OfferFeed Feed(YamlNode.Map node, YamlNode.Map file) => new(
        node.Text("name")!,
        new(node.Text("url")!),
        node.Text("program") ?? file.Text("program") ?? OfferProgram.OwnKey,
        node.Text("store") ?? file.Text("store") ?? FeedProduct.UsualStore,
        node.Text("format") is { } format ? Enum.Parse<FeedFormat>(format, ignoreCase: true) : null,
        node.Span("every") is { } span ? Duration.FromDays(span.Days) + span.Exact : OfferFeed.UsualEvery);

    private static CouponPool Pool(YamlNode.Map node) => new()
    {
        Key = node.Text("pool")!,
        Summary = node.Localized("summary")!,
        SharedCode = node.Text("code"),
        CodesFile = node.Text("codes"),
        ValidFor = node.Span("valid_for"),
        Minimum = node.Text("minimum") is { } text && TryPrice(text, out var minimum) ? minimum : null,
        LowWater = node.Integer("low_water") ?? 20,
        IfExhausted = node.Word("if_exhausted", CouponExhausted.Fallback),
    };

    private static LocalDate? Day(string? text) => text is not null && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day : null;
}
