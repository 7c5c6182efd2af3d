namespace PostPurchase.Templates;

internal sealed partial class Parser
{
    private const int OrPrecedence = 30;
    private const int PipePrecedence = 100;

    /// <summary>Index of the token that the current statement began with: only there an assignment may stand.</summary>
    private int _statementAt = -1;

    /// <summary>Whether a colon belongs to a ternary operator here, so that <c>name:</c> is no named argument.</summary>
    private bool _inTernary;

    /// <summary>An expression with pipes and the ternary operator; null where none begins here.</summary>
    private ExpressionNode? ParseFull(bool takesConditional = true)
    {
        if (!EnterLevel()) return null;
        var left = ParseBinary(0, inCall: false);
        while (left is not null && !_isStopped)
        {
            if (Current.Kind == TokenKind.Bar || IsBarOnNextLine()) left = ParsePipe(left);
            else if (PrecedenceOf(Current.Kind) > 0) left = ParseOperator(left, PrecedenceOf(Current.Kind), inCall: false);
            else if (takesConditional && Current.Kind == TokenKind.Question) left = ParseConditional(left);
            else break;
        }
        LeaveLevel();
        return left;
    }

    // A line that begins with a bar goes on with the pipe: no statement begins with one.
    private bool IsBarOnNextLine()
    {
        if (Current.Kind != TokenKind.NewLine) return false;
        var next = _at;
        while (next < _tokens.Count && _tokens[next].Kind == TokenKind.NewLine) next++;
        if (next >= _tokens.Count || _tokens[next].Kind != TokenKind.Bar) return false;
        SkipNewLines();
        return true;
    }

    private CallNode ParsePipe(ExpressionNode from)
    {
        Next();
        SkipNewLines();
        // Operators after the function belong to what the pipe gives: x | string.size > 3.
        var to = ParseBinary(PipePrecedence, inCall: false);
        if (to is null)
        {
            if (!_isStopped) Fail(Current.Start, Construct.Pipe, $"Expecting <expression> instead of `{TextOf(Current)}`");
            to = Nothing();
        }
        var inner = to as CallNode;
        var node = new CallNode
        {
            Source = _source,
            Start = inner is null ? to.Start : inner.Start,
            Target = inner is null ? to : inner.Target,
            Arguments = inner is null ? [from] : [from, .. inner.Arguments],
            Names = inner?.Names ?? [],
            NamedValues = inner?.NamedValues ?? [],
            IsPipe = true,
        };
        if (inner is null) return Close(node, from, to);
        return Close(node, [from, inner.Target, .. inner.Arguments, .. inner.NamedValues]);
    }

    private ExpressionNode ParseConditional(ExpressionNode condition)
    {
        var ways = new Stack<(ExpressionNode Condition, ExpressionNode Then)>();
        var last = condition;
        while (Current.Kind == TokenKind.Question && !_isStopped)
        {
            ways.Push((last, ParseThen()));
            if (Current.Kind == TokenKind.Colon) Next();
            else if (!_isStopped) Fail(Current.Start, Construct.Conditional, $"Expecting `:` instead of `{TextOf(Current)}`");
            SkipNewLines();
            last = ParseFull(takesConditional: false) ?? Missing(Construct.Conditional);
        }
        foreach (var way in ways) last = MakeConditional(way.Condition, way.Then, last);
        return last;
    }

    private ExpressionNode ParseThen()
    {
        Next();
        SkipNewLines();
        var outer = _inTernary;
        _inTernary = true;
        var then = ExpectExpression(Construct.Conditional);
        _inTernary = outer;
        return then;
    }

    // What comes after a colon adds no depth where it is a conditional again: it is evaluated in a loop.
    private ConditionalNode MakeConditional(ExpressionNode condition, ExpressionNode then, ExpressionNode otherwise)
    {
        var node = new ConditionalNode { Source = _source, Start = condition.Start, Condition = condition, Then = then, Else = otherwise };
        if (otherwise is not ConditionalNode) return Close(node, condition, then, otherwise);
        node.Depth = otherwise.Depth;
        return Close(node, condition, then);
    }

    /// <summary>Operators that bind tighter than <paramref name="precedence"/>, and calls; in the arguments of a call there are no further calls.</summary>
    private ExpressionNode? ParseBinary(int precedence, bool inCall)
    {
        if (!EnterLevel()) return null;
        var startAt = _at;
        var left = ParseUnary();
        while (left is not null && !_isStopped)
        {
            if (IsAssignment(Current.Kind))
            {
                left = ParseAssignment(left, isAllowed: startAt == _statementAt && precedence == 0 && !inCall);
                break;
            }
            if (!inCall && StartsArgument())
            {
                left = ParseSignedCall(left, precedence);
                continue;
            }
            if (inCall && !_isNamedValue && StartsSignedArgument()) break;
            var newPrecedence = PrecedenceOf(Current.Kind);
            if (newPrecedence <= precedence) break;
            left = ParseOperator(left, newPrecedence, inCall);
        }
        LeaveLevel();
        return left;
    }

    private ExpressionNode ParseOperator(ExpressionNode left, int precedence, bool inCall)
    {
        var token = Current;
        Next();
        var right = ParseBinary(precedence, inCall);
        if (right is null)
        {
            if (!_isStopped) Fail(Current.Start, Construct.Binary, $"Expecting an <expression> to the right of the operator instead of `{TextOf(Current)}`");
            right = Nothing();
        }
        return Close(MakeBinary(token, left, right), left, right);
    }

    private ExpressionNode MakeBinary(Token token, ExpressionNode left, ExpressionNode right)
    {
        var (source, start, at) = (_source, left.Start, token.Start);
        return token.Kind switch
        {
            TokenKind.Coalesce or TokenKind.NotCoalesce =>
                new CoalesceNode { Source = source, Start = start, WhenNull = token.Kind == TokenKind.Coalesce, Left = left, Right = right },
            TokenKind.And or TokenKind.Or =>
                new LogicalNode { Source = source, Start = start, IsAnd = token.Kind == TokenKind.And, Left = left, Right = right },
            TokenKind.Range or TokenKind.RangeExclusive =>
                new RangeNode { Source = source, Start = start, IsExclusive = token.Kind == TokenKind.RangeExclusive, Left = left, Right = right, OperatorStart = at },
            >= TokenKind.Equal and <= TokenKind.GreaterOrEqual =>
                new ComparisonNode { Source = source, Start = start, Operator = (ComparisonOperator)(token.Kind - TokenKind.Equal), Left = left, Right = right, OperatorStart = at },
            _ => new ArithmeticNode { Source = source, Start = start, Operator = (ArithmeticOperator)(token.Kind - TokenKind.Add), Left = left, Right = right, OperatorStart = at },
        };
    }

    private static int PrecedenceOf(TokenKind kind) => kind switch
    {
        TokenKind.Coalesce or TokenKind.NotCoalesce => 20,
        TokenKind.ShiftLeft or TokenKind.ShiftRight => 25,
        TokenKind.Or => OrPrecedence,
        TokenKind.And => 40,
        TokenKind.Equal or TokenKind.NotEqual => 50,
        TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual => 60,
        TokenKind.Add or TokenKind.Subtract => 70,
        TokenKind.Multiply or TokenKind.Divide or TokenKind.DivideRound or TokenKind.Modulus => 80,
        TokenKind.Range or TokenKind.RangeExclusive => 90,
        _ => -1,
    };

    private static bool IsAssignment(TokenKind kind) => kind is >= TokenKind.Assign and <= TokenKind.ModulusAssign;

    private AssignNode ParseAssignment(ExpressionNode target, bool isAllowed)
    {
        if (!isAllowed) Fail(target.Start, Construct.Assign, "Expression is only allowed for a top level assignment");
        else if (target is CallNode { IsExplicit: true } head && Current.Kind == TokenKind.Assign) return ParseInlineFunction(head);
        var op = Current.Kind switch
        {
            TokenKind.AddAssign => ArithmeticOperator.Add,
            TokenKind.SubtractAssign => ArithmeticOperator.Subtract,
            TokenKind.MultiplyAssign => ArithmeticOperator.Multiply,
            TokenKind.DivideAssign => ArithmeticOperator.Divide,
            TokenKind.DivideRoundAssign => ArithmeticOperator.DivideRound,
            TokenKind.ModulusAssign => ArithmeticOperator.Modulus,
            _ => (ArithmeticOperator?)null,
        };
        Next();
        var value = ExpectExpression(Construct.Assign);
        return Close(new AssignNode { Source = _source, Start = target.Start, Target = target, Operator = op, Value = value }, target, value);
    }

    private bool StartsArgument() => Current.Kind switch
    {
        TokenKind.Identifier => !IsLoopArgument(),
        TokenKind.LocalIdentifier or TokenKind.Integer or TokenKind.HexInteger or TokenKind.BinaryInteger or TokenKind.Float
            or TokenKind.String or TokenKind.VerbatimString or TokenKind.InterpolatedStart or TokenKind.InterpolatedWhole
            or TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace
            or TokenKind.Not or TokenKind.Expand or TokenKind.Alias => true,
        _ => false,
    };

    /// <summary>Whether a sign begins a further argument: white space before it and none behind it, as in <c>f 1 -1</c>; <c>f 1 - 1</c> has one argument.</summary>
    private bool StartsSignedArgument() =>
        Current.Kind is TokenKind.Subtract or TokenKind.Add && !IsAdjacent && _at + 1 < _tokens.Count && _tokens[_at + 1].Start == Current.End;

    /// <summary><c>!f x</c> is <c>!(f x)</c>: what a sign gives is never a function.</summary>
    private ExpressionNode ParseSignedCall(ExpressionNode target, int precedence)
    {
        if (target is NotNode not)
        {
            var operand = ParseSignedCall(not.Operand, precedence);
            return Close(new NotNode { Source = _source, Start = not.Start, Operand = operand }, operand);
        }
        if (target is not SignNode sign) return ParseCall(target, precedence);
        var number = ParseSignedCall(sign.Operand, precedence);
        return Close(new SignNode { Source = _source, Start = sign.Start, Operand = number, IsNegative = sign.IsNegative }, number);
    }

    private CallNode ParseCall(ExpressionNode target, int precedence)
    {
        var arguments = new List<ExpressionNode>();
        var names = new List<string>();
        var values = new List<ExpressionNode>();
        while (!_isStopped && (StartsArgument() || (arguments.Count > 0 && names.Count == 0 && StartsSignedArgument())))
        {
            var startAt = Current.Start;
            if (IsNamedArgument())
            {
                names.Add(SpanOf(Current).ToString().TrimStart('$'));
                Next();
                Next();
                (var outer, _isNamedValue) = (_isNamedValue, true);
                values.Add(ParseBinary(precedence, inCall: true) ?? Missing(Construct.Call));
                _isNamedValue = outer;
                continue;
            }
            if (names.Count > 0) Fail(startAt, "Once arguments are named, the following arguments must be all named.");
            if (ParseBinary(precedence, inCall: true) is not { } argument) break;
            arguments.Add(argument);
            if (argument is AnonymousFunctionNode) break;
        }
        return MakeCall(target, arguments, names, values, isExplicit: false);
    }

    private bool IsNamedArgument() =>
        Current.Kind is TokenKind.Identifier or TokenKind.LocalIdentifier && PeekKind == TokenKind.Colon && !_inTernary;

    private CallNode MakeCall(ExpressionNode target, List<ExpressionNode> arguments, List<string> names, List<ExpressionNode> values, bool isExplicit)
    {
        var node = new CallNode
        {
            Source = _source,
            Start = target.Start,
            Target = target,
            Arguments = [.. arguments],
            Names = [.. names],
            NamedValues = [.. values],
            IsExplicit = isExplicit,
        };
        return Close(node, [target, .. arguments, .. values]);
    }
}
