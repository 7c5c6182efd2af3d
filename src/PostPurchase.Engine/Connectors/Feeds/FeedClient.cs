using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Delivery;

namespace PostPurchase.Engine.Connectors.Feeds;

/// <summary>Fetches feeds, with limits of size and time. A redirect is followed a few times, each time to an address that the handler allows.</summary>
/// <param name="handler">Carries the requests; follows no redirects itself. Disposed with this.</param>
/// <param name="clock">For the time limit.</param>
internal sealed class FeedClient(HttpMessageHandler handler, TimeProvider clock) : IDisposable
{
    private const int MostRedirects = 5;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>How long a feed may be, packed and unpacked. Default 64 MiB.</summary>
    public int MostBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Fetches one. Never throws for what the other side does.</summary>
    /// <param name="feed">Which.</param>
    /// <param name="known">The state that is known.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public async Task<FeedAnswer> FetchAsync(OfferFeed feed, FeedMark known, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(feed.Url, known, either.Token);
        }
        catch (HttpRequestException problem)
        {
            return new FeedAnswer.Failed(problem.InnerException is ClosedAddressException closed
                ? $"{closed.Message}: it is this machine or a private network, from which nothing is fetched unless whoever runs this server allows it (Webhooks:AllowPrivate=true)"
                : $"{feed.Url.Host} cannot be reached: {problem.HttpRequestError}");
        }
        catch (IOException broken)
        {
            return new FeedAnswer.Failed($"{feed.Url.Host} broke off its answer: {broken.GetType().Name}");
        }
        catch (InvalidDataException)
        {
            return new FeedAnswer.Failed($"{feed.Url.Host} answered something that is no sound gzip");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FeedAnswer.Failed(string.Create(CultureInfo.InvariantCulture, $"{feed.Url.Host} did not send it in {s_patience.TotalMinutes} minutes"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<FeedAnswer> FollowAsync(Uri first, FeedMark known, CancellationToken cancellationToken)
    {
        var url = first;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (!AddressGuard.IsWebPort(url.Port)) return new FeedAnswer.Failed($"port {url.Port} is not one of a web service");
            using var request = Request(url, known);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotModified) return new FeedAnswer.Same();
            if (response.IsSuccessStatusCode) return await ReadAsync(url, response, cancellationToken);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location) return new FeedAnswer.Failed($"{url.Host} answered {(int)response.StatusCode}{Meaning(response.StatusCode)}");
            var next = new Uri(url, location);
            if (next.Scheme != url.Scheme && next.Scheme != Uri.UriSchemeHttps) return new FeedAnswer.Failed($"{url.Host} leads to an address that does not start with https://");
            url = next;
        }

        return new FeedAnswer.Failed($"{first.Host} leads on and on, more than {MostRedirects} times");
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static HttpRequestMessage Request(Uri url, FeedMark known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", "PostPurchase");
        if (known.ETag is { } etag) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        if (known.LastModified is { } at) request.Headers.TryAddWithoutValidation("If-Modified-Since", at);
        return request;
    }

    private async Task<FeedAnswer> ReadAsync(Uri url, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (response.Content.Headers.ContentLength > MostBytes || await BytesAsync(stream, cancellationToken) is not { } packed) return TooLong(url);
        if (packed is not [0x1f, 0x8b, ..]) return Fresh(packed, response);
        await using var unpacking = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        return await BytesAsync(unpacking, cancellationToken) is { } unpacked ? Fresh(unpacked, response) : TooLong(url);
    }

    // Null for more than is allowed.
    private async Task<byte[]?> BytesAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81_920];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (all.Length + count > MostBytes) return null;
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    private static FeedAnswer.Fresh Fresh(byte[] bytes, HttpResponseMessage response)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), EncodingOf(response), detectEncodingFromByteOrderMarks: true);
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? values.First() : null;
        return new(reader.ReadToEnd(), new(Header("ETag"), Header("Last-Modified")));
    }

    private static Encoding EncodingOf(HttpResponseMessage response)
    {
        var name = response.Content.Headers.ContentType?.CharSet?.Trim('"', ' ');
        return Encoding.GetEncodings().Any(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ? Encoding.GetEncoding(name!) : Encoding.UTF8;
    }

    private FeedAnswer.Failed TooLong(Uri url) => new(string.Create(CultureInfo.InvariantCulture, $"the feed of {url.Host} is longer than {MostBytes} bytes: fetch it in parts"));

    private static string Meaning(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ": is the key in its address right?",
        HttpStatusCode.NotFound or HttpStatusCode.Gone => ": is its address right?",
        _ => "",
    };
}
