using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;

namespace PostPurchase.Engine.Storage;

/// <summary>A row of the send ledger.</summary>
public sealed record StoredSend
{
    /// <summary>The send.</summary>
    public required SendId Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required CustomerId Owner { get; init; }

    /// <summary>Key of the store.</summary>
    public required string Store { get; init; }

    /// <summary>What it goes by.</summary>
    public SendChannel Channel { get; init; } = SendChannel.Email;

    /// <summary>Why there is such a row.</summary>
    public required SendPurpose Purpose { get; init; }

    /// <summary>The run that wants it; for a send without one a nonce.</summary>
    public required long Run { get; init; }

    /// <summary>Step id; empty for a send without a run.</summary>
    public string Step { get; init; } = "";

    /// <summary>How often the run has been on the step, from 1.</summary>
    public int Visit { get; init; } = 1;

    /// <summary>Key of the journey, or null.</summary>
    public string? Journey { get; init; }

    /// <summary>Version of the journey, or null.</summary>
    public string? Version { get; init; }

    /// <summary>What it is for the gate.</summary>
    public required ContentKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public SendState State { get; init; }

    /// <summary>When it is looked at next; null once it has ended, and while it is held until somebody resumes it.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>When it should leave: what lateness counts from, before the first try.</summary>
    public required Instant PlannedAt { get; init; }

    /// <summary>When its window has ended, or null.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>When its end was first known, or null.</summary>
    public Instant? ConcludedAt { get; init; }

    /// <summary>When the first try ended without an answer for good, also one that reached no server; null before. Giving up counts from it.</summary>
    public Instant? FirstTriedAt { get; init; }

    /// <summary>How often it was handed over.</summary>
    public int AttemptCount { get; init; }

    /// <summary>How often a server put it off for a reason that counts against it: not for a closed connection, nor for a server that takes nothing.</summary>
    public int RefusalCount { get; init; }

    /// <summary>How often it may have left without an answer.</summary>
    public int UncertainCount { get; init; }

    /// <summary>Whether it may have arrived twice: a transactional mail that was in doubt leaves once more, with the same Message-ID.</summary>
    public bool MayHaveArrivedTwice => Kind == ContentKind.Transactional && (State == SendState.Accepted ? UncertainCount > 0 : State == SendState.Uncertain && UncertainCount > 1);

    /// <summary>How it left, or last tried to; null before, and where nothing was said of it.</summary>
    public LeftAs? LeftAs { get; init; }

    /// <summary>When somebody let it go that had to wait for a word; null where nobody did.</summary>
    public Instant? ApprovedAt { get; init; }

    /// <summary>The journey's priority.</summary>
    public int Priority { get; init; }

    /// <summary>Where it went, or the address of a webhook or of staff; null for a mail that has not been handed over.</summary>
    public string? Address { get; init; }

    /// <summary>Why it is held, skipped, rejected ...; for people.</summary>
    public string? Reason { get; init; }

    /// <summary>The window that it may be deferred within, or null.</summary>
    public SendSlot? Slot { get; init; }

    /// <summary>Variant by experiment name.</summary>
    public IReadOnlyDictionary<string, string> Variants { get; init; } = new Dictionary<string, string>();

    /// <summary>The offers that it shows and why, or null for a mail without offers, and before it is handed over.</summary>
    public SendPicks? Picks { get; init; }

    /// <summary>Subject of a notice to staff, or of a mail as it left; null before it is handed over, and once its customer is erased.</summary>
    public string? Subject { get; init; }

    /// <summary>Text of a notice, or body of a webhook; or null.</summary>
    public string? Text { get; init; }
}

/// <summary>What a send goes by. Stored by number: append, never renumber.</summary>
public enum SendChannel
{
    /// <summary>A mail.</summary>
    Email = 1,

    /// <summary>A post to an address of the owner's.</summary>
    Webhook = 2,
}

/// <summary>Why there is a send. Stored by number: append, never renumber.</summary>
public enum SendPurpose
{
    /// <summary>A step of a run.</summary>
    Step = 1,

    /// <summary>Somebody tries a mail out.</summary>
    Test = 2,

    /// <summary>Asks whether a consent was meant.</summary>
    Confirmation = 3,

    /// <summary>Tells staff something.</summary>
    Notice = 4,
}

/// <summary>How a mail leaves this installation. Stored by number: append, never renumber.</summary>
public enum LeftAs
{
    /// <summary>It is kept here and never leaves.</summary>
    Captured = 1,

    /// <summary>It goes to one address, whoever it is for.</summary>
    Redirected = 2,

    /// <summary>It goes to its recipient.</summary>
    Live = 3,
}
