using System.Runtime.CompilerServices;

namespace PostPurchase.Templates;

/// <summary>Goes through a template once, in the order in which it is written, and collects problems and the fields that it reads.</summary>
internal sealed partial class Checker(FunctionLibrary library, ModelShape model, IncludeSource? partials, IReadOnlyCollection<string> partialNames)
{
    private const int MaxErrors = 200;
    private const int MaxIncludeDepth = 20;
    private const int MaxPartials = 500;

    private readonly List<TemplateError> _errors = [];
    private readonly Dictionary<string, TemplateField> _fields = new(StringComparer.Ordinal);
    private readonly CheckScope _scope = new();
    private int _includeDepth;
    private int _partialCount;

    public IReadOnlyList<TemplateError> Errors => _errors;

    public IReadOnlyList<TemplateField> Fields => [.. _fields.Values];

    /// <summary>What a condition that holds says about values that can be missing.</summary>
    public void Assume(ExpressionNode? condition)
    {
        if (condition is not null) _scope.Know(Narrowing.WhenTrue(condition));
    }

    public void CheckPage(Template template)
    {
        _errors.AddRange(template.Errors);
        _scope.Declaration = template.Declaration;
        _scope.TakesAnyArgument = template.Declaration is null && template.Name.AsSpan(template.Name.LastIndexOf('/') + 1).StartsWith("_", StringComparison.Ordinal);
        // What was understood of a broken template would only give follow-up problems.
        if (template.Errors.Count == 0) CheckBlock(template.Body);
    }

    private void Report(Node node, int offset, string code, string message, string? suggestion = null)
    {
        if (_errors.Count >= MaxErrors) return;
        var error = node.Source.Error(offset, code, message, suggestion);
        if (!_errors.Contains(error)) _errors.Add(error);
    }

    private void CheckBlock(BlockNode block)
    {
        if (!HasStack(block)) return;
        StatementNode? jump = null;
        foreach (var statement in block.Statements)
        {
            if (jump is not null && statement is not TextNode)
            {
                Report(statement, statement.Start, ErrorCode.Unreachable, $"This is never reached: `{jump.Text}` comes before it");
                jump = null;
            }
            CheckStatement(statement);
            if (statement is JumpNode or ReturnNode) jump = statement;
        }
    }

    private bool HasStack(Node node)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) return true;
        Report(node, node.Start, ErrorCode.Limit, "The template is nested too deeply to be checked");
        return false;
    }

    private void CheckStatement(StatementNode statement)
    {
        switch (statement)
        {
            case ExpressionStatement output: CheckOutput(output); break;
            case IfNode choice: CheckIf(choice); break;
            case CaseNode choice: CheckCase(choice); break;
            case ForNode loop: CheckFor(loop); break;
            case WhileNode loop:
                Infer(loop.Condition);
                CheckBlock(loop.Body);
                break;
            case CaptureNode capture:
                CheckBlock(capture.Body);
                Assign(capture.Target, new Typed(ModelShape.Text));
                break;
            case WithNode with: CheckWith(with); break;
            case WrapNode wrap: CheckWrap(wrap); break;
            case ImportNode import: CheckImport(import); break;
            case FunctionStatement function:
                Assign(function.Variable, new Typed(ModelShape.Callable));
                CheckFunction(function.Function);
                break;
            case ReturnNode { Value: { } value }: Infer(value); break;
        }
    }

    private void CheckOutput(ExpressionStatement output)
    {
        var typed = Infer(output.Expression);
        if (output.Expression is AssignNode || !IsNullable(typed)) return;
        ReportNull(output.Expression, "is written");
    }

    private void CheckIf(IfNode choice)
    {
        if (IsHiddenBlock(choice))
        {
            CheckBlock(choice.Branches[0].Body);
            return;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var isDecided = false;
        List<string> ruledOut = [];
        foreach (var branch in choice.Branches)
        {
            if (isDecided) Report(branch.Body, branch.Condition?.Start ?? branch.Body.Start, ErrorCode.Unreachable, "This branch is never taken: the condition before it is always true");
            isDecided = false;
            if (branch.Condition is { } condition)
            {
                var typed = InferTest(condition);
                isDecided = CheckCondition(condition, typed, seen);
            }
            var known = _scope.Know(branch.Condition is null ? [] : Narrowing.WhenTrue(condition: branch.Condition));
            CheckBlock(branch.Body);
            _scope.Forget(known);
            if (branch.Condition is not null) ruledOut.AddRange(_scope.Know(Narrowing.WhenFalse(branch.Condition)));
        }
        _scope.Forget(ruledOut);
    }

    /// <summary>An <c>if false</c> around includes is how an editor hides a block, and no mistake.</summary>
    private static bool IsHiddenBlock(IfNode choice) =>
        choice.Branches is [{ Condition: LiteralNode { Value: { Kind: ValueKind.Bool, IsTrue: false } } } branch]
        && branch.Body.Statements.Any(statement => statement is not TextNode)
        && branch.Body.Statements.All(statement => statement switch
        {
            TextNode text => text.Span.IsWhiteSpace(),
            ExpressionStatement { Expression: CallNode { Target: GlobalNode { Name: "include" } } } or IfNode => true,
            _ => false,
        });

    /// <summary>Whether the condition is always true.</summary>
    private bool CheckCondition(ExpressionNode condition, Typed typed, HashSet<string> seen)
    {
        if (condition is LiteralNode literal)
        {
            if (!literal.Value.IsTrue) Report(condition, condition.Start, ErrorCode.Unreachable, "This branch is never taken: the condition is always false");
            return literal.Value.IsTrue;
        }
        if (!seen.Add(condition.Text)) Report(condition, condition.Start, ErrorCode.Unreachable, $"This branch is never taken: `{condition.Text}` was asked before");
        var isConstant = condition is PathNode && typed.Path is not null && !IsNullable(typed) && typed.Shape.Kind is ShapeKind.Text or ShapeKind.Number or ShapeKind.List or ShapeKind.Date;
        if (isConstant && typed.Path is { } path && !_scope.IsKnown(path))
            Report(condition, condition.Start, ErrorCode.Unreachable, $"`{condition.Text}` is always there, so this is always true; compare it instead (0 and \"\" are true)");
        return false;
    }

    private void CheckCase(CaseNode choice)
    {
        Infer(choice.Value);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var when in choice.Whens)
        {
            foreach (var value in when.Values ?? [])
            {
                Infer(value);
                if (value is LiteralNode && !seen.Add(value.Text)) Report(value, value.Start, ErrorCode.Unreachable, $"This branch is never taken: {value.Text} was asked before");
            }
            CheckBlock(when.Body);
        }
    }

    private void CheckFor(ForNode loop)
    {
        var items = Infer(loop.Items);
        foreach (var argument in new[] { loop.Limit, loop.Offset, loop.Columns })
        {
            if (argument is not null) Expect(argument, Infer(argument), ParameterKind.Int, "a number is needed here");
        }
        if (items.Shape.Kind is ShapeKind.Number or ShapeKind.Bool or ShapeKind.Date or ShapeKind.TimeSpan)
            Report(loop.Items, loop.Items.Start, ErrorCode.Type, $"`{loop.Items.Text}` is {Words.Of(items.Shape.Kind)}; a loop needs a list");
        var item = new Typed(items.Shape.Kind == ShapeKind.List ? items.Shape.Item : ModelShape.Any, items.Path is null ? null : items.Path + "[]");
        var mark = _scope.Mark;
        if (loop.Variable is GlobalNode global) _scope.Declare(global.Name, item);
        else Assign(loop.Variable, item);
        CheckBlock(loop.Body);
        _scope.DropTo(mark);
        if (loop.Else is not null) CheckBlock(loop.Else);
    }

    private void CheckWith(WithNode with)
    {
        var target = Infer(with.Target);
        if (target.Shape.Kind is not (ShapeKind.Any or ShapeKind.Group))
            Report(with.Target, with.Target.Start, ErrorCode.Type, $"`{with.Target.Text}` is {Words.Of(target.Shape.Kind)}; `with` needs an object");
        var mark = _scope.Mark;
        foreach (var name in target.Shape.Names) _scope.Declare(name, new Typed(target.Shape.Find(name)!, target.Path is null ? null : $"{target.Path}.{name}"));
        if (target.IsAny || target.Shape.IsOpen) _scope.OpenLevel++;
        CheckBlock(with.Body);
        if (target.IsAny || target.Shape.IsOpen) _scope.OpenLevel--;
        _scope.DropTo(mark);
    }

    // The block sees what the function declares around its $$, which is not known here.
    private void CheckWrap(WrapNode wrap)
    {
        Infer(wrap.Target);
        _scope.OpenLevel++;
        var locals = _scope.SwapLocals(new Dictionary<string, Typed>(StringComparer.Ordinal));
        CheckBlock(wrap.Body);
        _scope.SwapLocals(locals);
        _scope.OpenLevel--;
    }

    private void CheckImport(ImportNode import)
    {
        var value = Infer(import.Value);
        foreach (var name in value.Shape.Names) _scope.Assign(name, new Typed(value.Shape.Find(name)!));
        if (import.Value is ObjectNode made)
        {
            foreach (var name in made.Names) _scope.Assign(name, Typed.Any);
        }
        else if (value.IsAny || value.Shape.IsOpen)
        {
            _scope.OpenLevel++;
        }
    }

    private void CheckFunction(UserFunction function)
    {
        var mark = _scope.Mark;
        var locals = _scope.SwapLocals(new Dictionary<string, Typed>(StringComparer.Ordinal));
        var known = _scope.TakesAnyArgument;
        _scope.TakesAnyArgument = true;
        foreach (var parameter in function.Parameters ?? [])
        {
            if (parameter.Default is not null) Infer(parameter.Default);
            _scope.Declare(parameter.Name, Typed.Any);
        }
        if (function.Body is not null) CheckBlock(function.Body);
        if (function.Result is not null) Infer(function.Result);
        _scope.TakesAnyArgument = known;
        _scope.SwapLocals(locals);
        _scope.DropTo(mark);
    }
}
