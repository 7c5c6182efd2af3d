using System.Collections.Concurrent;
using PostPurchase.Core;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// The claimed sends that a loop has in hand. A claim whose commit came through while its answer said otherwise (a flush that failed) is in nobody's hand: it is
/// given back before the next claim, instead of waiting for recovery at the next start. So too an outcome: what is to go again may stand in the ledger, and be
/// claimed, while its writer still tries; it waits for that one, else it would be planned a second time while it is on its way. For one loop, which claims one
/// at a time and alone in its channel.
/// </summary>
internal sealed class ClaimsInHand(SendLedger ledger, SendChannel channel)
{
    private readonly ConcurrentDictionary<long, byte> _inHand = new();
    private readonly HashSet<long> _early = [];
    private bool _mayBeLost;

    /// <summary>Claims by <paramref name="claim"/>, after giving back what an earlier claim lost.</summary>
    public async Task<IReadOnlyList<SendContext>> ClaimAsync(Func<Task<IReadOnlyList<SendContext>>> claim, CancellationToken cancellationToken)
    {
        if (_mayBeLost || _early.Count > 0)
        {
            var held = _inHand.Keys.ToHashSet();
            await ledger.GiveBackAsync(channel, held, cancellationToken);
            _early.IntersectWith(held);
        }

        _mayBeLost = true;
        var claimed = await claim();
        var mine = claimed.Where(context => _inHand.TryAdd(context.Send.Id.Value, 0)).ToList();
        if (mine.Count < claimed.Count) _early.UnionWith(claimed.Except(mine).Select(context => context.Send.Id.Value));
        _mayBeLost = false;
        return mine;
    }

    /// <summary>Lets one go, after what became of it is on disk.</summary>
    public void Done(SendId send) => _inHand.TryRemove(send.Value, out _);
}
