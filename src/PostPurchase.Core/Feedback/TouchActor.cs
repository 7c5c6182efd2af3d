namespace PostPurchase.Core.Feedback;

/// <summary>Who touched. Only a human touch moves a journey or a metric.</summary>
public enum TouchActor
{
    /// <summary>Nothing speaks against a person.</summary>
    Human,

    /// <summary>A scanner, proxy, crawler or other program.</summary>
    Machine,

    /// <summary>It may be either.</summary>
    Unsure,
}
