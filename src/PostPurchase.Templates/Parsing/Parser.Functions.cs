namespace PostPurchase.Templates;

internal sealed partial class Parser
{
    private const int MaxParameters = 64;

    private FunctionStatement? ParseFunction()
    {
        Next();
        var start = Current.Start;
        var variable = ParseVariable();
        if (variable is null)
        {
            Fail(start, Construct.Function, $"Expecting a variable instead of `{TextOf(Current)}`");
            ExpectEndOfStatement();
            ParseFunctionBody(Construct.Function, start, Closers.EndOnly);
            return null;
        }
        var parameters = Current.Kind == TokenKind.OpenParen ? ParseParameters() : null;
        var function = new UserFunction { FunctionName = variable.Text, Parameters = parameters };
        ExpectEndOfStatement();
        function.Body = ParseFunctionBody(Construct.Function, start, Closers.EndOnly);
        var node = new FunctionStatement { Source = _source, Start = start, Variable = variable, Function = function };
        return Close(node, function.Body);
    }

    /// <summary>A plain variable, global or local; null where there is none.</summary>
    private PathNode? ParseVariable() => Current.Kind switch
    {
        TokenKind.Identifier => ParseName() as PathNode,
        TokenKind.LocalIdentifier => ParseLocal() as LocalNode,
        _ => null,
    };

    // Loops around the function do not reach into it.
    private BlockNode ParseFunctionBody(Construct construct, int openedAt, Closers closers)
    {
        var (loopLevel, newLineLevel, inLoopHead) = (_loopLevel, _newLineLevel, _inLoopHead);
        (_loopLevel, _newLineLevel, _inLoopHead) = (0, 0, false);
        var body = ParseBlock(construct, openedAt, closers, out _);
        (_loopLevel, _newLineLevel, _inLoopHead) = (loopLevel, newLineLevel, inLoopHead);
        return body;
    }

    private AnonymousFunctionNode ParseAnonymousFunction()
    {
        var start = Current.Start;
        var newLineLevel = _newLineLevel;
        _newLineLevel = 0;
        Next();
        ExpectEndOfStatement();
        var body = ParseFunctionBody(Construct.Anonymous, start, Closers.AnonymousEnd);
        _newLineLevel = newLineLevel;
        if (IsKeyword("end")) Next();
        var function = new UserFunction { FunctionName = null, Parameters = null, Body = body };
        return Close(new AnonymousFunctionNode { Source = _source, Start = start, Function = function }, body);
    }

    private UserParameter[] ParseParameters()
    {
        var parameters = new List<UserParameter>();
        _newLineLevel++;
        Next();
        while (Current.Kind == TokenKind.Identifier && !_isStopped)
        {
            parameters.Add(ParseParameter(parameters));
            if (parameters.Count > MaxParameters) Stop(Current.Start, $"A function takes at most {MaxParameters} parameters");
            if (Current.Kind != TokenKind.Comma) break;
            Next();
        }
        _newLineLevel--;
        if (Current.Kind == TokenKind.CloseParen) Next();
        else Stop(Current.Start, $"Unexpected token found `{TextOf(Current)}` while expecting `)`.");
        return [.. parameters];
    }

    private UserParameter ParseParameter(List<UserParameter> before)
    {
        var (start, name) = (Current.Start, SpanOf(Current).ToString());
        Next();
        ExpressionNode? fallback = null;
        var isVariadic = Current.Kind == TokenKind.Ellipsis;
        if (isVariadic)
        {
            Next();
        }
        else if (Current.Kind == TokenKind.Assign)
        {
            Next();
            fallback = ParseFull() ?? Missing(Construct.Function);
        }
        if (before.Exists(parameter => parameter.Name == name)) Fail(start, $"The parameter `{name}` is declared twice.");
        if (before.Exists(parameter => parameter.IsVariadic) || (!isVariadic && fallback is null && before.Exists(parameter => parameter.IsOptional)))
            Fail(start, "Cannot declare a normal parameter after an optional parameter.");
        return new UserParameter(name, start, fallback, isVariadic);
    }

    /// <summary><c>f(x, y) = expression</c>.</summary>
    private AssignNode ParseInlineFunction(CallNode head)
    {
        var parameters = new List<UserParameter>();
        foreach (var argument in head.Arguments)
        {
            if (argument is GlobalNode name) parameters.Add(new UserParameter(name.Name, name.Start, null, false));
            else Fail(argument.Start, $"Expecting a parameter name instead of `{argument.Text}`");
        }
        if (head.Names.Length > 0) Fail(head.Start, "An inline function takes plain parameters only.");
        Next();
        var result = ExpectExpression(Construct.Assign);
        var function = new UserFunction { FunctionName = head.Target.Text, Parameters = [.. parameters], Result = result };
        var value = new LiteralNode { Source = _source, Start = result.Start, Value = Value.From(function) };
        return Close(new AssignNode { Source = _source, Start = head.Start, Target = head.Target, Operator = null, Value = value }, result);
    }
}
