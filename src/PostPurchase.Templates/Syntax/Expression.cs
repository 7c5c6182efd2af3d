namespace PostPurchase.Templates;

/// <summary>Something that gives a value.</summary>
internal abstract class ExpressionNode : Node
{
    /// <summary>What messages call this kind of expression.</summary>
    public abstract string TypeName { get; }

    /// <summary>The value; a function that a path leads to is called without arguments.</summary>
    public abstract Value Evaluate(RenderState state);

    /// <summary>The value; a function that a path leads to is the value.</summary>
    public virtual Value EvaluateRaw(RenderState state) => Evaluate(state);

    /// <summary>The truth of the value.</summary>
    public virtual bool Test(RenderState state)
    {
        state.Tolerance++;
        var isTrue = Evaluate(state).IsTrue;
        state.Tolerance--;
        return isTrue;
    }
}

/// <summary>
/// An expression that goes on from its first operand: <c>a + b + c</c>, <c>x | f | g</c>. Each nests in the next one's first operand, however
/// long the line is, so that long ones are evaluated in a loop: length costs no stack, and only nesting counts as depth.
/// </summary>
internal abstract class ChainNode : ExpressionNode
{
    /// <summary>How many links are evaluated by recursion, which is faster.</summary>
    private const int ShortLength = 16;

    /// <summary>The operand that comes first; null where it is not evaluated on its own.</summary>
    public abstract ExpressionNode? First { get; }

    /// <summary>Whether a missing value is asked for in the first operand.</summary>
    public virtual bool ToleratesFirst => false;

    /// <summary>How many links there are from here down; set when the parser ends the node.</summary>
    public int Length { get; private set; } = 1;

    /// <summary>The depth of what the links hold beside their first operands.</summary>
    private int _innerDepth;

    public bool IsLong => Length > ShortLength;

    /// <summary>The value, where that of the first operand is known.</summary>
    public abstract Value Continue(RenderState state, Value first);

    /// <summary>Notes length and depth; the rest is what the node holds beside its first operand.</summary>
    public void Measure(int restDepth)
    {
        var inner = First as ChainNode;
        Length = 1 + (inner?.Length ?? 0);
        _innerDepth = Math.Max(1 + restDepth, inner is null ? 1 + (First?.Depth ?? 0) : inner._innerDepth);
        Depth = IsLong ? 1 + _innerDepth : 1 + Math.Max(restDepth, First?.Depth ?? 0);
    }

    /// <summary>The links from the last one to the first, and what the first one begins with.</summary>
    public (ChainNode[] Links, ExpressionNode Innermost) Unroll()
    {
        var links = new ChainNode[Length];
        var count = 0;
        ExpressionNode node = this;
        while (node is ChainNode { First: { } first } link)
        {
            links[count++] = link;
            node = first;
        }
        return (links[..count], node);
    }

    protected Value EvaluateLong(RenderState state)
    {
        var (links, innermost) = Unroll();
        foreach (var link in links) state.Tolerance += link.ToleratesFirst ? 1 : 0;
        var value = innermost.Evaluate(state);
        for (var i = links.Length - 1; i >= 0; i--)
        {
            state.Tolerance -= links[i].ToleratesFirst ? 1 : 0;
            value = links[i].Continue(state, value);
        }
        return value;
    }
}

/// <summary>A path: something that can be assigned to, and whose function is called when it is read.</summary>
internal abstract class PathNode : ExpressionNode
{
    public override Value Evaluate(RenderState state)
    {
        var value = EvaluateRaw(state);
        return value.Kind == ValueKind.Function ? Calls.Invoke(state, this, value.AsFunction(), []) : value;
    }

    public abstract override Value EvaluateRaw(RenderState state);

    public abstract void Assign(RenderState state, Value value);
}
