using PostPurchase.Core;
using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;

namespace PostPurchase.Engine.Delivery;

/// <summary>Everything that one mail is made of.</summary>
internal sealed record MailOrder
{
    /// <summary>The send that its links name.</summary>
    public required SendId Send { get; init; }

    /// <summary>What the step says, variants put in.</summary>
    public required EmailContent Content { get; init; }

    /// <summary>What the gate took it for.</summary>
    public required ContentKind Kind { get; init; }

    /// <summary>The template in the customer's language.</summary>
    public required MailTemplate Template { get; init; }

    /// <summary>The model without what the mail itself adds.</summary>
    public required ModelSources Sources { get; init; }

    /// <summary>What happened, for the functions.</summary>
    public PersonFacts Facts { get; init; } = PersonFacts.None;

    /// <summary>The offers that were picked, best first.</summary>
    public OfferChoice Offers { get; init; } = OfferChoice.None;

    /// <summary>How much promotion it may carry.</summary>
    public Promotion Promotion { get; init; } = Promotion.All;

    /// <summary>Secret of the tokens.</summary>
    public required ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>Where its links and the pictures that were uploaded start, without a slash at the end.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Whether a picture with a hash was uploaded to this installation; by default none was.</summary>
    public Func<string, bool> HasPicture { get; init; } = _ => false;

    /// <summary>Whose the links are that the template writes out.</summary>
    public LinkTerms Links { get; init; } = LinkTerms.None;

    /// <summary>Whether missing values fail the render: for previews and checks.</summary>
    public bool IsStrict { get; init; }
}
