namespace PostPurchase.Templates.Functions;

/// <summary>Where each group of <c>array.cycle</c> stands in one render.</summary>
internal sealed class CycleState
{
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>The place of the next item of a group, in a list of <paramref name="count"/>.</summary>
    public int Next(CallContext call, string group, int count)
    {
        if (!_calls.TryGetValue(group, out var calls)) call.Budget.Allocate(1 + group.Length);
        var index = calls % count;
        _calls[group] = index + 1;
        return index;
    }
}
