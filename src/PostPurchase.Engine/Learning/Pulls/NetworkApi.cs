using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace PostPurchase.Engine.Learning.Pulls;

/// <summary>One question to a network, and the next one by its answer.</summary>
/// <param name="Request">Makes the request.</param>
/// <param name="Next">The next page by the text of this one, or null.</param>
internal sealed record PullPage(Func<HttpRequestMessage> Request, Func<string, PullPage?> Next);

/// <summary>How one network's API is asked.</summary>
internal sealed record NetworkApi
{
    /// <summary>The longest span of one question.</summary>
    public required Duration LongestWindow { get; init; }

    /// <summary>How much is read again each time: rows come late.</summary>
    public required Duration Overlap { get; init; }

    /// <summary>Asks for what happened in a span.</summary>
    public required Func<Interval, PullPage> New { get; init; }

    /// <summary>Asks for what was decided in a span, whenever it happened; null where a network cannot be asked so, and the days of what is pending are read again each time.</summary>
    public Func<Interval, PullPage>? Decided { get; init; }

    private static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss");

    /// <summary>The API of an account that has one.</summary>
    public static NetworkApi Of(NetworkSettings account) => account.Network switch
    {
        "impact" => Impact(account),
        "cj" => Cj(account),
        "awin" => Awin(account),
        var other => throw new InvalidOperationException($"the API of {other} is not read"),
    };

    // integrations.impact.com, Partner API, List Actions: at most 45 days at once; changes of State are found by the locking date.
    private static NetworkApi Impact(NetworkSettings account)
    {
        var root = $"{Root(account, "https://api.impact.com")}/Mediapartners/{Uri.EscapeDataString(account.Account!)}/Actions";
        PullPage Page(string span, int page) => new(
            () => Get($"{root}?{span}&Page={page.ToString(CultureInfo.InvariantCulture)}&PageSize=1000", "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Account}:{account.Token}"))),
            text => PullAnswers.Number(text, "@numpages") is { } last && page < last ? Page(span, page + 1) : null);
        return new()
        {
            LongestWindow = Duration.FromDays(45),
            Overlap = Duration.FromDays(45),
            New = span => Page($"StartDate={Iso(span.Start)}Z&EndDate={Iso(span.End)}Z", 1),
            Decided = span => Page($"LockingDateStart={Iso(span.Start)}Z&LockingDateEnd={Iso(span.End)}Z", 1),
        };
    }

    // docs.cj.com, publisherCommissions: up to 10,000 records a page; on with sinceCommissionId until payloadComplete. Corrections are records of their own;
    // that a record is locked changes the record, and it can be asked for by its day of posting only.
    private static NetworkApi Cj(NetworkSettings account)
    {
        var root = $"{Root(account, "https://commissions.api.cj.com")}/query";
        PullPage Page(Interval span, string? after) => new(
            () => Post(account, root, Query(account.Account!, span, after)),
            text => PullAnswers.Flag(text, "payloadComplete") is false && PullAnswers.GreatestCommission(text) is { } last && last != after ? Page(span, last) : null);
        return new()
        {
            LongestWindow = Duration.FromDays(31),
            Overlap = Duration.FromDays(31),
            New = span => Page(span, null),
        };
    }

    // developer.awin.com, transactions: at most 31 days at once; a change of status is found by its day of validation.
    private static NetworkApi Awin(NetworkSettings account)
    {
        var root = $"{Root(account, "https://api.awin.com")}/publishers/{Uri.EscapeDataString(account.Account!)}/transactions/";
        PullPage Page(Interval span, string by) => new(
            () => Get($"{root}?startDate={Iso(span.Start)}&endDate={Iso(span.End)}&timezone=UTC&dateType={by}", "Bearer", account.Token!),
            _ => null);
        return new()
        {
            LongestWindow = Duration.FromDays(31),
            Overlap = Duration.FromDays(31),
            New = span => Page(span, "transaction"),
            Decided = span => Page(span, "validation"),
        };
    }

    private static string Query(string publisher, Interval span, string? after)
    {
        var since = after is null ? "" : $", sinceCommissionId: \"{after}\"";
        var arguments = $"forPublishers: [\"{publisher}\"], sincePostingDate: \"{Iso(span.Start)}Z\", beforePostingDate: \"{Iso(span.End)}Z\"{since}";
        return $$"""
            { publisherCommissions({{arguments}}) { count payloadComplete maxCommissionId records { commissionId original originalActionId actionStatus actionTrackerName
            websiteName advertiserName orderId shopperId clickDate eventDate postingDate lockingDate correctionReason saleAmountPubCurrency pubCommissionAmountUsd
            items { sku quantity perItemSaleAmountPubCurrency totalCommissionPubCurrency } } } }
            """;
    }

    private static HttpRequestMessage Get(string url, string scheme, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private static HttpRequestMessage Post(NetworkSettings account, string url, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(new System.Text.Json.Nodes.JsonObject { ["query"] = query }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.Token);
        return request;
    }

    private static string Root(NetworkSettings account, string usual) => account.ApiUrl?.OriginalString.TrimEnd('/') ?? usual;

    private static string Iso(Instant at) => Seconds.Format(at.InUtc().LocalDateTime);
}
