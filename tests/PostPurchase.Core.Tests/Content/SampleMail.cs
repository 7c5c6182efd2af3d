using System.Globalization;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Tests.Journeys;
using PostPurchase.Templates;

namespace PostPurchase.Core.Tests.Content;

/// <summary>Models that mails are rendered with: everything there, almost nothing there, and everything there by somebody with bad intent.</summary>
internal static class SampleMail
{
    public const string Hostile = "\"><script>alert(1)</script>{{ 1 / 0 }}&amp;<b>";

    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly Instant At = A.Time("2026-03-03T09:00:00Z");

    public static string Render(string file, ModelSources sources, Action<TemplateError>? report = null)
    {
        var template = ShopFiles.Set.Find(file[..^".html".Length]) ?? throw new FileNotFoundException(file);
        var options = new RenderOptions
        {
            Culture = CultureInfo.GetCultureInfo(ShopFiles.IsGerman(file) ? "de-DE" : "en-US"),
            Now = At.ToDateTimeOffset(),
            Misses = MissingValues.Empty,
            Includes = ShopFiles.Set.Find,
            Report = report,
            Host = PersonFacts.None with { ChoiceLink = choice => $"https://mail.lantern.example/r/{choice}" },
        };
        return template.Render(Model.Build(sources), options);
    }

    public static ModelSources Full(bool german = false) => new()
    {
        Now = At,
        Zone = A.Berlin,
        Store = Shop,
        Customer = new(Customer("Jane", german ? "de-DE" : "en-US"), 31, 0.95),
        Purchase = Purchase(Facts(
            Line("Morning Light espresso, 1 kg", "https://lantern.example/img/espresso.png", 2, 2950),
            Line("Brass pour-over kettle", "https://lantern.example/img/kettle.png", 1, 8900))),
        Line = new(Line("Morning Light espresso, 1 kg", "https://lantern.example/img/espresso.png", 2, 2950), At),
        Shipment = new() { Id = "s1", Carrier = "DHL", TrackingNumber = "JJD0001", TrackingUrl = "https://track.example/JJD0001", Eta = new(2026, 3, 6), Lines = [Line("Brass pour-over kettle", null, 1, 8900)] },
        Offers =
        [
            Offer("Hand grinder", true, german ? "Frisch gemahlen holt mehr aus Ihren Bohnen." : "Grinding fresh brings out more of the beans you have."),
            Offer("Temperature-stable mug", false, german ? "Hält den Kaffee eine Stunde heiß." : "Keeps a slow cup hot for an hour."),
            Offer("Cold brew bottle", true, german ? "Für dieselben Bohnen im Sommer." : "For the same beans, in summer."),
        ],
        Slots = new Dictionary<string, string> { ["subject"] = "A subject", ["preheader"] = "What the inbox shows beside it" },
        Coupon = new("WELCOME-7Q4K", At.Plus(Duration.FromDays(14)), new(4000, Euro), german ? "5 € auf Ihre nächste Bestellung" : "5 € off your next order"),
        Links = Links,
        Run = new("new-buyer", "New buyer", "thanks", At, HasMarketing: true),
    };

    /// <summary>The first of its two lines went back.</summary>
    public static ModelSources FirstReturned(bool german = false)
    {
        var full = Full(german);
        var lines = full.Purchase!.Facts.Lines.Select((line, index) => index == 0 ? line with { Quantity = 0 } : line).ToList();
        return full with { Purchase = full.Purchase with { Facts = full.Purchase.Facts with { Lines = lines } } };
    }

    /// <summary>The same with its lines changed.</summary>
    public static ModelSources WithLines(ModelSources full, Func<LineFacts, LineFacts> change) =>
        full with { Purchase = full.Purchase! with { Facts = full.Purchase.Facts with { Lines = [.. full.Purchase.Facts.Lines.Select(change)] } } };

    public static ModelSources Sparse() => new()
    {
        Now = At,
        Zone = DateTimeZone.Utc,
        Store = new() { Name = "Shop" },
        Customer = new(Customer(null, null)),
        Purchase = Purchase(new() { Id = "1", UpdatedAt = At, Total = new(100, Euro), Lines = [new() { Id = "l1", Name = "Thing" }] }),
        Links = Links,
    };

    public static ModelSources Empty() => Sparse() with { Purchase = null, Links = null };

    public static ModelSources Hostiles()
    {
        var line = Line(Hostile, "javascript:alert(1)", 1, 100) with { Url = "javascript:alert(2)" };
        var facts = Facts(line) with { Number = Hostile, StatusUrl = "data:text/html,<script>alert(3)</script>", ShippingAddress = new(Hostile, Hostile, Hostile, Hostile, Hostile, Hostile) };
        var full = Full();
        return full with
        {
            Store = Shop with { Name = Hostile, PostalAddress = Hostile, Brand = new() { Color = "red;}</style><script>", Font = "x\"><script>", SupportEmail = Hostile, SignedBy = Hostile, Socials = [new("instagram", "javascript:alert(1)"), new(Hostile, Hostile)] } },
            Customer = new(Customer(Hostile, "en-US")),
            Purchase = Purchase(facts),
            Line = new(line),
            Shipment = full.Shipment! with { Carrier = Hostile, TrackingNumber = Hostile, TrackingUrl = "javascript:alert(4)", Lines = [line] },
            Offers = [Offer(Hostile, false, Hostile) with { Url = "javascript:alert(5)", Disclosure = Hostile }],
            Slots = new Dictionary<string, string> { ["subject"] = Hostile, ["preheader"] = Hostile, ["title"] = Hostile, ["url"] = "vbscript:x" },
            Coupon = new(Hostile, null, null, Hostile),
        };
    }

    private static StoreProfile Shop { get; } = new()
    {
        Name = "Lantern Coffee",
        Url = "https://lantern.example",
        PostalAddress = "Lantern Coffee GmbH\nAm Speicher 4, 20457 Hamburg",
        Currency = Euro,
        TimeZone = A.Berlin,
        Brand = new() { Color = "#14532d", SupportEmail = "hello@lantern.example", SignedBy = "Mara Lindqvist", Socials = [new("instagram", "https://www.instagram.com/lantern"), new("youtube", "https://www.youtube.com/@lantern")] },
    };

    private static MailLinks Links { get; } = new("https://mail.lantern.example/u/t", "https://mail.lantern.example/p/t", "https://mail.lantern.example/v/t");

    private static Customer Customer(string? name, string? locale) =>
        new() { Owner = new(7), Store = "default", FirstName = name, LastName = name is null ? null : "Doe", Locale = locale, PurchaseCount = 1, TotalSpent = 14800, LastPurchaseAt = At, CreatedAt = At };

    private static Purchase Purchase(PurchaseFacts facts) =>
        new() { Id = new(100), Owner = new(7), Store = "default", OrderedAt = At, Reported = facts, Facts = facts, DeliveredAt = At };

    private static PurchaseFacts Facts(params LineFacts[] lines) => new()
    {
        Id = "1001",
        Number = "#1001",
        UpdatedAt = At,
        Total = new(14490, Euro),
        Subtotal = new(14800, Euro),
        Discount = new(800, Euro),
        Shipping = new(490, Euro),
        Tax = new(2314, Euro),
        StatusUrl = "https://lantern.example/orders/1001",
        ShippingAddress = new("Jane Doe", "Lindenstraße 12", "10969", "Berlin", null, "DE"),
        Lines = lines,
    };

    private static LineFacts Line(string name, string? image, int quantity, long price) => new()
    {
        Id = "l1", ProductId = "p1", Category = "coffee", Name = name, Quantity = quantity, UnitPrice = new(price, Euro), ImageUrl = image, Url = "https://lantern.example/p/1",
    };

    private static OfferCard Offer(string name, bool own, string why) => new()
    {
        Id = name, Name = name, Url = "https://mail.lantern.example/c/x", ImageUrl = "https://lantern.example/img/hand-grinder.png", Price = new(3900, Euro), Why = why, Own = own,
    };
}
