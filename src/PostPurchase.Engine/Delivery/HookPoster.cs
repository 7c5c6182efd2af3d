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
    private static readonly Duration LongestAsked = Duration.FromHours(24);

    /// <summary>Posts one batch of what is due, and waits for all of it; returns how many there were.</summary>
    public async Task<int> PostDueAsync(SendLedger ledger, (Instant Now, Action<DeliveryEvent>? Observer) how, CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(ledger, BatchSize, how.Now, cancellationToken);
        if (claimed.Count == 0) return 0;
        var outcomes = await Task.WhenAll(claimed.Select(context => PostAsync(ledger, context.Send, () => how.Now, cancellationToken)));
        await DeliveryWrites.ConcludeAsync(setup.Database, [.. outcomes.Zip(claimed, (outcome, context) => (new DeliveryOutcome(outcome, null), context.Customer))], cancellationToken);
        foreach (var (outcome, context) in outcomes.Zip(claimed)) how.Observer?.Invoke(new(context.Send, context.Customer, outcome.State, outcome.At, outcome.Reason, null));
        return claimed.Count;
    }

    /// <summary>Claims what is due: nothing holds a webhook.</summary>
    public static Task<IReadOnlyList<SendContext>> ClaimAsync(SendLedger ledger, int count, Instant now, CancellationToken cancellationToken) =>
        ledger.ClaimAsync(Deliverer.Hooks, count, _ => new GateDecision.Send(), now, cancellationToken: cancellationToken);

    /// <summary>Marks a claimed one, posts it, and says what the ledger is to be told.</summary>
    public async Task<SendOutcome> PostAsync(SendLedger ledger, StoredSend send, Func<Instant> clock, CancellationToken cancellationToken)
    {
        if (!await ledger.HandAsync(new(send.Id, send.Owner, send.Kind, send.Address ?? "", ReadOnlyMemory<byte>.Empty), cancellationToken))
            return new(send, SendState.Skipped, clock(), "skipped: it was taken back meanwhile");
        var answer = setup.PostHook is { } post ? await post(send, cancellationToken) : new HookAnswer(SendState.Accepted, "not posted: captured");
        var now = clock();
        if (answer.Outcome != SendState.Deferred) return new(send, answer.Outcome, now, answer.Reason);
        if (send.AttemptCount + 1 >= MostTries) return new(send, SendState.Rejected, now, $"given up after {MostTries} tries: {answer.Reason}");
        var pause = Duration.FromTimeSpan(Backoff.Delay(send.AttemptCount + 1, FirstPause, LongestPause, 0));
        var asked = answer.Wait is { } wait ? Duration.Min(wait, LongestAsked) : Duration.Zero;
        return new(send, SendState.Deferred, now, answer.Reason, now + Duration.Max(pause, asked));
    }
}
