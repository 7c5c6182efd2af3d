namespace PostPurchase.Core.Purchases;

/// <summary>What reading one event came to.</summary>
public abstract record EventReading
{
    private EventReading()
    {
    }

    /// <summary>A sound event.</summary>
    public sealed record Sound(StoreEvent Event) : EventReading;

    /// <summary>
    /// What is wrong, and where (<c>purchase.lines[0].quantity</c>; empty for the text as a whole). The id is that of the event where
    /// it can be told.
    /// </summary>
    public sealed record Malformed(string? Id, string Path, string Message) : EventReading;
}
