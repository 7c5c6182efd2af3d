using NodaTime;

namespace PostPurchase.Core.Sending;

/// <summary>What the gate says about one send, always with a reason that people can read.</summary>
public abstract record GateDecision
{
    private GateDecision() { }

    /// <summary>It may leave now.</summary>
    public sealed record Send : GateDecision;

    /// <summary>Not now.</summary>
    /// <param name="Until">When it is looked at again; null = when what holds it ends (a pause, a brake).</param>
    /// <param name="Replan">Whether lateness counts from <paramref name="Until"/> on: true for caps and hours, false for a pause.</param>
    /// <param name="Rule">Which rule.</param>
    /// <param name="Reason">For people.</param>
    public sealed record Hold(Instant? Until, bool Replan, GateRule Rule, string Reason) : GateDecision;

    /// <summary>Never; the run goes on.</summary>
    public sealed record Skip(GateRule Rule, string Reason) : GateDecision;

    /// <summary>Its window ends before it may leave; the run goes on.</summary>
    public sealed record Expire(GateRule Rule, string Reason) : GateDecision;
}

/// <summary>The rules of the gate, named as ledger, API and reports name them.</summary>
public enum GateRule
{
    /// <summary>The address does not exist.</summary>
    AddressUnknown,

    /// <summary>The customer is in the journey's or the global holdout.</summary>
    Holdout,

    /// <summary>The customer unsubscribed from this kind, or complained.</summary>
    Unsubscribed,

    /// <summary>There is no consent for this kind where the customer lives.</summary>
    Consent,

    /// <summary>The purchase was refunded or cancelled, or its line returned.</summary>
    Refunded,

    /// <summary>An amount was refunded as goodwill; promotion rests.</summary>
    Goodwill,

    /// <summary>A support ticket is open.</summary>
    Ticket,

    /// <summary>The journey is paused.</summary>
    Paused,

    /// <summary>The journey's brake is on.</summary>
    Brake,

    /// <summary>The terms of a program forbid a link that it has.</summary>
    Terms,

    /// <summary>The customer asked for a pause.</summary>
    CustomerPause,

    /// <summary>It is later than the step allows.</summary>
    Late,

    /// <summary>Its window is over.</summary>
    WindowOver,

    /// <summary>It is night where the customer is.</summary>
    QuietHours,

    /// <summary>Marketing mails a day.</summary>
    DayCap,

    /// <summary>Marketing mails a week.</summary>
    WeekCap,

    /// <summary>Time since the last marketing mail.</summary>
    Gap,

    /// <summary>A journey of higher priority wants the same customer that day.</summary>
    Priority,

    /// <summary>The day or hour is not one of the step's.</summary>
    Slot,

    /// <summary>The first mails of a journey wait for somebody's word.</summary>
    Approval,

    /// <summary>Its coupon pool has no code left.</summary>
    Coupon,
}
