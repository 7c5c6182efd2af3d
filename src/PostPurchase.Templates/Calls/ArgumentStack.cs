namespace PostPurchase.Templates;

/// <summary>Where arguments wait for their call, without an array for each.</summary>
internal sealed class ArgumentStack
{
    private const int FirstSize = 32;

    // Most expressions call nothing.
    private Value[] _items = [];

    public int Top { get; private set; }

    public void Push(Value value)
    {
        if (Top == _items.Length) Array.Resize(ref _items, Math.Max(FirstSize, 2 * Top));
        _items[Top++] = value;
    }

    // A span stays good when the stack grows: it keeps the old array, whose arguments are complete by then.
    public ReadOnlySpan<Value> From(int start) => _items.AsSpan(start, Top - start);

    public ref Value At(int index) => ref _items[index];

    public void Drop(int top)
    {
        _items.AsSpan(top, Top - top).Clear();
        Top = top;
    }
}
