using NodaTime;
using PostPurchase.Core.Experiments;

namespace PostPurchase.Engine.Storage;

/// <summary>An experiment as it is kept: what its journey says, and what became of it.</summary>
internal sealed record StoredExperiment(long Id, ExperimentDefinition Definition, Instant StartedAt)
{
    /// <summary>Every arm that there ever was, by number.</summary>
    public IReadOnlyList<StoredArm> Arms { get; init; } = [];

    /// <summary>Of a holdout: its rates, the oldest first.</summary>
    public IReadOnlyList<HoldoutRate> Rates { get; init; } = [];

    /// <summary>When somebody was put in an arm by other shares than those before, the first time, or null.</summary>
    public Instant? MovedAt { get; init; }

    /// <summary>The rates in force in a time, its beginning included; empty where none is known.</summary>
    public IReadOnlyList<double> RatesIn(Instant from, Instant before) =>
        [.. Rates.Where((rate, index) => rate.Since < before && (index == Rates.Count - 1 || Rates[index + 1].Since > from)).Select(rate => rate.Rate)];

    /// <summary>When its journey lost it, or null.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>The arm that everybody gets, or null.</summary>
    public string? Winner { get; init; }

    /// <summary>When a winner was promoted last, or null.</summary>
    public Instant? PromotedAt { get; init; }

    /// <summary>Who promoted it: a person, or <c>rule</c>.</summary>
    public string? PromotedBy { get; init; }

    /// <summary>Whether it was proven to be best when it was promoted.</summary>
    public bool WasDecided { get; init; }

    /// <summary>When the promoted winner was found to be none any more, or null.</summary>
    public Instant? ReopenedAt { get; init; }

    /// <summary>Why, for people.</summary>
    public string? ReopenedWhy { get; init; }

    /// <summary>Who opened it again: a person, or <c>rule</c>; null also where that was not kept.</summary>
    public string? ReopenedBy { get; init; }

    /// <summary>How many customers the verdict was of by which it was opened again; null where it was by none, or that was not kept.</summary>
    public long? ReopenedCount { get; init; }

    /// <summary>Whether a rule promotes its winner: unless a person took back what was promoted, and has promoted nothing since.</summary>
    public bool IsPromotedByRule => Definition.Promotion is not null && ReopenedBy is null or ExperimentStore.Rule;
}

/// <summary>What a holdout holds out from an instant on.</summary>
internal sealed record HoldoutRate(Instant Since, double Rate);

/// <summary>An arm as it is kept.</summary>
/// <param name="Number">Its number in roll-ups.</param>
/// <param name="Name">Its name.</param>
/// <param name="Weight">As the file says; 0 where the file has it no more.</param>
/// <param name="Chosen">The weight in force instead, or null.</param>
/// <param name="Expected">Customers that the weights in force at each assignment give it.</param>
internal sealed record StoredArm(int Number, string Name, double Weight, double? Chosen, double Expected)
{
    /// <summary>The weight in force.</summary>
    public double InForce => Chosen ?? Weight;
}

/// <summary>What an experiment's row keeps of its definition.</summary>
/// <param name="M">Metric.</param>
/// <param name="W">Window in milliseconds.</param>
/// <param name="D">Whether a rule promotes.</param>
/// <param name="G">Guard of that rule, or null for all.</param>
/// <param name="T">Floor of Thompson sampling, or null.</param>
/// <param name="P">Whether what is tested may show offers of others; null = no.</param>
internal sealed record ExperimentDocument(string M, long W, bool? D, string? G, double? T, bool? P = null);
