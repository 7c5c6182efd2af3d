using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Sending;

namespace PostPurchase.Engine.Storage;

/// <summary>What is claimed together: a kind by a channel, so that a backlog of marketing never stands before a receipt.</summary>
internal sealed record SendLane(ContentKind Kind, SendChannel Channel = SendChannel.Email);

/// <summary>A claimed send that is about to leave.</summary>
/// <param name="Id">The send.</param>
/// <param name="Owner">Its customer.</param>
/// <param name="Kind">What it is now that it is rendered.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Targets">What its links lead to, packed by the renderer, with a mark where the token of the send goes; empty for none.</param>
internal sealed record Handing(SendId Id, CustomerId Owner, ContentKind Kind, string Address, ReadOnlyMemory<byte> Targets)
{
    /// <summary>The customer's normalised address, whose suppressions are looked at once more; null for what no suppression stops.</summary>
    public string? Email { get; init; }

    /// <summary>The texts that the mail was made of; null for a plain one.</summary>
    public TemplateVersion? Version { get; init; }

    /// <summary>The row's document with the subject of the mail and the offers that it shows; null leaves it as it is.</summary>
    public string? Document { get; init; }

    /// <summary>How it leaves; null where nothing is said of it.</summary>
    public LeftAs? LeftAs { get; init; }
}

/// <summary>What came of a send that was claimed or handed over.</summary>
/// <param name="Send">The row as it was claimed.</param>
/// <param name="State">Accepted, Rejected, Uncertain, Skipped, Expired or Parked ends it; Deferred, Held or Planned comes again at <paramref name="RetryAt"/>.</param>
/// <param name="At">When that was known.</param>
/// <param name="Reason">For people, or null.</param>
/// <param name="RetryAt">When it is tried again; null = at once, of one that is held when what holds it is over.</param>
/// <param name="InDoubt">Whether it may have left without an answer.</param>
/// <param name="Counts">Whether a server put it off for a reason that counts against it.</param>
internal sealed record SendOutcome(StoredSend Send, SendState State, Instant At, string? Reason = null, Instant? RetryAt = null, bool InDoubt = false, bool Counts = false)
{
    /// <summary>Why a server refused it, by the name that a bounce for the same has; null for all that was not refused by one.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it comes again after a try; what is given back (its server rests, its domain is paced) was not tried.</summary>
    public bool WasTried => State == SendState.Deferred || (State == SendState.Planned && InDoubt);
}
