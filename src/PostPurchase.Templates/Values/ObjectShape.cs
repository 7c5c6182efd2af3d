namespace PostPurchase.Templates;

/// <summary>
/// The names of an object's members, in order, shared by all objects that have the same ones: a model that is built for each send
/// declares its shape once and then fills an array. Immutable and thread-safe.
/// </summary>
public sealed class ObjectShape
{
    private readonly Dictionary<string, int> _slots;
    private readonly string[] _names;

    /// <summary>A shape of these names, which must be distinct.</summary>
    public ObjectShape(params ReadOnlySpan<string> names)
    {
        _names = names.ToArray();
        _slots = new Dictionary<string, int>(_names.Length, StringComparer.Ordinal);
        for (var i = 0; i < _names.Length; i++) _slots.Add(_names[i], i);
    }

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>How many names there are.</summary>
    public int Count => _names.Length;

    internal ReadOnlySpan<string> NameSpan => _names;

    /// <summary>The place of a name; -1 where the shape has no such name.</summary>
    public int SlotOf(string name) => _slots.TryGetValue(name, out var slot) ? slot : -1;

    /// <summary>An object of this shape; it keeps the array, which has one value a name, in order.</summary>
    public ValueObject Create(params Value[] values) => new(this, values);

    /// <summary>
    /// An object of this shape, which has at most 64 names, whose values are read by their place when somebody first asks for them: for expressions, which ask for one or
    /// two of many. Before all are read it belongs to one thread, also where it is frozen.
    /// </summary>
    public ValueObject CreateUnread(Func<int, Value> read) => new(this, read);
}
