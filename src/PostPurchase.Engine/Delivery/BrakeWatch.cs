using Microsoft.Extensions.Logging;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Looks at what became of each journey now and then, and puts a brake on where it has to stop. What is on is read from the database: other commands release there.</summary>
internal sealed class BrakeWatch
{
    /// <summary>Who puts a brake on by figures.</summary>
    public const string Name = "watch";

    private static readonly Duration Rates = Duration.FromDays(3);
    private static readonly Duration Entries = Duration.FromDays(14);
    private static readonly Duration Hour = Duration.FromHours(1);

    private readonly Database _database;
    private readonly BrakePolicy _policy;
    private readonly BrakeStore _store;
    private volatile Dictionary<string, string> _on = [];

    /// <summary>Knows what is on already.</summary>
    public BrakeWatch(Database database, BrakePolicy policy)
    {
        (_database, _policy, _store) = (database, policy, new(database));
        Refresh();
    }

    /// <summary>Why a journey's brake is on, or null. Fits <see cref="DeliverySetup.Brake"/>.</summary>
    public string? ReasonOf(string journey) => _on.GetValueOrDefault(journey);

    /// <summary>Reads which are on.</summary>
    public IReadOnlyList<Brake> Refresh()
    {
        var all = _store.All();
        _on = all.Where(brake => brake.ReleasedAt is null).ToDictionary(brake => brake.Journey, brake => brake.Reason);
        return all;
    }

    /// <summary>Looks at the figures and puts on what has to be; to be called every few minutes.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be written now.</exception>
    public async Task LookAsync(Instant now, ILogger log, CancellationToken cancellationToken = default)
    {
        var known = Refresh();
        foreach (var (journey, figures) in Figures(now))
        {
            if (_on.ContainsKey(journey) || _policy.Decide(figures) is not { } reason) continue;
            // What made somebody look and release it must not stop it again at once.
            if (known.Any(brake => brake.Journey == journey && brake.ReleasedAt is { } at && now - at < Rates)) continue;
            if (await _store.PutOnAsync(journey, reason, Name, now, cancellationToken)) Log.Braked(log, journey, reason);
        }

        Refresh();
    }

    /// <summary>What lately became of each journey.</summary>
    internal IReadOnlyDictionary<string, JourneyFigures> Figures(Instant now) => _database.Read(session =>
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
            Add(journey, known => known with { SentCount = sent + refused, TriedCount = sent + refused + failed, ErrorCount = failed, BounceCount = refused });
        foreach (var (journey, bounces, complaints) in session[BrakeSql.Feedback].With(now - Rates).With(IdSource.FirstOf(now - Rates)).All(row => (row.Long(0), row.Long(1), row.Long(2))))
            Add(journey, known => known with { BounceCount = known.BounceCount + bounces, ComplaintCount = complaints });
        return figures;
    });
}
