using System.Globalization;
using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>The state of one offer's link.</summary>
internal sealed record LinkState(string Offer, string Url, LinkProblem? Problem, string? Detail, Instant? FailingSince, Instant CheckedAt);

/// <summary>
/// Follows the links of partners' offers once a night, as a mail would send somebody, and keeps what it found. Each distinct link is followed once
/// for all offers that have it, and a host is asked once a second at most: it is somebody else's shop.
/// </summary>
/// <param name="database">Keeps the findings.</param>
/// <param name="offers">What is offered now.</param>
/// <param name="handler">Carries the requests; follows no redirects itself. Disposed with this.</param>
/// <param name="clock">Waits between two requests to a host.</param>
internal sealed class LinkHealth(Database database, Func<IReadOnlyList<Offer>> offers, HttpMessageHandler handler, TimeProvider clock) : IDisposable
{
    /// <summary>Has the shape of a token and is none, so that a sale on it would match nothing.</summary>
    public const string ProbeSubId = "linkcheckaaaaaaaaaaa";

    private const int MostHops = 10;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // A night that is begun again after a restart goes on where it was.
    private static readonly Duration s_fresh = Duration.FromHours(20);

    private readonly HttpClient _client = new(handler) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Dictionary<string, DateTimeOffset> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The findings, those with a problem first.</summary>
    public static List<LinkState> Read(Session session) => session[LinkHealthSql.All].All(row => new LinkState(
        row.Text(0), row.Text(1), row.TextOrNull(2) is { } problem ? Enum.Parse<LinkProblem>(problem) : null, row.TextOrNull(3), row.AtOrNull(4), row.At(5)));

    /// <summary>Whether an offer's page was gone, or at another host, or its link lost its token, when it was last looked at: its fallback is better then.</summary>
    public static bool IsAstray(Session session, string offer) => IsAstray(ProblemOf(session, offer));

    /// <summary>Whether a fallback is better than a link with this problem.</summary>
    public static bool IsAstray(LinkProblem? problem) => problem is LinkProblem.Gone or LinkProblem.HostChanged or LinkProblem.SubIdStripped;

    /// <summary>What was wrong with an offer's link when it was last looked at, or null.</summary>
    public static LinkProblem? ProblemOf(Session session, string offer) =>
        session[LinkHealthSql.ProblemOf].With(offer).First(row => row.TextOrNull(0)) is { } problem ? Enum.Parse<LinkProblem>(problem) : null;

    /// <summary>The offers whose page is gone, with the first look that found it so.</summary>
    public static List<(string Offer, Instant Since)> GoneSince(Session session) => session[LinkHealthSql.Gone].All(row => (row.Text(0), row.At(1)));

    /// <summary>Looks at all links that nobody looked at this night; says how many pages there are and how many links are broken.</summary>
    public async Task<string> CheckAsync(Instant now, CancellationToken cancellationToken)
    {
        var known = database.Read(Read).Where(state => now - state.CheckedAt < s_fresh).ToDictionary(state => state.Offer, state => state.Url);
        var pages = offers().Where(offer => !offer.Program.IsOwn && offer.Program.EmailAllowed == EmailRule.Yes && known.GetValueOrDefault(offer.Id) != offer.TrackedUrl)
            .GroupBy(offer => (offer.TrackedUrl, offer.Url)).ToList();
        var broken = 0;
        foreach (var page in InTurns(pages))
        {
            var (problem, detail) = await FollowAsync(page.Key.TrackedUrl, page.Key.Url, cancellationToken);
            if (problem is not null) broken += page.Count();
            await database.WriteAsync(
                session =>
                {
                    foreach (var offer in page) session[LinkHealthSql.Keep].With(offer.Id).With(offer.TrackedUrl).With(problem?.ToString()).With(detail).With(problem is null ? null : now).With(now).Run();
                    return 0;
                },
                cancellationToken);
        }

        return $"{pages.Sum(page => page.Count())} links to {pages.Count} pages looked at, {broken} broken";
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // Host after host, so that the wait for one is spent on the others.
    private static IEnumerable<IGrouping<(string TrackedUrl, string Url), Offer>> InTurns(IEnumerable<IGrouping<(string TrackedUrl, string Url), Offer>> pages) =>
        pages.GroupBy(page => new Uri(page.Key.TrackedUrl).Host).SelectMany(host => host.Select((page, turn) => (page, turn))).OrderBy(one => one.turn).Select(one => one.page);

    private async Task<(LinkProblem? Problem, string? Detail)> FollowAsync(string link, string target, CancellationToken cancellationToken)
    {
        var (hops, closed) = (new List<LinkHop>(), (string?)null);
        var next = new Uri(link.Replace(NetworkLink.TokenMark, ProbeSubId, StringComparison.Ordinal));
        while (hops.Count < MostHops)
        {
            (var status, var location, closed) = await LookAsync(next, cancellationToken);
            hops.Add(new(next, status));
            if (status is not (301 or 302 or 303 or 307 or 308) || location is null) break;
            next = location.IsAbsoluteUri ? location : new Uri(next, location);
        }

        var problem = LinkCheck.Judge(new Uri(WebText.ToAscii(target)), ProbeSubId, hops);
        return (problem, problem is null ? null : Words(hops, closed));
    }

    // HEAD is enough where it is answered well; many servers know only GET, and say anything to HEAD.
    private async Task<(int Status, Uri? Location, string? Closed)> LookAsync(Uri url, CancellationToken cancellationToken)
    {
        if (url.Scheme is not ("http" or "https")) return (0, null, "it does not start with https:// or http://");
        if (!AddressGuard.IsWebPort(url.Port)) return (0, null, string.Create(CultureInfo.InvariantCulture, $"port {url.Port} is not one of a web service"));
        var quick = await AskAsync(HttpMethod.Head, url, cancellationToken);
        return quick.Closed is not null || quick.Status is >= 200 and < 400 ? quick : await AskAsync(HttpMethod.Get, url, cancellationToken);
    }

    // Closed: why the last address was not asked at all.
    private static string Words(List<LinkHop> hops, string? closed)
    {
        var after = hops.Count switch { 1 => "", 2 => " after 1 redirect", _ => string.Create(CultureInfo.InvariantCulture, $" after {hops.Count - 1} redirects") };
        if (closed is not null) return $"{(hops[^1].Url.Host is { Length: > 0 } host ? host : "an address")} was not asked{after}: {closed}";
        return hops[^1] is { Status: not 0 and var status } last ? $"{last.Url.Host} answered {status}{after}" : $"{hops[^1].Url.Host} did not answer{after}";
    }

    private async Task<(int Status, Uri? Location, string? Closed)> AskAsync(HttpMethod method, Uri url, CancellationToken cancellationToken)
    {
        if (_asked.TryGetValue(url.Host, out var last) && last + s_pause - clock.GetUtcNow() is { } rest && rest > TimeSpan.Zero) await Task.Delay(rest, clock, cancellationToken);
        _asked[url.Host] = clock.GetUtcNow();
        try
        {
            using var request = new HttpRequestMessage(method, url);
            request.Headers.TryAddWithoutValidation("User-Agent", "PostPurchase-LinkCheck");
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return ((int)response.StatusCode, response.Headers.Location, null);
        }
        catch (HttpRequestException problem) when (problem.InnerException is ClosedAddressException)
        {
            return (0, null, "it is not on the public internet");
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (0, null, null);
        }
    }
}

internal static class LinkHealthSql
{
    public static readonly Sql Keep = new("""
        insert into link_health (offer, url, problem, detail, failing_since, checked_at)
        values (@offer, @url, @problem, @detail, @failing_since, @checked_at)
        on conflict (offer) do update set
          url = excluded.url,
          problem = excluded.problem,
          detail = excluded.detail,
          failing_since = case when excluded.problem is null then null else ifnull(failing_since, excluded.failing_since) end,
          checked_at = excluded.checked_at
        """);

    public static readonly Sql ProblemOf = new("""
        select problem
        from link_health
        where offer = @offer
        """);

    public static readonly Sql Gone = new("""
        select offer, failing_since
        from link_health
        where problem = 'Gone' and failing_since is not null
        order by offer
        """);

    public static readonly Sql All = new("""
        select offer, url, problem, detail, failing_since, checked_at
        from link_health
        order by problem is null, offer
        """);
}
