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
    private static readonly Shape Names = new Shape.ListOf(new Shape.Value(Forms.Text));

    public static Shape.Group File { get; } = new("offers file",
    [
        Must("program", Forms.Name, "Key of the program; `own` is the shop's own catalogue."),
        May("name", Forms.Text, "The name that people read."),
        new("network", new Shape.Choice([.. NetworkLink.Known]), "The affiliate network. Default direct."),
        May("link", Link, "The program's tracking link with {url} and {token}."),
        new("terms", new Shape.Group("terms",
        [
            new("email_allowed", new Shape.Choice(["yes", "approval", "no"]), "Whether its links may be mailed. Default yes for own, approval for others."),
            May("redirect_allowed", Forms.Bool, "Whether a redirect may stand before its link. Default true."),
            May("prices_allowed", Forms.Bool, "Whether a mail may say its prices. Default true."),
            May("disclosure", Forms.Text, "What has to be said near its links."),
        ]), "What the program allows."),
        May("commission", Forms.Percent, "Share of a sale."),
        new("offers", new Shape.ListOf(new Shape.Group("offer",
        [
            Must("id", Forms.Name, "Stable id, unique over all programs."),
            Must("name", Forms.Text, "What it is called."),
            Must("url", Web, "The product's page."),
            May("product_id", Forms.Text, "The store's id of the product, for the shop's own."),
            May("image_url", Web, "Its picture."),
            May("price", Price, "Its price with currency."),
            May("category", Forms.Text, "Its category."),
            new("countries", new Shape.ListOf(new Shape.Value(Country)), "Where it is sold. Default everywhere."),
            May("in_stock", Forms.Bool, "Default true."),
            May("from", Day, "First day; new for 90 days from it."),
            May("until", Day, "Last day."),
            new("complements", Names, "Product ids, codes or categories that it goes with."),
            new("upgrades", Names, "Product ids, codes or categories that it is a step up from."),
            new("replaces", Names, "Product ids or codes that it takes the place of."),
            May("lasts", Forms.Duration, "How long one unit of a consumable lasts."),
            May("why", Forms.Text, "Why somebody would want it, in your words."),
        ])), "The products."),
    ]);

    private static Key Must(string name, Form form, string summary) => new(name, new Shape.Value(form), summary) { IsRequired = true };

    private static Key May(string name, Form form, string summary) => new(name, new Shape.Value(form), summary);
}
