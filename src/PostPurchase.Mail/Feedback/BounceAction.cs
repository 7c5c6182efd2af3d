namespace PostPurchase.Mail.Feedback;

/// <summary>What the sender does next about it.</summary>
public enum BounceAction
{
    /// <summary>Nothing: it is no failure, or one that is still being tried elsewhere.</summary>
    Ignore,

    /// <summary>This mail is lost or waits; the address stays good for later ones.</summary>
    Retry,

    /// <summary>Never mail this address again.</summary>
    Suppress,

    /// <summary>Slow down or stop for the recipient's domain; the address stays good.</summary>
    PauseDomain,

    /// <summary>A human has to repair something on the sending side; the address stays good.</summary>
    Alert,
}
