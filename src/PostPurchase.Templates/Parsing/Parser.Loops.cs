namespace PostPurchase.Templates;

internal sealed partial class Parser
{
    /// <summary>Whether the items of a loop are parsed, after which its own arguments (limit, reversed...) follow.</summary>
    private bool _inLoopHead;

    private ForNode ParseFor(int start, LoopKind kind)
    {
        var construct = kind == LoopKind.For ? Construct.For : Construct.TableRow;
        Next();
        var variable = ParseLoopVariable(construct, start);
        if (IsKeyword("in")) Next();
        else if (!_isStopped) Fail(start, construct, $"Expecting 'in' word instead of `{TextOf(Current)}`");
        _inLoopHead = true;
        var items = ExpectExpression(construct);
        ExpressionNode? limit = null, offset = null, columns = null;
        var isReversed = false;
        while (IsLoopArgument())
        {
            var name = SpanOf(Current);
            Next();
            if (name is "reversed")
            {
                isReversed = true;
                continue;
            }
            Next();
            var value = ParseBinary(0, inCall: true) ?? Missing(construct);
            if (name is "limit") limit = value;
            else if (name is "offset") offset = value;
            else columns = value;
        }
        _inLoopHead = false;
        var node = new ForNode
        {
            Source = _source, Start = start, Kind = kind, Variable = variable, Items = items,
            Limit = limit, Offset = offset, Columns = columns, IsReversed = isReversed,
        };
        if (ExpectEndOfStatement()) ParseLoopBody(node, construct);
        node.Body ??= Block([], start);
        return Close(node, items, limit, offset, columns, node.Body, node.Else);
    }

    private void ParseLoopBody(ForNode node, Construct construct)
    {
        _loopLevel++;
        node.Body = ParseBlock(construct, node.Start, Closers.Else, out var end);
        _loopLevel--;
        if (end != BlockEnd.Else) return;
        var openedAt = Current.Start;
        Next();
        if (ExpectEndOfStatement()) node.Else = ParseBlock(Construct.Else, openedAt, Closers.EndOnly, out _);
    }

    private LiteralNode Missing(Construct construct)
    {
        if (!_isStopped) Fail(Current.Start, construct, $"Expecting <expression> instead of `{TextOf(Current)}`");
        return Nothing();
    }

    private PathNode ParseLoopVariable(Construct construct, int start)
    {
        var variable = ParsePostfix(ParsePrimary());
        if (variable is GlobalNode or LocalNode) return (PathNode)variable;
        if (variable is not null) Fail(start, construct, $"Expecting a variable instead of `{variable.Text}`");
        else if (!_isStopped) Fail(Current.Start, construct, $"Expecting <expression> instead of `{TextOf(Current)}`");
        return new GlobalNode { Source = _source, Start = start, Name = "?" };
    }

    private bool IsLoopArgument() =>
        _inLoopHead && Current.Kind == TokenKind.Identifier
        && (SpanOf(Current) is "reversed" || (SpanOf(Current) is "limit" or "offset" or "cols" && PeekKind == TokenKind.Colon));

    private WhileNode ParseWhile(int start)
    {
        Next();
        var condition = ExpectExpression(Construct.While);
        var node = new WhileNode { Source = _source, Start = start, Condition = condition, Body = Block([], start) };
        if (ExpectEndOfStatement())
        {
            _loopLevel++;
            node.Body = ParseBlock(Construct.While, start, Closers.EndOnly, out _);
            _loopLevel--;
        }
        return Close(node, condition, node.Body);
    }
}
