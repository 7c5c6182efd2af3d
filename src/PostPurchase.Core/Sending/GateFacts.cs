using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Core.Sending;

/// <summary>Everything that the gate needs to know about one send, read in the transaction that claims it.</summary>
public sealed record GateFacts
{
    /// <summary>What the mail is, raised to third party when it renders somebody else's offer.</summary>
    public required ContentKind Kind { get; init; }

    /// <summary>When it should leave.</summary>
    public required Instant PlannedAt { get; init; }

    /// <summary>When it was tried first and did not get through, or null. It was in time if it was in time then: lateness counts from it, or from a later plan.</summary>
    public Instant? FirstTriedAt { get; init; }

    /// <summary>When its window has ended, or null.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>The days, and the hour of them, that it keeps where it is deferred, or null.</summary>
    public SendSlot? Slot { get; init; }

    /// <summary>0..1: this customer's place in the hour of its slot.</summary>
    public double Spread { get; init; }

    /// <summary>The journey's defaults.</summary>
    public required SendPolicy Policy { get; init; }

    /// <summary>Zone in which this customer's days and hours count.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Whether the address is known not to exist, or to have moved.</summary>
    public bool AddressUnknown { get; init; }

    /// <summary>Why the address gets no marketing where nobody unsubscribed (a complaint, a mailbox that stays full), for people; null otherwise.</summary>
    public string? UnsubscribedBecause { get; init; }

    /// <summary>Whether the customer unsubscribed from this kind, or complained.</summary>
    public bool Unsubscribed { get; init; }

    /// <summary>Whether the customer refused offers of others only.</summary>
    public bool ThirdPartyRefused { get; init; }

    /// <summary>Until when the customer asked for a pause, or null.</summary>
    public Instant? CustomerPausedUntil { get; init; }

    /// <summary>Consent as evidenced; null = unknown.</summary>
    public ConsentFacts Consent { get; init; } = ConsentFacts.Unknown;

    /// <summary>ISO 3166 code of where the customer lives, or null.</summary>
    public string? Country { get; init; }

    /// <summary>Which silence means yes where.</summary>
    public ConsentRules ConsentRules { get; init; } = ConsentRules.Default;

    /// <summary>Whether the customer is held out of this journey's marketing.</summary>
    public bool HeldOut { get; init; }

    /// <summary>Whether this run's purchase was refunded or cancelled as a whole, or its line returned.</summary>
    public bool Refunded { get; init; }

    /// <summary>Until when promotion rests after a goodwill refund, or null.</summary>
    public Instant? GoodwillUntil { get; init; }

    /// <summary>Whether a support ticket of the customer is open.</summary>
    public bool TicketOpen { get; init; }

    /// <summary>Whether the journey is paused.</summary>
    public bool Paused { get; init; }

    /// <summary>Why the journey's brake is on, or null.</summary>
    public string? Brake { get; init; }

    /// <summary>Why the mail may not leave as it is by the terms of a program that it has a link of, or null.</summary>
    public string? Forbidden { get; init; }

    /// <summary>Instants of this customer's marketing mails that left in the last eight days, other tools' among them; any order.</summary>
    public IReadOnlyList<Instant> MarketingSent { get; init; } = [];

    /// <summary>When this customer's last marketing mail left, however long ago; null = never.</summary>
    public Instant? LastMarketingAt { get; init; }

    /// <summary>Open marketing sends of journeys of higher priority for this customer, by the instant they are due.</summary>
    public IReadOnlyList<Instant> HigherPriority { get; init; } = [];
}
