using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Templates;

namespace PostPurchase.Core.Personalisation;

/// <summary>One offer as a mail shows it.</summary>
public sealed record OfferCard
{
    /// <summary>Its stable id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Where the button leads: the tracked link, or the plain one where the program forbids a redirect.</summary>
    public required string Url { get; init; }

    /// <summary>Its picture.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Its price, where the program lets a mail say it.</summary>
    public Money? Price { get; init; }

    /// <summary>Its category.</summary>
    public string? Category { get; init; }

    /// <summary>Why this customer sees it, in one sentence.</summary>
    public string Why { get; init; } = "";

    /// <summary>Whether it is the shop's own product.</summary>
    public bool Own { get; init; }

    /// <summary>What law or program wants said near it; null for the shop's own, and where the mail says it in its own words.</summary>
    public string? Disclosure { get; init; }

    /// <summary>Whether its program lets the link go over a redirect of ours; where not, the mail shows the program's own address.</summary>
    public bool AllowsRedirect { get; init; } = true;
}

/// <summary>A code that a mail gives away.</summary>
/// <param name="Code">What the customer types.</param>
/// <param name="ExpiresAt">Last instant of its use, or null.</param>
/// <param name="Minimum">Least order, or null.</param>
/// <param name="Summary">What it gives: <c>10 % off</c>.</param>
public sealed record CouponCode(string Code, Instant? ExpiresAt, Money? Minimum, string Summary);

/// <summary>The addresses that every mail has.</summary>
/// <param name="Unsubscribe">Page that ends marketing.</param>
/// <param name="Preferences">Page with a choice for each kind.</param>
/// <param name="View">The mail in a browser.</param>
public sealed record MailLinks(string Unsubscribe, string Preferences, string View);

/// <summary>Which step of which run is evaluated or rendered.</summary>
/// <param name="Journey">Key of the journey.</param>
/// <param name="JourneyName">Its name.</param>
/// <param name="Step">Step id, or null.</param>
/// <param name="EnteredAt">When the run entered.</param>
/// <param name="HasMarketing">Whether marketing is allowed in this mail: the promotional part of a transactional mail is left out where it is not.</param>
public sealed record RunView(string Journey, string JourneyName, string? Step, Instant EnteredAt, bool HasMarketing = false);

/// <summary><c>store</c>, <c>offers</c>, <c>coupon</c>, <c>links</c>, <c>journey</c>, <c>step</c> and <c>run</c>.</summary>
internal static class MailModel
{
    private static readonly ModelObject<SocialLink> SocialFields = new(
        ModelObject<SocialLink>.Required("name", link => SocialNetwork.LabelOf(link.Network), "What the network is called."),
        ModelObject<SocialLink>.Required("url", link => link.Url, "The shop's page there."));

    private static readonly ModelObject<Brand> BrandFields = new(
        ModelObject<Brand>.Text("logo_url", brand => brand.LogoUrl, "Address of the logo."),
        ModelObject<Brand>.Required("color", brand => brand.Color, "Colour of buttons and links."),
        ModelObject<Brand>.Required("text_on_color", brand => brand.TextOnColor, "Colour of text on it."),
        ModelObject<Brand>.Required("font", brand => brand.Font, "Font family."),
        ModelObject<Brand>.Text("support_email", brand => brand.SupportEmail, "Where customers can write to."),
        ModelObject<Brand>.Text("signed_by", brand => brand.SignedBy, "The person whose name is under plain notes."),
        ModelObject<Brand>.Nested("socials", FieldType.List, false, SocialFields, (brand, context) => SocialFields.BuildList(brand.Socials, context), "Where else the shop is found."));

    public static ModelObject<StoreProfile> Store { get; } = new(
        ModelObject<StoreProfile>.Required("name", store => store.Name, "The name that customers know."),
        ModelObject<StoreProfile>.Text("url", store => store.Url, "Its address on the web."),
        ModelObject<StoreProfile>.Of("sends_receipt", FieldType.Bool, false, (store, _) => Value.From(store.SendsReceipt), "Whether the shop mails its own receipt."),
        ModelObject<StoreProfile>.Text("postal_address", store => store.PostalAddress, "For the footer."),
        ModelObject<StoreProfile>.Required("locale", store => store.Locale, "Language and country."),
        ModelObject<StoreProfile>.Required("currency", store => store.Currency.Code, "Three letters, ISO 4217."),
        ModelObject<StoreProfile>.Nested("brand", FieldType.Group, false, BrandFields, (store, context) => BrandFields.Build(store.Brand, context), "Its looks in mail."));

    public static ModelObject<OfferCard> Offer { get; } = new(
        ModelObject<OfferCard>.Required("id", offer => offer.Id, "Its id."),
        ModelObject<OfferCard>.Required("name", offer => offer.Name, "What it is called."),
        ModelObject<OfferCard>.Required("url", offer => offer.Url, "Where its button leads."),
        ModelObject<OfferCard>.Text("image_url", offer => offer.ImageUrl, "Its picture."),
        ModelObject<OfferCard>.Of("price", FieldType.Money, true, (offer, _) => ModelContext.Amount(offer.Price), "Its price."),
        ModelObject<OfferCard>.Text("currency", offer => offer.Price?.Currency.Code, "Currency of the price."),
        ModelObject<OfferCard>.Text("category", offer => offer.Category, "Its category."),
        ModelObject<OfferCard>.Required("why", offer => offer.Why, "Why this customer sees it."),
        ModelObject<OfferCard>.Of("own", FieldType.Bool, false, (offer, _) => Value.From(offer.Own), "Whether it is the shop's own product."),
        ModelObject<OfferCard>.Text("disclosure", offer => offer.Disclosure, "What has to be said near it."));

    public static ModelObject<CouponCode> Coupon { get; } = new(
        ModelObject<CouponCode>.Required("code", coupon => coupon.Code, "What the customer types."),
        ModelObject<CouponCode>.Of("expires_at", FieldType.Date, true, (coupon, context) => context.Date(coupon.ExpiresAt), "Last instant of its use."),
        ModelObject<CouponCode>.Of("minimum", FieldType.Money, true, (coupon, _) => ModelContext.Amount(coupon.Minimum), "Least order."),
        ModelObject<CouponCode>.Text("currency", coupon => coupon.Minimum?.Currency.Code, "Currency of the least order."),
        ModelObject<CouponCode>.Required("summary", coupon => coupon.Summary, "What it gives."));

    public static ModelObject<MailLinks> Links { get; } = new(
        ModelObject<MailLinks>.Required("unsubscribe", links => links.Unsubscribe, "Page that ends marketing."),
        ModelObject<MailLinks>.Required("preferences", links => links.Preferences, "Page with a choice for each kind."),
        ModelObject<MailLinks>.Required("view", links => links.View, "The mail in a browser."));

    public static ModelObject<RunView> Journey { get; } = new(
        ModelObject<RunView>.Required("key", run => run.Journey, "Key of the journey."),
        ModelObject<RunView>.Required("name", run => run.JourneyName, "Its name."));

    public static ModelObject<RunView> Step { get; } = new(
        ModelObject<RunView>.Text("id", run => run.Step, "Id of the step."));

    public static ModelObject<RunView> Run { get; } = new(
        ModelObject<RunView>.Of("entered_at", FieldType.Date, false, (run, context) => context.Date(run.EnteredAt), "When the run entered."),
        ModelObject<RunView>.Of("has_marketing", FieldType.Bool, false, (run, _) => Value.From(run.HasMarketing), "Whether this mail may carry promotion: false for a transactional mail to somebody without consent."));
}
