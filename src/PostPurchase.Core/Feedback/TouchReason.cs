namespace PostPurchase.Core.Feedback;

/// <summary>Why a touch is not simply a person's. Stored by number: append, never renumber.</summary>
public enum TouchReason
{
    /// <summary>Nothing speaks against a person.</summary>
    None,

    /// <summary>Apple Mail Privacy Protection, which fetches images whether the mail is read or not.</summary>
    ApplePrivacyProxy,

    /// <summary>An image proxy of a mail provider.</summary>
    ImageProxy,

    /// <summary>A method that no browser uses to follow a link, such as HEAD.</summary>
    Method,

    /// <summary>The user agent names a crawler, a library or another program.</summary>
    KnownProgram,

    /// <summary>The user agent names a program that is not known as a browser.</summary>
    UnknownProgram,

    /// <summary>There is no user agent.</summary>
    NoUserAgent,

    /// <summary>The link that people cannot see was followed.</summary>
    Honeypot,

    /// <summary>The same program from the same network also followed the link that people cannot see.</summary>
    HoneypotVisitor,

    /// <summary>All links of the mail, or many, were followed within seconds.</summary>
    ManyLinksWithinSeconds,

    /// <summary>The same link was followed from another network in the same second.</summary>
    TwoNetworksInOneSecond,

    /// <summary>It came within seconds of the delivery, before a person could have read the mail.</summary>
    SecondsAfterDelivery,

    /// <summary>It came from a data centre.</summary>
    DataCentre,

    /// <summary>An open by the program that followed many links of the mail within the same seconds.</summary>
    OpenBesideManyLinks,

    /// <summary>It came from a network of mail scanners.</summary>
    ScannerNetwork,

    /// <summary>An open from a network of proxies, which fetch pictures for people.</summary>
    ProxyNetwork,
}
