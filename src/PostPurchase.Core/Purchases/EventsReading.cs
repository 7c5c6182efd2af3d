namespace PostPurchase.Core.Purchases;

/// <summary>What reading a body with one event or a list of events came to.</summary>
public abstract record EventsReading
{
    private EventsReading()
    {
    }

    /// <summary>The body is one object.</summary>
    public sealed record One(EventReading Event) : EventsReading;

    /// <summary>The body is a list of at most 1,000: one outcome for each, in its order.</summary>
    public sealed record Many(IReadOnlyList<EventReading> Events) : EventsReading;

    /// <summary>The body is neither, or no JSON at all: nothing of it can be taken.</summary>
    public sealed record Malformed(string Path, string Message) : EventsReading;
}
