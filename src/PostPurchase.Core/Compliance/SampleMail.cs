using System.Globalization;
using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Templates;

namespace PostPurchase.Core.Compliance;

/// <summary>A mail with everything in it that it can have, made for looking at: its addresses and numbers are known, so that rules find them.</summary>
/// <param name="File">Path of its template.</param>
/// <param name="Locale">Language that it is in.</param>
/// <param name="Content">What the step says, variants put in.</param>
/// <param name="Subject">Rendered.</param>
/// <param name="Preheader">Rendered, or empty.</param>
/// <param name="Html">Rendered.</param>
internal sealed record SampleMail(string File, string Locale, EmailContent Content, string Subject, string Preheader, string Html)
{
    public const string PartnerUrl = "https://partner.invalid/offer";
    public const string OwnUrl = "https://shop.invalid/product";
    public const string Unsubscribe = "https://mail.invalid/u/sample";
    public const string Preferences = "https://mail.invalid/p/sample";
    public const string Address = "1 Sample Street";
    public const string Disclosure = "The words of the program";
    public const string Number = "SAMPLE-1001";
    public const string Product = "Sample product";
    public const string Parcel = "SAMPLE-PARCEL";

    private static readonly Instant At = Instant.FromUtc(2026, 3, 3, 9, 0);
    private static readonly Currency Euro = Currency.Parse("EUR");

    /// <summary>Makes it; null where it cannot be made, which other checks tell.</summary>
    public static SampleMail? Of(TemplateFiles files, (string File, string Locale) template, EmailContent content, bool hasCoupon)
    {
        var sources = Sources(content, template.Locale, hasCoupon);
        var options = new RenderOptions
        {
            Culture = CultureInfo.GetCultureInfo(template.Locale),
            Now = At.ToDateTimeOffset(),
            Misses = MissingValues.Empty,
            Includes = name => files.Partial(name, template.Locale),
            Host = PersonFacts.None with { ChoiceLink = choice => $"https://mail.invalid/r/{choice}" },
        };
        try
        {
            var bare = Model.Build(sources);
            string Text(LocalizedText? text) => text is null ? "" : Language.ParseText(text.For(template.Locale)).Render(bare, options);
            var slots = content.Slots.ToDictionary(slot => slot.Key, slot => Text(slot.Value));
            var html = files.Parse(template.File).Render(Model.Build(sources with { Slots = slots }), options);
            return new(template.File, template.Locale, content, Text(content.Subject), Text(content.Preheader), html);
        }
        catch (TemplateException)
        {
            // The check of templates says what is wrong with it, with its place.
            return null;
        }
    }

    private static ModelSources Sources(EmailContent content, string locale, bool hasCoupon) => new()
    {
        Now = At,
        Zone = DateTimeZone.Utc,
        Store = new() { Name = "Shop", Url = "https://shop.invalid", PostalAddress = Address, Currency = Euro },
        Customer = new(new() { Owner = new(1), Store = "default", FirstName = "Jane", Locale = locale, PurchaseCount = 1, LastPurchaseAt = At, CreatedAt = At }),
        Purchase = Purchase(),
        Line = new(Line, At),
        Shipment = new() { Id = "s1", Carrier = "Carrier", TrackingNumber = Parcel, TrackingUrl = "https://carrier.invalid/1", Lines = [Line] },
        Offers = content.Offers is null ? [] : [Card("partner", false), Card("own", true)],
        Coupon = hasCoupon ? new(CouponPool.SampleCode, At + Duration.FromDays(14), null, "10 %") : null,
        Links = new(Unsubscribe, Preferences, "https://mail.invalid/v/sample"),
        Run = new("journey", "Journey", "step", At, HasMarketing: true),
    };

    private static LineFacts Line { get; } = new() { Id = "l1", ProductId = "p1", Name = Product, Category = "things", UnitPrice = new(1000, Euro), Url = "https://shop.invalid/p1" };

    private static Purchase Purchase()
    {
        var facts = new PurchaseFacts { Id = "1", Number = Number, UpdatedAt = At, Total = new(1000, Euro), StatusUrl = "https://shop.invalid/orders/1", Lines = [Line] };
        return new() { Id = new(1), Owner = new(1), Store = "default", OrderedAt = At, Reported = facts, Facts = facts, ShippedAt = At, DeliveredAt = At };
    }

    private static OfferCard Card(string id, bool own) => new()
    {
        Id = id, Name = "Something", Url = own ? OwnUrl : PartnerUrl, ImageUrl = "https://shop.invalid/x.jpg", Why = "It fits", Own = own, Disclosure = own ? null : Disclosure,
    };
}
