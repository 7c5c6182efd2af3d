using System.Globalization;
using System.Text;
using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>
/// Tells the rest of the engine of a conversion that has its customer, in the same write: a purchase of the channel <c>affiliate</c>, whose reversal is a
/// refund, and once the event <c>conversion</c>. Its customer is that of its mail, or while no mail is known whom an event named. The purchase is of the kind
/// <c>marketplace</c>: it was not made in the shop, so the shop's own order mails do not start by it.
/// </summary>
internal sealed class ConversionNews(Session session, IdSource ids, ConversionRules rules, IntakeRules intake, Instant now)
{
    /// <summary>The channel of such purchases.</summary>
    public const string Channel = "affiliate";

    /// <summary>What the source of its deliveries starts with.</summary>
    public const string Source = "network:";

    /// <summary>The event that it is told by; null where a network or a person tells.</summary>
    public SaleWord? Word { get; init; }

    /// <summary>Tells what is new; gives the conversion with its purchase.</summary>
    public StoredConversion Tell(StoredConversion conversion, ConversionStanding standing, bool isChanged)
    {
        if (conversion.Purchase is not null && !isChanged) return conversion;
        var customer = CustomerStore.Find(session, conversion.Buyer!.Value.Value);
        if (customer is null or { Address: null, Email: null, ExternalId: null }) return conversion;
        var events = new List<StoreEvent> { Changed(conversion, customer, Purchase(conversion, standing)) };
        if (standing.Status!.Value.Counts())
        {
            var told = Event(conversion, customer, EventId(conversion), new EventBody.Conversion(Facts(conversion, standing)));
            events.Add(told with { Properties = Word?.Event.Properties ?? FreeData.Empty });
        }

        Deliver(conversion, events);
        var key = PurchaseStore.FindKey(session, session.Names.Id(NameKind.Store, customer.Store), conversion.PurchaseExternalId);
        return conversion with { Purchase = key is null ? null : new(key.Id) };
    }

    /// <summary>Tells that a sale was not this customer's after all: its purchase is refunded as a whole.</summary>
    public void TakeBack(StoredConversion conversion, ConversionStanding standing)
    {
        if (conversion.Purchase is null || CustomerStore.Find(session, conversion.Buyer!.Value.Value) is not { } customer || customer is { Address: null, Email: null, ExternalId: null }) return;
        var facts = Purchase(conversion, standing);
        Deliver(conversion, [Changed(conversion, customer, facts with { State = PurchaseState.Refunded, Refunded = facts.Total.Minor > 0 ? facts.Total : null })]);
    }

    private void Deliver(StoredConversion conversion, List<StoreEvent> events)
    {
        var delivery = new Intake.Delivery
        {
            Source = Source + conversion.Network,
            Body = Encoding.UTF8.GetBytes(CanonicalEvents.Write(events[0])),
            Events = events,
            IsHistory = Word is { IsHistory: true } || (Word is not { EnrollOld: true } && now - conversion.OccurredAt > rules.OldAfter),
        };
        delivery = Receipt.Bounded(delivery, now);
        new IntakeOperation(session, ids, intake, (delivery, PackedDelivery.Of(delivery)), now).Run();
    }

    // Once for a sale and its customer: where a match was taken back, whoever it is given to next hears of it too.
    private static string EventId(StoredConversion conversion)
    {
        var id = $"conversion:{conversion.IdScope}:{conversion.ExternalId}";
        return conversion.Document.TakenBack == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}~{conversion.Document.TakenBack + 1}");
    }

    private StoreEvent Changed(StoredConversion conversion, Customer customer, PurchaseFacts facts) =>
        Event(conversion, customer, $"affiliate:{conversion.Network}:{conversion.ExternalId}:{ids.Next(now)}", new EventBody.PurchaseChanged(facts));

    private static StoreEvent Event(StoredConversion conversion, Customer customer, string id, EventBody body) => new()
    {
        Id = id,
        Store = customer.Store,
        OccurredAt = conversion.OccurredAt,
        Customer = (customer.Address ?? customer.Email) is { } address ? new CustomerFacts { Email = address } : new CustomerFacts { ExternalId = customer.ExternalId },
        PurchaseId = conversion.PurchaseExternalId,
        Body = body,
    };

    private PurchaseFacts Purchase(StoredConversion conversion, ConversionStanding standing)
    {
        var sale = standing.Amounts.Where(entry => entry.Kind == EntryKind.Sale && entry.Status != CommissionStatus.Other).ToList();
        var currency = (sale.Count > 0 ? sale : standing.Amounts).Select(entry => (Currency?)entry.Amount.Currency).FirstOrDefault() ?? rules.CurrencyOf(conversion.Store);
        Money Sum(bool isReversed) => sale.Where(entry => entry.Status == CommissionStatus.Reversed == isReversed && entry.Amount.Currency == currency)
            .Aggregate(Money.Zero(currency), (sum, entry) => sum + entry.Amount);
        var (kept, reversed) = (Sum(false), Sum(true));
        return new()
        {
            Id = conversion.PurchaseExternalId,
            Number = conversion.Document.Order ?? conversion.ExternalId,
            Kind = PurchaseKind.Marketplace,
            State = standing.Status == CommissionStatus.Reversed ? PurchaseState.Refunded : PurchaseState.Open,
            UpdatedAt = now,
            Total = kept + reversed,
            Refunded = reversed.Minor > 0 ? reversed : null,
            Channel = Channel,
            Lines = Lines(conversion, kept + reversed),
        };
    }

    // The network's items, else the link's offer.
    private IReadOnlyList<LineFacts> Lines(StoredConversion conversion, Money total)
    {
        if (conversion.Document.Lines.Count > 0)
            return [.. conversion.Document.Lines.Select(line => line.UnitPrice is { } price && price.Currency != total.Currency ? line with { UnitPrice = null } : line)];
        if (conversion.Offer is not { } id) return [];
        var offer = rules.OfferOf(id);
        return
        [
            new()
            {
                Id = "1",
                ProductId = offer?.ProductId ?? id,
                Name = offer?.Name ?? id,
                Category = offer?.Category,
                UnitPrice = total.Minor > 0 ? total : null,
                Url = offer?.Url,
                ImageUrl = offer?.ImageUrl,
            },
        ];
    }

    private static ConversionFacts Facts(StoredConversion conversion, ConversionStanding standing)
    {
        var (commission, sale) = (standing.Counted(EntryKind.Commission), standing.Counted(EntryKind.Sale));
        return new()
        {
            Network = conversion.Network,
            Id = conversion.ExternalId,
            Token = conversion.Token,
            Status = standing.Status!.Value.Word(),
            Commission = commission.Count > 0 ? commission[0] : null,
            SaleAmount = sale.Count > 0 && (commission.Count == 0 || sale[0].Currency == commission[0].Currency) ? sale[0] : null,
            Lines = [.. conversion.Document.Lines.Where(line => line.UnitPrice is null || commission.Count == 0 || line.UnitPrice.Value.Currency == commission[0].Currency)],
        };
    }
}
