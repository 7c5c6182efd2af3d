namespace PostPurchase.Core.Sending;

/// <summary>Where a row of the send ledger stands. Stored by number: append, never renumber.</summary>
public enum SendState
{
    /// <summary>Waits for its instant.</summary>
    Planned = 0,

    /// <summary>The gate said: not now; it is looked at again at its due instant.</summary>
    Held = 1,

    /// <summary>A worker has it; nothing has left. Recovery plans it again.</summary>
    Claimed = 2,

    /// <summary>Its bytes are about to leave. Recovery makes it <see cref="Uncertain"/>.</summary>
    Handing = 3,

    /// <summary>The server said yes.</summary>
    Accepted = 4,

    /// <summary>The server said later; it is tried again at its due instant.</summary>
    Deferred = 5,

    /// <summary>The server said no.</summary>
    Rejected = 6,

    /// <summary>It may or may not have arrived: the process or the line died after the bytes left. Never sent again when it is marketing.</summary>
    Uncertain = 7,

    /// <summary>The gate said no, with a reason.</summary>
    Skipped = 8,

    /// <summary>It could not leave before its window ended.</summary>
    Expired = 9,

    /// <summary>Something is wrong with this one (a template that fails); a person decides, and its run waits for that.</summary>
    Parked = 10,
}
