namespace PostPurchase.Templates;

/// <summary>A parsed expression: immutable, thread-safe, made by <see cref="TemplateEngine.ParseExpression"/>.</summary>
public sealed class TemplateExpression
{
    private readonly TemplateEngine _engine;

    internal TemplateExpression(TemplateEngine engine, ExpressionNode root) => (_engine, Root) = (engine, root);

    internal ExpressionNode Root { get; }

    /// <summary>The text that it was read from.</summary>
    public string Source => Root.Source.Text;

    /// <summary>The fields of the model that it reads, each once, in the order of their first use.</summary>
    public IReadOnlyList<TemplateField> Fields
    {
        get
        {
            var checker = new Checker(_engine.Library, ModelShape.Group(isOpen: true, []), null, []);
            checker.CheckRoot(Root);
            return checker.Fields;
        }
    }

    /// <summary>The value. Throws <see cref="TemplateException"/> with one error where a value is wrong or the budget is used up.</summary>
    public Value Evaluate(ValueObject model, RenderOptions? options = null)
    {
        using var scratch = new TextBuffer();
        return Root.Evaluate(new RenderState(_engine, model, options ?? RenderOptions.Default, scratch, Root));
    }

    /// <summary>The truth of the value, which must be a boolean or null (false); anything else is an error, since 0 and "" would be true.</summary>
    public bool Test(ValueObject model, RenderOptions? options = null)
    {
        var value = Evaluate(model, options);
        if (value.IsNull) return false;
        return value.Kind == ValueKind.Bool
            ? value.AsBool()
            : throw Root.Fail($"The condition gives a value of type `{ValueNames.Of(value)}`, not true or false", ErrorCode.Type);
    }
}
