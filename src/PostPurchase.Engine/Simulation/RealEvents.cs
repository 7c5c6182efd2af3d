using System.Globalization;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Simulation;

/// <summary>What really happened, as events that can be played again.</summary>
internal static class RealEvents
{
    private static readonly Sql s_buyers = new("""
        select owner, max(ordered_at) as newest
        from purchase
        where ordered_at >= @since
        group by owner
        order by newest desc, owner
        """);

    private static readonly Sql s_purchases = new("""
        select id
        from purchase
        where owner = @owner
        order by id
        """);

    /// <summary>Everything that is known of those who bought since an instant, the newest buyers first: of at most so many, evenly over the time; and how many bought.</summary>
    public static (IReadOnlyList<StoreEvent> Events, int BuyerCount) OfBuyersSince(Session session, Instant since, int mostPeople)
    {
        var buyers = session[s_buyers].With(since).All(row => row.Long(0));
        return ([.. Evenly(buyers, mostPeople).SelectMany(owner => Of(session, owner))], buyers.Count);
    }

    /// <summary>The first of each of so many stretches of the list that are equally long; all where there are not more.</summary>
    internal static IEnumerable<long> Evenly(List<long> buyers, int count) =>
        buyers.Count <= count ? buyers : Enumerable.Range(0, count).Select(stretch => buyers[(int)((long)stretch * buyers.Count / count)]);

    /// <summary>Everything that is known of one customer and of those merged into them.</summary>
    public static IReadOnlyList<StoreEvent> Of(Session session, long owner)
    {
        if (CustomerStore.Find(session, owner) is not { } customer) return [];
        var person = PersonOf(customer);
        var events = new List<StoreEvent>();
        foreach (var same in CustomerStore.Same(session, owner))
        {
            foreach (var stored in EventStore.OfOwner(session, same, 0))
            {
                var purchase = stored.Purchase is { } id ? PurchaseStore.ReadOfSame(session, same, id.Value) : null;
                // Its order went over to somebody else.
                if (stored.Purchase is not null && purchase is null) continue;
                if (stored.Type == EventTypes.Purchase || EventDocument.BodyOf(stored.Type, stored.Document) is not { } body) continue;
                events.Add(new()
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"event-{stored.Id}"), Store = customer.Store, OccurredAt = stored.OccurredAt, Customer = person, PurchaseId = purchase?.Facts.Id,
                    Properties = stored.Document?.Properties ?? FreeData.Empty, Body = body,
                });
            }

            events.AddRange(PurchaseIds(session, same).Select(id => PurchaseStore.Read(session, same, id)).OfType<Purchase>().Select(purchase => Placed(purchase, person)));
        }

        return events;
    }

    // As it was when it was placed: what went back later comes as an event of its own.
    private static StoreEvent Placed(Purchase purchase, CustomerFacts person) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"purchase-{purchase.Id.Value}"),
        Store = purchase.Store,
        OccurredAt = purchase.OrderedAt,
        Customer = person,
        PurchaseId = purchase.Facts.Id,
        Body = new EventBody.PurchaseChanged(purchase.Reported with { UpdatedAt = purchase.OrderedAt, State = PurchaseState.Open, Refunded = null }),
    };

    private static List<long> PurchaseIds(Session session, long owner) => session[s_purchases].With(owner).All(row => row.Long(0));

    private static CustomerFacts PersonOf(Customer customer) => new()
    {
        Email = customer.Address,
        ExternalId = customer.ExternalId,
        FirstName = customer.FirstName,
        LastName = customer.LastName,
        Country = customer.Country,
        TimeZone = customer.TimeZone,
        Locale = customer.Locale,
        Consent = customer.Consent,
        Attributes = customer.Attributes,
        Tags = customer.Tags,
    };
}
