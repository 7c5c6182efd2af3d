namespace PostPurchase.Engine.Bounces;

/// <summary>Gets the few small pages of Amazon's that <see cref="SnsCalls"/> needs. Follows no redirect; at most 64 KiB and 5 seconds.</summary>
internal sealed class AmazonPages : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3) })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <summary>The bytes of a page.</summary>
    /// <exception cref="HttpRequestException">It could not be had, or the answer is not 2xx.</exception>
    public Task<byte[]> GetAsync(Uri url, CancellationToken cancellationToken) => _client.GetByteArrayAsync(url, cancellationToken);

    public void Dispose() => _client.Dispose();
}
