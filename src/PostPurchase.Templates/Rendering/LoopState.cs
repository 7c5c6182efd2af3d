namespace PostPurchase.Templates;

/// <summary>Which statement a loop variable belongs to.</summary>
internal enum LoopKind : byte
{
    For,
    While,
    TableRow,
}

/// <summary>Where a loop is.</summary>
internal sealed class LoopState(LoopState? outer, LoopKind kind)
{
    public LoopState? Outer { get; } = outer;

    public LoopKind Kind { get; } = kind;

    public long Index { get; set; }

    public long Length { get; set; }

    public long Column { get; set; }

    public Value Previous { get; set; }

    public Value Item { get; set; }

    public Value Read(string name, RenderState state) => name switch
    {
        "index" => Value.From(Index),
        "first" => Value.From(Index == 0),
        "even" => Value.From((Index & 1) == 0),
        "odd" => Value.From((Index & 1) == 1),
        "last" => Value.From(Index == Length - 1),
        "rindex" => Value.From(Length - 1 - Index),
        "length" => Value.From(Length),
        "changed" => Value.From(Index == 0 || !state.AreEqual(Previous, Item)),
        _ => Value.From(Column),
    };
}
