using NodaTime;

namespace PostPurchase.Core.Purchases.Canonical;

/// <summary>The parts that only some events have: refund, shipment, cart, ticket, survey, conversion.</summary>
internal static class PartReader
{
    private static readonly KeySet RefundKeys = new("id", "amount", "lines", "currency", "cancels");
    private static readonly KeySet ShipmentKeys = new("id", "carrier", "tracking_number", "tracking_url", "eta", "lines");
    private static readonly KeySet CartKeys = new("id", "url", "total", "currency", "lines");
    private static readonly KeySet TicketKeys = new("id", "subject", "channel");
    private static readonly KeySet SurveyKeys = new("name", "score", "comment");
    private static readonly KeySet ConversionKeys = new("network", "id", "token", "status", "sale_amount", "commission", "currency", "lines");

    /// <summary>A refund; its id is empty where none is named.</summary>
    public static RefundFacts? Refund(ref JsonCursor json)
    {
        string? id = null;
        decimal? amount = null;
        Currency? currency = null;
        IReadOnlyList<LineQuantity> lines = [];
        var cancels = false;
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return null;
        while (json.NextKey(RefundKeys, ref seen, ref key))
        {
            switch (key)
            {
                case 0: id = json.Id(); break;
                case 1:
                    amount = json.Decimal();
                    if (AmountRule.Problem(amount) is { } negative) json.Fail(negative);
                    break;
                case 2: lines = LineReader.Parts(ref json); break;
                case 3: currency = CanonicalValues.Currency(ref json); break;
                case 4: cancels = json.Flag() ?? false; break;
            }
        }

        return new RefundFacts { Id = id ?? "", Amount = amount, Currency = currency, Lines = lines, Cancels = cancels };
    }

    /// <summary>A parcel; its id is empty where none is named.</summary>
    public static ShipmentFacts? Shipment(ref JsonCursor json)
    {
        string? id = null, carrier = null, number = null, url = null;
        LocalDate? eta = null;
        IReadOnlyList<LineFacts> lines = [];
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return null;
        while (json.NextKey(ShipmentKeys, ref seen, ref key))
        {
            switch (key)
            {
                case 0: id = json.Id(); break;
                case 1: carrier = json.Text(); break;
                case 2: number = json.Id(); break;
                case 3: url = json.Text(); break;
                case 4: eta = CanonicalValues.Day(ref json); break;
                case 5: lines = LineReader.Lines(ref json, null); break;
            }
        }

        return new ShipmentFacts { Id = id ?? "", Carrier = carrier, TrackingNumber = number, TrackingUrl = url, Eta = eta, Lines = lines };
    }

    public static CartFacts? Cart(ref JsonCursor json)
    {
        string? id = null, url = null;
        Money? total = null;
        Currency? currency = null;
        IReadOnlyList<LineFacts> lines = [];
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return null;
        while (json.NextKey(CartKeys, ref seen, ref key))
        {
            if (key is 2 or 4) currency ??= CurrencyAhead(ref json);
            switch (key)
            {
                case 0: id = json.Id(); break;
                case 1: url = json.Text(); break;
                case 2:
                    total = CanonicalValues.ExactAmount(ref json, currency);
                    if (AmountRule.Problem(total) is { } negative) json.Fail(negative);
                    break;
                case 3: currency = CanonicalValues.Currency(ref json); break;
                case 4: lines = LineReader.Lines(ref json, currency); break;
            }
        }

        if (id is null) json.Fail("is required", "id");
        if (currency is null && (seen & 0b100) != 0) json.Fail("is required with amounts", "currency");
        return new CartFacts { Id = id ?? "", Url = url, Total = total, Lines = lines };
    }

    public static TicketFacts? Ticket(ref JsonCursor json)
    {
        string? id = null, subject = null, channel = null;
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return null;
        while (json.NextKey(TicketKeys, ref seen, ref key))
        {
            switch (key)
            {
                case 0: id = json.Id(); break;
                case 1: subject = json.Text(); break;
                case 2: channel = json.Text(); break;
            }
        }

        if (id is null) json.Fail("is required", "id");
        return new TicketFacts(id ?? "", subject, channel);
    }

    public static SurveyFacts? Survey(ref JsonCursor json)
    {
        string? name = null, comment = null;
        decimal? score = null;
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return null;
        while (json.NextKey(SurveyKeys, ref seen, ref key))
        {
            switch (key)
            {
                case 0: name = json.Text(); break;
                case 1: score = json.Decimal(); break;
                case 2: comment = json.Text(); break;
            }
        }

        if (name is null) json.Fail("is required", "name");
        return new SurveyFacts(name ?? "", score, comment);
    }

    public static ConversionFacts? Conversion(ref JsonCursor json)
    {
        string? network = null, id = null, token = null, status = null;
        Money? sale = null, commission = null;
        Currency? currency = null;
        IReadOnlyList<LineFacts> lines = [];
        ulong seen = 0;
        var key = 0;
        if (!json.EnterObject()) return null;
        while (json.NextKey(ConversionKeys, ref seen, ref key))
        {
            if (key is 4 or 5 or 7) currency ??= CurrencyAhead(ref json);
            switch (key)
            {
                case 0: network = json.Id()?.ToLowerInvariant(); break;
                case 1: id = json.Id(); break;
                case 2: token = json.Id(); break;
                case 3: status = Status(ref json); break;
                case 4: sale = NotNegative(ref json, currency); break;
                case 5: commission = NotNegative(ref json, currency); break;
                case 6: currency = CanonicalValues.Currency(ref json); break;
                case 7: lines = LineReader.Lines(ref json, currency); break;
            }
        }

        if (network is null || id is null) json.Fail("is required", network is null ? "network" : "id");
        if (currency is null && (seen & 0b110000) != 0) json.Fail("is required with amounts", "currency");
        return new ConversionFacts
        {
            Network = network ?? "",
            Id = id ?? "",
            Token = token,
            Status = status ?? "pending",
            SaleAmount = sale,
            Commission = commission,
            Lines = lines,
        };
    }

    // What is taken back comes as a status.
    private static Money? NotNegative(ref JsonCursor json, Currency? currency)
    {
        var amount = CanonicalValues.RoundedAmount(ref json, currency);
        if (AmountRule.Problem(amount) is { } negative) json.Fail(negative);
        return amount;
    }

    private static string? Status(ref JsonCursor json)
    {
        var status = json.Text();
        if (status is not (null or "pending" or "approved" or "reversed" or "paid" or "other"))
            json.Fail($"must be one of pending, approved, reversed, paid, other, not {json.Given()}");
        return status;
    }

    private static Currency? CurrencyAhead(ref JsonCursor json) =>
        json.Later("currency"u8) is { } code && Currency.TryParse(code, out var currency) ? currency : null;
}
