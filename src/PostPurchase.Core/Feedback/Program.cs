namespace PostPurchase.Core.Feedback;

/// <summary>What kind of program a user agent names.</summary>
internal enum Program
{
    /// <summary>A browser or a mail program.</summary>
    Browser,

    /// <summary>Exactly what Apple's mail privacy proxy says.</summary>
    ApplePrivacyProxy,

    /// <summary>An image proxy of a mail provider.</summary>
    ImageProxy,

    /// <summary>A crawler, a library, a monitor.</summary>
    Other,

    /// <summary>Shaped like a browser, with a name that is not known.</summary>
    Unknown,

    /// <summary>Nothing was said.</summary>
    None,
}
