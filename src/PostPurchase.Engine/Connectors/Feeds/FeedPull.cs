using System.Globalization;
using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Connectors.Feeds;

/// <summary>Fetches the feeds that are due and takes their products; a bad row is set aside and the rest is taken. Products that a feed no longer holds stay as they are.</summary>
/// <param name="database">Remembers what came of each.</param>
/// <param name="catalogue">Takes the products.</param>
/// <param name="client">Asks; disposed with this.</param>
internal sealed class FeedPull(Database database, CatalogueStore catalogue, FeedClient client) : IDisposable
{
    // Others may write in between.
    private const int AtOnce = 2_000;
    private const int MostRows = 100;

    // One that failed is tried sooner, and a clock that is a little early misses no turn.
    private static readonly Duration s_again = Duration.FromHours(1);
    private static readonly Duration s_slack = Duration.FromMinutes(1);

    /// <summary>What came of each feed, by its address, program and store.</summary>
    public static IReadOnlyDictionary<(string Store, string Program, string Url), FeedState> Read(Session session) => session[FeedSql.All].All(row => (
        (session.Names.Text(row.Long(0)), row.Text(1), row.Text(2)),
        new FeedState(row.At(3), row.AtOrNull(4), (int)row.Long(5), (int)row.Long(6), row.TextOrNull(7))
        {
            Mark = new(row.TextOrNull(8), row.TextOrNull(9)),
            SetAside = StoredJson.Read(row.Text(10), StoredJson.Default.IReadOnlyListRefusedRow),
        })).ToDictionary(one => one.Item1, one => one.Item2);

    /// <summary>The key of a feed in <see cref="Read"/>.</summary>
    public static (string Store, string Program, string Url) KeyOf(OfferFeed feed) => (feed.Store, feed.Program, feed.Url.OriginalString);

    /// <summary>From when on the next round fetches a feed again.</summary>
    public static Instant DueAt(OfferFeed feed, FeedState last) => last.FetchedAt + (last.Problem is null ? feed.Every : Duration.Min(feed.Every, s_again)) - s_slack;

    /// <summary>Fetches those that are due.</summary>
    /// <param name="feeds">All there are.</param>
    /// <param name="isStore">Whether there is a store of a key.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Breaks it off after a feed.</param>
    public async Task<FeedRun> RunAsync(IReadOnlyList<OfferFeed> feeds, Func<string, bool> isStore, Instant now, CancellationToken cancellationToken)
    {
        var (known, run) = (database.Read(Read), new FeedRun());
        foreach (var feed in feeds.DistinctBy(KeyOf))
        {
            var before = known.GetValueOrDefault(KeyOf(feed));
            if (before is not null && now < DueAt(feed, before)) continue;
            var after = isStore(feed.Store)
                ? await FetchAsync(feed, before ?? FeedState.Never, now, cancellationToken)
                : (before ?? FeedState.Never) with { FetchedAt = now, Problem = $"there is no store '{feed.Store}' in the settings" };
            await KeepAsync(feed, after, cancellationToken);
            run.Add(feed, after, now);
        }

        return run;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<FeedState> FetchAsync(OfferFeed feed, FeedState before, Instant now, CancellationToken cancellationToken) => await client.FetchAsync(feed, before.Mark, cancellationToken) switch
    {
        FeedAnswer.Fresh fresh => await TakeAsync(feed, fresh, before, now, cancellationToken),
        FeedAnswer.Failed failed => before with { FetchedAt = now, Problem = failed.Problem },
        _ => before with { FetchedAt = now, Problem = null },
    };

    private async Task<FeedState> TakeAsync(OfferFeed feed, FeedAnswer.Fresh fresh, FeedState before, Instant now, CancellationToken cancellationToken)
    {
        var reading = CatalogueFile.Read(fresh.Text, feed.Format);
        if (reading.Items.Count == 0) return before with { FetchedAt = now, Problem = reading.Refused is [var first, ..] ? $"it holds no product; line {first.Line.ToString(CultureInfo.InvariantCulture)}: {first.Reason}" : "it holds no product" };
        var foreign = new List<string>();
        foreach (var items in reading.Items.Chunk(AtOnce)) foreign.AddRange(await catalogue.SaveAsync((feed.Store, feed.Program), items, now, cancellationToken));
        RefusedRow[] aside = [.. reading.Refused, .. foreign.Select(id => new RefusedRow(0, $"another program has the id `{id}` already"))];
        return new(now, now, reading.Items.Count - foreign.Count, aside.Length, null) { Mark = fresh.Mark, SetAside = [.. aside.Take(MostRows)] };
    }

    private Task<int> KeepAsync(OfferFeed feed, FeedState state, CancellationToken cancellationToken) => database.WriteAsync(
        session => session[FeedSql.Keep].With(session.Names.Id(NameKind.Store, feed.Store)).With(feed.Program).With(feed.Url.OriginalString).With(state.FetchedAt).With(state.TakenAt)
            .With((long)state.Taken).With((long)state.Refused).With(state.Problem).With(state.Mark.ETag).With(state.Mark.LastModified)
            .With(StoredJson.Write(state.SetAside, StoredJson.Default.IReadOnlyListRefusedRow)).Run(),
        cancellationToken);
}

/// <summary>What came of a feed.</summary>
/// <param name="FetchedAt">When it was asked for last.</param>
/// <param name="TakenAt">When its products were taken last; null before the first time.</param>
/// <param name="Taken">How many that were.</param>
/// <param name="Refused">How many rows of it were set aside.</param>
/// <param name="Problem">Why the last fetch failed; null where it did not.</param>
internal sealed record FeedState(Instant FetchedAt, Instant? TakenAt, int Taken, int Refused, string? Problem)
{
    /// <summary>Before the first fetch.</summary>
    public static FeedState Never { get; } = new(Instant.MinValue, null, 0, 0, null);

    /// <summary>What its server calls the state that was taken.</summary>
    public FeedMark Mark { get; init; } = FeedMark.None;

    /// <summary>The first hundred rows that were set aside.</summary>
    public IReadOnlyList<RefusedRow> SetAside { get; init; } = [];
}

/// <summary>What one round of fetching came to.</summary>
internal sealed class FeedRun
{
    private readonly List<string> _failures = [];
    private int _fetched;

    /// <summary>Products that were added or renewed.</summary>
    public int Taken { get; private set; }

    /// <summary>The feeds that could not be fetched, each with its name and why.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Counts one.</summary>
    public void Add(OfferFeed feed, FeedState state, Instant now)
    {
        _fetched++;
        if (state.Problem is { } problem) _failures.Add($"{feed.Name}: {problem}");
        else if (state.TakenAt == now) Taken += state.Taken;
    }

    /// <summary>In a few words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_fetched} feeds fetched, {Taken} products taken");
}

/// <summary>Feeds could not be fetched; the message names them and says why, without their addresses.</summary>
internal sealed class FeedException(string message) : OutsideException(message);

internal static class FeedSql
{
    public static readonly Sql All = new("""
        select store_id, program, url, fetched_at, taken_at, taken, refused, problem, etag, last_modified, set_aside
        from feed_fetch
        """);

    public static readonly Sql Keep = new("""
        insert into feed_fetch (store_id, program, url, fetched_at, taken_at, taken, refused, problem, etag, last_modified, set_aside)
        values (@store_id, @program, @url, @fetched_at, @taken_at, @taken, @refused, @problem, @etag, @last_modified, @set_aside)
        on conflict (store_id, program, url) do update set
          fetched_at = excluded.fetched_at,
          taken_at = excluded.taken_at,
          taken = excluded.taken,
          refused = excluded.refused,
          problem = excluded.problem,
          etag = excluded.etag,
          last_modified = excluded.last_modified,
          set_aside = excluded.set_aside
        """);
}
