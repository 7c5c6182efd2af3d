using PostPurchase.Core.Journeys.Files;

namespace PostPurchase.Core.Offers;

/// <summary>Every key of a file <c>workflows/offers/*.yaml</c>.</summary>
internal static class OfferShapes
{
    private static readonly Form Day = new("a day such as 2026-01-31", "string", text => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Success) { Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
    private static readonly Form Price = new("a price such as \"79.00 USD\"", "string", text => OfferFile.TryPrice(text, out _)) { Pattern = "^[0-9]+(\\.[0-9]+)? [A-Z]{3}$" };
    private static readonly Form Web = new("an address that starts with https:// or http://", "string", text => OfferFile.IsWeb(text)) { Pattern = "^https?://" };
    private static readonly Form Link = new("an address with {token} in it", "string", text => OfferFile.IsWeb(text) && text.Contains(NetworkLink.TokenMark, StringComparison.Ordinal)) { Pattern = "^https?://.*\\{token\\}" };
    private static readonly Form Country = new("a country such as US", "string", text => text.Length == 2 && text.All(char.IsAsciiLetterUpper)) { Pattern = "^[A-Z]{2}$" };
    private static readonly Form Every = new("a time of at least 15m such as 6h or 1d", "string", text => Journeys.CalendarSpan.TryParse(text, out var span) && span.Days + span.Exact.TotalDays >= OfferFeed.LeastEvery.TotalDays) { Pattern = "^[0-9]+[smhdw]$" };
    private static readonly Shape Names = new Shape.ListOf(new Shape.Value(Forms.Text));

    private static readonly Shape Localized = new Shape.Either(new Shape.Value(Forms.Text), new Shape.MapOf(Forms.Language, new Shape.Value(Forms.Text), 1));
    private static readonly Form Pay = new("a share such as 9% or an amount such as \"5.00 EUR\"", "string", ProgramReader.IsCommission) { Pattern = "^([0-9]+(\\.[0-9]+)?%|[0-9]+(\\.[0-9]+)? [A-Z]{3})$" };
    private static readonly Form CodesFile = new("the name of a file beside this one, such as codes.txt", "string", text => text.Length > 0 && Path.GetFileName(text) == text && !text.StartsWith('.')) { Pattern = "^[^./\\\\][^/\\\\]*$" };

    public static Shape.Group File { get; } = new("offers file",
    [
        May("program", Forms.Name, "Key of the program; `own` is the shop's own catalogue."),
        May("name", Forms.Text, "The name that people read."),
        May("store", Forms.Name, "Key of the store whose offers these are. Default every store."),
        new("network", new Shape.Choice([.. NetworkLink.Known]), "The affiliate network. Default direct."),
        May("merchant", Forms.Text, "The network's id of the merchant."),
        new("status", new Shape.Choice(["open", "closed"]), "Nothing of a closed program is offered. Default open."),
        May("link", Link, "The program's tracking link with {url} and {token}."),
        new("terms", new Shape.Group("terms",
        [
            new("email_allowed", new Shape.Choice(["yes", "approval", "no"]), "Whether its links may be mailed. Default yes for own, approval for others."),
            May("redirect_allowed", Forms.Bool, "Whether a redirect may stand before its link. Default true."),
            May("prices_allowed", Forms.Bool, "Whether a mail may say its prices. Default true."),
            May("coupon_sites", Forms.Bool, "Whether it takes publishers that live on coupons; your own note. Default true."),
            new("disclosure", Localized, "What has to be said near its links, or one text for each language."),
            May("cookie_window", Forms.Duration, "How long after a click a sale counts."),
            new("denied_claims", Names, "Words that its mails must not say, such as \"best price\"."),
        ]), "What the program allows."),
        new("utm", new Shape.Either(new Shape.Choice([ProgramReader.Off]), new Shape.Group("utm",
        [
            May("source", Forms.Text, "`utm_source`. Default postpurchase."),
            May("medium", Forms.Text, "`utm_medium`. Default email."),
            May("campaign", Forms.Text, "`utm_campaign`; may say {journey}, {step} and {program}. Default {journey} for own, {program} for others."),
            May("content", Forms.Text, "`utm_content`. Default none."),
            May("term", Forms.Text, "`utm_term`. Default none."),
        ])), "Campaign parameters of its links, or off. A link that has any already stays as it is. Default on for own and for network direct."),
        new("commission", new Shape.Either(new Shape.Value(Pay), new Shape.MapOf(Forms.Text, new Shape.Value(Pay), 1)), "What a sale earns: a share or an amount, or one for each category with `default`."),
        new("offers", new Shape.ListOf(new Shape.Group("offer",
        [
            Must("id", Forms.Name, "Stable id, unique over all programs."),
            Must("name", Forms.Text, "What it is called."),
            Must("url", Web, "The product's page."),
            May("product_id", Forms.Text, "The store's id of the product, for the shop's own."),
            May("fallback_url", Web, "Where its links lead while its page is gone or at another host, or its link loses its token. Default the shop where the page is gone."),
            May("image_url", Web, "Its picture."),
            May("price", Price, "Its price with currency."),
            May("category", Forms.Text, "Its category."),
            new("tags", Names, "Free words to find it by."),
            new("countries", new Shape.ListOf(new Shape.Value(Country)), "Where it is sold. Default everywhere."),
            May("in_stock", Forms.Bool, "Default true."),
            May("from", Day, "First day; new for 90 days from it."),
            May("until", Day, "Last day."),
            new("complements", Names, "Product ids, codes or categories that it goes with."),
            new("upgrades", Names, "Product ids, codes or categories that it is a step up from."),
            new("replaces", Names, "Product ids or codes that it takes the place of."),
            May("lasts", Forms.Duration, "How long one unit of a consumable lasts."),
            May("exclusive", Forms.Bool, "Whether it is only to be had here, so that a mail may say so. Default false."),
            new("why", Localized, "Why somebody who has what it goes with would want it, in your words, or one text for each language."),
        ])), "The products."),
        new("feeds", new Shape.ListOf(new Shape.Group("feed",
        [
            Must("name", Forms.Name, "What the Offers page calls it; unique over all files."),
            Must("url", Web, "Where it is fetched."),
            new("format", new Shape.Choice(["csv", "xml", "json"]), "What it must be. Default told by how it starts."),
            May("program", Forms.Name, "Key of the program whose products it holds. Default the file's, else own."),
            May("store", Forms.Name, "Key of the store whose feed it is. Default the file's, else the usual one."),
            May("every", Every, "How often it is fetched. Default 6h."),
        ])), "Product feeds that are fetched."),
        new("rules", new Shape.ListOf(new Shape.Group("rule",
        [
            Must("rule", Forms.Name, "Its name: a step says `pick: rule:NAME`."),
            new("offers", new Shape.ListOf(new Shape.Value(Forms.Text), 1), "Ids of offers or categories, best first.") { IsRequired = true },
            May("why", Forms.Text, "The reason that customers read."),
        ])), "Choices of your own."),
        new("coupons", new Shape.ListOf(new Shape.Group("coupon pool",
        [
            Must("pool", Forms.Name, "Stable key: a step says `coupon: NAME`."),
            new("summary", Localized, "What the code gives, or one text for each language.") { IsRequired = true },
            May("code", Forms.Text, "One code for everybody."),
            May("codes", CodesFile, "File beside this one with a code for each mail, one a line; without it they come by `offers codes` or the API."),
            May("valid_for", Forms.Duration, "How long a code can be used, from the send."),
            May("minimum", Price, "Least order."),
            May("low_water", Forms.Integer(0, 1_000_000), "With fewer free codes than this you are told. Default 20."),
            new("if_exhausted", new Shape.Choice(["fallback", "skip", "hold"]), "What a mail does without a code. Default fallback: it leaves without one."),
        ])), "Codes that mails give away."),
        new("overrides", new Shape.ListOf(new Shape.Group("override",
        [
            Must("code", Forms.Finding, "Code of the finding."),
            May("journey", Forms.Name, "Only in this journey."),
            May("template", Forms.File, "Only in this template."),
            Must("reason", Forms.Text, "Why it is fine here; recorded."),
        ])), "Findings of the compliance check that you answer for."),
    ]);

    private static Key Must(string name, Form form, string summary) => new(name, new Shape.Value(form), summary) { IsRequired = true };

    private static Key May(string name, Form form, string summary) => new(name, new Shape.Value(form), summary);
}
