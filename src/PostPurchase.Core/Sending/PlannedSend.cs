using NodaTime;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Core.Sending;

/// <summary>A mail that a run wants sent: a new row of the ledger. Its key is (owner, run, step, visit, channel).</summary>
/// <param name="Step">Step id.</param>
/// <param name="Visit">How often the run has been on the step, from 1.</param>
/// <param name="Kind">What the step declares; the gate raises it to third party when an offer of somebody else is rendered.</param>
/// <param name="PlannedAt">When it should leave: what lateness is measured from.</param>
/// <param name="NotBefore">When the gate first looks at it; never before <paramref name="PlannedAt"/>.</param>
/// <param name="ExpiresAt">When its window has ended, or null.</param>
/// <param name="Slot">The days, and the hour of them, that it keeps where it is deferred, or null.</param>
/// <param name="Variants">Variant by experiment name, sticky.</param>
public sealed record PlannedSend(
    string Step, int Visit, ContentKind Kind, Instant PlannedAt, Instant NotBefore, Instant? ExpiresAt, SendSlot? Slot,
    IReadOnlyDictionary<string, string> Variants);

/// <summary>How a send ended, as its run sees it.</summary>
/// <param name="State">Accepted, Uncertain, Rejected, Skipped, Expired or Parked.</param>
/// <param name="At">When that was first known: what the next <c>wait: { for }</c> counts from.</param>
/// <param name="Reason">Why, for people; or null.</param>
public sealed record SendConclusion(SendState State, Instant At, string? Reason);
