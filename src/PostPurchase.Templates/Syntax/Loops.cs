using PostPurchase.Templates.Functions;

namespace PostPurchase.Templates;

/// <summary><c>for</c> and <c>tablerow</c>.</summary>
internal sealed class ForNode : StatementNode
{
    public required PathNode Variable { get; init; }

    public required ExpressionNode Items { get; init; }

    public ExpressionNode? Limit { get; init; }

    public ExpressionNode? Offset { get; init; }

    public ExpressionNode? Columns { get; init; }

    public bool IsReversed { get; init; }

    public required LoopKind Kind { get; init; }

    public BlockNode Body { get; set; } = null!;

    public BlockNode? Else { get; set; }

    public override void Execute(RenderState state)
    {
        var items = ItemsOf(state);
        var offset = Offset is null ? 0 : Math.Max(0, state.ToInt(Offset.Evaluate(state)));
        var count = Math.Max(0, items.Count - offset);
        if (Limit is not null) count = Math.Min(count, Math.Max(0, state.ToInt(Limit.Evaluate(state))));
        if (count == 0)
        {
            Else?.Execute(state);
            return;
        }
        var loop = new LoopState(state.Loop, Kind) { Length = count };
        state.Loop = loop;
        var mark = state.Scopes.Mark;
        if (Variable is GlobalNode global) state.Scopes.Declare(global.Name, default, this);
        Run(state, loop, items, offset, mark);
        state.Scopes.DropTo(mark);
        state.Loop = loop.Outer;
    }

    private void Run(RenderState state, LoopState loop, Sequence items, long offset, int mark)
    {
        var columns = Kind == LoopKind.TableRow ? Math.Max(1, Columns is null ? 1 : state.ToInt(Columns.Evaluate(state))) : 0;
        for (long i = 0; i < loop.Length; i++)
        {
            state.Where = this;
            state.Budget.LoopRound();
            var item = items.At(offset + (IsReversed ? loop.Length - 1 - i : i));
            (loop.Index, loop.Previous, loop.Item) = (i, loop.Item, item);
            if (Variable is GlobalNode) state.Scopes.Replace(mark, item);
            else Variable.Assign(state, item);
            if (columns > 0) OpenCell(state, loop, columns);
            Body.Execute(state);
            if (columns > 0) CloseCell(state, loop, columns);
            if (state.Flow == Flow.Continue) state.Flow = Flow.Next;
            if (state.Flow == Flow.Next) continue;
            if (state.Flow == Flow.Break) state.Flow = Flow.Next;
            return;
        }
    }

    private static void OpenCell(RenderState state, LoopState loop, long columns)
    {
        loop.Column = loop.Index % columns;
        if (loop.Column == 0) state.WriteMarkup($"<tr class=\"row{(loop.Index / columns) + 1}\">");
        state.WriteMarkup($"<td class=\"col{loop.Column + 1}\">");
    }

    private static void CloseCell(RenderState state, LoopState loop, long columns)
    {
        state.WriteMarkup("</td>");
        if (loop.Column == columns - 1 || loop.Index == loop.Length - 1) state.WriteMarkup("</tr>\n");
    }

    private Sequence ItemsOf(RenderState state)
    {
        var value = Items.Evaluate(state);
        state.Where = Items;
        return value.Kind switch
        {
            ValueKind.Array => new Sequence(value.AsArray(), null),
            ValueKind.Range => new Sequence(null, value.AsRange()),
            ValueKind.Null => new Sequence(null, null),
            ValueKind.Object => new Sequence(Lists.Of(state, value), null),
            ValueKind.String or ValueKind.Html => new Sequence(ValueConversion.FromText(value.AsText(), state), null),
            _ => throw Items.Fail($"Unexpected type `{ValueNames.Of(value)}` for iterator", ErrorCode.Type),
        };
    }

    private readonly record struct Sequence(ValueArray? List, ValueRange? Range)
    {
        public long Count => List?.Count ?? Range?.Count ?? 0;

        // A list that the body makes shorter gives nothing for what is gone.
        public Value At(long index) => List is null ? Value.From(Range![index]) : index < List.Count ? List[(int)index] : default;
    }
}

/// <summary><c>while</c>.</summary>
internal sealed class WhileNode : StatementNode
{
    public required ExpressionNode Condition { get; init; }

    public BlockNode Body { get; set; } = null!;

    public override void Execute(RenderState state)
    {
        var loop = new LoopState(state.Loop, LoopKind.While);
        state.Loop = loop;
        while (Condition.Test(state))
        {
            state.Where = this;
            state.Budget.LoopRound();
            Body.Execute(state);
            loop.Index++;
            if (state.Flow == Flow.Continue) state.Flow = Flow.Next;
            if (state.Flow == Flow.Next) continue;
            if (state.Flow == Flow.Break) state.Flow = Flow.Next;
            break;
        }
        state.Loop = loop.Outer;
    }
}

/// <summary><c>break</c> and <c>continue</c>.</summary>
internal sealed class JumpNode : StatementNode
{
    public required Flow Flow { get; init; }

    public override void Execute(RenderState state) => state.Flow = Flow;
}

/// <summary><c>ret</c>.</summary>
internal sealed class ReturnNode : StatementNode
{
    public required ExpressionNode? Value { get; init; }

    public override void Execute(RenderState state)
    {
        if (Value is not null) state.ReturnValue = Value.Evaluate(state);
        state.Flow = Flow.Return;
    }
}
