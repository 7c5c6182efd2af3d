using System.Collections.Concurrent;
using PostPurchase.Engine.Intake;

namespace PostPurchase.Server.Commands;

/// <summary>Who entered which journey during an import. Thread-safe; an operation that is told twice counts once.</summary>
internal sealed class ImportEntries
{
    private readonly ConcurrentDictionary<(string Journey, long Event, int Line), string> _entries = new();

    /// <summary>Takes what an event did.</summary>
    public void Add(IntakeFact fact, RunChanges changes)
    {
        foreach (var run in changes.Started) _entries[(run.Journey, fact.EventId, run.Key.Line)] = fact.Customer.Address ?? fact.Customer.ExternalId ?? "";
    }

    /// <summary><c>3 runs: high-value 1, new-buyer 2</c>, or <c>0 runs</c>.</summary>
    public string Counts => _entries.IsEmpty ? "0 runs" : $"{Counted.Of(_entries.Count, "run")}: {string.Join(", ", _entries.Keys.GroupBy(key => key.Journey).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}"))}";

    /// <summary>The runs by journey.</summary>
    public IReadOnlyList<ImportedRun> Started => [.. _entries.OrderBy(entry => entry.Key).Select(entry => new ImportedRun(entry.Key.Journey, entry.Value))];

    /// <summary>One line a run, by journey: <c>new-buyer jane@example.com</c>.</summary>
    public IEnumerable<string> People => _entries.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key.Journey} {entry.Value}");
}
