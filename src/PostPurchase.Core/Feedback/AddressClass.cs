namespace PostPurchase.Core.Feedback;

/// <summary>
/// What kind of network a touch came from, by the owner's lists (<see cref="NetworkTable"/>). Stored by number: append, never renumber. No list comes with the program:
/// without one all is <see cref="Unknown"/>.
/// </summary>
public enum AddressClass
{
    /// <summary>In no list.</summary>
    Unknown,

    /// <summary>A home, mobile or office network; also what is to be taken out of a wider network of another list.</summary>
    Access,

    /// <summary>A data centre: mostly scanners, sometimes a person behind a VPN.</summary>
    Hosting,

    /// <summary>A relay that hides people's addresses: people are behind it.</summary>
    PrivacyRelay,

    /// <summary>A mail scanner of a company or provider: nothing that comes from it is a person.</summary>
    Scanner,

    /// <summary>A proxy that fetches pictures for people, whether they read or not, and lets their clicks through.</summary>
    Proxy,
}
