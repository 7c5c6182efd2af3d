using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>People, addresses and lines as the objects of Stripe write them.</summary>
internal static class StripeParties
{
    public static CustomerFacts Customer(PayloadNode id, PayloadNode fullName, PayloadNode phone, PayloadNode address, params ReadOnlySpan<PayloadNode> emails)
    {
        var (first, last) = StorePayload.Names(fullName.Text);
        var facts = new CustomerFacts
        {
            Email = StorePayload.Email(emails),
            ExternalId = id.Id ?? id["id"].Id,
            FirstName = first,
            LastName = last,
            Phone = phone.Text,
            Country = StorePayload.Country(address["country"]),
        };
        return StorePayload.WithGuessedZone(facts, address["state"].Text);
    }

    public static AddressFacts? Address(PayloadNode shipping)
    {
        var address = shipping["address"];
        return !address.IsPresent ? null : new AddressFacts(
            shipping["name"].Text,
            address["line2"].Text is { } second ? $"{address["line1"].Text}, {second}" : address["line1"].Text,
            address["postal_code"].Text,
            address["city"].Text,
            address["state"].Text,
            StorePayload.Country(address["country"]));
    }

    /// <summary>A line of a session or an invoice: its price is in <c>price</c>, in newer versions of the API in <c>pricing</c>.</summary>
    public static LineFacts Line(PayloadNode line, int index, Currency currency)
    {
        var price = line["price"];
        var quantity = line["quantity"].Quantity;
        var product = price["product"].Id ?? price["product"]["id"].Id ?? line["pricing"]["price_details"]["product"].Id;
        return new LineFacts
        {
            Id = line["id"].Id ?? StorePayload.Position(index),
            ProductId = product,
            Name = line["description"].Text ?? price["product"]["name"].Text ?? price["nickname"].Text ?? product ?? "",
            Quantity = quantity,
            UnitPrice = StripeMoney.Of(price["unit_amount"], currency) ?? StripeMoney.Of(line["pricing"]["unit_amount_decimal"], currency) ?? Each(line, quantity, currency),
            ImageUrl = price["product"]["images"].Items.FirstOrDefault().Text,
        };
    }

    private static Money? Each(PayloadNode line, int quantity, Currency currency)
    {
        var sum = StripeMoney.Amount(line["amount"], currency) ?? StripeMoney.Amount(line["amount_subtotal"], currency);
        return quantity > 0 && sum is { } amount && Money.TryFromAmount(amount / quantity, currency, out var each) ? each : null;
    }
}
