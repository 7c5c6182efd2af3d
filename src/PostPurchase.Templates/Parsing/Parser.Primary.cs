namespace PostPurchase.Templates;

internal sealed partial class Parser
{
    private ExpressionNode? ParseUnary()
    {
        var token = Current;
        if (token.Kind is not (TokenKind.Not or TokenKind.Add or TokenKind.Subtract or TokenKind.Alias or TokenKind.Expand or TokenKind.Increment or TokenKind.Decrement))
            return ParseSuffix(ParsePostfix(ParsePrimary()));
        if (!EnterLevel()) return null;
        Next();
        var operand = ParseUnary();
        if (operand is null)
        {
            if (!_isStopped) Fail(Current.Start, Construct.Unary, $"Expecting <expression> instead of `{TextOf(Current)}`");
            operand = Nothing();
        }
        LeaveLevel();
        return Close(MakeUnary(token, operand), operand);
    }

    private ExpressionNode MakeUnary(Token token, ExpressionNode operand)
    {
        var (source, start) = (_source, token.Start);
        switch (token.Kind)
        {
            case TokenKind.Not: return new NotNode { Source = source, Start = start, Operand = operand };
            case TokenKind.Alias: return new AliasNode { Source = source, Start = start, Operand = operand };
            case TokenKind.Expand: return new ExpandNode { Source = source, Start = start, Operand = operand };
            case TokenKind.Add or TokenKind.Subtract:
                return new SignNode { Source = source, Start = start, Operand = operand, IsNegative = token.Kind == TokenKind.Subtract };
            default: return MakeIncrement(token, start, operand, givesOldValue: false);
        }
    }

    private ExpressionNode? ParseSuffix(ExpressionNode? operand)
    {
        if (operand is null || Current.Kind is not (TokenKind.Increment or TokenKind.Decrement)) return operand;
        var token = Current;
        Next();
        return Close(MakeIncrement(token, operand.Start, operand, givesOldValue: true), operand);
    }

    private ExpressionNode MakeIncrement(Token token, int start, ExpressionNode operand, bool givesOldValue)
    {
        if (operand is PathNode path)
            return new IncrementNode { Source = _source, Start = start, Target = path, Change = token.Kind == TokenKind.Increment ? 1 : -1, GivesOldValue = givesOldValue };
        Fail(operand.Start, $"Expecting a variable, property or indexer for the operator `{TextOf(token)}` instead of `{operand.Text}`");
        return operand;
    }

    private ExpressionNode? ParsePrimary()
    {
        switch (Current.Kind)
        {
            case TokenKind.Identifier: return ParseName();
            case TokenKind.LocalIdentifier: return ParseLocal();
            case TokenKind.Integer or TokenKind.HexInteger or TokenKind.BinaryInteger or TokenKind.Float: return ParseNumber();
            case TokenKind.String or TokenKind.VerbatimString or TokenKind.InterpolatedWhole: return ParseText();
            case TokenKind.InterpolatedStart: return ParseInterpolated();
            case TokenKind.OpenParen: return ParseNested();
            case TokenKind.OpenBracket: return ParseArray();
            case TokenKind.OpenBrace: return ParseObject();
            default: return null;
        }
    }

    private ExpressionNode ParseName()
    {
        var start = Current.Start;
        switch (SpanOf(Current))
        {
            case "true": return Constant(Value.True);
            case "false": return Constant(Value.False);
            case "null": return Constant(default);
            case "this":
                Next();
                return Close(new ThisNode { Source = _source, Start = start });
            case "do": return ParseAnonymousFunction();
            case "for" or "while" or "tablerow" when PeekKind == TokenKind.Dot: return ParseLoopMember(start);
        }
        var name = SpanOf(Current).ToString();
        Next();
        return Close(new GlobalNode { Source = _source, Start = start, Name = name, Builtin = _library.Find(name) });
    }

    private LoopVariableNode ParseLoopMember(int start)
    {
        var loop = SpanOf(Current) switch { "for" => LoopKind.For, "while" => LoopKind.While, _ => LoopKind.TableRow };
        Next();
        Next();
        var (name, nameStart) = (TextOf(Current), Current.Start);
        var isKnown = name is "index" or "first" or "even" or "odd"
            || (loop != LoopKind.While && name is "last" or "rindex" or "length" or "changed") || (loop == LoopKind.TableRow && name == "col");
        if (!isKnown) Fail(start, $"The loop variable <{_source.Text[start..nameStart]}{name}> is not supported");
        if (Current.Kind == TokenKind.Identifier) Next();
        return Close(new LoopVariableNode { Source = _source, Start = start, Loop = loop, Name = name, NameStart = nameStart });
    }

    private ExpressionNode ParseLocal()
    {
        var (start, isWhole) = (Current.Start, _at == _statementAt);
        var name = SpanOf(Current)[1..].ToString();
        Next();
        if (name.Length == 0) return Close(new ArgumentsNode { Source = _source, Start = start });
        if (name == "$")
        {
            if (!isWhole) Fail(Current.Start, "Cannot use block delegate $$ in a nested expression");
            return Close(new WrappedBlockNode { Source = _source, Start = start });
        }
        if (int.TryParse(name, out var index)) return Close(new ArgumentNode { Source = _source, Start = start, Index = index });
        return Close(new LocalNode { Source = _source, Start = start, Name = name });
    }

    /// <summary>Members, indexers and calls with parentheses after an operand.</summary>
    private ExpressionNode? ParsePostfix(ExpressionNode? operand)
    {
        while (operand is not null && !_isStopped)
        {
            if (Current.Kind is TokenKind.Dot or TokenKind.QuestionDot) operand = ParseMember(operand);
            else if (Current.Kind == TokenKind.OpenBracket && IsAdjacent && operand is not LiteralNode { Value.IsText: false }) operand = ParseIndexer(operand);
            else if (Current.Kind == TokenKind.OpenParen && IsAdjacent && operand is PathNode) operand = ParseExplicitCall(operand);
            else break;
        }
        return operand;
    }

    private ExpressionNode ParseMember(ExpressionNode target)
    {
        var isOptional = Current.Kind == TokenKind.QuestionDot;
        Next();
        if (Current.Kind != TokenKind.Identifier)
        {
            Stop(Current.Start, $"Invalid token `{TextOf(Current)}`. The dot operator is expected to be followed by a plain identifier");
            return target;
        }
        var (name, nameStart) = (SpanOf(Current).ToString(), Current.Start);
        Next();
        var node = new MemberNode
        {
            Source = _source,
            Start = target.Start,
            Target = target,
            Name = name,
            NameStart = nameStart,
            IsOptional = isOptional,
            Builtin = target is GlobalNode space ? _library.Find(space.Name, name) : null,
        };
        return Close(node, target);
    }

    private IndexerNode ParseIndexer(ExpressionNode target)
    {
        var (newLineLevel, inLoopHead, inTernary) = (_newLineLevel, _inLoopHead, _inTernary);
        (_inLoopHead, _inTernary) = (false, false);
        _newLineLevel++;
        Next();
        var index = ExpectExpression(Construct.Indexer, "Expecting <index_expression>");
        (_newLineLevel, _inLoopHead, _inTernary) = (newLineLevel, inLoopHead, inTernary);
        if (Current.Kind == TokenKind.CloseBracket) Next();
        else if (!_isStopped) Fail(Current.Start, $"Unexpected `{TextOf(Current)}`. Expecting ']'");
        return Close(new IndexerNode { Source = _source, Start = target.Start, Target = target, Index = index }, target, index);
    }

    private CallNode ParseExplicitCall(ExpressionNode target)
    {
        var (arguments, names, values) = (new List<ExpressionNode>(), new List<string>(), new List<ExpressionNode>());
        var (newLineLevel, inLoopHead, inTernary) = (_newLineLevel, _inLoopHead, _inTernary);
        (_inLoopHead, _inTernary) = (false, false);
        _newLineLevel++;
        Next();
        while (!_isStopped && Current.Kind != TokenKind.CloseParen)
        {
            if (IsNamedArgument())
            {
                names.Add(SpanOf(Current).ToString());
                Next();
                Next();
                values.Add(ParseFull() ?? Missing(Construct.Call));
            }
            else if (ParseFull() is { } argument) arguments.Add(argument);
            else break;
            if (Current.Kind != TokenKind.Comma) break;
            Next();
        }
        (_newLineLevel, _inLoopHead, _inTernary) = (newLineLevel, inLoopHead, inTernary);
        if (Current.Kind == TokenKind.CloseParen) Next();
        else Stop(Current.Start, $"Unexpected token found `{TextOf(Current)}` while expecting `)`.");
        return MakeCall(target, arguments, names, values, isExplicit: true);
    }
}
