namespace PostPurchase.Templates;

internal sealed partial class Checker
{
    private Typed OfGlobal(GlobalNode node)
    {
        if (_scope.TryGet(node.Name, out var known)) return known;
        if (model.Find(node.Name) is { } shape) return Read(node, new Typed(shape, node.Name), node.Start);
        if (node.Builtin is { } builtin) return OfResult(node, builtin, [], null);
        if (library.TryGetRoot(node.Name, out _)) return Typed.Any;
        if (model.IsOpen || _scope.OpenLevel > 0) return Read(node, new Typed(ModelShape.Any, node.Name), node.Start);
        if (_tolerance == 0 || !model.IsOpen)
            Report(node, node.Start, ErrorCode.Member, $"There is no field or variable `{node.Name}`", Suggestions.Nearest(node.Name, model.Names.Concat(_scope.Names).Concat(library.Roots)));
        return Typed.Any;
    }

    private Typed OfLocal(LocalNode node)
    {
        if (_scope.TryGetLocal(node.Name, out var known)) return known;
        if (_scope.Declaration?.Find(node.Name) is { } field) return new Typed(ShapeOf(field));
        if (!_scope.TakesAnyArgument && _scope.OpenLevel == 0)
            Report(node, node.Start, ErrorCode.Member, $"There is no variable or argument `${node.Name}`", Suggestions.Nearest(node.Name, _scope.LocalNames) is { } near ? "$" + near : null);
        return Typed.Any;
    }

    private static ModelShape ShapeOf(PartialField field) => field.Type switch
    {
        "number" => Optional(ModelShape.Number, field),
        "bool" => ModelShape.Bool,
        "date" => Optional(ModelShape.Any, field),
        _ => Optional(ModelShape.Text, field),
    };

    private static ModelShape Optional(ModelShape shape, PartialField field) => field.Default is null ? shape.OrNull() : shape;

    private Typed OfMember(MemberNode node)
    {
        if (node.Builtin is { } builtin && !_scope.TryGet(((GlobalNode)node.Target).Name, out _) && model.Find(((GlobalNode)node.Target).Name) is null)
            return OfResult(node, builtin, [], null);
        if (node.Target is GlobalNode space && library.TryGetRoot(space.Name, out _) && model.Find(space.Name) is null && !_scope.TryGet(space.Name, out _))
        {
            var members = library.All.Where(declaration => declaration.Namespace == space.Name).Select(declaration => declaration.Name);
            Report(node, node.NameStart, ErrorCode.Member, $"There is no function `{node.Text}`", Suggestions.Nearest(node.Name, members));
            return Typed.Any;
        }
        var target = Infer(node.Target);
        if (!node.IsOptional && IsNullable(target)) ReportNull(node.Target, $"has its member `{node.Name}` read");
        var path = target.Path is null ? null : $"{target.Path}.{node.Name}";
        var isNullable = target.Shape.IsNullable && (target.Path is null || !_scope.IsKnown(target.Path));
        var shape = MemberShape(node, target);
        return Read(node, new Typed(isNullable ? shape.OrNull() : shape, path), node.Start);
    }

    private ModelShape MemberShape(MemberNode node, Typed target)
    {
        if (node.Name == "empty?") return ModelShape.Bool;
        switch (target.Shape.Kind)
        {
            case ShapeKind.Any or ShapeKind.Callable:
                return ModelShape.Any;
            case ShapeKind.Group when target.Shape.Find(node.Name) is { } declared:
                return declared;
            case ShapeKind.Group when target.Shape.IsOpen:
                return ModelShape.Any.OrNull();
            case ShapeKind.List or ShapeKind.Text when node.Name == "size":
                return ModelShape.Number;
            case ShapeKind.Date or ShapeKind.TimeSpan:
                return ModelShape.Number;
        }
        var names = target.Shape.Kind == ShapeKind.Group ? target.Shape.Names : ["size"];
        Report(node, node.NameStart, ErrorCode.Member, $"`{Shorten(node.Target.Text)}` has no field `{node.Name}`", Suggestions.Nearest(node.Name, names));
        return ModelShape.Any;
    }

    private Typed OfIndexer(IndexerNode node)
    {
        var target = Infer(node.Target);
        Infer(node.Index);
        if (IsNullable(target)) ReportNull(node.Target, "has an item read");
        if (node.Index is LiteralNode { Value.IsText: true } name && target.Shape.Find(name.Value.AsText()) is { } member)
            return Read(node, new Typed(member, target.Path is null ? null : $"{target.Path}.{name.Value.AsText()}"), node.Start);
        if (target.Shape.Kind is ShapeKind.Number or ShapeKind.Bool or ShapeKind.Date)
            Report(node, node.Start, ErrorCode.Type, $"`{Shorten(node.Target.Text)}` is {Words.Of(target.Shape.Kind)} and has no items");
        // The first item is taken as there: lists of lines and the like are asked for with if or a loop.
        return target.Shape.Kind == ShapeKind.List
            ? Read(node, new Typed(target.Shape.Item, target.Path is null ? null : target.Path + "[]"), node.Start)
            : Typed.Any;
    }

    private Typed Read(Node node, Typed typed, int offset)
    {
        if (typed.Path is not { } path) return typed;
        if (!_fields.ContainsKey(path))
        {
            var (line, column) = node.Source.PositionOf(offset);
            _fields[path] = new TemplateField(path, line, column);
        }
        // Narrowing goes by the text, paths of fields by the model: in a loop they differ.
        var text = node.Text.Replace("?.", ".", StringComparison.Ordinal);
        return _scope.IsKnown(text) ? typed with { Shape = typed.Shape.NotNull() } : typed;
    }

    private Typed OfCall(CallNode call)
    {
        var positional = call.Arguments.Select(argument => (argument, Infer(argument))).ToArray();
        foreach (var value in call.NamedValues) Infer(value);
        if (call.Builtin is { } builtin && !IsShadowed(call.Target))
        {
            if (builtin.Declaration.TakesAnyName) CheckInclude(call);
            return OfResult(call, builtin, positional, call);
        }
        if (call.Target is GlobalNode name && !_scope.TryGet(name.Name, out _) && model.Find(name.Name) is null && !model.IsOpen && _scope.OpenLevel == 0)
        {
            Report(name, name.Start, ErrorCode.Call, $"There is no function `{name.Name}`", Suggestions.Nearest(name.Name, library.Roots.Concat(_scope.Names)));
            return Typed.Any;
        }
        var target = Infer(call.Target);
        if (target.Shape.Kind is not (ShapeKind.Any or ShapeKind.Callable))
            Report(call.Target, call.Target.Start, ErrorCode.Call, $"`{Shorten(call.Target.Text)}` is {Words.Of(target.Shape.Kind)} and cannot be called");
        return Typed.Any;
    }

    private bool IsShadowed(ExpressionNode target)
    {
        var root = target is MemberNode { Target: GlobalNode space } ? space.Name : (target as GlobalNode)?.Name;
        return root is not null && (_scope.TryGet(root, out _) || model.Find(root) is not null);
    }
}
