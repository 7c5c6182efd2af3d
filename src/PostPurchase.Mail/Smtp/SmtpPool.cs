using System.Runtime.ExceptionServices;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Mail.Smtp;

/// <summary>
/// The connections to one mail server. Envelopes go in one at a time as connections get free, outcomes come out through the <see cref="ISendLog"/> in whatever
/// order they are known, so that no message waits for the slow answer to another. Thread-safe.
/// </summary>
public sealed class SmtpPool : IAsyncDisposable
{
    private readonly SmtpTransportOptions _options;
    private readonly SendQueue _queue;
    private readonly TimeProvider _time;
    private readonly PoolHealth _health;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly CancellationToken _stopped;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ExceptionDispatchInfo? _fault;
    private int _slotCount;
    private bool _closing;
    private int _disposed;

    /// <summary>Checks the options; opens nothing before the first envelope.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SmtpPool(SmtpTransportOptions options, TimeProvider time)
    {
        options.Check();
        _options = options;
        _time = time;
        _stopped = _abort.Token;
        _health = new PoolHealth(options);
        _queue = new SendQueue(options.MaxConnections, time, Tend);
    }

    /// <summary>Until when no connection is tried after failures; null where the transport is thought to work. Until then envelopes are deferred at once.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            lock (_gate) return _health.IsPaused(_time.GetUtcNow()) ? _health.PausedUntil : null;
        }
    }

    /// <summary>Since when no connection can be used, and why; null from the first message on that the server answered again.</summary>
    public SmtpTrouble? Trouble
    {
        get
        {
            lock (_gate) return _health is { FailingSince: { } since, LastFailure: SendOutcome.Deferred last } ? new(since, last.Text) : null;
        }
    }

    /// <summary>
    /// Hands over one envelope. Waits while as many envelopes as <see cref="SmtpTransportOptions.MaxConnections"/> have found no connection yet, so that no more
    /// are claimed than are about to be written. Returns when the pool has it; what becomes of it goes to <paramref name="log"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The pool is being drained or was disposed.</exception>
    public async ValueTask EnqueueAsync(Envelope envelope, ISendLog log, CancellationToken cancellationToken)
    {
        ThrowIfClosing();
        await _queue.ReserveAsync(_stopped, cancellationToken);
        lock (_gate)
        {
            if (!_closing)
            {
                _queue.Add(new QueuedSend(envelope, log));
                return;
            }
        }

        _queue.Release(); // for the next one that waits, who must hear the same
        ThrowIfClosing();
    }

    /// <summary>Sends one envelope that is in no ledger and waits for its outcome.</summary>
    public async Task<SendOutcome> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var log = new SingleSend();
        await EnqueueAsync(envelope, log, cancellationToken);
        await Task.WhenAny(log.Outcome, _ended.Task).WaitAsync(cancellationToken);
        if (!log.Outcome.IsCompleted) ThrowIfClosing(); // it was at hand when the pool broke
        return await log.Outcome.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Takes an envelope that another pool could not send, without waiting for a place: two pools that stand in for each other would else wait for each other.
    /// How many come is bounded by what that pool held. False where this one takes no more.
    /// </summary>
    public bool TryTakeOver(Envelope envelope, ISendLog log)
    {
        lock (_gate)
        {
            if (_closing) return false;
            _queue.Add(new QueuedSend(envelope, log) { HoldsPlace = false });
            return true;
        }
    }

    /// <summary>
    /// Takes no more envelopes, finishes those that it has, says QUIT everywhere. A cancelled wait leaves the rest running;
    /// <see cref="DisposeAsync"/> then ends it at once.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        Close();
        await _ended.Task.WaitAsync(cancellationToken);
        _fault?.Throw();
    }

    /// <summary>Ends every connection at once. Envelopes whose final dot is out become uncertain, the others deferred; all are settled when this returns, except those whose log threw. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        Close();
        await _abort.CancelAsync();
        Tend();
        await _ended.Task;
        _abort.Dispose();
    }

    private void ThrowIfClosing()
    {
        lock (_gate)
        {
            _fault?.Throw();
            if (_closing) throw new InvalidOperationException($"the pool of {_options.Host} takes no more mail: it is closing");
        }
    }

    private void Close()
    {
        lock (_gate) _closing = true;
        _queue.Close();
        EndWhenDone();
    }

    /// <summary>Starts what is missing: a connection for envelopes that wait, or their way out where no connection is to be had.</summary>
    private void Tend()
    {
        lock (_gate)
        {
            if (_queue.IsEmpty) return;
            var now = _time.GetUtcNow();
            if (_stopped.IsCancellationRequested || (_slotCount == 0 && _health.IsPaused(now)))
            {
                if (_slotCount > 0) return;
                _slotCount++;
                _ = Task.Run(() => RunAsync(TurnAwayAsync));
            }
            else if (_slotCount == 0 || (_slotCount < _options.MaxConnections && _health.MayGrow(now)))
            {
                _slotCount++;
                _ = Task.Run(() => RunAsync(ServeAsync));
            }
        }
    }

    /// <summary>One slot from start to end. What escapes it is broken infrastructure or a bug: it ends the pool and is thrown on to the callers.</summary>
    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _fault ??= ExceptionDispatchInfo.Capture(e);
                _closing = true;
            }

            _queue.Close();
            await _abort.CancelAsync();
        }

        lock (_gate) _slotCount--;
        Tend();
        EndWhenDone();
    }

    private async Task ServeAsync()
    {
        SmtpSession? session = null;
        try
        {
            while (await NextAsync(session) is { } item)
            {
                if (session is { IsOpen: false }) session = await CloseAsync(session);
                session ??= await OpenAsync(item);
                if (session is null) return;
                await session.PumpAsync(item);
                if (!Judge(session)) return;
                if (!session.IsOpen) session = await CloseAsync(session);
            }
        }
        finally
        {
            if (session is not null) await CloseAsync(session);
        }
    }

    private async ValueTask<QueuedSend?> NextAsync(SmtpSession? session) =>
        session is null ? _queue.TryTake() : await _queue.TakeAsync(_options.IdleClose);

    private async Task<SmtpSession?> OpenAsync(QueuedSend item)
    {
        try
        {
            return await SmtpSession.OpenAsync(_options, new SessionShell(_queue, _time, item.BrokenTries > 0, _stopped));
        }
        catch (SmtpLinkException failure)
        {
            NoteFailure(failure.Message, failure.Reply);
            _queue.GiveBack(item);
            return null;
        }
    }

    /// <summary>
    /// A connection that broke before the server had answered any message counts like one that could not be opened, unless it was closed for one domain's sake, or
    /// may have been: that shows on the next. False where the server takes nothing: the slot ends, as where no connection is to be had.
    /// </summary>
    private bool Judge(SmtpSession session)
    {
        if (session.AnsweredCount > 0)
        {
            lock (_gate) _health.NoteSuccess(session.TakenSender);
        }
        else if (session.RefusedAll is { } refusal)
        {
            if (!IsAboutAll(refusal)) return true;
            NoteFailure(session.Failure!, refusal.Reply);
            return false;
        }
        else if (session is { Failure: { } failure, BrokeOverGroup: false } && (session.ClosedForDomain is not { } domain || IsMoreThan(domain)))
        {
            NoteFailure(failure, null);
        }

        return true;
    }

    private bool IsMoreThan(string domain)
    {
        lock (_gate) return _health.IsMoreThan(domain);
    }

    private bool IsAboutAll(TransportRefusal refusal)
    {
        lock (_gate) return refusal.Sender is null || _health.IsMoreThanSender(refusal.Sender);
    }

    private void NoteFailure(string text, SmtpReply? reply)
    {
        lock (_gate) _health.NoteFailure(new SendOutcome.Deferred(FailureScope.Transport, SmtpStage.Connect, reply?.Code, reply?.Status, text), alone: _slotCount == 1, _time.GetUtcNow());
    }

    private static async Task<SmtpSession?> CloseAsync(SmtpSession session)
    {
        using (session) await session.QuitAsync();
        return null;
    }

    private async Task TurnAwayAsync()
    {
        var stopped = new SendOutcome.Deferred(FailureScope.Connection, SmtpStage.Unknown, null, null, "the pool was stopped");
        while (IsTurningAway() && _queue.TryTake() is { } item) await item.SettleAsync(_stopped.IsCancellationRequested ? stopped : _health.LastFailure ?? stopped);
    }

    private bool IsTurningAway()
    {
        lock (_gate) return _stopped.IsCancellationRequested || _health.IsPaused(_time.GetUtcNow());
    }

    private void EndWhenDone()
    {
        lock (_gate)
        {
            if (_closing && _slotCount == 0 && _queue.IsEmpty) _ended.TrySetResult();
        }
    }

    private sealed class SingleSend : ISendLog
    {
        private readonly TaskCompletionSource<SendOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<SendOutcome> Outcome => _outcome.Task;

        public ValueTask<bool> HandingAsync(Envelope envelope) => ValueTask.FromResult(true);

        public ValueTask SettledAsync(Envelope envelope, SendOutcome outcome)
        {
            _outcome.SetResult(outcome);
            return ValueTask.CompletedTask;
        }
    }
}
