using PostPurchase.Mail.Feedback;

namespace PostPurchase.Mail.Smtp;

/// <summary>One open connection at work: takes envelopes from the queue, sends each, and settles it or gives it back.</summary>
internal sealed class SmtpSession : IDisposable
{
    private readonly SmtpWire _wire;
    private readonly SmtpDialogue _dialogue;
    private readonly SmtpCapabilities _capabilities;
    private readonly SmtpTransportOptions _options;
    private readonly SendQueue _queue;
    private readonly TimeProvider _time;
    private readonly ITimer _patience;
    private readonly CancellationTokenRegistration _abort;
    private readonly CancellationToken _aborted;
    private readonly DateTimeOffset _endAt;
    private QueuedSend? _ahead;
    private int _takenCount;
    private bool _inTransaction;

    private SmtpSession(SmtpWire wire, SmtpCapabilities capabilities, SmtpTransportOptions options, SessionShell shell)
    {
        (_wire, _capabilities, _options, _queue, _time, _aborted) = (wire, capabilities, options, shell.Queue, shell.Time, shell.Abort);
        _dialogue = new SmtpDialogue(wire, capabilities, options, shell.OneByOne);
        _endAt = _time.GetUtcNow() + options.MaxConnectionAge;
        _patience = _time.CreateTimer(static session => ((SmtpSession)session!).GiveAheadBack(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _abort = shell.Abort.Register(static wire => ((SmtpWire)wire!).Abort(), wire);
    }

    private enum Reached
    {
        Announced,
        Content,
        FinalDot,
    }

    /// <summary>Messages that the server answered on this connection.</summary>
    public int AnsweredCount { get; private set; }

    /// <summary>The domain of the last sender that the server took MAIL from on this connection, or null.</summary>
    public string? TakenSender { get; private set; }

    /// <summary>The refusal that says that the server takes nothing now, whoever it is for (login missing, out of space), or null. It ends the connection.</summary>
    public TransportRefusal? RefusedAll { get; private set; }

    /// <summary>The domain whose recipient the server closed the connection for, with words or without, or null.</summary>
    public string? ClosedForDomain { get; private set; }

    /// <summary>Whether it broke over commands that were sent together, none of which was answered: which of them it was shows when they are said one by one.</summary>
    public bool BrokeOverGroup { get; private set; }

    /// <summary>Why the connection is over, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether one more message may start here. A server that closed an idle connection, or said 421, has made it readable.</summary>
    public bool IsOpen => Failure is null && HasTurnsLeft && !_wire.IsBroken && !_wire.HasInput;

    private bool HasTurnsLeft => _takenCount < _options.MaxMessagesPerConnection && _time.GetUtcNow() < _endAt;

    /// <summary>Connects, greets, secures, logs in. A failure is a <see cref="SmtpLinkException"/>.</summary>
    public static async Task<SmtpSession> OpenAsync(SmtpTransportOptions options, SessionShell shell)
    {
        var (wire, capabilities) = await SmtpOpener.OpenAsync(options, shell.Time, shell.Abort);
        return new SmtpSession(wire, capabilities, options, shell);
    }

    /// <summary>Sends <paramref name="first"/> and what waits after it, until nothing waits or the connection is over.</summary>
    public async Task PumpAsync(QueuedSend first)
    {
        _inTransaction = true;
        var item = await AdmitAsync(first);
        if (item is not null) await _dialogue.AnnounceAsync(item.Envelope);
        while (item is not null)
        {
            item = await SendAsync(item);
            if (item is not null || Failure is not null) continue;
            item = await TakeAsync();
            if (item is not null) await _dialogue.AnnounceAsync(item.Envelope);
        }

        _inTransaction = false;
        _wire.Rest();
    }

    /// <summary>Says QUIT where the connection is still good, and the server is not waiting for content.</summary>
    public async Task QuitAsync()
    {
        if (Failure is not null || _inTransaction || _wire.IsBroken) return;
        try
        {
            await _dialogue.QuitAsync();
        }
        catch (SmtpLinkException lost)
        {
            Failure = lost.Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GiveAheadBack(); // where something unexpected ended the session
        _patience.Dispose();
        _abort.Dispose();
        _wire.Dispose();
    }

    private async ValueTask<QueuedSend?> TakeAsync() => HasTurnsLeft && _queue.TryTake() is { } item ? await AdmitAsync(item) : null;

    /// <summary>Settles envelopes that this server can never take; returns the first that it can.</summary>
    private async ValueTask<QueuedSend?> AdmitAsync(QueuedSend item)
    {
        QueuedSend? next = item;
        while (next is not null && _capabilities.Refuses(next.Envelope) is { } refusal)
        {
            await next.SettleAsync(refusal);
            next = _queue.TryTake();
        }

        if (next is not null) _takenCount++;
        return next;
    }

    /// <summary>Takes an announced envelope to its end; returns the one that was announced with its final dot, or null.</summary>
    private async ValueTask<QueuedSend?> SendAsync(QueuedSend item)
    {
        var reached = Reached.Announced;
        try
        {
            var handing = item.HandingAsync(); // the commit and the server's answers are waited for together
            if (await _dialogue.ReadAnswersAsync(item.Envelope) is { } refusal) return await EndRefusedAsync(item, refusal);
            if (!await handing) return Withdraw();
            if (_wire.IsBroken) throw SmtpLinkException.Lost("before the content", null);

            reached = Reached.Content;
            var whole = await _dialogue.AppendContentAsync(item.Envelope);
            var announced = whole && await AnnounceAheadAsync();
            if (whole) reached = Reached.FinalDot;
            var reply = await _dialogue.ReadFinalAsync();
            return await EndAnsweredAsync(item, reply, whole, announced);
        }
        catch (SmtpLinkException lost)
        {
            await EndLostAsync(item, reached, lost);
            return null;
        }
    }

    private async ValueTask<bool> AnnounceAheadAsync()
    {
        if (!_dialogue.Pipelining || await TakeAsync() is not { } next) return false;
        await _dialogue.AnnounceAsync(next.Envelope);
        _ = next.HandingAsync();
        Volatile.Write(ref _ahead, next);
        _patience.Change(_options.Patience, Timeout.InfiniteTimeSpan);
        return true;
    }

    private async ValueTask<QueuedSend?> EndRefusedAsync(QueuedSend item, Refusal refusal)
    {
        if (refusal.Reply.IsClosing)
        {
            Failure = SmtpLinkException.Refused($"to {refusal.Stage}", refusal.Reply).Message;
            if (refusal.Stage == SmtpStage.Recipient) ClosedForDomain = item.Envelope.Recipient.Domain;
            await RetryElsewhereAsync(item, ReplyOutcome.Of(refusal.Stage, refusal.Reply));
            return null;
        }

        var outcome = ReplyOutcome.Of(refusal.Stage, refusal.Reply);
        if (outcome is SendOutcome.Deferred { Scope: FailureScope.Transport })
        {
            Failure = SmtpLinkException.Refused($"to {refusal.Stage}", refusal.Reply).Message;
            RefusedAll = new(refusal.Reply, refusal.Stage == SmtpStage.Sender ? SenderOf(item) : null);
            await item.SettleAsync(outcome);
            return null;
        }

        AnsweredCount++;
        if (refusal.Stage != SmtpStage.Sender) TakenSender = SenderOf(item);
        await item.SettleAsync(outcome);
        try
        {
            await _dialogue.RecoverAsync(refusal);
        }
        catch (SmtpLinkException lost)
        {
            Failure = lost.Message;
        }

        return null;
    }

    private async ValueTask<QueuedSend?> EndAnsweredAsync(QueuedSend item, SmtpReply reply, bool whole, bool announced)
    {
        if (announced) _patience.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var next = Interlocked.Exchange(ref _ahead, null);
        AnsweredCount++;
        TakenSender = SenderOf(item);
        if (reply.IsClosing) Failure = SmtpLinkException.Refused("to the final dot", reply).Message;
        else if (!whole || _wire.IsBroken) Failure = "the server answered before the final dot";
        else if (announced && next is null) Failure = "the announced message was taken to another connection";
        if (Failure is not null && next is not null)
        {
            _queue.GiveBack(next);
            next = null;
        }

        try
        {
            await item.SettleAsync(Fate(reply, whole));
            return next;
        }
        catch
        {
            // Its own ledger broke; the one behind it is nobody else's to settle.
            if (next is not null) _queue.GiveBack(next);
            throw;
        }
    }

    private static string SenderOf(QueuedSend item) => item.Envelope.ReturnPath?.Domain ?? "";

    private static SendOutcome Fate(SmtpReply reply, bool whole) => reply switch
    {
        { Code: >= 400 } => ReplyOutcome.Of(SmtpStage.Message, reply),
        _ when !whole => new SendOutcome.Deferred(FailureScope.Connection, SmtpStage.Message, reply.Code, null, "the server answered before the final dot"),
        { IsPositive: true } => new SendOutcome.Accepted(reply.Status, reply.Words()),
        _ => new SendOutcome.Uncertain($"the server answered {reply.Code} to the final dot, which means nothing there"),
    };

    private async ValueTask EndLostAsync(QueuedSend item, Reached reached, SmtpLinkException lost)
    {
        Failure = lost.Message;
        GiveAheadBack();
        if (reached == Reached.FinalDot)
        {
            await item.SettleAsync(new SendOutcome.Uncertain(lost.Message));
            return;
        }

        // Sender and session were fine: what the server hung up on without a word is where the message would go, as with 421.
        var isForDomain = reached == Reached.Announced && _dialogue.Awaited == SmtpStage.Recipient && !_aborted.IsCancellationRequested;
        if (isForDomain) ClosedForDomain = item.Envelope.Recipient.Domain;
        BrokeOverGroup = reached == Reached.Announced && _dialogue is { Pipelining: true, Awaited: SmtpStage.Sender } && item.BrokenTries + 1 < _options.MaxConnectionTries;
        var stage = isForDomain ? SmtpStage.Recipient : reached == Reached.Content ? SmtpStage.Message : SmtpStage.Unknown;
        await RetryElsewhereAsync(item, new SendOutcome.Deferred(isForDomain ? FailureScope.Domain : FailureScope.Connection, stage, lost.Reply?.Code, lost.Reply?.Status, lost.Message));
    }

    /// <summary>The final dot never left, so another connection may have it, a few times.</summary>
    private ValueTask RetryElsewhereAsync(QueuedSend item, SendOutcome outcome)
    {
        if (++item.BrokenTries >= _options.MaxConnectionTries) return item.SettleAsync(outcome);
        _queue.GiveBack(item);
        return ValueTask.CompletedTask;
    }

    /// <summary>The server waits for content that must not be sent; only closing tells it so. It did its part, so this is no failure of the transport.</summary>
    private QueuedSend? Withdraw()
    {
        AnsweredCount++;
        Failure = "an envelope was withdrawn after it had been announced";
        _wire.Abort();
        return null;
    }

    /// <summary>Nobody may wait behind a slow answer: what was announced, and has sent no content, goes to another connection, and this one ends after its answer.</summary>
    private void GiveAheadBack()
    {
        if (Interlocked.Exchange(ref _ahead, null) is { } next) _queue.GiveBack(next);
    }
}

/// <summary>A reply that is about the server as a whole.</summary>
/// <param name="Reply">What it said.</param>
/// <param name="Sender">The domain of the sender that it answered, or null where it had taken the sender.</param>
internal sealed record TransportRefusal(SmtpReply Reply, string? Sender);
