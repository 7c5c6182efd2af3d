namespace PostPurchase.Templates;

/// <summary>Something that is done.</summary>
internal abstract class StatementNode : Node
{
    /// <summary>
    /// White space before the code mark where it is alone on its line; while the statement runs, it is put in front of each further line.
    /// </summary>
    public string? Indent { get; set; }

    public abstract void Execute(RenderState state);
}

/// <summary>Statements in order.</summary>
internal sealed class BlockNode : StatementNode
{
    public required StatementNode[] Statements { get; init; }

    public override void Execute(RenderState state)
    {
        foreach (var statement in Statements)
        {
            if (statement.Indent is null)
            {
                statement.Execute(state);
            }
            else
            {
                var outer = state.Indent;
                state.Indent = statement.Indent;
                statement.Execute(state);
                state.Indent = outer;
            }
            if (state.Flow != Flow.Next) return;
        }
    }
}

/// <summary>Text that is written as it is.</summary>
internal sealed class TextNode : StatementNode
{
    public required int TextStart { get; init; }

    public required int TextLength { get; init; }

    public ReadOnlySpan<char> Span => Source.Text.AsSpan(TextStart, TextLength);

    public override void Execute(RenderState state)
    {
        state.Where = this;
        state.WriteMarkup(Span);
    }
}

/// <summary>An expression whose value is written.</summary>
internal sealed class ExpressionStatement : StatementNode
{
    public required ExpressionNode Expression { get; init; }

    /// <summary>Where in the markup it stands.</summary>
    public HtmlContext Context { get; set; }

    public override void Execute(RenderState state)
    {
        var start = state.Output.Length;
        if (Expression is CallNode call && call.TryWrite(state, state.Output)) FinishWritten(state, start, call);
        else if (Expression is AssignNode) Expression.Evaluate(state);
        else WriteValue(state, Expression.Evaluate(state));
    }

    private void WriteValue(RenderState state, Value value)
    {
        state.Where = this;
        if (value.IsNull) state.MissingOutput(Expression);
        else if (value.Kind == ValueKind.Function) value = default;
        state.Write(value, Context);
    }

    private void FinishWritten(RenderState state, int start, CallNode call)
    {
        state.Where = this;
        if (Context != HtmlContext.Raw) state.EscapeFrom(start, Context, call.Builtin!.Declaration.ReturnsHtml);
        state.FinishWrite(start);
    }
}
