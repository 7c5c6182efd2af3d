using NodaTime;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Core.Sending;

/// <summary>Decides whether one send may leave now: who must not get it, then when. Pure; the same for production, simulation and preview.</summary>
public static class Gate
{
    /// <summary>
    /// Decides one send at <paramref name="now"/>. Transactional mail obeys only an address that does not exist; an unsubscribe never stops it.
    /// </summary>
    public static GateDecision Decide(GateFacts facts, Instant now)
    {
        if (facts.AddressUnknown) return new GateDecision.Skip(GateRule.AddressUnknown, "skipped: the address does not exist");
        if (facts.Kind == ContentKind.Transactional) return new GateDecision.Send();
        return WhoMustNotGetIt(facts) ?? WindowOver(facts, now) ?? WhatRests(facts, now) ?? TooLate(facts, now) ?? DeferralSearch.Decide(facts, now);
    }

    private static GateDecision.Skip? WhoMustNotGetIt(GateFacts facts)
    {
        if (facts.HeldOut) return new(GateRule.Holdout, "skipped: held out of this journey's marketing, to measure what it earns");
        if (facts.Unsubscribed || (facts.ThirdPartyRefused && facts.Kind == ContentKind.ThirdParty)) return new(GateRule.Unsubscribed, $"skipped: {facts.UnsubscribedBecause ?? "unsubscribed"}");
        var allowed = facts.Kind == ContentKind.Own
            ? facts.ConsentRules.AllowsOwn(facts.Consent, facts.Country)
            : facts.ConsentRules.AllowsThirdParty(facts.Consent, facts.Country);
        if (!allowed) return new(GateRule.Consent, ConsentReason(facts));
        return facts.Refunded ? new(GateRule.Refunded, "skipped: the purchase was refunded") : null;
    }

    private static string ConsentReason(GateFacts facts)
    {
        if (facts.Consent.Own == false) return "skipped: the customer said no to the shop's own marketing";
        var what = facts.Kind == ContentKind.Own ? "the shop's own marketing" : "offers of others";
        var evidence = facts.Kind == ContentKind.Own ? facts.Consent.Own : facts.Consent.ThirdParty;
        return evidence == false
            ? $"skipped: the customer said no to {what}"
            : $"skipped: no consent to {what} is known, and {facts.Country ?? "an unknown country"} needs it";
    }

    // Also a mail whose own hour comes after its window: nothing that it could wait for would let it leave in time.
    private static GateDecision.Expire? WindowOver(GateFacts facts, Instant now) => facts.ExpiresAt is { } ends && (now >= ends || facts.PlannedAt >= ends)
        ? new(GateRule.WindowOver, $"expired: its window ended at {Shown(ends, facts.Zone)}")
        : null;

    private static GateDecision? WhatRests(GateFacts facts, Instant now)
    {
        if (facts.Paused) return new GateDecision.Hold(null, Replan: false, GateRule.Paused, "held: the journey is paused");
        if (facts.Brake is { } brake) return new GateDecision.Hold(null, Replan: false, GateRule.Brake, $"held: {brake}");
        if (facts.Forbidden is { } forbidden) return new GateDecision.Hold(null, Replan: false, GateRule.Terms, $"held: {forbidden}");
        if (facts.TicketOpen) return new GateDecision.Hold(null, Replan: false, GateRule.Ticket, "held: a support ticket is open");
        if (facts.GoodwillUntil is { } goodwill && now < goodwill)
        {
            return Rest(facts, goodwill, GateRule.Goodwill, "an amount was refunded as goodwill");
        }

        return facts.CustomerPausedUntil is { } pause && now < pause ? Rest(facts, pause, GateRule.CustomerPause, "the customer asked for a pause") : null;
    }

    // A rest that outlasts the window lets the run go on at once.
    private static GateDecision Rest(GateFacts facts, Instant until, GateRule rule, string why) => facts.ExpiresAt is { } ends && until >= ends
        ? new GateDecision.Expire(rule, $"expired: it could not leave before its window ended: {why}")
        : new GateDecision.Hold(until, Replan: true, rule, $"held until {Shown(until, facts.Zone)}: {why}");

    private static GateDecision? TooLate(GateFacts facts, Instant now)
    {
        var wanted = facts.FirstTriedAt is { } tried ? Instant.Max(tried, facts.PlannedAt) : facts.PlannedAt;
        if (facts.Policy.LateAfter.After(wanted, facts.Zone) >= now) return null;
        return (facts.Policy.IfLate ?? LatePolicy.Skip) switch
        {
            LatePolicy.Skip => new GateDecision.Skip(GateRule.Late, $"skipped: {Length(now - wanted)} late"),
            LatePolicy.NextWindow => DeferralSearch.NextTime(facts, now),
            _ => null,
        };
    }

    internal static string Shown(Instant at, DateTimeZone zone) => $"{at.InZone(zone).LocalDateTime:uuuu-MM-dd HH:mm} {zone.Id}";

    private static string Length(Duration late) =>
        late.TotalDays >= 2 ? $"{(long)late.TotalDays} days" : late.TotalHours >= 2 ? $"{(long)late.TotalHours} hours" : (long)late.TotalMinutes == 1 ? "1 minute" : $"{(long)late.TotalMinutes} minutes";
}
