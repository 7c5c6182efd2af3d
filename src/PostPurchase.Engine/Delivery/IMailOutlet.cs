using NodaTime;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>Where mail leaves: a mail server, or the captured outbox.</summary>
internal interface IMailOutlet
{
    /// <summary>Until when nothing can leave by a transport, or null: then nothing for it is claimed either.</summary>
    /// <param name="transport">Name of the transport, or null for the default one.</param>
    Instant? PausedUntil(string? transport);

    /// <summary>Mail servers that take nothing at the moment; none where mail is captured.</summary>
    IReadOnlyList<MailServerTrouble> Troubles => [];

    /// <summary>
    /// Takes one message; waits while it has enough. It asks <paramref name="log"/> before a byte leaves, and tells it the outcome, perhaps after this has returned.
    /// </summary>
    /// <param name="envelope">The message; its id is that of the send.</param>
    /// <param name="transport">Name of the transport, or null for the default one.</param>
    /// <param name="log">Marks and outcomes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EnqueueAsync(Envelope envelope, string? transport, ISendLog log, CancellationToken cancellationToken);
}
