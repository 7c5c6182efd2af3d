using NodaTime;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>The mail servers, by name: a stream's own, the default one, and those that stand in for a server that takes no mail.</summary>
/// <param name="transports">Pools by name; <c>default</c> must be there.</param>
/// <param name="fallbacks">The name of the one that stands in, by name of the one it stands in for; none by default.</param>
internal sealed class SmtpOutlet(IReadOnlyDictionary<string, SmtpPool> transports, IReadOnlyDictionary<string, string>? fallbacks = null) : IMailOutlet, IAsyncDisposable
{
    /// <summary>Name of the transport that is used where none is named.</summary>
    public const string Default = "default";

    /// <inheritdoc/>
    public Instant? PausedUntil(string? transport)
    {
        var (pool, other) = Chosen(transport);
        if (pool.PausedUntil is not { } until || (other is not null && other.PausedUntil is null)) return null;
        return Instant.FromDateTimeOffset(other?.PausedUntil < until ? other.PausedUntil.Value : until);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MailServerTrouble> Troubles =>
    [
        .. transports.OrderBy(transport => transport.Key, StringComparer.Ordinal)
            .Select(transport => transport.Value.Trouble is { } trouble ? new MailServerTrouble(transport.Key, Instant.FromDateTimeOffset(trouble.Since), trouble.Text) : null)
            .OfType<MailServerTrouble>(),
    ];

    /// <inheritdoc/>
    public Task EnqueueAsync(Envelope envelope, string? transport, ISendLog log, CancellationToken cancellationToken)
    {
        var (pool, other) = Chosen(transport);
        if (other is null) return pool.EnqueueAsync(envelope, log, cancellationToken).AsTask();
        return pool.PausedUntil is not null && other.PausedUntil is null
            ? other.EnqueueAsync(envelope, log, cancellationToken).AsTask()
            : pool.EnqueueAsync(envelope, new FallbackLog(log, other), cancellationToken).AsTask();
    }

    /// <summary>Finishes what the servers have and says goodbye.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => Task.WhenAll(transports.Values.Select(pool => pool.DrainAsync(cancellationToken)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var pool in transports.Values) await pool.DisposeAsync();
    }

    private (SmtpPool Wanted, SmtpPool? Fallback) Chosen(string? name)
    {
        var wanted = name is not null && transports.ContainsKey(name) ? name : Default;
        return (transports[wanted], fallbacks?.GetValueOrDefault(wanted) is { } other && other != wanted ? transports.GetValueOrDefault(other) : null);
    }
}
