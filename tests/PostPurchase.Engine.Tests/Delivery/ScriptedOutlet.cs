using System.Collections.Concurrent;
using NodaTime;
using PostPurchase.Engine.Delivery;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>An outlet that answers as it is told, and remembers what left.</summary>
internal sealed class ScriptedOutlet(Func<Envelope, Task<SendOutcome>> answer) : IMailOutlet
{
    public static readonly SendOutcome Yes = new SendOutcome.Accepted(null, "250 ok");
    public static readonly SendOutcome Lost = new SendOutcome.Uncertain("the line broke after the final dot");

    public ScriptedOutlet(SendOutcome always)
        : this(_ => Task.FromResult(always))
    {
    }

    /// <summary>Message-IDs by send, in the order in which they left.</summary>
    public ConcurrentQueue<(long Send, string Domain, string Header)> Left { get; } = new();

    /// <summary>Until when which transport takes nothing.</summary>
    public Func<string?, Instant?> Pause { get; init; } = _ => null;

    public Instant? PausedUntil(string? transport) => Pause(transport);

    public static SendOutcome Later(FailureScope scope = FailureScope.Recipient, string text = "451 later") => new SendOutcome.Deferred(scope, SmtpStage.Recipient, 451, null, text);

    public static SendOutcome No(string text) => new SendOutcome.Rejected(FailureScope.Recipient, SmtpStage.Recipient, 550, null, text);

    public async Task EnqueueAsync(Envelope envelope, string? transport, ISendLog log, CancellationToken cancellationToken)
    {
        if (!await log.HandingAsync(envelope)) return;
        var text = System.Text.Encoding.ASCII.GetString(envelope.Content.FirstSpan);
        var from = text.IndexOf("Message-ID: ", StringComparison.Ordinal);
        Left.Enqueue((envelope.Id, envelope.Recipient.Domain, text[from..text.IndexOf('\r', from)]));
        _ = SettleAsync(envelope, log);
    }

    private async Task SettleAsync(Envelope envelope, ISendLog log) => await log.SettledAsync(envelope, await answer(envelope));
}
