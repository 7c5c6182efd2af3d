using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Connectors;

/// <summary>Webhooks of Stripe: paid checkouts, paid invoices, refunds. Signed over the time and the body, so old deliveries cannot be replayed.</summary>
internal static class StripeHook
{
    public static HookReading Read(HookSource source, HookHeaders headers, ReadOnlyMemory<byte> body, Instant now)
    {
        if (headers.First("Stripe-Signature") is not { } header) return new HookReading.BadSignature("the header Stripe-Signature is missing");
        if (Problem(source, header, body.Span, now) is { } problem) return new HookReading.BadSignature(problem);
        return Understood(source, body, now);
    }

    public static HookReading Understood(HookSource source, ReadOnlyMemory<byte> body, Instant now) => Payload.Read(body, root => Understood(source, root, now));

    private static HookReading Understood(HookSource source, PayloadNode root, Instant now)
    {
        if (root["id"].Id is not { } id) return StorePayload.Missing("id");
        if (root["type"].Text is not { } type) return StorePayload.Missing("type");
        if (!root["data"]["object"].IsPresent) return StorePayload.Missing("data.object");
        var delivery = new StripeDelivery(id, source.Store, root["created"].At ?? now, root["livemode"].Flag == false, root["account"].Text);
        return type switch
        {
            "checkout.session.completed" or "checkout.session.async_payment_succeeded" => StripeCheckouts.Read(delivery, root["data"]["object"]),
            "invoice.paid" => StripeInvoices.Read(delivery, root["data"]["object"]),
            "charge.refunded" => StripeRefunds.Read(delivery, root["data"]["object"], root["data"]["previous_attributes"]),
            _ => delivery.Ignored($"the type {type} is not used"),
        };
    }

    // t=1533204620,v1=hex,v1=hex,v0=...: only v1 counts, and there are two while Stripe's own secret is being changed.
    private static string? Problem(HookSource source, string header, ReadOnlySpan<byte> body, Instant now)
    {
        string? time = null;
        List<string> claims = [];
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal)) time ??= part[2..];
            else if (part.StartsWith("v1=", StringComparison.Ordinal) && claims.Count < 8) claims.Add(part[3..]);
        }

        if (time is null || claims.Count == 0) return "Stripe-Signature has no t= and v1=";
        if (!Signatures.IsRecent(time, now)) return "Stripe-Signature is of more than 300 seconds ago or ahead";
        var matches = false;
        Span<byte> claimed = stackalloc byte[32];
        foreach (var claim in claims)
        {
            if (!Signatures.TryHex(claim, claimed)) continue;
            foreach (var secret in source.Secrets) matches |= Signatures.IsHmac(System.Text.Encoding.UTF8.GetBytes(secret), $"{time}.", body, claimed);
        }

        return matches ? null : "Stripe-Signature does not fit the body";
    }
}

/// <summary>One signed event of Stripe: its id (the same in every repetition), when it was made, and whether it is from the test mode.</summary>
internal sealed record StripeDelivery(string Id, string Store, Instant At, bool IsTest, string? Account)
{
    public HookReading Ignored(string reason) => new HookReading.Ignored(reason, Id);

    public HookReading Events(params IReadOnlyList<StoreEvent> events) => new HookReading.Events(events, Id, Account);
}
