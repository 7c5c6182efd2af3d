using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>The state of one offer's link.</summary>
internal sealed record LinkState(string Offer, string Url, LinkProblem? Problem, string? Detail, Instant? FailingSince, Instant CheckedAt);

/// <summary>Follows the link of each partner's offer once a night, as a mail would send somebody, and keeps what it found.</summary>
/// <param name="database">Keeps the findings.</param>
/// <param name="offers">What is offered now.</param>
/// <param name="handler">Carries the requests; follows no redirects itself. Disposed with this.</param>
internal sealed class LinkHealth(Database database, Func<IReadOnlyList<Offer>> offers, HttpMessageHandler handler) : IDisposable
{
    /// <summary>Has the shape of a token and is none, so that a sale on it would match nothing.</summary>
    public const string ProbeSubId = "linkcheckaaaaaaaaaaa";

    private const int MostHops = 10;
    private readonly HttpClient _client = new(handler) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>The findings, those with a problem first.</summary>
    public static List<LinkState> Read(Session session) => session[LinkHealthSql.All].All(row => new LinkState(
        row.Text(0), row.Text(1), row.TextOrNull(2) is { } problem ? Enum.Parse<LinkProblem>(problem) : null, row.TextOrNull(3), row.AtOrNull(4), row.At(5)));

    /// <summary>Whether an offer's page was gone when it was last looked at.</summary>
    public static bool IsGone(Session session, string offer) => session[LinkHealthSql.ProblemOf].With(offer).First(row => row.TextOrNull(0)) == nameof(LinkProblem.Gone);

    /// <summary>Looks at all links; says how many are broken.</summary>
    public async Task<string> CheckAsync(Instant now, CancellationToken cancellationToken)
    {
        var links = offers().Where(offer => !offer.Program.IsOwn && offer.Program.EmailAllowed == EmailRule.Yes).ToList();
        var broken = 0;
        foreach (var offer in links)
        {
            var (problem, detail) = await FollowAsync(offer, cancellationToken);
            if (problem is not null) broken++;
            await database.WriteAsync(session => session[LinkHealthSql.Keep].With(offer.Id).With(offer.TrackedUrl).With(problem?.ToString()).With(detail).With(problem is null ? null : now).With(now).Run(), cancellationToken);
        }

        return $"{links.Count} links looked at, {broken} broken";
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<(LinkProblem? Problem, string? Detail)> FollowAsync(Offer offer, CancellationToken cancellationToken)
    {
        var hops = new List<LinkHop>();
        var next = new Uri(offer.TrackedUrl.Replace(NetworkLink.TokenMark, ProbeSubId, StringComparison.Ordinal));
        while (hops.Count < MostHops)
        {
            var (status, location) = await AskAsync(next, cancellationToken);
            hops.Add(new(next, status));
            if (status is not (301 or 302 or 303 or 307 or 308) || location is null) break;
            next = location.IsAbsoluteUri ? location : new Uri(next, location);
        }

        var problem = LinkCheck.Judge(new Uri(WebText.ToAscii(offer.Url)), ProbeSubId, hops);
        return (problem, problem is null ? null : Words(hops));
    }

    private static string Words(List<LinkHop> hops)
    {
        var after = hops.Count switch { 1 => "", 2 => " after 1 redirect", _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $" after {hops.Count - 1} redirects") };
        return hops[^1] is { Status: not 0 and var status } last ? $"{last.Url.Host} answered {status}{after}" : $"{hops[^1].Url.Host} did not answer{after}";
    }

    private async Task<(int Status, Uri? Location)> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        if (url.Scheme is not ("http" or "https") || !AddressGuard.IsWebPort(url.Port)) return (0, null);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("User-Agent", "PostPurchase-LinkCheck");
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return ((int)response.StatusCode, response.Headers.Location);
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (0, null);
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

    public static readonly Sql All = new("""
        select offer, url, problem, detail, failing_since, checked_at
        from link_health
        order by problem is null, offer
        """);
}
