using System.Globalization;
using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Attribution.Networks;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Pulls;

/// <summary>
/// Reads the APIs of Impact, CJ and Awin. Each time what is new, with an overlap as long as the network lets one ask at once, since rows come late; and once more
/// what was due to become final, since a change of status is no new row. What is read twice changes nothing.
/// </summary>
/// <param name="database">Remembers how far each was read.</param>
/// <param name="conversions">Takes what is read.</param>
/// <param name="handler">Carries the requests; disposed with this.</param>
internal sealed class NetworkPull(Database database, ConversionIntake conversions, HttpMessageHandler handler) : IDisposable
{
    private static readonly Duration s_firstTime = Duration.FromDays(90);

    // What locked before that no network tells any more: Impact refuses to be asked for it, and asking for all the years since would take thousands of questions.
    private static readonly Duration s_longestWait = Duration.FromDays(3 * 365);
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
        var (readUntil, locking) = database.Read(session => (
            session[PullSql.Find].With(account.Name).First(row => row.AtOrNull(0)),
            session[ConversionSql.Locking].With(account.Network).With(now - s_longestWait).With(now).First(row => row.AtOrNull(0) is { } first ? new Interval(first, row.At(1) + Duration.FromSeconds(1)) : (Interval?)null)));
        var found = new Found();
        var since = readUntil is { } until ? Instant.Min(until, now) - api.Overlap : now - s_firstTime;
        foreach (var window in Windows(since, now, api.LongestWindow)) await ReadAsync(account, api.New(window), found, now, cancellationToken);
        foreach (var window in locking is { } due ? api.Final(due, now).SelectMany(span => Windows(span.Start, span.End, api.LongestWindow, api.FinalBy)) : []) await ReadAsync(account, window, found, now, cancellationToken);
        var outcome = string.Create(CultureInfo.InvariantCulture, $"{found.Rows} rows read, {found.Recorded} changed the ledger{(found.Bad.Count > 0 ? $", {found.Bad.Count} could not be read (the first: {found.Bad[0]})" : "")}{(found.Held > 0 ? $", {found.Held} over the cap" : "")}");
        await database.WriteAsync(session => session[PullSql.Keep].With(account.Name).With(now).With(now).With(outcome).Run(), cancellationToken);
        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

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
        catch (Exception problem) when (problem is FormatException or System.Text.Json.JsonException)
        {
            throw new NetworkPullException($"{account.Name} answered no report: {problem.Message}");
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
    }

    private static IEnumerable<Interval> Windows(Instant since, Instant until, Duration longest)
    {
        for (var start = since; start < until; start += longest) yield return new(start, Instant.Min(start + longest, until));
    }

    private static IEnumerable<PullPage> Windows(Instant since, Instant until, Duration longest, Func<Interval, PullPage> page) => Windows(since, until, longest).Select(page);

    private sealed class Found
    {
        public int Rows { get; set; }
        public int Recorded { get; set; }
        public int Held { get; set; }
        public List<string> Bad { get; } = [];
    }
}

/// <summary>A network could not be read; the message says what it did, without secrets.</summary>
internal sealed class NetworkPullException(string message) : Exception(message);

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
