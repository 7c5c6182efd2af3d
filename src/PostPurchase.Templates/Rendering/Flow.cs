namespace PostPurchase.Templates;

/// <summary>What a statement makes of those after it.</summary>
internal enum Flow : byte
{
    /// <summary>The next statement follows.</summary>
    Next,
    /// <summary>The loop ends.</summary>
    Break,
    /// <summary>The next round of the loop follows.</summary>
    Continue,
    /// <summary>The function or page ends.</summary>
    Return,
}
