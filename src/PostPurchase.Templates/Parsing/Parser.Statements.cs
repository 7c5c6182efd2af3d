namespace PostPurchase.Templates;

internal sealed partial class Parser
{
    /// <summary>Parses a statement that begins with a keyword; false where the word is a name here.</summary>
    private bool ParseKeyword(out StatementNode? statement)
    {
        statement = null;
        var start = Current.Start;
        switch (SpanOf(Current))
        {
            case "if": statement = ParseIf(start); return true;
            case "case": statement = ParseCase(start); return true;
            case "for" when PeekKind != TokenKind.Dot: statement = ParseFor(start, LoopKind.For); return true;
            case "tablerow" when PeekKind != TokenKind.Dot: statement = ParseFor(start, LoopKind.TableRow); return true;
            case "while" when PeekKind != TokenKind.Dot: statement = ParseWhile(start); return true;
            case "break": statement = ParseJump(start, "break", Flow.Break); return true;
            case "continue": statement = ParseJump(start, "continue", Flow.Continue); return true;
            case "capture": statement = ParseCapture(start); return true;
            case "with": statement = ParseWith(start); return true;
            case "wrap": statement = ParseWrap(start); return true;
            case "import": statement = ParseImport(start); return true;
            case "readonly": statement = ParseReadOnly(start); return true;
            case "func": statement = ParseFunction(); return true;
            case "ret": statement = ParseReturn(start); return true;
            default: return false;
        }
    }

    private IfNode ParseIf(int start)
    {
        var branches = new List<Branch>();
        var openedAt = start;
        while (true)
        {
            Next();
            var condition = ExpectExpression(Construct.If);
            var end = ParseBranch(branches, condition, Construct.If, openedAt);
            if (end != BlockEnd.Else) break;
            openedAt = Current.Start;
            Next();
            if (IsKeyword("if")) continue;
            ParseBranch(branches, null, Construct.Else, openedAt);
            break;
        }
        var node = new IfNode { Source = _source, Start = start, Branches = [.. branches] };
        return Close(node, [.. branches.Select(branch => branch.Condition), .. branches.Select(branch => branch.Body)]);
    }

    private BlockEnd ParseBranch(List<Branch> branches, ExpressionNode? condition, Construct construct, int openedAt)
    {
        if (!ExpectEndOfStatement()) return BlockEnd.End;
        var body = ParseBlock(construct, openedAt, condition is null ? Closers.EndOnly : Closers.Else, out var end);
        branches.Add(new Branch(condition, body));
        return end;
    }

    private CaseNode ParseCase(int start)
    {
        Next();
        var value = ExpectExpression(Construct.Case);
        var whens = new List<When>();
        if (ExpectEndOfStatement())
        {
            SkipToWhen(start, out var end);
            while (end == BlockEnd.When) end = ParseWhen(whens);
            if (end == BlockEnd.Else)
            {
                var openedAt = Current.Start;
                Next();
                if (ExpectEndOfStatement()) whens.Add(new When(null, ParseBlock(Construct.Else, openedAt, Closers.EndOnly, out _)));
            }
        }
        var node = new CaseNode { Source = _source, Start = start, Value = value, Whens = [.. whens] };
        return Close(node, [value, .. whens.Select(when => when.Body), .. whens.SelectMany(when => when.Values ?? [])]);
    }

    /// <summary>Between <c>case</c> and its first <c>when</c> there is only white space.</summary>
    private void SkipToWhen(int start, out BlockEnd end)
    {
        var statements = new List<StatementNode>();
        ParseStatements(statements, Closers.When | Closers.Else, out end);
        foreach (var statement in statements)
        {
            if (statement is TextNode text && text.Span.IsWhiteSpace()) continue;
            var word = _tokens.Find(token => token.Start >= statement.Start);
            Fail(statement.Start, $"Unexpected statement/expression `{TextOf(word)}` in the body of a `case` statement. Only `when`/`else` are expected.");
        }
        if (end == BlockEnd.Missing) FailOpen(Construct.Case, start);
    }

    private BlockEnd ParseWhen(List<When> whens)
    {
        var openedAt = Current.Start;
        var values = new List<ExpressionNode>();
        do
        {
            Next();
            if (ParseBinary(OrPrecedence, inCall: false) is { } value) values.Add(value);
            else if (!_isStopped) Fail(Current.Start, Construct.When, $"Expecting <expression> instead of `{TextOf(Current)}`");
        }
        while (Current.Kind is TokenKind.Comma or TokenKind.Or);
        if (!ExpectEndOfStatement()) return BlockEnd.End;
        var body = ParseBlock(Construct.When, openedAt, Closers.When | Closers.Else, out var end);
        whens.Add(new When([.. values], body));
        return end;
    }

    private JumpNode ParseJump(int start, string word, Flow flow)
    {
        Next();
        if (_loopLevel == 0) Fail(start, $"The <{word}> statement can only be used inside for/while loops");
        ExpectEndOfStatement();
        return Close(new JumpNode { Source = _source, Start = start, Flow = flow });
    }

    private CaptureNode ParseCapture(int start)
    {
        Next();
        var target = ExpectExpression(Construct.Capture);
        var body = ExpectEndOfStatement() ? ParseBlock(Construct.Capture, start, Closers.EndOnly, out _) : Block([], start);
        return Close(new CaptureNode { Source = _source, Start = start, Target = target, IsHtml = _isHtml, Body = body }, target, body);
    }

    private WithNode ParseWith(int start)
    {
        Next();
        var target = ExpectExpression(Construct.With);
        var body = ExpectEndOfStatement() ? ParseBlock(Construct.With, start, Closers.EndOnly, out _) : Block([], start);
        return Close(new WithNode { Source = _source, Start = start, Target = target, Body = body }, target, body);
    }

    private WrapNode ParseWrap(int start)
    {
        Next();
        var target = ExpectExpression(Construct.Wrap);
        var body = ExpectEndOfStatement() ? ParseBlock(Construct.Wrap, start, Closers.EndOnly, out _) : Block([], start);
        return Close(new WrapNode { Source = _source, Start = start, Target = target, Body = body }, target, body);
    }

    private ImportNode ParseImport(int start)
    {
        Next();
        var value = ExpectExpression(Construct.Import);
        ExpectEndOfStatement();
        return Close(new ImportNode { Source = _source, Start = start, Value = value }, value);
    }

    private ReadOnlyNode? ParseReadOnly(int start)
    {
        Next();
        if (ParseVariable() is not { } variable)
        {
            Fail(Current.Start, Construct.ReadOnly, $"Expecting a variable instead of `{TextOf(Current)}`");
            ExpectEndOfStatement();
            return null;
        }
        ExpectEndOfStatement();
        return Close(new ReadOnlyNode { Source = _source, Start = start, Variable = variable }, variable);
    }

    private ReturnNode ParseReturn(int start)
    {
        Next();
        var value = ParseFull();
        ExpectEndOfStatement();
        return Close(new ReturnNode { Source = _source, Start = start, Value = value }, value);
    }
}
