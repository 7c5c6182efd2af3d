using System.Collections.Concurrent;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>Where a customer stands among all by what they spent. Read at most once an hour, since it needs every customer.</summary>
internal sealed class SpendRanks
{
    private static readonly Duration GoodFor = Duration.FromHours(1);

    private readonly ConcurrentDictionary<string, Snapshot> _byStore = new();

    /// <summary>0..1: share of buying customers who spent no more; null while nobody has bought.</summary>
    public double? Of(Session session, Customer customer, Instant now)
    {
        if (!_byStore.TryGetValue(customer.Store, out var known) || known.At > now || now - known.At > GoodFor)
        {
            known = new(now, [.. CustomerStore.Spending(session, customer.Store)]);
            _byStore[customer.Store] = known;
        }

        if (known.Spent.Length == 0) return null;
        var (low, high) = (0, known.Spent.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (known.Spent[middle] <= customer.TotalSpent) low = middle + 1;
            else high = middle;
        }

        return (double)low / known.Spent.Length;
    }

    private sealed record Snapshot(Instant At, long[] Spent);
}
