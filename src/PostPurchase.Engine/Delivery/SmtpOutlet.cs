using NodaTime;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>The mail servers, by name: a stream's own, the default one, and one that stands in for a server that does not answer.</summary>
/// <param name="transports">Pools by name; <c>default</c> must be there.</param>
/// <param name="fallback">Name of the one that stands in, or null.</param>
internal sealed class SmtpOutlet(IReadOnlyDictionary<string, SmtpPool> transports, string? fallback = null) : IMailOutlet, IAsyncDisposable
{
    /// <summary>Name of the transport that is used where none is named.</summary>
    public const string Default = "default";

    /// <inheritdoc/>
    public Instant? PausedUntil => Chosen(null).PausedUntil is { } until ? Instant.FromDateTimeOffset(until) : null;

    /// <inheritdoc/>
    public Task EnqueueAsync(Envelope envelope, string? transport, ISendLog log, CancellationToken cancellationToken) =>
        Chosen(transport).EnqueueAsync(envelope, log, cancellationToken).AsTask();

    /// <summary>Finishes what the servers have and says goodbye.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => Task.WhenAll(transports.Values.Select(pool => pool.DrainAsync(cancellationToken)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var pool in transports.Values) await pool.DisposeAsync();
    }

    private SmtpPool Chosen(string? name)
    {
        var wanted = name is not null && transports.TryGetValue(name, out var named) ? named : transports[Default];
        return wanted.PausedUntil is not null && fallback is not null && transports.TryGetValue(fallback, out var other) && other.PausedUntil is null ? other : wanted;
    }
}
