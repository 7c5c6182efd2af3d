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
