namespace PostPurchase.Templates;

internal sealed partial class Checker
{
    /// <summary>Checks a condition of its own.</summary>
    public void CheckRoot(ExpressionNode root)
    {
        var typed = InferTest(root);
        if (typed.Shape.Kind is not (ShapeKind.Any or ShapeKind.Bool))
            Report(root, root.Start, ErrorCode.Type, $"`{root.Text}` is {Words.Of(typed.Shape.Kind)}; a condition has to be true or false");
    }

    private (ExpressionNode Node, Typed Typed)? _inferred;

    private Typed Infer(ExpressionNode node)
    {
        if (_inferred is { } known && ReferenceEquals(known.Node, node))
        {
            _inferred = null;
            return known.Typed;
        }
        if (!HasStack(node)) return Typed.Any;
        return node is ChainNode { IsLong: true } chain ? InferLong(chain) : InferDeeper(node);
    }

    /// <summary>The links of a long chain from the first one on, so that its length costs no stack: each finds the one before it inferred.</summary>
    private Typed InferLong(ChainNode chain)
    {
        var (links, innermost) = chain.Unroll();
        _tolerance += links.Count(link => link.ToleratesFirst);
        var typed = Infer(innermost);
        ExpressionNode before = innermost;
        for (var i = links.Length - 1; i >= 0; i--)
        {
            _tolerance -= links[i].ToleratesFirst ? 1 : 0;
            _inferred = (before, typed);
            typed = InferDeeper(links[i]);
            before = links[i];
        }
        return typed;
    }

    private Typed InferDeeper(ExpressionNode node) => node switch
    {
        LiteralNode literal => OfLiteral(literal),
        GlobalNode global => OfGlobal(global),
        LocalNode local => OfLocal(local),
        MemberNode member => OfMember(member),
        IndexerNode indexer => OfIndexer(indexer),
        NestedNode nested => Infer(nested.Inner),
        CallNode call => OfCall(call),
        ArithmeticNode arithmetic => OfArithmetic(arithmetic),
        ComparisonNode comparison => OfComparison(comparison),
        LogicalNode logical => OfLogical(logical),
        CoalesceNode coalesce => OfCoalesce(coalesce),
        ConditionalNode conditional => OfConditional(conditional),
        NotNode not => OfNot(not),
        SignNode sign => Numeric(sign.Operand),
        AliasNode alias => OfAlias(alias),
        ExpandNode expand => Infer(expand.Operand),
        IncrementNode increment => Numeric(increment.Target),
        AssignNode assign => OfAssign(assign),
        RangeNode range => OfRange(range),
        InterpolatedNode interpolated => OfParts(interpolated),
        ArrayNode array => OfArray(array),
        ObjectNode made => OfObject(made),
        AnonymousFunctionNode anonymous => OfFunction(anonymous.Function),
        LoopVariableNode loop => new Typed(loop.Name is "index" or "rindex" or "length" or "col" ? ModelShape.Number : ModelShape.Bool),
        _ => Typed.Any,
    };

    /// <summary>As <see cref="Infer"/>, where a missing value is asked for.</summary>
    private Typed InferTest(ExpressionNode node)
    {
        _tolerance++;
        var typed = Infer(node);
        _tolerance--;
        return typed;
    }

    private int _tolerance;

    private bool IsNullable(Typed typed) => typed.Shape.IsNullable && _tolerance == 0 && (typed.Path is null || !_scope.IsKnown(typed.Path));

    private void ReportNull(ExpressionNode node, string use)
    {
        while (node is CallNode { IsPipe: true } pipe) node = pipe.Arguments[0];
        Report(node, node.Start, ErrorCode.Null, $"`{Shorten(node.Text)}` can be missing where it {use}: give a fallback, as in `{Shorten(node.Text)} ?? \"...\"`, or ask with `if` before");
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";

    private static Typed OfLiteral(LiteralNode literal) => literal.Value.Kind switch
    {
        ValueKind.Null => new Typed(ModelShape.Any.OrNull()),
        ValueKind.Bool => new Typed(ModelShape.Bool),
        ValueKind.Function => new Typed(ModelShape.Callable),
        _ when literal.Value.IsNumber => new Typed(ModelShape.Number),
        _ => new Typed(ModelShape.Text),
    };

    private Typed OfParts(InterpolatedNode node)
    {
        foreach (var part in node.Parts)
        {
            if (IsNullable(Infer(part)) && part is not LiteralNode) ReportNull(part, "is written");
        }
        return new Typed(ModelShape.Text);
    }

    private Typed OfArray(ArrayNode node)
    {
        var items = node.Items.Select(Infer).ToArray();
        var isUniform = items.Length > 0 && items.All(item => item.Shape.Kind == items[0].Shape.Kind && item.Shape.Kind != ShapeKind.Group);
        return new Typed(ModelShape.ListOf(isUniform ? items[0].Shape.NotNull() : ModelShape.Any));
    }

    private Typed OfObject(ObjectNode node) =>
        new(ModelShape.Group(isOpen: true, [.. node.Names.Zip(node.Values, (name, value) => KeyValuePair.Create(name, Infer(value).Shape))]));

    private Typed OfFunction(UserFunction function)
    {
        CheckFunction(function);
        return new Typed(ModelShape.Callable);
    }

    private Typed OfAlias(AliasNode alias)
    {
        if (alias.Operand is MemberNode { Builtin: not null } or GlobalNode { Builtin: not null }) return new Typed(ModelShape.Callable);
        Infer(alias.Operand);
        return new Typed(ModelShape.Callable);
    }

    private Typed OfAssign(AssignNode assign)
    {
        if (assign.Value is LiteralNode { Value.Kind: ValueKind.Function } inline)
        {
            Assign(assign.Target, new Typed(ModelShape.Callable));
            CheckFunction((UserFunction)inline.Value.AsFunction());
            return Typed.Any;
        }
        var value = Infer(assign.Value);
        if (assign.Operator is not null) Infer(assign.Target);
        Assign(assign.Target, assign.Operator is null ? value : Typed.Any);
        return Typed.Any;
    }

    private void Assign(ExpressionNode target, Typed typed)
    {
        if (target is GlobalNode global) _scope.Assign(global.Name, typed);
        else if (target is LocalNode local) _scope.AssignLocal(local.Name, typed);
        else if (target is MemberNode member) Infer(member.Target);
        else if (target is IndexerNode indexer) Infer(indexer.Target);
    }

    private Typed OfRange(RangeNode range)
    {
        Numeric(range.Left);
        Numeric(range.Right);
        return new Typed(ModelShape.ListOf(ModelShape.Number));
    }

    private Typed OfNot(NotNode not)
    {
        InferTest(not.Operand);
        return new Typed(ModelShape.Bool);
    }

    private Typed OfLogical(LogicalNode logical)
    {
        InferTest(logical.Left);
        var known = _scope.Know(logical.IsAnd ? Narrowing.WhenTrue(logical.Left) : Narrowing.WhenFalse(logical.Left));
        InferTest(logical.Right);
        _scope.Forget(known);
        return new Typed(ModelShape.Bool);
    }

    private Typed OfCoalesce(CoalesceNode coalesce)
    {
        var left = InferTest(coalesce.Left);
        var right = Infer(coalesce.Right);
        if (!coalesce.WhenNull) return new Typed(right.Shape.OrNull());
        var shape = left.Shape.Kind == right.Shape.Kind ? left.Shape : left.IsAny ? right.Shape : ModelShape.Any;
        return new Typed(right.Shape.IsNullable ? shape.OrNull() : shape.NotNull());
    }

    private Typed OfConditional(ConditionalNode node)
    {
        InferTest(node.Condition);
        var known = _scope.Know(Narrowing.WhenTrue(node.Condition));
        var then = Infer(node.Then);
        var isThenNullable = IsNullable(then);
        _scope.Forget(known);
        known = _scope.Know(Narrowing.WhenFalse(node.Condition));
        var otherwise = Infer(node.Else);
        var isNullable = isThenNullable || IsNullable(otherwise);
        _scope.Forget(known);
        var shape = then.Shape.Kind == otherwise.Shape.Kind ? then.Shape : ModelShape.Any;
        return new Typed(isNullable ? shape.OrNull() : shape.NotNull());
    }

    private Typed OfComparison(ComparisonNode comparison)
    {
        var (left, right) = (InferTest(comparison.Left), InferTest(comparison.Right));
        var isOrder = comparison.Operator is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
        var areKnown = !left.IsAny && !right.IsAny;
        if (isOrder && (Unordered(left.Shape.Kind) || Unordered(right.Shape.Kind)))
            Report(comparison, comparison.OperatorStart, ErrorCode.Type, $"{Words.Of(left.Shape.Kind)} and {Words.Of(right.Shape.Kind)} have no order");
        else if (areKnown && left.Shape.Kind != right.Shape.Kind && !IsEmptyName(comparison.Left) && !IsEmptyName(comparison.Right))
            Report(comparison, comparison.OperatorStart, ErrorCode.Type, $"`{Shorten(comparison.Text)}` compares {Words.Of(left.Shape.Kind)} with {Words.Of(right.Shape.Kind)}");
        return new Typed(ModelShape.Bool);
    }

    private static bool Unordered(ShapeKind kind) => kind is ShapeKind.Bool or ShapeKind.List or ShapeKind.Group or ShapeKind.Callable;

    private static bool IsEmptyName(ExpressionNode node) => node is GlobalNode { Name: "empty" };

    private Typed Numeric(ExpressionNode node)
    {
        var typed = Infer(node);
        if (typed.Shape.Kind is not (ShapeKind.Any or ShapeKind.Number or ShapeKind.TimeSpan))
            Report(node, node.Start, ErrorCode.Type, $"`{Shorten(node.Text)}` is {Words.Of(typed.Shape.Kind)}; a number is needed here");
        return new Typed(ModelShape.Number);
    }

    private Typed OfArithmetic(ArithmeticNode node)
    {
        var (left, right) = (Infer(node.Left), Infer(node.Right));
        if (IsNullable(left)) ReportNull(node.Left, $"is used with {Arithmetic.Symbol(node.Operator)}");
        if (IsNullable(right)) ReportNull(node.Right, $"is used with {Arithmetic.Symbol(node.Operator)}");
        return new Typed(ResultOf(node, left.Shape.Kind, right.Shape.Kind));
    }

    private ModelShape ResultOf(ArithmeticNode node, ShapeKind left, ShapeKind right)
    {
        if (left == ShapeKind.Any || right == ShapeKind.Any) return ModelShape.Any;
        switch (node.Operator, left, right)
        {
            case (_, ShapeKind.Number, ShapeKind.Number): return ModelShape.Number;
            case (ArithmeticOperator.Add, ShapeKind.Text, _) or (ArithmeticOperator.Add, _, ShapeKind.Text): return ModelShape.Text;
            case (ArithmeticOperator.Multiply, ShapeKind.Text, ShapeKind.Number) or (ArithmeticOperator.Multiply, ShapeKind.Number, ShapeKind.Text): return ModelShape.Text;
            case (ArithmeticOperator.Subtract, ShapeKind.Date, ShapeKind.Date): return ModelShape.TimeSpan;
            case (ArithmeticOperator.Add or ArithmeticOperator.Subtract, ShapeKind.Date, ShapeKind.TimeSpan): return ModelShape.Date;
            case (ArithmeticOperator.Add or ArithmeticOperator.Subtract, ShapeKind.TimeSpan, ShapeKind.TimeSpan): return ModelShape.TimeSpan;
            case (ArithmeticOperator.Add, ShapeKind.List, ShapeKind.List): return ModelShape.ListOf(ModelShape.Any);
            case (ArithmeticOperator.Multiply, ShapeKind.List, ShapeKind.Number) or (ArithmeticOperator.Multiply, ShapeKind.Number, ShapeKind.List): return ModelShape.ListOf(ModelShape.Any);
        }
        Report(node, node.OperatorStart, ErrorCode.Type, $"`{Arithmetic.Symbol(node.Operator)}` does not go with {Words.Of(left)} and {Words.Of(right)}");
        return ModelShape.Any;
    }
}
