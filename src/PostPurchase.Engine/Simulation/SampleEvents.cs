using System.Globalization;
using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Simulation;

/// <summary>Twelve made-up people and what they buy: for a shop that has sold nothing yet, and to see how different people fare.</summary>
internal static class SampleEvents
{
    private static readonly Sample[] s_people =
    [
        new("Jane", "Doe", "US", "America/New_York", "en-US", (true, true), 0, 10, 59.90m),
        new("Lukas", "Weber", "DE", "Europe/Berlin", "de-DE", (true, false), 0, 19, 34.50m),
        new("Amélie", "Martin", "FR", "Europe/Paris", "fr-FR", (null, null), 1, 22, 89.00m),
        new("Oliver", "Smith", "GB", "Europe/London", "en-GB", (true, true), 1, 8, 240.00m),
        new("Mia", "Rossi", "IT", "Europe/Rome", "it-IT", (false, false), 2, 13, 45.00m),
        new("Noah", "Brown", "US", "America/Los_Angeles", "en-US", (null, null), 2, 16, 129.00m),
        new("Emma", "Jansen", "NL", "Europe/Amsterdam", "nl-NL", (true, true), 3, 11, 18.00m, DaysToRefund: 4),
        new("Liam", "Murphy", "IE", "Europe/Dublin", "en-IE", (true, true), 4, 21, 64.00m, DaysToSecond: 9),
        new("Sofia", "García", "ES", "Europe/Madrid", "es-ES", (true, false), 5, 15, 510.00m),
        new("Aiko", "Tanaka", "JP", "Asia/Tokyo", "ja-JP", (true, true), 5, 9, 75.00m),
        new("Lucas", "Tremblay", "CA", "America/Toronto", "fr-CA", (true, true), 6, 18, 39.00m, HasHistory: true),
        new("Hanna", "Nowak", "PL", "Europe/Warsaw", "pl-PL", (true, true), 6, 12, 99.00m, DaysToSecond: 20),
    ];

    /// <summary>Their events from an instant on; one of them bought before it. The same arguments give the same events.</summary>
    /// <param name="from">Where they start.</param>
    /// <param name="currency">Of the store.</param>
    /// <param name="products">What they buy: the shop's own offers where it has some.</param>
    public static IReadOnlyList<StoreEvent> From(Instant from, Currency currency, IReadOnlyList<Offer> products)
    {
        var own = products.Where(offer => offer is { Program.IsOwn: true, ProductId: not null }).ToList();
        return [.. s_people.SelectMany((person, index) => Of(person, index, (from, currency, own.Count == 0 ? null : own[index % own.Count])))];
    }

    private static IEnumerable<StoreEvent> Of(Sample person, int index, (Instant From, Currency Currency, Offer? Product) shop)
    {
        var number = 1001 + index;
        var at = shop.From + Duration.FromDays(person.Day) + Duration.FromHours(person.Hour);
        if (person.HasHistory) yield return Purchase(person, number + 8000, at - Duration.FromDays(70), shop);
        yield return Purchase(person, number, at, shop);
        yield return Parcel(person, number, at + Duration.FromHours(26), isThere: false);
        yield return Parcel(person, number, at + Duration.FromHours(75), isThere: true);
        if (person.DaysToSecond is { } second) yield return Purchase(person, number + 1000, at + Duration.FromDays(second), shop);
        if (person.DaysToRefund is not { } refund) yield break;
        yield return Event(person, $"refund-{number}", at + Duration.FromDays(refund), number, new EventBody.Refunded(new RefundFacts { Id = Text(number) }));
    }

    private static StoreEvent Purchase(Sample person, int number, Instant at, (Instant From, Currency Currency, Offer? Product) shop)
    {
        var product = shop.Product;
        var price = product?.Price is { } known && known.Currency == shop.Currency ? known : Price(person.Total, shop.Currency);
        var line = new LineFacts
        {
            Id = "1", ProductId = product?.ProductId ?? "sample-1", Name = product?.Name ?? "Trail backpack", Category = product?.Category ?? "backpacks", UnitPrice = price, RequiresShipping = true, Url = product?.Url, ImageUrl = product?.ImageUrl,
        };
        return Event(person, $"purchase-{number}", at, number, new EventBody.PurchaseChanged(new()
        {
            Id = Text(number), Number = $"#{number}", UpdatedAt = at, Total = price, Subtotal = price, StatusUrl = $"https://sample.example/orders/{number}", Lines = [line],
            ShippingAddress = new($"{person.First} {person.Last}", "1 Sample Street", "10001", "Sampleton", null, person.Country),
        }));
    }

    // A currency without a minor unit counts in units that are worth about as much as a cent: a backpack is 5,990 yen, not 60.
    private static Money Price(decimal amount, Currency currency) =>
        Money.TryFromAmount(currency.Exponent == 0 ? amount * 100 : amount, currency, out var price) ? price : Money.Zero(currency);

    private static StoreEvent Parcel(Sample person, int number, Instant at, bool isThere)
    {
        var parcel = new ShipmentFacts { Id = $"parcel-{number}", Carrier = "Sample Parcel", TrackingNumber = $"SP{number}" };
        return Event(person, $"{(isThere ? "delivered" : "shipped")}-{number}", at, number, isThere ? new EventBody.Delivered(parcel) : new EventBody.Shipped(parcel));
    }

    private static StoreEvent Event(Sample person, string id, Instant at, int purchase, EventBody body) => new()
    {
        Id = $"sample-{id}",
        OccurredAt = at,
        PurchaseId = Text(purchase),
        Body = body,
        Customer = new()
        {
            Email = $"{person.First.ToLowerInvariant().Replace("é", "e", StringComparison.Ordinal)}@sample.example", FirstName = person.First, LastName = person.Last, Country = person.Country, TimeZone = person.Zone, Locale = person.Locale,
            Consent = new(person.Consent.Own, person.Consent.ThirdParty, person.Consent.Own),
        },
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Sample(
        string First, string Last, string Country, string Zone, string Locale, (bool? Own, bool? ThirdParty) Consent, int Day, int Hour, decimal Total,
        int? DaysToSecond = null, int? DaysToRefund = null, bool HasHistory = false);
}
