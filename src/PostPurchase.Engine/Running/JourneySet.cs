using System.Collections.Frozen;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Running;

/// <summary>The journeys in force at one moment: the newest version of each, and every version that runs are on. Immutable.</summary>
public sealed class JourneySet
{
    private readonly FrozenDictionary<(string Journey, string Version), JourneyPlan> _versions;
    private readonly FrozenDictionary<string, JourneyPlan> _current;

    /// <summary>Journeys of one set of files.</summary>
    /// <param name="current">The newest version of each journey.</param>
    /// <param name="older">Versions that runs may still be on.</param>
    /// <param name="segments">Conditions by segment name.</param>
    public JourneySet(IReadOnlyList<JourneyPlan> current, IReadOnlyList<JourneyPlan> older, IReadOnlyDictionary<string, Condition> segments)
    {
        Current = [.. current.OrderBy(plan => plan.Key, StringComparer.Ordinal)];
        Segments = segments;
        _current = current.ToFrozenDictionary(plan => plan.Key);
        _versions = older.Concat(current).GroupBy(plan => (plan.Key, plan.Version)).ToFrozenDictionary(group => group.Key, group => group.Last());
    }

    /// <summary>Nothing.</summary>
    public static JourneySet Empty { get; } = new([], [], new Dictionary<string, Condition>());

    /// <summary>The newest version of each journey, by key.</summary>
    public IReadOnlyList<JourneyPlan> Current { get; }

    /// <summary>Conditions by segment name.</summary>
    public IReadOnlyDictionary<string, Condition> Segments { get; }

    /// <summary>What any of the newest versions or segments mentions.</summary>
    internal PlanNeeds Needs => field ??= PlanNeeds.OfAll(Current, Segments);

    /// <summary>The version that a run is on; null where its text is gone.</summary>
    public JourneyPlan? Find(string journey, string version) => _versions.GetValueOrDefault((journey, version));

    /// <summary>All versions of a journey whose text is there, in no order.</summary>
    public IReadOnlyList<JourneyPlan> VersionsOf(string journey) => [.. _versions.Values.Where(plan => plan.Key == journey)];

    /// <summary>The newest version of a journey; null where its file is gone.</summary>
    public JourneyPlan? CurrentOf(string journey) => _current.GetValueOrDefault(journey);

    /// <summary>Whether a journey's marketing rests.</summary>
    public bool IsPaused(string journey) => CurrentOf(journey) is { Status: JourneyStatus.Paused };
}
