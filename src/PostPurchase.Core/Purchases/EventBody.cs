namespace PostPurchase.Core.Purchases;

/// <summary>What happened: the closed set of events that stores, help desks, networks and this engine itself report.</summary>
public abstract record EventBody
{
    private EventBody(string type) => Type = type;

    /// <summary>The canonical type: <c>purchase</c>, <c>refund</c>, <c>cart_abandoned</c> ...; <c>custom</c> for every custom event.</summary>
    public string Type { get; }

    /// <summary>The word that a journey's <c>on:</c> names: the type, and <c>custom:NAME</c> for a custom event.</summary>
    public virtual string Trigger => Type;

    /// <summary>An order was placed, paid or changed; the facts are its whole state as of <see cref="PurchaseFacts.UpdatedAt"/>.</summary>
    public sealed record PurchaseChanged(PurchaseFacts Purchase) : EventBody(EventTypes.Purchase);

    /// <summary>Money or goods went back. <see cref="StoreEvent.PurchaseId"/> says for which purchase.</summary>
    public sealed record Refunded(RefundFacts Refund) : EventBody(EventTypes.Refund);

    /// <summary>A parcel left. <see cref="StoreEvent.PurchaseId"/> says of which purchase.</summary>
    public sealed record Shipped(ShipmentFacts Shipment) : EventBody(EventTypes.Shipped);

    /// <summary>A parcel arrived. <see cref="StoreEvent.PurchaseId"/> says of which purchase.</summary>
    public sealed record Delivered(ShipmentFacts Shipment) : EventBody(EventTypes.Delivered);

    /// <summary>A checkout was left, or changed while it is open: the cart as it is now.</summary>
    public sealed record CartAbandoned(CartFacts Cart) : EventBody(EventTypes.CartAbandoned);

    /// <summary>A customer was silent for longer than usual.</summary>
    public sealed record Lapsed() : EventBody(EventTypes.Lapsed);

    /// <summary>A customer asked for help.</summary>
    public sealed record TicketOpened(TicketFacts Ticket) : EventBody(EventTypes.TicketOpened);

    /// <summary>A request for help was closed.</summary>
    public sealed record TicketResolved(TicketFacts Ticket) : EventBody(EventTypes.TicketResolved);

    /// <summary>A survey was answered.</summary>
    public sealed record SurveyAnswered(SurveyFacts Survey) : EventBody(EventTypes.SurveyAnswered);

    /// <summary>A network or store reported a sale on one of our links.</summary>
    public sealed record Conversion(ConversionFacts Facts) : EventBody(EventTypes.Conversion);

    /// <summary>Another tool sent this customer a mail: it counts toward caps.</summary>
    public sealed record ExternalSend() : EventBody(EventTypes.ExternalSend);

    /// <summary>An event of the shop's own, by its name.</summary>
    public sealed record Custom(string Name) : EventBody(EventTypes.Custom)
    {
        /// <inheritdoc/>
        public override string Trigger => $"custom:{Name}";
    }
}
