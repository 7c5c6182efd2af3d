using System.Globalization;
using System.Net;
using PostPurchase.Engine.Delivery;

namespace PostPurchase.Engine.Connectors.Shops;

/// <summary>Asks a shop's API for one page. A shop that wants to be asked slower is waited for, a few times and for a while.</summary>
/// <param name="handler">Carries the requests; follows no redirects, so that a token goes nowhere else. Disposed with this.</param>
/// <param name="clock">For the waits.</param>
internal sealed class ShopClient(HttpMessageHandler handler, TimeProvider clock) : IDisposable
{
    private const int MostTries = 5;
    private const long MostBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_usualWait = TimeSpan.FromSeconds(2);

    private readonly HttpClient _client = new(handler) { Timeout = TimeSpan.FromMinutes(1), MaxResponseContentBufferSize = MostBytes };

    /// <summary>Waits; the clock's delay.</summary>
    public Func<TimeSpan, CancellationToken, Task> Wait { get; init; } = (length, cancellationToken) => Task.Delay(length, clock, cancellationToken);

    /// <summary>A page, and the address of the next one or null.</summary>
    /// <exception cref="ShopPullException">There is none to be had now.</exception>
    public async Task<(byte[] Body, Uri? Next)> PageAsync(ShopSettings shop, Uri page, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            using var response = await AskAsync(shop, page, cancellationToken);
            var isBusy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            if (isBusy && tries < MostTries) await Wait(WaitOf(response), cancellationToken);
            else if (response.IsSuccessStatusCode) return (await BodyAsync(shop, response, cancellationToken), ShopApi.Next(shop, page, response.Headers));
            else throw Refusal(shop, response.StatusCode);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> AskAsync(ShopSettings shop, Uri page, CancellationToken cancellationToken)
    {
        if (!AddressGuard.IsWebPort(page.Port)) throw new ShopPullException($"{shop.Name}: port {page.Port} is not one of a web service");
        try
        {
            using var request = ShopApi.Request(shop, page);
            return await _client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException problem)
        {
            throw new ShopPullException($"{shop.Name} cannot be reached: {(problem.InnerException as ClosedAddressException ?? (Exception)problem) switch { ClosedAddressException closed => closed.Message, _ => problem.HttpRequestError.ToString() }}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ShopPullException($"{shop.Name} did not answer in {_client.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
    }

    private static async Task<byte[]> BodyAsync(ShopSettings shop, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException problem)
        {
            throw new ShopPullException($"{shop.Name} broke off its answer: {problem.HttpRequestError}");
        }
    }

    private TimeSpan WaitOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => s_usualWait,
        };
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked > s_longestWait ? s_longestWait : asked;
    }

    private static ShopPullException Refusal(ShopSettings shop, HttpStatusCode status)
    {
        var meaning = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ": is ApiToken right, and may it read products and orders?",
            HttpStatusCode.NotFound => ": is ApiUrl the address of the shop?",
            HttpStatusCode.TooManyRequests => ", again and again",
            >= HttpStatusCode.Moved and < HttpStatusCode.BadRequest => ", and redirects are not followed: give the address that it leads to as ApiUrl",
            _ => "",
        };
        return new($"{shop.Name} answered {(int)status}{meaning}") { IsLostPlace = status is HttpStatusCode.BadRequest or HttpStatusCode.Gone };
    }
}
