using System.Globalization;
using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Pulls;

/// <summary>
/// Reads the APIs of Impact, CJ and Awin. Each time what is new since the last reading, with an overlap as long as the network lets one ask at once, since rows come late.
/// Also what was decided since then, since a change of status is no new row, and what was approved may be taken back: Impact by the locking date, Awin by the day of validation.
/// The days of the sales that are pending, or approved and not paid, are read again once a day, and those of pending ones of CJ, which tells no decisions, each time; a sale that
/// is so for 13 months is no longer asked for. All in spans that the network allows. What is read twice changes nothing.
/// </summary>
/// <param name="database">Remembers how far each was read.</param>
/// <param name="conversions">Takes what is read.</param>
/// <param name="handler">Carries the requests; disposed with this.</param>
internal sealed class NetworkPull(Database database, ConversionIntake conversions, HttpMessageHandler handler) : IDisposable
{
    private static readonly Duration s_firstTime = Duration.FromDays(90);

    // Networks decide within months. What none of them ever decides must not be asked for without end.
    private static readonly Duration s_longestWait = Duration.FromDays(400);

    // A network dates a row by when it was posted, some days after the sale; a sale whose day is not known counts from when it was heard of, some days after the posting.
    private static readonly Duration s_posting = Duration.FromDays(7);
    private const int MostPages = 1_000;
    private const long MostBytes = 64 * 1024 * 1024;

    private readonly HttpClient _client = new(handler) { Timeout = TimeSpan.FromMinutes(2), MaxResponseContentBufferSize = MostBytes };

    /// <summary>The handler of production: no redirects, so that a token goes nowhere else.</summary>
    public static HttpMessageHandler Plain() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    /// <summary>Reads one account; gives what it did in a few words.</summary>
    /// <exception cref="NetworkPullException">The network refused, or answered something else than it documents; it is read again next time from the same place.</exception>
    public async Task<string> RunAsync(NetworkSettings account, Instant now, CancellationToken cancellationToken)
    {
        var api = NetworkApi.Of(account);
        var (readUntil, open) = database.Read(session => (
            session[PullSql.Find].With(account.Name).First(row => row.AtOrNull(0)),
            session[ConversionSql.OpenDays].With(account.Network).With(now - s_longestWait).With(now).All(row => new OpenDay(row.At(0), row.Long(1) == 1))));
        var found = new Found();
        foreach (var page in Questions(api, open, readUntil, now)) await ReadAsync(account, page, found, now, cancellationToken);
        var outcome = string.Create(CultureInfo.InvariantCulture, $"{found.Rows} rows read, {found.Recorded} changed the ledger{(found.Bad.Count > 0 ? $", {found.Bad.Count} could not be read (the first: {found.Bad[0]})" : "")}{(found.Held > 0 ? $", {found.Held} over the cap" : "")}");
        await database.WriteAsync(session => session[PullSql.Keep].With(account.Name).With(now).With(now).With(outcome).Run(), cancellationToken);
        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // What is new, then what was decided, then what may still change.
    private static IEnumerable<PullPage> Questions(NetworkApi api, List<OpenDay> open, Instant? readUntil, Instant now)
    {
        var since = readUntil is { } until ? Instant.Min(until, now) - api.Overlap : now - s_firstTime;
        foreach (var window in Windows(since, now, api.LongestWindow)) yield return api.New(window);
        if (api.Decided is { } decided)
        {
            foreach (var window in Windows(since, now, api.LongestWindow)) yield return decided(window);
        }

        var isFirstOfDay = readUntil?.InUtc().Date != now.InUtc().Date;
        var again = open.Where(one => isFirstOfDay || (api.Decided is null && one.HasPending)).Select(one => one.Day);
        foreach (var window in Around(again, since, api.LongestWindow)) yield return api.New(window);
    }

    // As few spans as hold the days, as far as they lie before what is read anyway.
    private static IEnumerable<Interval> Around(IEnumerable<Instant> days, Instant since, Duration longest)
    {
        var readTo = Instant.MinValue;
        foreach (var day in days)
        {
            var (from, to) = (day - s_posting, Instant.Min(day + Duration.FromDays(1) + s_posting, since));
            if (from >= since || to <= readTo) continue;
            var start = Instant.Max(from, readTo);
            readTo = Instant.Min(start + longest, since);
            yield return new(start, readTo);
        }
    }

    private async Task ReadAsync(NetworkSettings account, PullPage? page, Found found, Instant now, CancellationToken cancellationToken)
    {
        var reader = account.Reader();
        for (var count = 0; page is not null; count++)
        {
            if (count == MostPages) throw new NetworkPullException($"{account.Name} did not come to an end in {MostPages} pages");
            var text = await TextAsync(account, page, cancellationToken);
            var reports = new List<ConversionReport>();
            foreach (var (place, row) in Rows(account, text, reader.Dialect))
            {
                found.Rows++;
                switch (row is null ? new ReportReading.Bad("row", "has too few or too many values") : reader.Read(row, now))
                {
                    case ReportReading.Sound sound: reports.Add(sound.Report); break;
                    case ReportReading.Bad bad: found.Bad.Add($"{place} {bad.Field} {bad.Message}"); break;
                }
            }

            var outcomes = await conversions.AcceptAsync(reports, ReportWay.Pull, now, account.Store, cancellationToken);
            found.Recorded += outcomes.Count(outcome => outcome == ConversionOutcome.Recorded);
            found.Held += outcomes.Count(outcome => outcome == ConversionOutcome.Held);
            page = page.Next(text);
        }
    }

    private static IReadOnlyList<(string Place, ReportRow? Row)> Rows(NetworkSettings account, string text, NetworkDialect dialect)
    {
        try
        {
            return PullAnswers.HasRows(text) ? ReportText.Json(text, dialect) : [];
        }
        catch (FormatException problem)
        {
            throw new NetworkPullException($"{account.Name} answered no report: {problem.Message}");
        }
        catch (System.Text.Json.JsonException)
        {
            throw new NetworkPullException($"{account.Name} answered no report: it is no sound JSON");
        }
    }

    private async Task<string> TextAsync(NetworkSettings account, PullPage page, CancellationToken cancellationToken)
    {
        try
        {
            using var request = page.Request();
            using var response = await _client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new NetworkPullException($"{account.Name} answered {(int)response.StatusCode}");
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (HttpRequestException problem)
        {
            throw new NetworkPullException($"{account.Name} cannot be reached: {problem.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NetworkPullException(string.Create(CultureInfo.InvariantCulture, $"{account.Name} did not answer in {_client.Timeout.TotalMinutes} minutes"));
        }
    }

    private static IEnumerable<Interval> Windows(Instant since, Instant until, Duration longest)
    {
        for (var start = since; start < until; start += longest) yield return new(start, Instant.Min(start + longest, until));
    }

    // A day (UTC) with sales that are pending, or approved and not paid.
    private readonly record struct OpenDay(Instant Day, bool HasPending);

    private sealed class Found
    {
        public int Rows { get; set; }
        public int Recorded { get; set; }
        public int Held { get; set; }
        public List<string> Bad { get; } = [];
    }
}

/// <summary>A network could not be read; the message says what it did, without secrets.</summary>
internal sealed class NetworkPullException(string message) : OutsideException(message);

internal static class PullSql
{
    public static readonly Sql Find = new("""
        select read_until
        from network_pull
        where network = @network
        """);

    public static readonly Sql Keep = new("""
        insert into network_pull (network, read_until, looked_at, outcome)
        values (@network, @read_until, @looked_at, @outcome)
        on conflict (network) do update set
          read_until = excluded.read_until,
          looked_at = excluded.looked_at,
          outcome = excluded.outcome
        """);
}
