using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Sending;

namespace PostPurchase.Core.Journeys;

/// <summary>One step of a plan: a closed set of cases.</summary>
/// <param name="Id">Unique in the journey, never reused for another kind.</param>
/// <param name="Next">Index of the step that follows, or <see cref="End"/>.</param>
public abstract record Step(string Id, int Next)
{
    /// <summary>The index that means: the run is finished.</summary>
    public const int End = -1;

    /// <summary>Sends one mail and holds the run until its fate is known.</summary>
    public sealed record Email(string Id, int Next, EmailContent Content) : Step(Id, Next);

    /// <summary>Waits.</summary>
    public sealed record Wait(string Id, int Next, WaitRule Rule) : Step(Id, Next);

    /// <summary>Takes the first arm whose condition holds (null = else); none = goes on at <see cref="Step.Next"/>.</summary>
    public sealed record Branch(string Id, int Next, IReadOnlyList<BranchArm> Arms) : Step(Id, Next);

    /// <summary>A path test: the arm by hash of the customer, sticky.</summary>
    public sealed record Split(string Id, int Next, IReadOnlyList<SplitArm> Arms) : Step(Id, Next)
    {
        /// <summary>click, conversion, revenue or commission: what decides.</summary>
        public string Metric { get; init; } = "conversion";

        /// <summary>How long after somebody took a path outcomes count; 90 days where the file says nothing.</summary>
        public CalendarSpan Window { get; init; } = new(90, Duration.Zero);

        /// <summary>When the best path is promoted without anybody's word; null = never.</summary>
        public PromotionRule? Decide { get; init; }

        /// <summary>The least share of a path where shares follow the chance to be best (Thompson sampling), 0..1/paths; null = fixed shares.</summary>
        public double? ThompsonFloor { get; init; }
    }

    /// <summary>Changes attributes and tags of the customer.</summary>
    public sealed record Update(
        string Id, int Next, IReadOnlyList<KeyValuePair<string, AttributeValue>> Set, IReadOnlyList<string> AddTags, IReadOnlyList<string> RemoveTags) : Step(Id, Next);

    /// <summary>Posts JSON to an address of the owner's.</summary>
    public sealed record Webhook(string Id, int Next, LocalizedText Url, LocalizedText Body) : Step(Id, Next);

    /// <summary>A plain mail to staff.</summary>
    public sealed record Notify(string Id, int Next, string To, LocalizedText Subject, LocalizedText Text) : Step(Id, Next);

    /// <summary>Ends the run.</summary>
    public sealed record Exit(string Id, string Reason) : Step(Id, End);
}

/// <summary>One arm of a branch.</summary>
/// <param name="If">Must hold; null = else.</param>
/// <param name="First">Index of its first step; the step after the branch when the arm is empty.</param>
/// <param name="Label">What the designer and the timeline call it.</param>
public sealed record BranchArm(Condition? If, int First, string Label);

/// <summary>One arm of a split.</summary>
/// <param name="Name">Unique in the split.</param>
/// <param name="Weight">0 or more; relative to the sum.</param>
/// <param name="First">Index of its first step; the step after the split when the arm is empty.</param>
public sealed record SplitArm(string Name, double Weight, int First);

/// <summary>What an email step sends.</summary>
public sealed record EmailContent
{
    /// <summary>Name of the template, without extension.</summary>
    public required string Template { get; init; }

    /// <summary>What the step declares; a step that renders a third-party offer is gated as third party whatever it declares.</summary>
    public required ContentKind Kind { get; init; }

    /// <summary>The subject.</summary>
    public required LocalizedText Subject { get; init; }

    /// <summary>The preview line, or null.</summary>
    public LocalizedText? Preheader { get; init; }

    /// <summary>Named texts that the template shows by <c>slots.NAME</c>.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Slots { get; init; } = new Dictionary<string, LocalizedText>();

    /// <summary>Which offers to pick, or null.</summary>
    public OfferRequest? Offers { get; init; }

    /// <summary>Tests on this mail; independent of each other.</summary>
    public IReadOnlyList<MailExperiment> Experiments { get; init; } = [];

    /// <summary>Coupon pool to take a code from, or null.</summary>
    public string? Coupon { get; init; }

    /// <summary>Sender in place of the stream's, as <c>Name &lt;address&gt;</c> or an address, or null.</summary>
    public string? From { get; init; }

    /// <summary>Local hour at which it leaves (the next one), or null for at once.</summary>
    public LocalTime? At { get; init; }
}

/// <summary>Which offers a mail wants.</summary>
/// <param name="Pick"><c>cross_sell</c>, <c>upsell</c>, <c>fresh</c>, <c>replenish</c> or <c>rule:NAME</c>.</param>
/// <param name="Count">At most this many.</param>
/// <param name="Minimum">Fewer than this counts as none.</param>
/// <param name="IfEmpty">What happens then.</param>
public sealed record OfferRequest(string Pick, int Count, int Minimum, EmptyOffers IfEmpty);

/// <summary>What a mail does when there are too few offers.</summary>
public enum EmptyOffers
{
    /// <summary>Shows the template's fallback block.</summary>
    Fallback,

    /// <summary>Sends without offers.</summary>
    Send,

    /// <summary>Skips the mail.</summary>
    Skip,
}

/// <summary>One test on one mail.</summary>
/// <param name="Name">Stable over versions: the salt of its assignment.</param>
/// <param name="Metric">click, conversion, revenue or commission.</param>
/// <param name="Variants">At least two.</param>
public sealed record MailExperiment(string Name, string Metric, IReadOnlyList<MailVariant> Variants)
{
    /// <summary>How long after the assignment outcomes count.</summary>
    public CalendarSpan Window { get; init; } = DefaultWindow;

    /// <summary>When the winner is promoted without anybody's word; null = never.</summary>
    public PromotionRule? Decide { get; init; }

    /// <summary>The least share of a variant where shares follow the chance to be best (Thompson sampling), 0..1/variants; null = fixed shares.</summary>
    public double? ThompsonFloor { get; init; }

    /// <summary>30 days.</summary>
    public static CalendarSpan DefaultWindow { get; } = new(30, Duration.Zero);
}


/// <summary>One variant: what it puts in place of the step's own.</summary>
public sealed record MailVariant(string Name, double Weight)
{
    /// <summary>Subject, or null to keep.</summary>
    public LocalizedText? Subject { get; init; }

    /// <summary>Preheader, or null to keep.</summary>
    public LocalizedText? Preheader { get; init; }

    /// <summary>Template, or null to keep.</summary>
    public string? Template { get; init; }

    /// <summary>Slots that it replaces.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Slots { get; init; } = new Dictionary<string, LocalizedText>();

    /// <summary>Offers, or null to keep.</summary>
    public OfferRequest? Offers { get; init; }

    /// <summary>Local hour of the send, or null to keep.</summary>
    public LocalTime? At { get; init; }
}

/// <summary>How a wait ends.</summary>
public abstract record WaitRule
{
    private WaitRule() { }

    /// <summary>Holds early when it becomes true, or null.</summary>
    public Condition? Until { get; init; }

    /// <summary>Counts from the instant at which the run came here (after a mail: at which that was accepted).</summary>
    public sealed record For(CalendarSpan Span) : WaitRule;

    /// <summary>Days of the customer's calendar counted from the anchor: day 1 is the day after the anchor's day; both ends included.</summary>
    public sealed record Window(int FirstDay, int LastDay, LocalTime? At, IReadOnlyList<IsoDayOfWeek> Weekdays) : WaitRule
    {
        /// <summary>The customer's own hour: after three human clicks theirs, else the hour of the order.</summary>
        public bool AtBest { get; init; }
    }

    /// <summary>The instant that an expression gives, moved by an offset that may be negative.</summary>
    public sealed record Date(Condition At, CalendarSpan Offset, bool Before) : WaitRule;

    /// <summary>Only <see cref="WaitRule.Until"/> ends it.</summary>
    public sealed record Event : WaitRule;
}
