using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

/// <summary>
/// What an event's words about its customer do to what is known. Newer words replace, older ones only fill what is missing; what journeys did stands as <see cref="JourneyChanges"/> says.
/// </summary>
internal static class CustomerChange
{
    public static Customer Apply(Customer known, CustomerFacts said, PurchaseFacts? purchase, Instant at) =>
        JourneyChanges.Keep(known, Told(JourneyChanges.Unmade(known), said, purchase, at), isNewer: at >= known.FactsAt);

    private static Customer Told(Customer known, CustomerFacts said, PurchaseFacts? purchase, Instant at)
    {
        var isNewer = at >= known.FactsAt;
        string? Pick(string? old, string? word) => isNewer ? word ?? old : old ?? word;
        var country = said.Country ?? purchase?.ShippingAddress?.Country;
        return known with
        {
            Email = said.Email is { } email ? Pick(known.Email, EmailIdentity.Normalise(email)) : known.Email,
            Address = Pick(known.Address, said.Email),
            ExternalId = Pick(known.ExternalId, said.ExternalId),
            FirstName = Pick(known.FirstName, said.FirstName),
            LastName = Pick(known.LastName, said.LastName),
            Phone = Pick(known.Phone, said.Phone),
            Country = Pick(known.Country, country),
            TimeZone = said.TimeZoneIsGuessed ? known.TimeZone ?? said.TimeZone : Pick(known.TimeZone, said.TimeZone),
            Locale = Pick(known.Locale, said.Locale),
            Attributes = isNewer ? known.Attributes.Under(said.Attributes) : said.Attributes.Under(known.Attributes),
            Tags = said.Tags is { } tags && (isNewer || known.Tags.Count == 0) ? tags : known.Tags,
            FactsAt = isNewer && TellsAnything(known, said, purchase) ? at : known.FactsAt,
            Consent = Words(known, said.Consent, said.ConsentAt ?? at),
            ConsentAt = Instants(known, said.Consent, said.ConsentAt ?? at),
        };
    }

    // An event that only says whose it is (a night's silence, a parcel) makes what a store reports late no older.
    private static bool TellsAnything(Customer known, CustomerFacts said, PurchaseFacts? purchase) =>
        purchase is not null || said with { Email = null, ExternalId = null } != CustomerFacts.Nobody || (said.Email is not null && said.Email != known.Address) || (said.ExternalId is not null && said.ExternalId != known.ExternalId);

    /// <summary>Whether these words are evidence worth a row of their own: the first of a kind, or other than what is known.</summary>
    public static bool IsNews(ConsentFacts known, ConsentFacts said) =>
        IsNews(known.Own, said.Own) || IsNews(known.ThirdParty, said.ThirdParty) || IsNews(known.Tracking, said.Tracking);

    /// <summary>Two customers that turned out to be one: the newer facts win, the older fill.</summary>
    public static Customer Merge(Customer root, Customer other)
    {
        var store = JourneyChanges.Unmade(other);
        var said = new CustomerFacts
        {
            Email = other.Address,
            ExternalId = other.ExternalId,
            FirstName = other.FirstName,
            LastName = other.LastName,
            Phone = other.Phone,
            Country = other.Country,
            TimeZone = other.TimeZone,
            Locale = other.Locale,
            Attributes = store.Attributes,
            Tags = store.Tags.Count == 0 ? null : store.Tags,
        };
        var (older, newer) = other.FactsAt >= root.FactsAt ? (root, other) : (other, root);
        var merged = JourneyChanges.Merge(Told(JourneyChanges.Unmade(root), said, null, other.FactsAt), older, newer);
        return WithConsent(merged, other) with
        {
            GoodwillUntil = Later(root.GoodwillUntil, other.GoodwillUntil),
            PausedUntil = Later(root.PausedUntil, other.PausedUntil),
        };
    }

    public static Instant? Later(Instant? one, Instant? two) => one is null || two > one ? two : one;

    private static Customer WithConsent(Customer root, Customer other)
    {
        var (own, third, tracking) = (new ConsentFacts(other.Consent.Own, null, null), new ConsentFacts(null, other.Consent.ThirdParty, null), new ConsentFacts(null, null, other.Consent.Tracking));
        foreach (var (said, at) in new[] { (own, other.ConsentAt.Own), (third, other.ConsentAt.ThirdParty), (tracking, other.ConsentAt.Tracking) })
        {
            if (at is { } instant) root = root with { Consent = Words(root, said, instant), ConsentAt = Instants(root, said, instant) };
        }
        return root;
    }

    private static bool IsNews(bool? known, bool? said) => said is not null && said != known;

    private static ConsentFacts Words(Customer known, ConsentFacts said, Instant at) => said == ConsentFacts.Unknown ? known.Consent : new(
        Wins(said.Own, known.ConsentAt.Own, at) ? said.Own : known.Consent.Own,
        Wins(said.ThirdParty, known.ConsentAt.ThirdParty, at) ? said.ThirdParty : known.Consent.ThirdParty,
        Wins(said.Tracking, known.ConsentAt.Tracking, at) ? said.Tracking : known.Consent.Tracking);

    private static ConsentInstants Instants(Customer known, ConsentFacts said, Instant at) => said == ConsentFacts.Unknown ? known.ConsentAt : new(
        Wins(said.Own, known.ConsentAt.Own, at) ? at : known.ConsentAt.Own,
        Wins(said.ThirdParty, known.ConsentAt.ThirdParty, at) ? at : known.ConsentAt.ThirdParty,
        Wins(said.Tracking, known.ConsentAt.Tracking, at) ? at : known.ConsentAt.Tracking);

    // Of two words of the same instant the stricter stays, whichever came first.
    private static bool Wins(bool? said, Instant? knownAt, Instant at) => said is { } word && (knownAt is not { } known || at > known || (at == known && !word));
}
