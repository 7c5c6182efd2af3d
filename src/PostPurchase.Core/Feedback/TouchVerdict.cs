namespace PostPurchase.Core.Feedback;

/// <summary>Who touched, and why it is thought so.</summary>
/// <param name="Actor">Human, machine or unsure.</param>
/// <param name="Reason"><see cref="TouchReason.None"/> for a human touch, something else otherwise.</param>
public readonly record struct TouchVerdict(TouchActor Actor, TouchReason Reason)
{
    /// <summary>The reason in a sentence, for people.</summary>
    public string Text => Reason switch
    {
        TouchReason.None => "a person, as far as can be seen",
        TouchReason.ApplePrivacyProxy => "Apple's mail privacy proxy fetches images whether the mail is read or not",
        TouchReason.ImageProxy => "the mail provider's image proxy fetched it",
        TouchReason.Method => "no browser follows a link with this HTTP method",
        TouchReason.KnownProgram => "the user agent is that of a program, not of a browser",
        TouchReason.UnknownProgram => "the user agent names a program that is not known as a browser",
        TouchReason.NoUserAgent => "it did not say what program it is",
        TouchReason.Honeypot => "it followed the link that people cannot see",
        TouchReason.HoneypotVisitor => "the same visitor followed the link that people cannot see",
        TouchReason.OpenBesideManyLinks => "the same visitor followed many links within these seconds",
        TouchReason.ManyLinksWithinSeconds => "many links of this mail were followed within seconds",
        TouchReason.TwoNetworksInOneSecond => "the same link was followed from another network in the same second",
        TouchReason.SecondsAfterDelivery => "it came within 10 seconds of the delivery",
        TouchReason.DataCentre => "it came from a data centre",
        TouchReason.ScannerNetwork => "it came from a network of mail scanners",
        TouchReason.ProxyNetwork => "a proxy fetched it, whether anybody looked or not",
        _ => throw new InvalidOperationException($"reason {Reason} has no text"),
    };

    /// <summary>A person, as far as can be seen.</summary>
    public static TouchVerdict Human { get; } = new(TouchActor.Human, TouchReason.None);

    internal static TouchVerdict Machine(TouchReason reason) => new(TouchActor.Machine, reason);

    internal static TouchVerdict Unsure(TouchReason reason) => new(TouchActor.Unsure, reason);
}
