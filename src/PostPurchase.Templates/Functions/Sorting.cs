namespace PostPurchase.Templates.Functions;

/// <summary>A stable merge sort by the language's order. Array.Sort would wrap the exception of a comparison and is not stable.</summary>
internal static class Sorting
{
    /// <summary>A new list in order, of the items themselves or of the member of that name.</summary>
    public static ValueArray Sort(CallContext call, ValueArray items, string? member)
    {
        var count = items.Count;
        call.Budget.Allocate(4L * count);
        var keys = items.Items.ToArray();
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
            if (member is not null) keys[i] = keys[i].IsNull ? default : call.Member(keys[i], member);
        }
        order = Merge(call, keys, order);
        var sorted = new ValueArray(count);
        foreach (var i in order) sorted.Add(items[i]);
        return sorted;
    }

    private static int[] Merge(CallContext call, Value[] keys, int[] order)
    {
        var target = new int[order.Length];
        for (var width = 1; width < order.Length; width = (int)Math.Min(2L * width, order.Length))
        {
            for (var start = 0; start < order.Length; start += (int)Math.Min(2L * width, order.Length))
                MergeRuns(call, keys, order, target, (start, Math.Min(start + width, order.Length), (int)Math.Min(start + 2L * width, order.Length)));
            (order, target) = (target, order);
        }
        return order;
    }

    private static void MergeRuns(CallContext call, Value[] keys, int[] source, int[] target, (int Start, int Middle, int End) run)
    {
        var (left, right) = (run.Start, run.Middle);
        for (var at = run.Start; at < run.End; at++)
        {
            call.Budget.Step();
            var takeLeft = left < run.Middle && (right >= run.End || call.Compare(keys[source[left]], keys[source[right]]) <= 0);
            target[at] = source[takeLeft ? left++ : right++];
        }
    }
}
