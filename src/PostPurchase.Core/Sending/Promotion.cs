namespace PostPurchase.Core.Sending;

/// <summary>How much promotion a mail may carry beside its core: the shop's own, and offers of others.</summary>
/// <param name="Own">Whether the shop's own offers may be shown.</param>
/// <param name="ThirdParty">Whether offers of others may be shown.</param>
/// <param name="Refusal">Why none may be shown, for people; null where some may.</param>
public sealed record Promotion(bool Own, bool ThirdParty, string? Refusal = null)
{
    /// <summary>All of it.</summary>
    public static Promotion All { get; } = new(true, true);

    /// <summary>
    /// What may be shown in a mail with these facts. Hours, caps and gaps do not matter here: the mail leaves anyway. Everything else that would stop
    /// a marketing mail stops the promotional part of a transactional one.
    /// </summary>
    public static Promotion Of(GateFacts facts, NodaTime.Instant now)
    {
        var core = facts with
        {
            PlannedAt = now,
            ExpiresAt = null,
            Slot = null,
            HigherPriority = [],
            Policy = facts.Policy with { QuietHours = null, MaxMarketingPerDay = null, MaxMarketingPerWeek = null, MinGap = null },
        };
        var own = Gate.Decide(core with { Kind = ContentKind.Own }, now);
        var isThirdParty = !facts.ThirdPartyRefused && Gate.Decide(core with { Kind = ContentKind.ThirdParty }, now) is GateDecision.Send;
        return own is GateDecision.Send ? new(true, isThirdParty) : new(false, false, ReasonOf(own));
    }

    private static string ReasonOf(GateDecision decision)
    {
        var reason = decision switch
        {
            GateDecision.Hold hold => hold.Reason,
            GateDecision.Skip skip => skip.Reason,
            GateDecision.Expire expire => expire.Reason,
            _ => "",
        };
        var colon = reason.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? reason : reason[(colon + 2)..];
    }
}
