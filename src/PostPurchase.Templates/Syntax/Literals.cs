namespace PostPurchase.Templates;

/// <summary>A value written in the source.</summary>
internal sealed class LiteralNode : ExpressionNode
{
    public required Value Value { get; init; }

    public override string TypeName => "literal";

    public override Value Evaluate(RenderState state) => Value;

    public override bool Test(RenderState state) => Value.IsTrue;
}

/// <summary>Text with expressions in it.</summary>
internal sealed class InterpolatedNode : ExpressionNode
{
    public required ExpressionNode[] Parts { get; init; }

    public override string TypeName => "interpolated string";

    public override Value Evaluate(RenderState state)
    {
        using var buffer = new TextBuffer();
        foreach (var part in Parts)
        {
            var value = part.Evaluate(state);
            state.Where = part;
            state.AppendText(value, buffer);
            if (buffer.Length > state.Budget.Limits.AllocatedUnits) state.Budget.Allocate(buffer.Length);
        }
        state.Where = this;
        state.Budget.Allocate(buffer.Length);
        return Value.From(buffer.ToString());
    }
}

/// <summary>A list written in the source.</summary>
internal sealed class ArrayNode : ExpressionNode
{
    public required ExpressionNode[] Items { get; init; }

    public override string TypeName => "array initializer";

    public override Value Evaluate(RenderState state)
    {
        state.Where = this;
        state.Budget.Allocate(Items.Length + 1);
        var list = new ValueArray(Items.Length);
        foreach (var item in Items) list.Add(item.Evaluate(state));
        return Value.From(list);
    }
}

/// <summary>An object written in the source.</summary>
internal sealed class ObjectNode : ExpressionNode
{
    public required string[] Names { get; init; }

    public required ExpressionNode[] Values { get; init; }

    public override string TypeName => "object initializer";

    public override Value Evaluate(RenderState state)
    {
        state.Where = this;
        state.Budget.Allocate(Names.Length + 1);
        var map = new ValueObject();
        for (var i = 0; i < Names.Length; i++) map.Set(Names[i], Values[i].Evaluate(state));
        return Value.From(map);
    }
}

/// <summary>A function without a name: <c>do ... end</c>.</summary>
internal sealed class AnonymousFunctionNode : ExpressionNode
{
    public required UserFunction Function { get; init; }

    public override string TypeName => "anonymous function";

    public override Value Evaluate(RenderState state) => Value.From(Function);
}
