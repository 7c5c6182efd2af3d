namespace PostPurchase.Templates;

/// <summary>
/// A list of values, which may carry properties too. Mutable while a render owns it; frozen lists can be shared between renders and threads.
/// </summary>
public sealed class ValueArray
{
    private Value[] _items;

    /// <summary>An empty list with room for <paramref name="capacity"/> items.</summary>
    public ValueArray(int capacity = 0) => _items = capacity == 0 ? [] : new Value[capacity];

    /// <summary>A list of these items, copied.</summary>
    public ValueArray(ReadOnlySpan<Value> items)
    {
        _items = items.ToArray();
        Count = items.Length;
    }

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it can no longer change.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Properties attached to the list; null where there are none.</summary>
    public ValueObject? Properties { get; private set; }

    /// <summary>The items; not valid after the next change.</summary>
    public ReadOnlySpan<Value> Items => _items.AsSpan(0, Count);

    /// <summary>The item at a place, from 0 to <see cref="Count"/> - 1.</summary>
    public Value this[int index]
    {
        get => index < Count ? _items[index] : throw new ArgumentOutOfRangeException(nameof(index));
        set
        {
            Guard();
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            _items[index] = value;
        }
    }

    /// <summary>Adds an item at the end. The caller has charged the budget.</summary>
    public void Add(Value value)
    {
        Guard();
        if (Count == _items.Length) Array.Resize(ref _items, Math.Max(4, 2 * Count));
        _items[Count++] = value;
    }

    /// <summary>Adds items at the end.</summary>
    public void AddRange(ReadOnlySpan<Value> values)
    {
        Guard();
        if (Count + values.Length > _items.Length) Array.Resize(ref _items, Math.Max(Count + values.Length, 2 * Count));
        values.CopyTo(_items.AsSpan(Count));
        Count += values.Length;
    }

    /// <summary>The property, created with the properties object where it is the first. The caller has charged the budget.</summary>
    public void SetProperty(string name, Value value)
    {
        Guard();
        (Properties ??= new ValueObject()).Set(name, value);
    }

    /// <summary>Makes the list, and everything in it, unchangeable. Returns it.</summary>
    public ValueArray Freeze()
    {
        if (IsFrozen) return this;
        IsFrozen = true;
        foreach (var item in Items) ValueObject.Freeze(item);
        Properties?.Freeze();
        return this;
    }

    private void Guard()
    {
        if (IsFrozen) throw new InvalidOperationException("the list is frozen");
    }
}
