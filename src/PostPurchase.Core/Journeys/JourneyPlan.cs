using NodaTime;

namespace PostPurchase.Core.Journeys;

/// <summary>Whether a journey takes people in.</summary>
public enum JourneyStatus
{
    /// <summary>Takes nobody in; runs that are inside finish.</summary>
    Draft,

    /// <summary>Takes people in and mails them.</summary>
    Live,

    /// <summary>Takes nobody in and mails no marketing; clocks go on.</summary>
    Paused,
}

/// <summary>
/// One journey, checked and compiled: immutable, shared by all runs of its version. <see cref="Steps"/> is flat: a nested list of a branch is
/// reached by index and leads back by <see cref="Step.Next"/>.
/// </summary>
public sealed record JourneyPlan
{
    /// <summary>Stable key, <c>[a-z0-9-]+</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Name { get; init; }

    /// <summary>What the file says; not part of <see cref="Version"/>.</summary>
    public required JourneyStatus Status { get; init; }

    /// <summary>0..100; of two journeys that want the same person on the same day the higher goes first.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>What starts a run.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>From which day windows count.</summary>
    public Anchor Anchor { get; init; } = new(AnchorEvent.Purchased, null);

    /// <summary>What ends a run early, in file order; looked at before entry of the same event.</summary>
    public IReadOnlyList<ExitRule> Exits { get; init; } = [];

    /// <summary>What the journey is meant to reach, or null.</summary>
    public Goal? Goal { get; init; }

    /// <summary>Share of customers, 0..1, that run and are counted but get transactional mail only.</summary>
    public double HoldoutRate { get; init; }

    /// <summary>Defaults for email steps.</summary>
    public SendPolicy Send { get; init; } = new();

    /// <summary>The steps, in file order, depth first. The run starts at index 0; empty means that it finishes at once.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>SHA-256 of the normalised plan without its status, 64 lower-case hex digits.</summary>
    public required string Version { get; init; }
}

/// <summary>What starts a run.</summary>
/// <param name="On">The event, as <see cref="Purchases.EventBody.Trigger"/> names it: <c>purchase</c>, <c>custom:NAME</c> ...</param>
/// <param name="If">Must hold at the event, or null. A condition that names <c>purchase.kind</c> or <c>purchase.paid</c> takes over the built-in choice of orders.</param>
/// <param name="Per">What one run is about.</param>
/// <param name="Reenter">What happens when a run with the same key is still open.</param>
/// <param name="AgainAfter">When a key may run again after its run ended; null = never.</param>
public sealed record Trigger(
    string On, Condition? If = null, RunSubject Per = RunSubject.Purchase,
    Reentry Reenter = Reentry.Ignore, CalendarSpan? AgainAfter = null);

/// <summary>What one run is about: its run key.</summary>
public enum RunSubject
{
    /// <summary>A purchase.</summary>
    Purchase,

    /// <summary>One line of a purchase.</summary>
    Line,

    /// <summary>The customer.</summary>
    Customer,

    /// <summary>The event itself.</summary>
    Event,
}

/// <summary>What an event does while a run with the same key is open.</summary>
public enum Reentry
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>Ends the open run and starts a new one.</summary>
    Restart,

    /// <summary>Starts a second run beside it.</summary>
    Parallel,
}

/// <summary>The event from whose day windows count.</summary>
public enum AnchorEvent
{
    /// <summary>The instant of the purchase (or of the starting event, when that is no purchase).</summary>
    Purchased,

    /// <summary>The first parcel left.</summary>
    Shipped,

    /// <summary>The first parcel arrived.</summary>
    Delivered,
}

/// <summary>From which day windows count.</summary>
/// <param name="On">The event.</param>
/// <param name="OrAfter">Counted from the purchase; used when the event has not come by then. Null = wait for the event without end.</param>
public sealed record Anchor(AnchorEvent On, CalendarSpan? OrAfter);

/// <summary>What ends a run early.</summary>
/// <param name="On">The event, as <see cref="Purchases.EventBody.Trigger"/> names it; the one that started the run never ends it.</param>
/// <param name="If">Must hold at the event, or null. A <c>refund</c> without a condition means the whole of this run's purchase.</param>
/// <param name="Reason">What the ledger and reports say.</param>
public sealed record ExitRule(string On, Condition? If, string Reason);

/// <summary>What the journey is meant to reach.</summary>
/// <param name="On">The event, as <see cref="Purchases.EventBody.Trigger"/> names it: <c>purchase</c>, <c>custom:NAME</c> ...</param>
/// <param name="If">Must hold at the event, or null.</param>
/// <param name="Within">Counted from entry; null = while the run is open.</param>
/// <param name="Exit">True ends the run.</param>
public sealed record Goal(string On, Condition? If, CalendarSpan? Within, bool Exit);

/// <summary>Defaults for email steps: when mail may leave and how much of it.</summary>
public sealed record SendPolicy
{
    /// <summary><c>customer</c> (falls back to the store's), <c>store</c>, or an IANA name.</summary>
    public string TimeZone { get; init; } = "customer";

    /// <summary>When marketing mail may not leave, or null.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>This customer's marketing mails of all journeys on the local day; null = no cap.</summary>
    public int? MaxMarketingPerDay { get; init; }

    /// <summary>This customer's marketing mails of all journeys in the seven local days that end with this one; null = no cap.</summary>
    public int? MaxMarketingPerWeek { get; init; }

    /// <summary>Least time since this customer's last marketing mail; null = none.</summary>
    public CalendarSpan? MinGap { get; init; }

    /// <summary>What becomes of marketing mail that is late; null = skip. Transactional mail defaults to send.</summary>
    public LatePolicy? IfLate { get; init; }

    /// <summary>From which lateness on (now - planned instant) <see cref="IfLate"/> decides.</summary>
    public CalendarSpan LateAfter { get; init; } = new(0, Duration.FromHours(12));
}

/// <summary>What becomes of a mail that could not leave in time.</summary>
public enum LatePolicy
{
    /// <summary>It leaves.</summary>
    Send,

    /// <summary>It is skipped and the run goes on.</summary>
    Skip,

    /// <summary>It leaves at the next allowed hour of its step.</summary>
    NextWindow,
}

/// <summary>A local time range, over midnight when <paramref name="From"/> is later than <paramref name="To"/>; the end is open.</summary>
/// <param name="From">First quiet minute.</param>
/// <param name="To">First minute after it.</param>
public sealed record QuietHours(LocalTime From, LocalTime To)
{
    /// <summary>Whether a clock that shows <paramref name="time"/> is inside.</summary>
    public bool Covers(LocalTime time) => From <= To ? time >= From && time < To : time >= From || time < To;

    /// <summary>
    /// Whether an instant is inside for somebody living in <paramref name="zone"/>. Both ends are instants, so that quiet hours end once also in the
    /// night in which their last hour comes twice or not at all.
    /// </summary>
    public bool Covers(Instant at, DateTimeZone zone)
    {
        var today = LocalClock.DateOf(at, zone);
        return Covers(at, today.PlusDays(-1), zone) || Covers(at, today, zone);
    }

    private bool Covers(Instant at, LocalDate evening, DateTimeZone zone) =>
        at >= LocalClock.Resolve(evening.At(From), zone) && at < LocalClock.Resolve((From <= To ? evening : evening.PlusDays(1)).At(To), zone);
}
