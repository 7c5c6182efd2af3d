using System.Globalization;
using PostPurchase.Templates.Functions;
using Xunit;

namespace PostPurchase.Templates.Tests.Functions;

/// <summary>Calls built-ins without a template: binds arguments as the engine does, in the invariant culture and UTC unless told.</summary>
internal sealed class TestCall : CallContext
{
    private static readonly Dictionary<string, BuiltinDeclaration> Declared = Builtins.All.ToDictionary(d => d.FullName, StringComparer.Ordinal);

    private readonly Dictionary<Type, object> _states = [];

    public TestCall(RenderLimits? limits = null, CultureInfo? culture = null, TimeZoneInfo? zone = null)
    {
        Budget = new RenderBudget(limits ?? new RenderLimits(), null, this);
        Culture = culture ?? CultureInfo.InvariantCulture;
        TimeZone = zone ?? TimeZoneInfo.Utc;
    }

    public override RenderBudget Budget { get; }

    public override CultureInfo Culture { get; }

    public override TimeZoneInfo TimeZone { get; }

    public override DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override bool IsStrict => false;

    public static BuiltinDeclaration Declaration(string name) => Declared[name];

    public override TemplateException Fail(string message, string code = ErrorCode.Call) =>
        new(new TemplateError("text", 1, 1, code, message));

    public override void ReportMiss(string message) => throw Fail(message);

    public override Value Call(Value function, ReadOnlySpan<Value> args) =>
        Invoke(((BuiltinFunctionValue)function.AsFunction()).Declaration, args);

    public override T State<T>()
    {
        if (!_states.TryGetValue(typeof(T), out var state)) _states.Add(typeof(T), state = new T());
        return (T)state;
    }

    public override Value Member(Value target, string name) => target.Kind == ValueKind.Object ? target.AsObject()[name] : default;

    /// <summary>The result of a function; arguments are values, strings, numbers, dates, booleans or null.</summary>
    public Value Run(string function, params object?[] args) => Invoke(Declared[function], [.. args.Select(ToValue)]);

    /// <summary>The text of the result of a function.</summary>
    public string Text(string function, params object?[] args) => ToText(Run(function, args));

    /// <summary>The message with which a function refuses.</summary>
    public string Refusal(string function, params object?[] args) =>
        Assert.Throws<TemplateException>(() => Run(function, args)).Errors[0].Message;

    /// <summary>What the writer of a function adds to the output.</summary>
    public string Written(string function, params object?[] args)
    {
        var declaration = Declared[function];
        var output = new TextBuffer();
        declaration.Writer!(this, Bind(declaration, [.. args.Select(ToValue)]), output);
        return output.ToString();
    }

    public static Value Function(string name) => Value.From(new BuiltinFunctionValue(Declared[name]));

    public static Value List(params object?[] items) => Value.From(new ValueArray([.. items.Select(ToValue)]));

    private Value Invoke(BuiltinDeclaration declaration, ReadOnlySpan<Value> args) => declaration.Body(this, Bind(declaration, args));

    private Value[] Bind(BuiltinDeclaration declaration, ReadOnlySpan<Value> args)
    {
        var bound = new List<Value>();
        for (var i = 0; i < Math.Max(args.Length, declaration.Parameters.Count); i++)
        {
            var parameter = declaration.Parameters[Math.Min(i, declaration.Parameters.Count - 1)];
            if (i < args.Length) bound.Add(ConvertTo(parameter.Kind, args[i]));
            else if (parameter.IsOptional && !parameter.IsVariadic) bound.Add(parameter.Default);
            else if (!parameter.IsOptional) throw Fail($"missing {parameter.Name}");
        }
        return [.. bound];
    }

    private static Value ToValue(object? value) => value switch
    {
        null => Value.Null,
        Value done => done,
        string text => Value.From(text),
        int number => Value.From((long)number),
        long number => Value.From(number),
        double number => Value.From(number),
        decimal number => Value.From(number),
        bool truth => Value.From(truth),
        DateTimeOffset date => Value.From(date),
        TimeSpan span => Value.From(span),
        _ => throw new ArgumentException(value.GetType().Name, nameof(value)),
    };
}
