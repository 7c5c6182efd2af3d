namespace PostPurchase.Core.Personalisation;

/// <summary>What conditions may ask about one run's customer beside the model: the answers to <c>clicked(...)</c> and the like.</summary>
public sealed record PersonFacts
{
    /// <summary>Nothing happened.</summary>
    public static PersonFacts None { get; } = new();

    /// <summary>Whether there is a human click on an offer or content link of that step's mail in this run.</summary>
    public Func<string, bool> Clicked { get; init; } = _ => false;

    /// <summary>Whether a human opened that step's mail in this run.</summary>
    public Func<string, bool> Opened { get; init; } = _ => false;

    /// <summary>Whether that product id or category was bought: ever, or in the last so many days.</summary>
    public Func<string, int?, bool> Purchased { get; init; } = (_, _) => false;

    /// <summary>Whether that choice was the last taken in that step's mail in this run.</summary>
    public Func<string, string, bool> Answered { get; init; } = (_, _) => false;

    /// <summary>The address that a choice of this mail leads to; null outside a mail.</summary>
    public Func<string, string>? ChoiceLink { get; init; }

    /// <summary>Whether the customer is in a segment; set by the scope that evaluates.</summary>
    public Func<string, bool> InSegment { get; init; } = _ => false;
}
