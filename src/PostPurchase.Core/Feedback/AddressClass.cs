namespace PostPurchase.Core.Feedback;

/// <summary>
/// What kind of network a touch came from. Stored by number: append, never renumber. No list of networks comes with the program, so what is
/// recorded is <see cref="Unknown"/>; the rules take the others where somebody knows them.
/// </summary>
public enum AddressClass
{
    /// <summary>Not looked up, or not known.</summary>
    Unknown,

    /// <summary>A home, mobile or office network.</summary>
    Access,

    /// <summary>A data centre: mostly scanners, sometimes a person behind a VPN.</summary>
    Hosting,

    /// <summary>A relay that hides people's addresses.</summary>
    PrivacyRelay,
}
