using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Pacing;

namespace PostPurchase.Engine.Delivery;

/// <summary>Posts webhook steps. One may arrive twice after a crash: it carries the send's number for the receiver to know it by.</summary>
internal sealed class HookPoster(DeliverySetup setup)
{
    private const int BatchSize = 16;
    private const int MostTries = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Posts one batch of what is due; returns how many there were.</summary>
    public async Task<int> PostDueAsync(SendLedger ledger, SendLane lane, (Instant Now, Action<DeliveryEvent>? Observer) how, CancellationToken cancellationToken)
    {
        var claimed = await ledger.ClaimAsync(lane, BatchSize, _ => new GateDecision.Send(), how.Now, cancellationToken: cancellationToken);
        if (claimed.Count == 0) return 0;
        var outcomes = await Task.WhenAll(claimed.Select(context => PostAsync(ledger, context.Send, how.Now, cancellationToken)));
        await DeliveryWrites.ConcludeAsync(setup.Database, [.. outcomes.Zip(claimed, (outcome, context) => (new DeliveryOutcome(outcome, null), context.Customer))], cancellationToken);
        foreach (var (outcome, context) in outcomes.Zip(claimed)) how.Observer?.Invoke(new(context.Send, context.Customer, outcome.State, outcome.At, outcome.Reason, null));
        return claimed.Count;
    }

    private async Task<SendOutcome> PostAsync(SendLedger ledger, StoredSend send, Instant now, CancellationToken cancellationToken)
    {
        if (!await ledger.HandAsync(new(send.Id, send.Owner, send.Kind, send.Address ?? "", ReadOnlyMemory<byte>.Empty), cancellationToken))
            return new(send, SendState.Skipped, now, "skipped: it was taken back meanwhile");
        var answer = setup.PostHook is { } post ? await post(send, cancellationToken) : new HookAnswer(SendState.Accepted, "not posted: captured");
        if (answer.Outcome != SendState.Deferred) return new(send, answer.Outcome, now, answer.Reason);
        if (send.AttemptCount + 1 >= MostTries) return new(send, SendState.Rejected, now, $"given up after {MostTries} tries: {answer.Reason}");
        var pause = Backoff.Delay(send.AttemptCount + 1, FirstPause, LongestPause, 0);
        return new(send, SendState.Deferred, now, answer.Reason, now + Duration.FromTimeSpan(pause));
    }
}
