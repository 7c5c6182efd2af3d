using System.Collections.Concurrent;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Smtp;
using Answer = PostPurchase.Mail.Smtp.SendOutcome;

namespace PostPurchase.Engine.Delivery;

/// <summary>Mails between the maker and the ledger: marks them before they leave and gathers how they ended. Thread-safe.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="now">The instant of an outcome.</param>
/// <param name="settled">Told of each mail once: with its outcome, or with null where it was withdrawn.</param>
internal sealed class HandedMails(SendLedger ledger, Func<Instant> now, Func<PreparedMail, DeliveryOutcome?, ValueTask> settled) : ISendLog
{
    private static readonly Duration SoonAgain = Duration.FromSeconds(5);

    private readonly ConcurrentDictionary<long, PreparedMail> _underWay = new();

    /// <summary>How many have been given to the outlet and are not settled.</summary>
    public int Count => _underWay.Count;

    /// <summary>Told of each answer before it is weighed; says until when the domain rests that put the mail off, or null.</summary>
    public Func<PreparedMail, Answer, Instant?>? Noted { get; init; }

    /// <summary>How they leave, for the ledger.</summary>
    public LeftAs? LeftAs { get; init; }

    /// <summary>Takes a mail back that the outlet did not take.</summary>
    public void Forget(PreparedMail mail)
    {
        if (_underWay.TryRemove(mail.Context.Send.Id.Value, out _)) mail.Message.Dispose();
    }

    /// <summary>To be called before the outlet gets the mail.</summary>
    public void Add(PreparedMail mail) => _underWay[mail.Context.Send.Id.Value] = mail;

    /// <inheritdoc/>
    public async ValueTask<bool> HandingAsync(Envelope envelope)
    {
        var mail = _underWay[envelope.Id];
        DeliveryOutcome? withdrawn = null;
        try
        {
            if (await ledger.HandAsync(mail.Handing with { LeftAs = LeftAs })) return true;
        }
        catch (StorageUnavailableException)
        {
            // Without the mark nothing may leave; the mail server is not to blame, so its connections stay.
            withdrawn = new(new(mail.Context.Send, SendState.Planned, now(), null, now() + SoonAgain), null);
        }

        Forget(mail);
        await settled(mail, withdrawn);
        return false;
    }

    /// <inheritdoc/>
    public async ValueTask SettledAsync(Envelope envelope, Answer outcome)
    {
        if (!_underWay.TryRemove(envelope.Id, out var mail)) throw new InvalidOperationException($"send {envelope.Id} was settled twice");
        mail.Message.Dispose();
        var restsUntil = Noted?.Invoke(mail, outcome);
        await settled(mail, OutcomeRules.Of(mail, outcome, (now(), restsUntil), Jitter(mail.Context.Send)));
    }

    // The same send waits the same time in every simulation, and different sends do not come back together.
    private static double Jitter(StoredSend send) => Core.Journeys.MailVariants.Spread(send.Owner, $"retry {send.AttemptCount}");
}
