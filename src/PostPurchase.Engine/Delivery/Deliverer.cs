using System.Collections.Concurrent;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Delivers what is due: claims by the gate's word, makes the mails, lets them leave, writes how they ended. Receipts before marketing.</summary>
internal sealed class Deliverer(DeliverySetup setup)
{
    private const int BatchSize = 256;

    internal static readonly SendLane[] Mails = [new(ContentKind.Transactional), new(ContentKind.Own), new(ContentKind.ThirdParty)];
    internal static readonly SendLane Hooks = new(ContentKind.Transactional, SendChannel.Webhook);

    private readonly SendLedger _ledger = new(setup.Database);
    private readonly MailMaker _maker = new(setup);
    private readonly HookPoster _hooks = new(setup);
    private readonly Approvals _approvals = new(setup.Database, setup.Settings);

    /// <summary>Told of everything that happened to a send, in order, after it is on disk.</summary>
    public Action<DeliveryEvent>? Observer { get; init; }

    /// <summary>Makes mails; for previews of the ledger too.</summary>
    public MailMaker Maker => _maker;

    /// <summary>Delivers everything that is due at <paramref name="now"/>, which stands still meanwhile; returns how many sends were looked at.</summary>
    public async Task<int> DeliverDueAsync(Instant now, CancellationToken cancellationToken = default)
    {
        var total = 0;
        for (var count = -1; count != 0; total += count)
            count = await DeliverMailsAsync(now, cancellationToken) + await _hooks.PostDueAsync(_ledger, (now, Observer), cancellationToken);

        return total;
    }

    /// <summary>One pass over the mails that are due; returns how many were looked at.</summary>
    internal async Task<int> DeliverMailsAsync(Instant now, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var lane in Mails) count += await DeliverAsync(lane, now, cancellationToken);
        return count;
    }

    private async Task<int> DeliverAsync(SendLane lane, Instant now, CancellationToken cancellationToken)
    {
        var decisions = new SendDecisions(setup, _approvals, now);
        var claimed = await _ledger.ClaimAsync(lane, BatchSize, decisions.Decide, now, decisions.Reserve, cancellationToken);
        if (Observer is { } observer)
        {
            foreach (var refused in decisions.Refused()) observer(refused);
        }

        if (claimed.Count > 0) await DeliverAsync(claimed, now, cancellationToken);
        return decisions.Count;
    }

    private async Task DeliverAsync(IReadOnlyList<SendContext> claimed, Instant now, CancellationToken cancellationToken)
    {
        var prepared = new Preparation[claimed.Count];
        Parallel.For(0, claimed.Count, new ParallelOptions { MaxDegreeOfParallelism = setup.Makers, CancellationToken = cancellationToken }, index => prepared[index] = _maker.Prepare(claimed[index], now));

        var settled = await LeaveAsync(prepared.OfType<Preparation.Ready>().Select(ready => ready.Mail).ToList(), now, cancellationToken);
        var outcomes = new List<(DeliveryOutcome Outcome, SendContext Context, ComposedMail? Mail)>(claimed.Count);
        for (var i = 0; i < claimed.Count; i++)
        {
            if (prepared[i] is Preparation.Ended ended) outcomes.Add((new(new(claimed[i].Send, ended.State, now, ended.Reason), null), claimed[i], null));
            else if (prepared[i] is Preparation.Ready { Mail: var mail } && settled.GetValueOrDefault(mail) is { } outcome) outcomes.Add((outcome, claimed[i], mail.Mail));
        }

        await DeliveryWrites.ConcludeAsync(setup.Database, [.. outcomes.Select(item => (item.Outcome, item.Context.Customer))], cancellationToken);
        foreach (var ((outcome, _), context, mail) in outcomes)
        {
            if (outcome.State == SendState.Accepted) _approvals.Count(context.Send);
            Observer?.Invoke(new(context.Send, context.Customer, outcome.State, outcome.At, outcome.Reason, mail));
        }
    }

    private async Task<IReadOnlyDictionary<PreparedMail, DeliveryOutcome?>> LeaveAsync(List<PreparedMail> mails, Instant now, CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<PreparedMail, DeliveryOutcome?>(ReferenceEqualityComparer.Instance);
        if (mails.Count == 0) return results;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new HandedMails(_ledger, () => now, (mail, outcome) =>
        {
            results[mail] = outcome;
            if (results.Count == mails.Count) done.TrySetResult();
            return ValueTask.CompletedTask;
        })
        {
            LeftAs = setup.Settings.LeftAs,
        };
        foreach (var mail in mails) log.Add(mail);
        // Together, so that their marks share a commit.
        await Task.WhenAll(mails.Select(mail => setup.Outlet.EnqueueAsync(mail.Envelope, mail.Transport, log, cancellationToken)));
        await done.Task.WaitAsync(cancellationToken);
        return results;
    }
}
