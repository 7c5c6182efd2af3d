using System.Globalization;
using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>An experiment as it stands now: its arms in figures, and what they say.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Arms">Arms that the file has, or that somebody is in; in the order of the file, the control first.</param>
/// <param name="Days">Days since it began, until it ended.</param>
internal sealed record ExperimentFigures(StoredExperiment Experiment, IReadOnlyList<ArmFigures> Arms, double Days)
{
    private const int LeastForEarlier = 100;

    private static readonly string[] s_metrics = ["click", "conversion", "orders", "revenue", "commission"];

    // The held-out have no links: their clicks and commission, and sales where an offer led, are none whatever mail brings.
    private static readonly string[] s_metricsOfHoldout = ["orders", "revenue"];

    /// <summary>Whether it sets the held-out against those who are mailed.</summary>
    public bool IsHoldout => Experiment.Definition.Key.Kind is ExperimentKind.Holdout or ExperimentKind.GlobalHoldout;

    /// <summary>The metrics that a person may look at, the shallowest first: of a holdout own orders and own revenue. Opens are none: machines make most of them.</summary>
    public IReadOnlyList<string> Metrics => IsHoldout ? s_metricsOfHoldout : s_metrics;

    /// <summary>Reads an experiment's sums.</summary>
    public static ExperimentFigures Read(Session session, StoredExperiment experiment, Currency currency, Instant now)
    {
        var sums = TallyStore.OfExperiment(session, experiment.Id);
        var unit = Math.Pow(10, currency.Exponent);
        var arms = experiment.Arms.Select(arm => new ArmFigures(arm, kind => sums.GetValueOrDefault((kind, arm.Number)), unit) { Apart = ArmApart.Of(arm, sums) })
            .Where(arm => arm.Arm.Weight > 0 || arm.Assigned > 0).ToList();
        return new ExperimentFigures(experiment, arms, Math.Max(0, ((experiment.EndedAt ?? now) - experiment.StartedAt).TotalDays));
    }

    /// <summary>Customers of all arms who cannot be tracked, 0..1: of those who are compared, and of all who were assigned while nobody is; null where nobody was.</summary>
    public double? UntrackedShare
    {
        get
        {
            var (counted, assigned) = (Arms.Sum(arm => arm.Counted), Arms.Sum(arm => arm.Assigned));
            return counted > 0 ? 1 - ((double)Arms.Sum(arm => arm.Clicks.Count) / counted) : assigned > 0 ? (double)Arms.Sum(arm => arm.Untracked) / assigned : null;
        }
    }

    /// <summary>Why nobody more comes, and whether those who came are all compared yet, as the end of a sentence; null while somebody comes. Nothing is forecast then.</summary>
    public string? Closed => Experiment switch
    {
        { EndedAt: not null } => $"it has ended, {NobodyMore}",
        { Winner: { } winner } => $"everybody gets {VerdictWords.InWords(winner)} now, {NobodyMore}",
        _ => null,
    };

    private string NobodyMore => Waiting == 0 ? "so that nobody more is compared" : $"so that nobody more is compared but the {VerdictWords.Customers(Waiting)} whose {Window} {Are} not over yet";

    private long Waiting => Arms.Sum(arm => arm.Waiting);

    // In the largest unit of which there is one.
    private string Window
    {
        get
        {
            var window = Experiment.Definition.Window;
            var (count, unit) = window.TotalDays >= 1 ? (window.TotalDays, "day") : window.TotalHours >= 1 ? (window.TotalHours, "hour") : (window.TotalMinutes, "minute");
            return $"{count.ToString("0.#", CultureInfo.InvariantCulture)} {unit}{(count == 1 ? "" : "s")}";
        }
    }

    private string Are => Window.StartsWith("1 ", StringComparison.Ordinal) ? "is" : "are";

    /// <summary>Who is not compared, and why; null where everybody is.</summary>
    public string? NotCompared
    {
        get
        {
            var (waiting, changed) = (Waiting, Arms.Sum(arm => arm.ChangedSide));
            return waiting + changed == 0 ? null : string.Join(" ", new[]
            {
                waiting > 0 ? $"Shares have moved, so that some variants have more of those who came late: {VerdictWords.Customers(waiting)} {(waiting == 1 ? "counts" : "count")} once their {Window} {Are} over." : null,
                changed > 0 ? $"{VerdictWords.Customers(changed)} {(changed == 1 ? "is" : "are")} on neither side: within their {Window} another share was held out, which brought them to the other side or left nobody on one." : null,
            }.OfType<string>());
        }
    }

    /// <summary>What it says by the metric that its journey names.</summary>
    public Verdict? Verdict => VerdictBy(Experiment.Definition.Metric);

    /// <summary>What it says by a metric; null with fewer than two arms.</summary>
    public Verdict? VerdictBy(string metric, DecisionPolicy? policy = null) => Arms.Count < 2 ? null : Decision.Decide(ArmsWith(Samples(metric)), Days, policy, DaysToWait);

    /// <summary>What is missing before these samples, one an arm, are compared; null where nothing is.</summary>
    public Verdict.NotEnoughData? Shortage(IReadOnlyList<Sample> samples) => Decision.Shortage(ArmsWith(samples), Days, daysToWait: DaysToWait);

    /// <summary>What it still takes to say something of a holdout, by the metric that decides; null of other kinds, and where nobody more comes.</summary>
    public HoldoutNeed? Need => IsHoldout && Closed is null ? HoldoutNeed.Of(this, Samples(Experiment.Definition.Metric)) : null;

    /// <summary>Places of both sides of a holdout among the arms; null where one of them is not there.</summary>
    public (int Mailed, int HeldOut)? HoldoutSides
    {
        get
        {
            var names = Arms.Select(arm => arm.Arm.Name).ToList();
            var (mailed, heldOut) = (names.IndexOf(JourneyExperiments.Mailed), names.IndexOf(JourneyExperiments.HeldOut));
            return mailed < 0 || heldOut < 0 ? null : (mailed, heldOut);
        }
    }

    /// <summary>Days from the assignment of a customer until they are compared: once shares have moved, their window.</summary>
    public double DaysToWait => Experiment.MovedAt is not null ? Experiment.Definition.Window.TotalDays : 0;

    private List<ExperimentArm> ArmsWith(IReadOnlyList<Sample> samples)
    {
        // Customers and weights are no measure of each other: an arm that joins has no customers to be expected until one comes.
        var isBegun = Arms.Any(arm => arm.Arm.Expected > 0);
        return [.. Arms.Select((arm, index) => new ExperimentArm(arm.Arm.Name, isBegun ? arm.Arm.Expected : arm.Arm.Weight, arm.Assigned, samples[index], GuardsOf(arm)) { Share = arm.Arm.InForce, Compared = arm.Counted, Waiting = arm.Waiting, IsRemoved = arm.Arm.Weight <= 0 })];
    }

    /// <summary>One sample an arm; for amounts with what customers had spent before taken out, where they had.</summary>
    public IReadOnlyList<Sample> Samples(string metric) => metric switch
    {
        "click" => [.. Arms.Select(arm => arm.Clicks)],
        "conversion" => [.. Arms.Select(arm => arm.Conversions)],
        "orders" => [.. Arms.Select(arm => arm.Orders)],
        "revenue" => Adjusted([.. Arms.Select(arm => arm.Revenue)]),
        "commission" => Adjusted([.. Arms.Select(arm => arm.Commission)]),
        _ => throw new ArgumentException($"there is no metric '{metric}'; there are {string.Join(", ", s_metrics)}", nameof(metric)),
    };

    /// <summary>Whether what customers had spent before is taken out of a metric's samples, so that their averages are not the counted ones.</summary>
    public bool IsAdjusted(string metric) => Samples(metric).Any(sample => sample is Sample.Adjusted);

    /// <summary>One sample an arm as it was counted, with nothing taken out.</summary>
    public IReadOnlyList<Sample> Counted(string metric) => metric switch
    {
        "revenue" => [.. Arms.Select(arm => arm.Revenue.During)],
        "commission" => [.. Arms.Select(arm => arm.Commission.During)],
        _ => Samples(metric),
    };

    // With few customers what earlier spend explains is a guess of its own, and of an arm in which nobody did anything it would be all that varies.
    private static IReadOnlyList<Sample> Adjusted(IReadOnlyList<PairedSample> arms) =>
        arms.All(arm => arm.Count >= LeastForEarlier && arm.During.Variance > 0) && arms.Any(arm => arm.Before.Variance > 0) ? Cuped.Adjust(arms) : [.. arms.Select(arm => arm.During)];

    // Which guards a promotion looks at is the rule's; a verdict names all that are broken.
    private static Dictionary<string, Sample.Proportion> GuardsOf(ArmFigures arm) => new(StringComparer.Ordinal)
    {
        ["unsubscribes"] = arm.Unsubscribes,
        ["complaints"] = arm.Complaints,
    };
}

/// <summary>One arm in figures.</summary>
internal sealed class ArmFigures(StoredArm arm, Func<TallyKind, TallySum> sumOf, double unit)
{
    /// <summary>The arm.</summary>
    public StoredArm Arm => arm;

    /// <summary>Customers who were put in it.</summary>
    public long Assigned { get; } = sumOf(TallyKind.ArmAssigned).Customers;

    /// <summary>Those of them who are compared: all, unless shares moved before they came.</summary>
    public long Counted => Conversions.Count;

    /// <summary>Those of them who count once their window is over.</summary>
    public long Waiting { get; } = sumOf(TallyKind.ArmWaiting).Customers;

    /// <summary>Those of them whom another rate of the holdout brought to the other side.</summary>
    public long ChangedSide { get; } = sumOf(TallyKind.ArmChangedSide).Customers;

    /// <summary>Those who were put in it and cannot be tracked.</summary>
    public long Untracked { get; } = sumOf(TallyKind.ArmUntracked).Customers;

    /// <summary>Customers who can be tracked, and who clicked.</summary>
    public Sample.Proportion Clicks { get; } = Rate(sumOf(TallyKind.ArmClick));

    /// <summary>Customers who bought, here or where an offer led.</summary>
    public Sample.Proportion Conversions { get; } = Rate(sumOf(TallyKind.ArmConversion));

    /// <summary>Own orders per customer.</summary>
    public Sample.Mean Orders { get; } = sumOf(TallyKind.ArmOrders) is var sum ? new Sample.Mean(sum.Customers, sum.Total, sum.Squares) : null!;

    /// <summary>Own revenue per customer, in major units, with what they had spent before.</summary>
    public PairedSample Revenue { get; } = Paired(sumOf, TallyKind.ArmRevenue, TallyKind.ArmRevenueEarlier, unit);

    /// <summary>Commission per customer, in major units, with what they had spent before.</summary>
    public PairedSample Commission { get; } = Paired(sumOf, TallyKind.ArmCommission, TallyKind.ArmCommissionEarlier, unit);

    /// <summary>Customers who said no to marketing.</summary>
    public Sample.Proportion Unsubscribes { get; } = Rate(sumOf(TallyKind.ArmUnsubscribe));

    /// <summary>Customers who complained.</summary>
    public Sample.Proportion Complaints { get; } = Rate(sumOf(TallyKind.ArmComplaint));

    /// <summary>What is in no amount, by currency.</summary>
    public IReadOnlyList<ArmApart> Apart { get; init; } = [];

    private static Sample.Proportion Rate(TallySum sum) => new(sum.Customers, sum.Total);

    private static PairedSample Paired(Func<TallyKind, TallySum> sumOf, TallyKind kind, TallyKind products, double unit)
    {
        var (during, before, product) = (sumOf(kind), sumOf(TallyKind.ArmEarlier), sumOf(products));
        return new PairedSample(
            during.Customers, during.Total / unit, during.Squares / unit / unit, before.Total / unit, before.Squares / unit / unit, product.Squares / unit / unit);
    }
}
