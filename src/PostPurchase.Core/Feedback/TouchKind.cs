namespace PostPurchase.Core.Feedback;

/// <summary>What was fetched. Stored by number: append, never renumber.</summary>
public enum TouchKind
{
    /// <summary>The invisible image of a mail.</summary>
    Open = 1,

    /// <summary>A link of a mail.</summary>
    Click = 2,
}
