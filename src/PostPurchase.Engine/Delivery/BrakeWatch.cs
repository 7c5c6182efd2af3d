using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Looks at what became of each journey now and then, and keeps the brakes that are on. A brake stays on until somebody releases it.</summary>
internal sealed class BrakeWatch(Database database, BrakePolicy policy, ILogger log)
{
    private static readonly Duration Rates = Duration.FromDays(3);
    private static readonly Duration Entries = Duration.FromDays(14);
    private static readonly Duration Hour = Duration.FromHours(1);

    private readonly ConcurrentDictionary<string, string> _on = new();
    private readonly ConcurrentDictionary<string, Instant> _released = new();

    /// <summary>Why a journey's brake is on, or null. Fits <see cref="DeliverySetup.Brake"/>.</summary>
    public string? ReasonOf(string journey) => _on.GetValueOrDefault(journey);

    /// <summary>The brakes that are on: reason by journey.</summary>
    public IReadOnlyDictionary<string, string> On => _on;

    /// <summary>Looks at the figures; to be called every few minutes.</summary>
    public void Look(Instant now)
    {
        foreach (var (journey, figures) in Figures(now))
        {
            if (_on.ContainsKey(journey) || policy.Decide(figures) is not { } reason) continue;
            // What made somebody look and release it must not stop it again at once.
            if (_released.TryGetValue(journey, out var at) && now - at < Rates) continue;
            if (_on.TryAdd(journey, reason)) Log.Braked(log, journey, reason);
        }
    }

    /// <summary>Takes a brake off and lets go what it held.</summary>
    public async Task<bool> ReleaseAsync(string journey, Instant now, CancellationToken cancellationToken = default)
    {
        if (!_on.TryRemove(journey, out _)) return false;
        _released[journey] = now;
        await new SendLedger(database).ResumeAsync(journey, now, cancellationToken);
        return true;
    }

    /// <summary>What lately became of each journey.</summary>
    internal IReadOnlyDictionary<string, JourneyFigures> Figures(Instant now) => database.Read(session =>
    {
        var figures = new Dictionary<string, JourneyFigures>();
        void Add(long journeyId, Func<JourneyFigures, JourneyFigures> with)
        {
            var journey = session.Names.Text(journeyId);
            figures[journey] = with(figures.GetValueOrDefault(journey) ?? new JourneyFigures());
        }

        foreach (var (journey, last, before) in session[BrakeSql.Entries].With(IdSource.FirstOf(now - Hour)).With(IdSource.FirstOf(now - Entries - Hour)).All(row => (row.Long(0), row.Long(1), row.Long(2))))
            Add(journey, known => known with { EntriesLastHour = last, EntriesBefore = before });
        foreach (var (journey, sent, failed, refused) in session[BrakeSql.Sends].With(IdSource.FirstOf(now - Rates)).All(row => (row.Long(0), row.Long(1), row.Long(2), row.Long(3))))
            Add(journey, known => known with { SentCount = sent + refused, TriedCount = sent + refused + failed, ErrorCount = failed });
        foreach (var (journey, bounces, complaints) in session[BrakeSql.Feedback].With(IdSource.FirstOf(now - Rates)).All(row => (row.Long(0), row.Long(1), row.Long(2))))
            Add(journey, known => known with { BounceCount = bounces, ComplaintCount = complaints });
        return figures;
    });
}
