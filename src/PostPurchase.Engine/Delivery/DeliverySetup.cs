using NodaTime;
using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>What delivery works with.</summary>
internal sealed record DeliverySetup
{
    /// <summary>Where the ledger is.</summary>
    public required Database Database { get; init; }

    /// <summary>How mail leaves.</summary>
    public required DeliverySettings Settings { get; init; }

    /// <summary>The stores.</summary>
    public required StoreDirectory Stores { get; init; }

    /// <summary>The journeys in force.</summary>
    public required Func<JourneySet> Journeys { get; init; }

    /// <summary>Reads models.</summary>
    public required RunFacts Facts { get; init; }

    /// <summary>The templates.</summary>
    public required TemplateLibrary Templates { get; init; }

    /// <summary>Where mail leaves.</summary>
    public required IMailOutlet Outlet { get; init; }

    /// <summary>Picks offers for a mail, best first; by default there are none.</summary>
    public Func<OfferWish, OfferChoice> PickOffers { get; init; } = _ => OfferChoice.None;

    /// <summary>Gives mails their codes; null gives none.</summary>
    public CouponDesk? Coupons { get; init; }

    /// <summary>Why a journey's brake is on, or null; by default there is no brake.</summary>
    public Func<string, string?> Brake { get; init; } = _ => null;

    /// <summary>Why the mails of a journey's step may not leave by a program's terms, or null; by default all may.</summary>
    public Func<string, string, string?> Forbidden { get; init; } = (_, _) => null;

    /// <summary>Whose the links are that templates write out; by default nothing is known of programs.</summary>
    public Func<LinkTerms> Links { get; init; } = () => LinkTerms.None;

    /// <summary>Why a mail of a journey and a template may not leave with a link that it writes out, or null; by default all may.</summary>
    public Func<string, string, WrittenLink, string?> ForbiddenLink { get; init; } = (_, _, _) => null;

    /// <summary>Posts a webhook step; null keeps it in the ledger as sent without posting anything.</summary>
    public Func<StoredSend, CancellationToken, Task<HookAnswer>>? PostHook { get; init; }

    /// <summary>Threads that make mails at the same time. Default 2.</summary>
    public int Makers { get; init; } = 2;

    /// <summary>Sends that are claimed and not settled at the same time, while the program runs. Default 64.</summary>
    public int Window { get; init; } = 64;

    /// <summary>Rate and warm-up by name of the transport; none are limited by default.</summary>
    public IReadOnlyDictionary<string, TransportPace> Paces { get; init; } = new Dictionary<string, TransportPace>();

    /// <summary>What holds the mails of a journey's step whoever they are for; null is nothing.</summary>
    public (string? Brake, string? Forbidden) Holds(string journey, string step) => (Brake(journey), Forbidden(journey, step));
}

/// <summary>What a mail wants of offers.</summary>
/// <param name="Request">What the step says.</param>
/// <param name="Sources">The model without offers.</param>
/// <param name="Promotion">What may be shown; other offers are dropped.</param>
/// <param name="Send">The send.</param>
/// <param name="Session">For reading, during the call only.</param>
internal sealed record OfferWish(OfferRequest Request, ModelSources Sources, Promotion Promotion, StoredSend Send, Session Session);

/// <summary>The offers for a mail.</summary>
/// <param name="Cards">Best first.</param>
/// <param name="Picks">Why these and not others, for the ledger; null where nobody asked.</param>
internal sealed record OfferChoice(IReadOnlyList<OfferCard> Cards, SendPicks? Picks = null)
{
    /// <summary>No offers.</summary>
    public static OfferChoice None { get; } = new([]);
}

/// <summary>How a webhook was answered.</summary>
/// <param name="Outcome">Accepted, Deferred or Rejected.</param>
/// <param name="Reason">For people.</param>
/// <param name="Wait">How long the receiver asked to be left alone, or null.</param>
internal sealed record HookAnswer(SendState Outcome, string Reason, Duration? Wait = null);
