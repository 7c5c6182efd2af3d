using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// Posts webhook steps over HTTP, signed by Standard Webhooks (standardwebhooks.com). Follows no redirect. The address is checked when the connection is made and
/// the checked one is connected to, so that a name cannot lead elsewhere a moment later.
/// </summary>
internal sealed class HookClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HookSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpClient _client;

    /// <summary>Opens nothing before the first post.</summary>
    /// <param name="settings">What is allowed.</param>
    /// <param name="clock">For the timestamp and the time limit.</param>
    /// <param name="resolve">Looks up a host; the system's resolver by default.</param>
    public HookClient(HookSettings settings, TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        (_settings, _clock, _resolve) = (settings, clock, resolve ?? ((host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken)));
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Posts one; fits <see cref="DeliverySetup.PostHook"/>. Never throws for what the other side does.</summary>
    public async Task<HookAnswer> PostAsync(StoredSend send, CancellationToken cancellationToken)
    {
        if (UrlProblem(send.Address, out var url) is { } problem) return new(SendState.Rejected, $"rejected: {problem}");
        using var limit = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Request(url!, send);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return AnswerOf(response);
        }
        catch (HttpRequestException exception) when (exception.InnerException is ClosedAddressException closed)
        {
            return new(SendState.Rejected, $"rejected: {closed.Message}");
        }
        catch (HttpRequestException exception)
        {
            return new(SendState.Deferred, $"deferred: {exception.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SendState.Deferred, string.Create(CultureInfo.InvariantCulture, $"deferred: no answer in {Patience.TotalSeconds} s"));
        }
    }

    /// <summary>Why nothing is ever posted to an address, as far as it says so itself: what a name leads to is looked up each time. Null where nothing speaks against it.</summary>
    public static string? WhyNeverPosted(Uri url, bool allowPrivate) => PortProblem(url, allowPrivate) ?? AddressGuard.WhyHostClosed(url, allowPrivate);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private string? UrlProblem(string? text, out Uri? url)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https")) return "expected an address that starts with https:// or http://";
        if (url.UserInfo.Length > 0) return "the address must not hold a user or password";
        return PortProblem(url, _settings.AllowPrivate);
    }

    private static string? PortProblem(Uri url, bool allowPrivate) => allowPrivate || AddressGuard.IsWebPort(url.Port) ? null : $"port {url.Port} is not one of a web service";

    private HttpRequestMessage Request(Uri url, StoredSend send)
    {
        var body = Encoding.UTF8.GetBytes(send.Text ?? "");
        var (id, at) = ($"send_{send.Id.Value.ToString(CultureInfo.InvariantCulture)}", _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(IsJson(body) ? "application/json" : "text/plain", "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", "PostPurchase");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", at);
        request.Headers.TryAddWithoutValidation("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_settings.Secret, signed))}");
        return request;
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return JsonDocument.TryParseValue(ref reader, out var document) && Used(document) && !reader.Read();
        }
        catch (JsonException)
        {
            return false; // any other text
        }
    }

    private static bool Used(JsonDocument document)
    {
        document.Dispose();
        return true;
    }

    // 410 means never again. All else that is not 2xx may be mended by whoever runs the receiver, so it is tried for some days.
    private HookAnswer AnswerOf(HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return new(SendState.Accepted, $"answered {code}");
        if (response.StatusCode == HttpStatusCode.Gone) return new(SendState.Rejected, "rejected: answered 410, gone");
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        var redirected = code is >= 300 and < 400 ? ", and redirects are not followed" : "";
        return new(SendState.Deferred, $"deferred: answered {code}{redirected}", wait > TimeSpan.Zero ? Duration.FromTimeSpan(wait) : null);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);
        var open = addresses.Where(_settings.AllowPrivate ? AddressGuard.IsPrivateOrPublic : AddressGuard.IsPublic).ToArray();
        if (open.Length == 0 && addresses.Length > 0)
            throw new ClosedAddressException(addresses.Any(AddressGuard.IsPrivateOrPublic) ? $"{host} is on a private network, which only whoever runs this server can allow (Webhooks:AllowPrivate=true)" : $"{host} is a link-local or metadata address, which is never posted to");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>How webhook steps are posted.</summary>
/// <param name="Secret">Signs them.</param>
/// <param name="AllowPrivate">Whether they may go to this machine and to private networks.</param>
internal sealed record HookSettings(byte[] Secret, bool AllowPrivate = false)
{
    /// <summary>The secret that is used where none is set: of the installation's own, so that it stays the same.</summary>
    public static byte[] SecretOf(ReadOnlySpan<byte> key) => HMACSHA256.HashData(key, "webhooks/1"u8);
}
