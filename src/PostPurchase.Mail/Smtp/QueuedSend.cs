namespace PostPurchase.Mail.Smtp;

/// <summary>An envelope inside the pool, until it is settled.</summary>
internal sealed class QueuedSend(Envelope envelope, ISendLog log)
{
    private Task<bool>? _handing;

    public Envelope Envelope => envelope;

    /// <summary>Connections that broke while this was the message at hand.</summary>
    public int BrokenTries { get; set; }

    /// <summary>Whether it takes one of the queue's places; one that came back does not.</summary>
    public bool HoldsPlace { get; set; } = true;

    /// <summary>Starts the mark in the ledger, once, however often the envelope changes connections.</summary>
    public Task<bool> HandingAsync() => _handing ??= log.HandingAsync(envelope).AsTask();

    /// <summary>Tells the ledger; nothing of an envelope that the ledger withdrew, whatever the server said about it meanwhile.</summary>
    public async ValueTask SettleAsync(SendOutcome outcome)
    {
        if (_handing is null || await _handing) await log.SettledAsync(envelope, outcome);
    }
}
