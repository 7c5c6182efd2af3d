namespace PostPurchase.Templates;

/// <summary>
/// Named values in the order in which they were added; names are case-sensitive. Mutable while a render owns it;
/// frozen objects can be shared between renders and threads. Built by <see cref="ObjectShape.Create"/> or by <see cref="Set"/>.
/// </summary>
public sealed class ValueObject
{
    private const int IndexFrom = 9;
    private const int MostUnread = 64;

    private string[] _names;
    private Value[] _values;
    private Dictionary<string, int>? _index;
    private HashSet<string>? _readOnly;

    // What is read when it is asked for, and a bit for each place that was not asked for yet.
    private Func<int, Value>? _read;
    private ulong _unread;

    /// <summary>An empty object.</summary>
    public ValueObject() => (_names, _values) = ([], []);

    internal ValueObject(ObjectShape shape, Value[] values)
    {
        if (values.Length != shape.Count) throw new ArgumentException($"{values.Length} values for {shape.Count} names", nameof(values));
        (Shape, _names, _values, Count) = (shape, [], values, values.Length);
    }

    internal ValueObject(ObjectShape shape, Func<int, Value> read)
        : this(shape, new Value[shape.Count])
    {
        if (Count > MostUnread) throw new ArgumentException($"{Count} names, of which at most {MostUnread} can be read later", nameof(shape));
        (_read, _unread) = (read, Count == MostUnread ? ulong.MaxValue : (1UL << Count) - 1);
    }

    /// <summary>The empty object that the language calls <c>empty</c>.</summary>
    internal static ValueObject Empty { get; } = new ValueObject().Freeze();

    /// <summary>How many members there are.</summary>
    public int Count { get; private set; }

    /// <summary>An object whose members show through where this one has none; for the render's globals over its model.</summary>
    internal ValueObject? Base { get; init; }

    /// <summary>How many of them a template sees when it goes through the members; the others are found by name only.</summary>
    internal int ListedCount
    {
        get => Math.Min(field, Count);
        set;
    } = int.MaxValue;

    /// <summary>Whether it can no longer change.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The shared shape, until a member is added or removed.</summary>
    internal ObjectShape? Shape { get; private set; }

    /// <summary>The name of the member at a place, from 0 to <see cref="Count"/> - 1.</summary>
    public string NameAt(int index) => Names[index];

    /// <summary>The value of the member at a place, from 0 to <see cref="Count"/> - 1.</summary>
    public Value ValueAt(int index) => SlotAt(index);

    /// <summary>The member's value; null where there is none.</summary>
    public Value this[string name] => IndexOf(name) is >= 0 and var index ? SlotAt(index) : default;

    /// <summary>Whether there is such a member.</summary>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>The member's value, and whether there is one.</summary>
    public bool TryGet(string name, out Value value)
    {
        if (TryGetOwn(name, out value)) return true;
        return Base is not null && Base.TryGet(name, out value);
    }

    /// <summary>The member's value without those that show through from <see cref="Base"/>.</summary>
    internal bool TryGetOwn(string name, out Value value)
    {
        var index = IndexOf(name);
        value = index >= 0 ? SlotAt(index) : default;
        return index >= 0;
    }

    /// <summary>Sets a member, at the end where it is new. Throws where the object is frozen or the member read-only. The caller has charged the budget.</summary>
    public void Set(string name, Value value)
    {
        if (IsFrozen) throw new InvalidOperationException("the object is frozen");
        if (IsReadOnly(name)) throw new InvalidOperationException($"the member {name} is read-only");
        ReadAll();
        var index = IndexOf(name);
        if (index >= 0) _values[index] = value;
        else Append(name, value);
    }

    /// <summary>Removes a member; whether there was one.</summary>
    public bool Remove(string name)
    {
        if (IsFrozen) throw new InvalidOperationException("the object is frozen");
        var index = IndexOf(name);
        if (index < 0) return false;
        ReadAll();
        OwnNames();
        Count--;
        Array.Copy(_names, index + 1, _names, index, Count - index);
        Array.Copy(_values, index + 1, _values, index, Count - index);
        _values[Count] = default;
        _index = null;
        if (Count >= IndexFrom) BuildIndex();
        return true;
    }

    /// <summary>Whether the member must not be set again.</summary>
    public bool IsReadOnly(string name) => IsFrozen || (_readOnly is not null && _readOnly.Contains(name));

    /// <summary>Protects a member from being set again.</summary>
    public void SetReadOnly(string name) => (_readOnly ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

    /// <summary>Makes the object, and everything in it, unchangeable; what is read later is when it is read. Returns it.</summary>
    public ValueObject Freeze()
    {
        if (IsFrozen) return this;
        IsFrozen = true;
        for (var i = 0; i < Count; i++) Freeze(_values[i]);
        return this;
    }

    internal static void Freeze(Value value)
    {
        if (value.Kind == ValueKind.Array) value.AsArray().Freeze();
        else if (value.Kind == ValueKind.Object) value.AsObject().Freeze();
    }

    internal int IndexOf(string name)
    {
        if (Shape is not null) return Shape.SlotOf(name);
        if (_index is not null) return _index.TryGetValue(name, out var found) ? found : -1;
        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(_names[i], name, StringComparison.Ordinal)) return i;
        }
        return -1;
    }

    internal Value SlotAt(int slot) => _unread == 0 ? _values[slot] : Read(slot);

    private ReadOnlySpan<string> Names => Shape is null ? _names.AsSpan(0, Count) : Shape.NameSpan;

    private Value Read(int slot)
    {
        var bit = 1UL << slot;
        if ((_unread & bit) == 0) return _values[slot];
        var value = _read!(slot);
        if (IsFrozen) Freeze(value);
        _values[slot] = value;
        _unread &= ~bit;
        if (_unread == 0) _read = null;
        return value;
    }

    private void ReadAll()
    {
        for (var i = 0; _unread != 0; i++) Read(i);
    }

    private void Append(string name, Value value)
    {
        OwnNames();
        if (Count == _names.Length) Array.Resize(ref _names, Math.Max(4, 2 * Count));
        if (Count == _values.Length) Array.Resize(ref _values, _names.Length);
        (_names[Count], _values[Count]) = (name, value);
        Count++;
        if (_index is not null) _index.Add(name, Count - 1);
        else if (Count >= IndexFrom) BuildIndex();
    }

    private void OwnNames()
    {
        if (Shape is null) return;
        _names = Shape.NameSpan.ToArray();
        _values = [.. _values];
        Shape = null;
        if (Count >= IndexFrom) BuildIndex();
    }

    private void BuildIndex()
    {
        _index = new Dictionary<string, int>(2 * Count, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) _index.Add(_names[i], i);
    }
}
