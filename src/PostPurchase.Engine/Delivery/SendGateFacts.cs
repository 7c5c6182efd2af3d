using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>What the gate is told about a send: what was read in the claiming transaction, with what its journey and its store say.</summary>
internal static class SendGateFacts
{
    /// <summary>The facts of a send of a step.</summary>
    public static GateFacts Of(SendContext context, JourneyPlan plan, (JourneySet Journeys, StoreDirectory Stores) known, (string? Brake, string? Forbidden) held)
    {
        var (send, customer) = (context.Send, context.Customer);
        return new()
        {
            Kind = send.Kind,
            PlannedAt = send.PlannedAt,
            FirstTriedAt = send.FirstTriedAt,
            ExpiresAt = send.ExpiresAt,
            Slot = send.Slot,
            Spread = MailVariants.Spread(send.Owner, send.Step),
            Policy = plan.Send,
            Zone = RunFacts.ZoneOf(plan.Send.TimeZone, customer, known.Stores.Of(send.Store)),
            AddressUnknown = context.Suppressions.Any(suppression => suppression.Scope == SuppressionScope.Everything),
            Unsubscribed = context.Suppressions.Any(suppression => suppression.Scope == SuppressionScope.Marketing),
            UnsubscribedBecause = BecauseOf(context),
            ThirdPartyRefused = context.Suppressions.Any(suppression => suppression.Scope == SuppressionScope.ThirdParty),
            CustomerPausedUntil = customer.PausedUntil,
            Consent = customer.Consent,
            Country = customer.Country,
            ConsentRules = known.Stores.ConsentRules,
            HeldOut = known.Stores.IsHeldOut(plan, send.Owner),
            Refunded = IsRefunded(context),
            GoodwillUntil = customer.GoodwillUntil,
            TicketOpen = context.TicketOpen,
            Paused = known.Journeys.IsPaused(plan.Key),
            Brake = held.Brake,
            Forbidden = held.Forbidden,
            MarketingSent = context.MarketingSent,
            LastMarketingAt = context.MarketingSent.Count == 0 ? null : context.MarketingSent.Max(),
            HigherPriority = [.. context.HigherPriority, .. Coming(context, plan, known)],
        };
    }

    /// <summary>When runs of higher priority go on from a wait to a marketing mail, which is no row of the ledger yet.</summary>
    private static IEnumerable<Instant> Coming(SendContext context, JourneyPlan plan, (JourneySet Journeys, StoreDirectory Stores) known) =>
        from waiting in context.Waiting
        where waiting.Journey != plan.Key && !known.Journeys.IsPaused(waiting.Journey)
        let other = known.Journeys.Find(waiting.Journey, waiting.Version)
        where other is not null && other.Priority > plan.Priority && !known.Stores.IsHeldOut(other, context.Send.Owner) && ComingMail.IsMarketing(other, waiting.Step)
        select waiting.DueAt;

    private static string? BecauseOf(SendContext context)
    {
        var marketing = context.Suppressions.FirstOrDefault(suppression => suppression.Scope == SuppressionScope.Marketing);
        return marketing is null || marketing.Reason == SuppressionReason.Unsubscribed ? null : $"the address gets no marketing ({marketing.Reason})";
    }

    // A run about one line rests when that line went back; the store's list keeps a line at quantity 0, or drops it.
    private static bool IsRefunded(SendContext context)
    {
        if (context.Purchase is not { } purchase) return false;
        if (purchase.Facts.State is PurchaseState.Cancelled or PurchaseState.Voided or PurchaseState.Refunded) return true;
        if (context.Run?.Run.Key is not { Subject: RunSubject.Line } key) return false;
        return key.Line >= purchase.Facts.Lines.Count || purchase.Facts.Lines[key.Line].Quantity <= 0;
    }
}
