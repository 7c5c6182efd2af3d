namespace PostPurchase.Templates;

/// <summary>Finds out, once at the parse, where in the markup each value of a page stands.</summary>
internal static class HtmlContexts
{
    public static void Assign(BlockNode page) => Walk(page, default);

    private static MarkupState Walk(BlockNode block, MarkupState state)
    {
        foreach (var statement in block.Statements) state = Walk(statement, state);
        return state;
    }

    private static MarkupState Walk(StatementNode statement, MarkupState state)
    {
        switch (statement)
        {
            case TextNode text:
                return state.After(text.Span);
            case ExpressionStatement output:
                output.Context = state.Context;
                WalkFunctions(output.Expression);
                return output.Expression is AssignNode ? state : state.AfterValue();
            case IfNode choice:
                return Branches(choice.Branches.Select(branch => branch.Body), state);
            case CaseNode choice:
                return Branches(choice.Whens.Select(when => when.Body), state);
            case ForNode loop:
                return Branches(loop.Else is null ? [loop.Body] : [loop.Body, loop.Else], state);
            case WhileNode loop:
                return Branches([loop.Body], state);
            case CaptureNode capture:
                Walk(capture.Body, default);
                return state;
            case WithNode with:
                return Walk(with.Body, state);
            case WrapNode wrap:
                Walk(wrap.Body, default);
                return state;
            case FunctionStatement function:
                Walk(function.Function.Body!, default);
                return state;
            default:
                return state;
        }
    }

    // Where ways differ, the first one counts: a template that opens a tag in one way and not in the other is not well formed anyway.
    private static MarkupState Branches(IEnumerable<BlockNode> bodies, MarkupState before)
    {
        MarkupState? after = null;
        foreach (var body in bodies)
        {
            var end = Walk(body, before);
            after ??= end;
        }
        return after ?? before;
    }

    // A do...end inside an expression writes where it is called; it is treated as text.
    private static void WalkFunctions(ExpressionNode expression)
    {
        while (expression is ChainNode link)
        {
            foreach (var argument in (link as CallNode)?.Arguments ?? [])
            {
                if (!ReferenceEquals(argument, link.First)) WalkFunctions(argument);
            }
            if (link.First is null) return;
            expression = link.First;
        }
        switch (expression)
        {
            case AnonymousFunctionNode anonymous: Walk(anonymous.Function.Body!, default); break;
            case AssignNode assign: WalkFunctions(assign.Value); break;
            case NestedNode nested: WalkFunctions(nested.Inner); break;
            case AliasNode alias: WalkFunctions(alias.Operand); break;
        }
    }
}
