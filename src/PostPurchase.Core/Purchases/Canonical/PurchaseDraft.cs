using NodaTime;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>A purchase while it is being read: any part may be missing, since other events only name theirs.</summary>
internal struct PurchaseDraft
{
    public PurchaseDraft()
    {
    }

    public string? Id;
    public string? Number;
    public PurchaseKind Kind;
    public bool Paid = true;
    public PurchaseState State;
    public Instant? UpdatedAt;
    public Currency? Currency;
    public Money? Total;
    public Money? Subtotal;
    public Money? Tax;
    public Money? Shipping;
    public Money? Discount;
    public Money? Refunded;
    public IReadOnlyList<string> Codes = [];
    public string? StatusUrl;
    public string? Channel;
    public bool Gift;
    public string? Company;
    public IReadOnlyList<string> Tags = [];
    public AddressFacts? ShippingAddress;
    public bool HasLines;
    public IReadOnlyList<LineFacts> Lines = [];
}
