namespace PostPurchase.Templates;

/// <summary>What belongs to one page or one call of a function: arguments and local variables.</summary>
internal sealed class Frame
{
    private ValueArray? _arguments;
    private ValueObject? _locals;

    /// <summary>The block that a wrap passed.</summary>
    public BlockNode? Block { get; init; }

    /// <summary>Whether it belongs to an included page, whose named arguments are local variables too.</summary>
    public bool IsPage { get; init; }

    /// <summary>What the page declares of its arguments.</summary>
    public PartialDeclaration? Declaration { get; init; }

    /// <summary>The named arguments.</summary>
    public ValueObject? Named { get; init; }

    /// <summary>The arguments as the list that <c>$</c> is, the named ones as its properties.</summary>
    public ValueArray Arguments
    {
        get
        {
            if (_arguments is null) SetArguments(ReadOnlySpan<Value>.Empty);
            return _arguments!;
        }
    }

    public void SetArguments(ReadOnlySpan<Value> args) => SetArguments(new ValueArray(args));

    public void SetArguments(ValueArray arguments)
    {
        _arguments = arguments;
        for (var i = 0; Named is not null && i < Named.Count; i++) arguments.SetProperty(Named.NameAt(i), Named.ValueAt(i));
    }

    public bool TryGetLocal(string name, out Value value)
    {
        value = default;
        return _locals is not null && _locals.TryGet(name, out value);
    }

    /// <summary>False where the variable is read-only.</summary>
    public bool SetLocal(string name, Value value)
    {
        _locals ??= new ValueObject();
        if (_locals.IsReadOnly(name)) return false;
        _locals.Set(name, value);
        return true;
    }

    public void ProtectLocal(string name) => (_locals ??= new ValueObject()).SetReadOnly(name);
}
