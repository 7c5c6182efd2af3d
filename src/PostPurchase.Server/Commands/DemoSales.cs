using System.Globalization;
using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine;
using PostPurchase.Engine.Learning;
using PostPurchase.Server.Tracking;

namespace PostPurchase.Server.Commands;

/// <summary>What the people of the sample shop buy because of a mail: at the shop, whose order comes as an event, and at its partners, whose network reports it.</summary>
/// <param name="habits">How they behave.</param>
/// <param name="engine">Takes what is reported.</param>
/// <param name="products">A line of each product of the shop, by its id.</param>
internal sealed class DemoSales(DemoHabits habits, PostPurchaseEngine engine, IReadOnlyDictionary<string, LineFacts> products)
{
    private const string DirectProgram = "direct";
    private const string Coffee = "espresso";
    private const int MostCoffee = 5;

    private static readonly Duration s_week = Duration.FromDays(7);

    private int _orders;
    private int _conversions;

    /// <summary>Plans what is bought without a click that was seen: with the coupon of a mail, and at a partner whose links leave as they are.</summary>
    public void Receive(VisitedMail mail, string key, IReadOnlyList<LinkTarget> links, Instant at, Action<Instant, DemoDeed> plan)
    {
        if (habits.Chance($"{key}/coupon") < habits.SalesWithCoupon)
        {
            plan(at + Hours($"{key}/coupon/after", 3, 90), async now =>
                await engine.Coupons.Store.FindAsync(mail.Send) is { } grant && engine.Offers.Pools.FirstOrDefault(pool => pool.Key == grant.Pool) is not null
                    ? Order(mail, habits.OneOf([.. products.Values], $"{key}/coupon/product"), grant.Code, now)
                    : null);
        }

        for (var slot = 1; slot <= links.Count; slot++)
        {
            if (OfferOf(links[slot - 1]) is { Program: { IsOwn: false, RedirectAllowed: false } } offer && habits.Chance($"{key}/unseen/{slot}") < habits.PartnerSalesUnseen)
                Sell(mail, $"{key}/{slot}", (slot, offer), at + Hours($"{key}/unseen/after", 4, 40), plan);
        }
    }

    /// <summary>Plans what is bought after a click.</summary>
    public void Clicked(VisitedMail mail, string key, (int Slot, LinkTarget Link) clicked, Instant at, Action<Instant, DemoDeed> plan)
    {
        if (OfferOf(clicked.Link) is not { } offer) return;
        var liking = habits.Liking(mail.Send.Variants, like => like.Sales);
        if (!offer.Program.IsOwn)
        {
            if (habits.Chance($"{key}/sale") < habits.PartnerSalesAfterClick * liking) Sell(mail, key, (clicked.Slot, offer), at + Hours($"{key}/sale/after", 0.2, 8), plan);
        }
        else if (habits.Chance($"{key}/sale") < habits.SalesAfterClick * liking && products.TryGetValue(offer.ProductId ?? offer.Id, out var line))
        {
            plan(at + Hours($"{key}/sale/after", 0.2, 30), now => Task.FromResult<StoreEvent?>(Order(mail, line, null, now)));
        }
    }

    /// <summary>A sale that a network reports without a token that is ours.</summary>
    public async Task<StoreEvent?> SellToNobodyAsync(Instant now)
    {
        var offer = engine.Offers.Offers.First(one => one.Program is { IsOwn: false } && one.Program.Network != DirectProgram);
        await engine.Conversions.AcceptAsync([Report(offer, IdOf(offer.Program.Network, 0), null, now, CommissionStatus.Pending) with { OccurredAt = now }], ReportWay.Postback, now);
        return null;
    }

    private StoreEvent Order(VisitedMail mail, LineFacts product, string? code, Instant now)
    {
        var id = (50_000 + ++_orders).ToString(CultureInfo.InvariantCulture);
        var lines = Basket(product, $"order/{id}");
        var price = new Money(lines.Sum(line => PriceOf(line).Minor * line.Quantity), PriceOf(product).Currency);
        var discount = new Money(code is null ? 0 : price.Minor / 10, price.Currency);
        // A moment later, so that it lies in the engine's next hour.
        var at = now + Duration.FromSeconds(30);
        return new()
        {
            Id = $"demo-{id}",
            OccurredAt = at,
            PurchaseId = id,
            Customer = new CustomerFacts { Email = mail.Customer.Address ?? mail.Customer.Email, ExternalId = mail.Customer.ExternalId },
            Body = new EventBody.PurchaseChanged(new()
            {
                Id = id,
                Number = $"LC-{id}",
                UpdatedAt = at,
                Subtotal = price,
                Discount = discount,
                Total = price - discount,
                Codes = code is null ? [] : [code],
                StatusUrl = $"https://lantern.example/orders/{id}",
                Channel = "web",
                Lines = lines,
            }),
        };
    }

    // Who comes back for something takes coffee along.
    private List<LineFacts> Basket(LineFacts product, string key)
    {
        var lines = new List<LineFacts> { product with { Id = "l1", Quantity = 1 } };
        if (product.ProductId != Coffee && products.TryGetValue(Coffee, out var coffee)) lines.Add(coffee with { Id = "l2", Quantity = MostCoffee - (int)(habits.Chance($"{key}/coffee") * MostCoffee) });
        return lines;
    }

    private static Money PriceOf(LineFacts line) => line.UnitPrice ?? throw new InvalidOperationException($"the sample's {line.ProductId} has no price");

    private void Sell(VisitedMail mail, string key, (int Slot, Offer Offer) sold, Instant at, Action<Instant, DemoDeed> plan)
    {
        var token = LinkToken.Make(engine.Delivery.Settings.Key.Span, mail.Send.Id, sold.Slot);
        var id = IdOf(sold.Offer.Program.Network, ++_conversions);
        DemoDeed Say(CommissionStatus status) => async now =>
        {
            await engine.Conversions.AcceptAsync([Report(sold.Offer, id, token, now, status) with { OccurredAt = at }], ReportWay.Postback, now);
            return null;
        };
        plan(at + Duration.FromHours(1), Say(CommissionStatus.Pending));
        var chance = habits.Chance($"{key}/commission");
        if (chance < habits.Reversed) plan(at + s_week, Say(CommissionStatus.Reversed));
        else if (chance < habits.Reversed + habits.Approved) plan(at + s_week, Say(CommissionStatus.Approved));
    }

    // As they come: a network numbers the sales of all its merchants, a shop that reports its own sends its order's number.
    private static string IdOf(string network, int number) => network == DirectProgram
        ? string.Create(CultureInfo.InvariantCulture, $"SO-{41_870 + (number * 3)}")
        : (1_482_930_417L + (number * 7_919L)).ToString(CultureInfo.InvariantCulture);

    private ConversionReport Report(Offer offer, string id, string? token, Instant now, CommissionStatus status)
    {
        var currency = engine.Stores.Of("default").Currency;
        var sale = offer.Price ?? new Money(habits.CourseMinor, currency);
        return new()
        {
            Network = offer.Program.Network,
            ConversionId = id,
            Token = token,
            Status = status,
            Sale = sale,
            Commission = sale with { Minor = (long)Math.Round(sale.Minor * offer.Program.Commission.Rate) },
            AsOf = now,
            Merchant = offer.Program.Name,
            StatusWord = status.Word(),
            Reason = status == CommissionStatus.Reversed ? "the order was returned" : null,
        };
    }

    private Offer? OfferOf(LinkTarget link) => link.Kind == LinkKind.Offer ? engine.Offers.Offers.FirstOrDefault(offer => offer.Id == link.Offer) : null;

    private Duration Hours(string text, double from, double to) => Duration.FromMinutes(Math.Floor((from + (habits.Chance(text) * (to - from))) * 60));
}
