using System.Collections.Concurrent;
using PostPurchase.Core;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// The claimed sends that a loop has in hand. A claim whose commit came through while its answer said otherwise (a flush that failed) is in nobody's hand: it is
/// given back before the next claim, instead of waiting for recovery at the next start. For one loop, which claims one at a time and alone in its channel.
/// </summary>
internal sealed class ClaimsInHand(SendLedger ledger, SendChannel channel)
{
    private readonly ConcurrentDictionary<long, byte> _inHand = new();
    private bool _mayBeLost;

    /// <summary>Claims by <paramref name="claim"/>, after giving back what an earlier claim lost.</summary>
    public async Task<IReadOnlyList<SendContext>> ClaimAsync(Func<Task<IReadOnlyList<SendContext>>> claim, CancellationToken cancellationToken)
    {
        if (_mayBeLost) await ledger.GiveBackAsync(channel, _inHand.Keys.ToHashSet(), cancellationToken);
        _mayBeLost = true;
        var claimed = await claim();
        foreach (var context in claimed) _inHand[context.Send.Id.Value] = 0;
        _mayBeLost = false;
        return claimed;
    }

    /// <summary>Lets one go, after what became of it is on disk.</summary>
    public void Done(SendId send) => _inHand.TryRemove(send.Value, out _);
}
