namespace PostPurchase.Core.Feedback;

/// <summary>What was fetched.</summary>
public enum TouchKind
{
    /// <summary>The invisible image of a mail.</summary>
    Open,

    /// <summary>A link of a mail.</summary>
    Click,
}
