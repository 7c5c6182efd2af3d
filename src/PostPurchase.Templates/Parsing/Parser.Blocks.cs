namespace PostPurchase.Templates;

internal sealed partial class Parser
{
    /// <summary>What ended a block.</summary>
    private enum BlockEnd
    {
        End,
        Else,
        When,
        Missing,
    }

    /// <summary>What may end a block besides <c>end</c>.</summary>
    [Flags]
    private enum Closers
    {
        EndOnly = 0,
        Else = 1,
        When = 2,
        AnonymousEnd = 4,
    }

    private int _loopLevel;

    private BlockNode ParsePage()
    {
        var statements = new List<StatementNode>();
        while (true)
        {
            ParseStatements(statements, Closers.EndOnly, out var end);
            if (end != BlockEnd.End) break;
            Fail(_tokens[_at - 1].Start, "Unexpected `end`: there is no block to close here");
        }
        return Block(statements, 0);
    }

    private BlockNode ParseBlock(Construct construct, int openedAt, Closers closers, out BlockEnd end)
    {
        var statements = new List<StatementNode>();
        var start = Current.Start;
        if (!EnterLevel())
        {
            end = BlockEnd.Missing;
            return Block(statements, start);
        }
        ParseStatements(statements, closers, out end);
        if (end == BlockEnd.Missing) FailOpen(construct, openedAt);
        LeaveLevel();
        return Block(statements, start);
    }

    private void FailOpen(Construct construct, int openedAt) =>
        Fail(
            _at > 0 ? Previous.Start : 0,
            $"Error while parsing {construct.Name}: The <end> statement was not found in: {construct.Example}",
            $"close with `end` what line {_source.PositionOf(openedAt).Line} opens");

    private BlockNode Block(List<StatementNode> statements, int start)
    {
        var block = new BlockNode { Source = _source, Start = start, Statements = [.. statements] };
        foreach (var statement in statements) block.Depth = Math.Max(block.Depth, 1 + statement.Depth);
        block.End = Current.Start;
        return block;
    }

    private void ParseStatements(List<StatementNode> statements, Closers closers, out BlockEnd end)
    {
        end = BlockEnd.Missing;
        while (!_isStopped && Current.Kind != TokenKind.End)
        {
            switch (Current.Kind)
            {
                case TokenKind.Text:
                    if (TakeText() is { } text) statements.Add(text);
                    continue;
                case TokenKind.CodeEnter:
                    EnterCode();
                    continue;
                case TokenKind.CodeExit:
                    ExitCode();
                    continue;
                case TokenKind.NewLine or TokenKind.Semicolon:
                    Next();
                    continue;
                case TokenKind.Identifier when IsBlockEnd(closers, out end):
                    return;
                case TokenKind.Identifier when IsMisplaced():
                    continue;
            }
            var indent = _indent;
            if (ParseStatement() is not { } statement) continue;
            statement.Indent = indent;
            statements.Add(statement);
        }
    }

    private bool IsBlockEnd(Closers closers, out BlockEnd end)
    {
        end = BlockEnd.Missing;
        if (IsKeyword("end"))
        {
            end = BlockEnd.End;
            if (closers.HasFlag(Closers.AnonymousEnd)) return true;
            Next();
            ExpectEndOfStatement();
            return true;
        }
        if (IsKeyword("else"))
        {
            end = BlockEnd.Else;
            if (closers.HasFlag(Closers.Else)) return true;
        }
        else if (IsKeyword("when"))
        {
            end = BlockEnd.When;
            if (closers.HasFlag(Closers.When)) return true;
        }
        end = BlockEnd.Missing;
        return false;
    }

    private bool IsMisplaced()
    {
        if (IsKeyword("else")) Fail(Current.Start, "A else condition must be preceded by another if/else/when condition");
        else if (IsKeyword("when")) Fail(Current.Start, "A `when` condition must be preceded by another `when`/`else`/`case` condition");
        else return false;
        Next();
        if (ParseFull() is not null) ExpectEndOfStatement();
        return true;
    }

    private StatementNode? ParseStatement()
    {
        if (Current.Kind == TokenKind.Identifier && ParseKeyword(out var statement)) return statement;
        var (start, startAt) = (Current.Start, _at);
        _statementAt = _at;
        var expression = ParseFull();
        if (expression is null)
        {
            if (_at == startAt) Stop(Current.Start, $"Unexpected token {TextOf(Current)}");
            return null;
        }
        ExpectEndOfStatement();
        var context = _isHtml ? HtmlContext.Text : HtmlContext.Raw;
        return Close(new ExpressionStatement { Source = _source, Start = start, Expression = expression, Context = context }, expression);
    }
}
