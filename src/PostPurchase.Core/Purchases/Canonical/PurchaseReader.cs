using NodaTime;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>The purchase of an event: whole for a purchase, only named for a refund or a parcel.</summary>
internal static class PurchaseReader
{
    private static readonly KeySet Keys = new(
        "id", "number", "kind", "paid", "currency", "total", "subtotal", "tax", "shipping", "discount", "codes", "status_url", "channel", "gift",
        "company", "tags", "shipping_address", "lines", "state", "updated_at", "refunded");

    private static readonly KeySet AddressKeys = new("name", "street", "zip", "city", "region", "country");

    /// <param name="json">At its object.</param>
    /// <param name="isStored">Whether it is read back: then a currency that is not taken any more is read all the same.</param>
    public static PurchaseDraft Purchase(ref JsonCursor json, bool isStored = false)
    {
        var draft = new PurchaseDraft();
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return draft;
        while (json.NextKey(Keys, ref seen, ref key))
        {
            if (key is (>= 5 and <= 9) or 17 or 20) draft.Currency ??= CurrencyAhead(ref json);
            switch (key)
            {
                case 0: draft.Id = json.Id(); break;
                case 1: draft.Number = json.Id(); break;
                case 2: draft.Kind = Kind(ref json); break;
                case 3: draft.Paid = json.Flag() ?? true; break;
                case 4: draft.Currency = CanonicalValues.Currency(ref json, isStored); break;
                case 5: draft.Total = CanonicalValues.ExactAmount(ref json, draft.Currency); break;
                case 6: draft.Subtotal = CanonicalValues.ExactAmount(ref json, draft.Currency); break;
                case 7: draft.Tax = CanonicalValues.ExactAmount(ref json, draft.Currency); break;
                case 8: draft.Shipping = CanonicalValues.ExactAmount(ref json, draft.Currency); break;
                case 9: draft.Discount = CanonicalValues.ExactAmount(ref json, draft.Currency); break;
                case 10: draft.Codes = CanonicalValues.Words(ref json); break;
                case 11: draft.StatusUrl = json.Text(); break;
                case 12: draft.Channel = json.Text(); break;
                case 13: draft.Gift = json.Flag() ?? false; break;
                case 14: draft.Company = json.Text(); break;
                case 15: draft.Tags = CanonicalValues.Words(ref json); break;
                case 16: draft.ShippingAddress = Address(ref json); break;
                case 17:
                    draft.HasLines = json.Token == System.Text.Json.JsonTokenType.StartArray;
                    draft.Lines = LineReader.Lines(ref json, draft.Currency);
                    break;
                case 18: draft.State = State(ref json); break;
                case 19: draft.UpdatedAt = CanonicalValues.Instant(ref json); break;
                case 20: draft.Refunded = CanonicalValues.ExactAmount(ref json, draft.Currency); break;
            }
        }

        return draft;
    }

    /// <summary>The whole purchase; its version is <paramref name="otherwiseAt"/> where it names none.</summary>
    public static PurchaseFacts? Whole(ref JsonCursor json, in PurchaseDraft draft, Instant otherwiseAt)
    {
        var missing = draft.Id is null ? "id" : draft.Currency is null ? "currency" : draft.Total is null ? "total" : draft.HasLines ? null : "lines";
        if (missing is not null)
        {
            json.Fail("is required", $"purchase.{missing}");
            return null;
        }

        return new PurchaseFacts
        {
            Id = draft.Id!,
            Number = draft.Number,
            Kind = draft.Kind,
            Paid = draft.Paid,
            State = draft.State,
            UpdatedAt = draft.UpdatedAt ?? otherwiseAt,
            Total = draft.Total!.Value,
            Subtotal = draft.Subtotal,
            Tax = draft.Tax,
            Shipping = draft.Shipping,
            Discount = draft.Discount,
            Refunded = draft.Refunded,
            Codes = draft.Codes,
            StatusUrl = draft.StatusUrl,
            Channel = draft.Channel,
            Gift = draft.Gift,
            Company = draft.Company,
            Tags = draft.Tags,
            ShippingAddress = draft.ShippingAddress,
            Lines = draft.Lines,
        };
    }

    // Keys may stand in any order, and an amount means nothing without its currency.
    private static Currency? CurrencyAhead(ref JsonCursor json) =>
        json.Later("currency"u8) is { } code && Currency.TryParse(code, out var currency) ? currency : null;

    private static PurchaseKind Kind(ref JsonCursor json)
    {
        if (json.Text() is not { } word) return PurchaseKind.Order;
        if (!PurchaseWords.TryKind(word, out var kind)) json.Fail($"must be one of {string.Join(", ", PurchaseWords.AllKinds)}, not {json.Given()}");
        return kind;
    }

    private static PurchaseState State(ref JsonCursor json)
    {
        if (json.Text() is not { } word) return PurchaseState.Open;
        if (!PurchaseWords.TryState(word, out var state)) json.Fail($"must be one of {string.Join(", ", PurchaseWords.AllStates)}, not {json.Given()}");
        return state;
    }

    private static AddressFacts? Address(ref JsonCursor json)
    {
        string? name = null, street = null, zip = null, city = null, region = null, country = null;
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return null;
        while (json.NextKey(AddressKeys, ref seen, ref key))
        {
            switch (key)
            {
                case 0: name = json.Text(); break;
                case 1: street = json.Text(); break;
                case 2: zip = json.Id(); break;
                case 3: city = json.Text(); break;
                case 4: region = json.Text(); break;
                case 5: country = CanonicalValues.Country(ref json); break;
            }
        }

        return new AddressFacts(name, street, zip, city, region, country);
    }
}
