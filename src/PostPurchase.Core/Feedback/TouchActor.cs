namespace PostPurchase.Core.Feedback;

/// <summary>Who touched. Only a human touch moves a journey or a metric. Stored by number: append, never renumber.</summary>
public enum TouchActor
{
    /// <summary>Nothing speaks against a person.</summary>
    Human = 1,

    /// <summary>A scanner, proxy, crawler or other program.</summary>
    Machine = 2,

    /// <summary>It may be either.</summary>
    Unsure = 3,
}
