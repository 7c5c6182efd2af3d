using PostPurchase.Core.Customers;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>The customer of an event.</summary>
internal static class CustomerReader
{
    private static readonly KeySet Keys = new(
        "email", "external_id", "first_name", "last_name", "phone", "country", "time_zone", "locale", "consent", "attributes", "tags");

    private static readonly KeySet ConsentKeys = new("own", "third_party", "tracking");

    public static CustomerFacts Customer(ref JsonCursor json)
    {
        string? email = null, external = null, first = null, last = null, phone = null, country = null, zone = null, locale = null;
        var consent = ConsentFacts.Unknown;
        var attributes = FreeData.Empty;
        IReadOnlyList<string>? tags = null;
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return CustomerFacts.Nobody;
        while (json.NextKey(Keys, ref seen, ref key))
        {
            switch (key)
            {
                case 0: email = CanonicalValues.Email(ref json); break;
                case 1: external = json.Id(); break;
                case 2: first = json.Text(); break;
                case 3: last = json.Text(); break;
                case 4: phone = json.Text(); break;
                case 5: country = CanonicalValues.Country(ref json); break;
                case 6: zone = CanonicalValues.TimeZone(ref json); break;
                case 7: locale = json.Text(); break;
                case 8: consent = Consent(ref json); break;
                case 9: attributes = json.Free(); break;
                case 10: tags = CanonicalValues.Words(ref json); break;
            }
        }

        return new CustomerFacts
        {
            Email = email,
            ExternalId = external,
            FirstName = first,
            LastName = last,
            Phone = phone,
            Country = country,
            TimeZone = zone,
            Locale = locale,
            Consent = consent,
            Attributes = attributes,
            Tags = tags,
        };
    }

    private static ConsentFacts Consent(ref JsonCursor json)
    {
        bool? own = null, third = null, tracking = null;
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return ConsentFacts.Unknown;
        while (json.NextKey(ConsentKeys, ref seen, ref key))
        {
            switch (key)
            {
                case 0: own = json.Flag(); break;
                case 1: third = json.Flag(); break;
                case 2: tracking = json.Flag(); break;
            }
        }

        return new ConsentFacts(own, third, tracking);
    }
}
