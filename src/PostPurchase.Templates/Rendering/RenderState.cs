using System.Globalization;

namespace PostPurchase.Templates;

/// <summary>One render: scopes, output, budget and place.</summary>
internal sealed partial class RenderState : CallContext
{
    private readonly RenderOptions _options;
    private Dictionary<Type, object>? _states;
    private ArgumentStack? _arguments;
    private Frame? _frame;

    public RenderState(TemplateEngine engine, ValueObject model, RenderOptions options, TextBuffer output, Node start)
    {
        (Engine, _options, Output, Where) = (engine, options, output, start);
        Culture = options.Culture;
        Scopes = new Scopes(model, engine.Library);
        Budget = new RenderBudget(options.Limits, options.Clock, this);
    }

    public TemplateEngine Engine { get; }

    public TextBuffer Output { get; }

    public Scopes Scopes { get; }

    /// <summary>Made when something is called: most expressions call nothing.</summary>
    public ArgumentStack Arguments => _arguments ??= new();

    public Frame Frame
    {
        get => _frame ??= new();
        set => _frame = value;
    }

    public LoopState? Loop { get; set; }

    /// <summary>The node that is at work; where a failing built-in or a used-up budget is reported.</summary>
    public Node Where { get; set; }

    public Flow Flow { get; set; }

    /// <summary>What is put in front of each further line; null for nothing.</summary>
    public string? Indent { get; set; }

    public Value ReturnValue { get; set; }

    public int CallDepth { get; set; }

    /// <summary>Above 0 where a missing value is asked for, in a condition or before a fallback.</summary>
    public int Tolerance { get; set; }

    public override RenderBudget Budget { get; }

    public override CultureInfo Culture { get; }

    public override TimeZoneInfo TimeZone => _options.TimeZone;

    public override DateTimeOffset Now => _options.Now;

    public override bool IsStrict => _options.Misses == MissingValues.Fail;

    /// <summary>The named arguments of the built-in that is being called.</summary>
    public ValueObject? PassedNames { get; set; }

    /// <summary>Whether the page that is being rendered escapes.</summary>
    public bool PageIsHtml { get; private set; }

    public override bool EscapesHtml => PageIsHtml;

    /// <summary>How text is escaped between the tags of the page that is being rendered.</summary>
    public HtmlContext TextContext => PageIsHtml ? HtmlContext.Text : HtmlContext.Raw;

    public IncludeSource? Includes => _options.Includes;

    /// <summary>What the host hands to its own functions.</summary>
    public override object? Host => _options.Host;

    public override TemplateException Fail(string message, string code = ErrorCode.Call) => Where.FailAt(Where.Place, message, code);

    public override Value Call(Value function, ReadOnlySpan<Value> args)
    {
        if (function.Kind != ValueKind.Function) throw Fail($"Expecting a function instead of a value of type `{ValueNames.Of(function)}`", ErrorCode.Type);
        return Calls.Invoke(this, Where, function.AsFunction(), args);
    }

    public override T State<T>()
    {
        _states ??= [];
        if (!_states.TryGetValue(typeof(T), out var state)) _states[typeof(T)] = state = new T();
        return (T)state;
    }

    public override Value Member(Value target, string name) => target.IsNull ? default : Members.Get(this, target, name);

    public LoopState? LoopOf(LoopKind kind)
    {
        var loop = Loop;
        while (loop is not null && loop.Kind != kind && !(kind == LoopKind.For && loop.Kind == LoopKind.TableRow)) loop = loop.Outer;
        return loop;
    }

    /// <summary>Renders a page where the output is; what it returns with <c>ret</c> is written behind it.</summary>
    public void RunPage(Template template, Frame frame)
    {
        var (outerFrame, outerIsHtml, outerIndent, scope) = (Frame, PageIsHtml, Indent, Scopes.Enter(hasParameters: false));
        (Frame, PageIsHtml, Indent) = (frame, template.Options.EscapesHtml, null);
        template.Body.Execute(this);
        if (Flow == Flow.Return) Write(ReturnValue, TextContext);
        (Flow, ReturnValue) = (Flow.Next, default);
        (Frame, PageIsHtml, Indent) = (outerFrame, outerIsHtml, outerIndent);
        Scopes.Leave(scope);
    }

    public string? NearestFunction(string name)
    {
        var members = Engine.Library.All.Select(declaration => declaration.FullName);
        return Suggestions.Nearest(name, members);
    }
}
