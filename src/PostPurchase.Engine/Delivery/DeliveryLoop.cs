using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// Delivery while the program runs: claims few, makes them on a few threads, hands them over as the outlet takes them, and writes outcomes as they come, so that
/// nobody waits for a slow server's answer to somebody else. Receipts are claimed before marketing.
/// </summary>
internal sealed class DeliveryLoop : IAsyncDisposable
{
    private const int MadeTogether = 16;
    private static readonly Duration SoonAgain = Duration.FromSeconds(5);
    private static readonly Duration RestsRemembered = Duration.FromDays(1); // a rest is four hours at most

    private readonly DeliverySetup _setup;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SendLedger _ledger;
    private readonly ClaimsInHand _inHand;
    private readonly MailMaker _maker;
    private readonly Approvals _approvals;
    private readonly Pacer _pacer;
    private readonly OutcomeWriter _outcomes;
    private readonly HandedMails _handed;
    private readonly MailServerWatch _servers;
    private readonly Channel<SendContext> _claimed = Channel.CreateUnbounded<SendContext>();
    private readonly SemaphoreSlim _places;
    private readonly Task[] _makers;
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Starts the threads; nothing is claimed before the first step.</summary>
    public DeliveryLoop(DeliverySetup setup, TimeProvider clock, ILogger log)
    {
        (_setup, _clock, _log) = (setup, clock, log);
        _ledger = new(setup.Database);
        _inHand = new(_ledger, SendChannel.Email);
        // What is captured no mailbox provider ever sees; pages show what holds of mail that will leave.
        _maker = new(setup) { Found = setup.Settings.Mode == MailMode.Captured ? null : (send, finding) => Log.Linted(log, send.Journey ?? "", send.Step, finding.Code, finding.Text) };
        _approvals = new(setup.Database, setup.Settings);
        _pacer = new(setup.Paces) { Left = LeftToday };
        foreach (var (domain, reason, at) in BounceIntake.RestingDomains(setup.Database, clock.Now() - RestsRemembered)) Rest(domain, reason, at);
        _places = new(setup.Window);
        _servers = new(log);
        _outcomes = new(setup.Database, clock, log, Written);
        _handed = new(_ledger, clock.Now, SettledAsync) { Noted = (mail, answer) => _pacer.Note(mail.Route, answer, clock.Now()), LeftAs = setup.Settings.LeftAs };
        _makers = [.. Enumerable.Range(0, setup.Makers).Select(_ => Task.Run(MakeAsync))];
    }

    /// <summary>Told of everything that happened to a send, after it is on disk. Called from several threads, one at a time.</summary>
    public Action<DeliveryEvent>? Observer { get; init; }

    /// <summary>Lets marketing to a domain rest whose servers sent mail back for what they think of the sender; ever longer when that goes on. What was told in the last day is known from the start.</summary>
    public void Rest(string domain, string reason, Instant toldAt)
    {
        if (_pacer.Rest(domain, reason, toldAt) > _clock.Now()) Log.DomainRests(_log, domain, reason);
    }

    /// <summary>Claims what is due, as much as there is room for; returns how many sends were looked at. For <see cref="DueLoop"/>.</summary>
    public async Task<int> StepAsync(Instant now, CancellationToken cancellationToken)
    {
        _servers.Look(_setup.Outlet.Troubles);
        // A server that rests holds its own streams only. What it holds is neither tried nor timed: a rest is minutes, and the try behind it starts the four days.
        var lanes = Deliverer.Mails.Where(lane => !(PausedUntil(lane) > now)).ToList();
        if (lanes.Count == 0) return 0;
        await _places.WaitAsync(cancellationToken);
        var room = 1;
        while (_places.Wait(0, CancellationToken.None)) room++;
        var claimedCount = 0;
        try
        {
            var decisions = new SendDecisions(_setup, _approvals, now);
            var claimed = await _inHand.ClaimAsync(() => _ledger.ClaimAsync(lanes, room, decisions.Decide, now, decisions.Reserve, cancellationToken), cancellationToken);
            claimedCount = claimed.Count;
            foreach (var context in claimed) await _claimed.Writer.WriteAsync(context, CancellationToken.None);
            foreach (var refused in decisions.Refused()) Tell(refused);
            return decisions.Count;
        }
        finally
        {
            if (room > claimedCount) _places.Release(room - claimedCount);
        }
    }

    /// <summary>When something falls due next, or null; not before the outlet takes mail again.</summary>
    public async Task<Instant?> NextDueAtAsync()
    {
        Instant? first = null;
        foreach (var lane in Deliverer.Mails)
        {
            if (await _ledger.NextDueAtAsync(lane) is not { } at) continue;
            if (PausedUntil(lane) is { } paused && paused > at) at = paused;
            if (!(first < at)) first = at;
        }

        return first;
    }

    /// <summary>Waits until everything that was claimed has ended or goes on later, on disk.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        try
        {
            for (; taken < _setup.Window; taken++) await _places.WaitAsync(cancellationToken);
        }
        finally
        {
            if (taken > 0) _places.Release(taken);
        }
    }

    /// <summary>Claims no more, lets what was claimed leave, and writes how it ended. The outlet itself is its owner's to drain, after this has begun.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        _claimed.Writer.TryComplete();
        await Task.WhenAll(_makers).WaitAsync(cancellationToken);
        await SettleAsync(cancellationToken);
        await _outcomes.CompleteAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Stops at once; what was claimed and has not left is found by recovery.</summary>
    public async ValueTask DisposeAsync()
    {
        _claimed.Writer.TryComplete();
        await _stopping.CancelAsync();
        await Task.WhenAll(_makers);
        await _outcomes.EndAsync();
        _stopping.Dispose();
        _places.Dispose();
    }

    private Instant? PausedUntil(SendLane lane) => _setup.Outlet.PausedUntil(_setup.Settings.StreamOf(lane.Kind).Transport);

    // For a transport that warms up: a restart must not give it the day's number again.
    private long LeftToday(string transport, Instant dayStart)
    {
        var left = _setup.Database.Read(session => session[SendSql.LeftSince].With(dayStart).All(row => (Kind: (ContentKind)row.Int(0), Count: row.Long(1))));
        return left.Where(pair => (_setup.Settings.StreamOf(pair.Kind).Transport ?? SmtpOutlet.Default) == transport).Sum(pair => pair.Count);
    }

    private async Task MakeAsync()
    {
        var batch = new List<SendContext>(MadeTogether);
        while (await _claimed.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MadeTogether && _claimed.Reader.TryRead(out var context)) batch.Add(context);
            if (batch.Count > 0 && !_stopping.IsCancellationRequested) await LeaveAsync(batch);
        }
    }

    private async Task LeaveAsync(List<SendContext> batch)
    {
        var now = _clock.Now();
        IReadOnlyList<Preparation> made;
        try
        {
            made = _maker.Prepare(batch, now);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The database cannot be read: what is wrong with one mail alone has parked that one.
            if (exception is not StorageUnavailableException) Log.OutletRefused(_log, exception, batch[0].Send.Id.Value);
            foreach (var context in batch) await AgainAsync(context, _clock.Now() + SoonAgain, null);
            return;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                await LeaveAsync(batch[i], made[i], now);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // Stopped while it waited for a connection: it and those behind it stay claimed, and recovery plans them again.
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A bug with one mail must not end the maker, and with it all delivery. Nothing of it was handed over: that part has its own guard.
                Log.OutletRefused(_log, exception, batch[i].Send.Id.Value);
                await AgainAsync(batch[i], _clock.Now() + SoonAgain, null);
            }
        }
    }

    private async Task LeaveAsync(SendContext context, Preparation made, Instant now)
    {
        switch (made)
        {
            case Preparation.Ended ended:
                await EndAsync(context, new(new(context.Send, ended.State, now, ended.Reason), null), null);
                break;
            case Preparation.Ready { Mail: var mail } when _pacer.Wait(mail.Route, now) is { } wait:
                mail.Message.Dispose();
                await AgainAsync(context, wait.At, $"waits: {wait.Reason}");
                break;
            case Preparation.Ready { Mail: var mail }:
                await HandOverAsync(mail);
                break;
        }
    }

    private async Task HandOverAsync(PreparedMail mail)
    {
        _handed.Add(mail);
        try
        {
            await _setup.Outlet.EnqueueAsync(mail.Envelope, mail.Transport, _handed, _stopping.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The outlet takes no more: it is closing, or broken. Whatever it is, the maker's thread must go on.
            Log.OutletRefused(_log, exception, mail.Context.Send.Id.Value);
            _handed.Forget(mail);
            await AgainAsync(mail.Context, _clock.Now() + SoonAgain, null);
        }
    }

    private ValueTask SettledAsync(PreparedMail mail, DeliveryOutcome? outcome)
    {
        if (outcome is not null) return EndAsync(mail.Context, outcome, mail.Mail);
        _inHand.Done(mail.Context.Send.Id);
        _places.Release();
        return ValueTask.CompletedTask;
    }

    private ValueTask AgainAsync(SendContext context, Instant at, string? reason) =>
        EndAsync(context, new(new(context.Send, SendState.Planned, _clock.Now(), reason, at), null), null);

    private ValueTask EndAsync(SendContext context, DeliveryOutcome outcome, ComposedMail? mail) => _outcomes.AddAsync(outcome, context, mail);

    // Their places get free together: the next claim then takes as many in its one commit.
    private void Written(IReadOnlyList<DeliveryEvent> batch)
    {
        foreach (var happened in batch)
        {
            _inHand.Done(happened.Send.Id);
            if (happened.State == SendState.Accepted) _approvals.Count(happened.Send);
        }

        _places.Release(batch.Count);
        foreach (var happened in batch) Tell(happened);
    }

    private void Tell(DeliveryEvent happened)
    {
        if (Observer is not { } observer) return;
        try
        {
            lock (_claimed) observer(happened);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It is on disk already; who only looks on must not end delivery.
            Log.ObserverFailed(_log, exception, happened.Send.Id.Value);
        }
    }
}
