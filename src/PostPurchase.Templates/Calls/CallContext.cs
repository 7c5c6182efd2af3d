using System.Globalization;

namespace PostPurchase.Templates;

/// <summary>
/// What a built-in function sees of the render that calls it: budget, culture, time, conversions with the language's rules, and the
/// exception to throw when it refuses. Only valid during the call.
/// </summary>
public abstract class CallContext
{
    private protected CallContext()
    {
    }

    /// <summary>What is left of the render's budget.</summary>
    public abstract RenderBudget Budget { get; }

    /// <summary>The culture of numbers and dates.</summary>
    public abstract CultureInfo Culture { get; }

    /// <summary>The time zone of the reader; UTC by default.</summary>
    public abstract TimeZoneInfo TimeZone { get; }

    /// <summary>The render's one instant, so that the same render gives the same bytes.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>Whether a miss is an error (preview, check) or renders empty and is reported (sending).</summary>
    public abstract bool IsStrict { get; }

    /// <summary>What the host gave to its own functions with <see cref="RenderOptions.Host"/>.</summary>
    public virtual object? Host => null;

    /// <summary>Whether the page escapes what it writes, so that a function that adds markup escapes its text first.</summary>
    public virtual bool EscapesHtml => false;

    /// <summary>The exception to throw, with the place of the call.</summary>
    public abstract TemplateException Fail(string message, string code = ErrorCode.Call);

    /// <summary>Reports a value that was missing or replaced, in lenient renders; throws in strict ones.</summary>
    public abstract void ReportMiss(string message);

    /// <summary>Calls a function value with these arguments, converted as in any call.</summary>
    public abstract Value Call(Value function, ReadOnlySpan<Value> args);

    /// <summary>State that lasts as long as the render, made at the first request: one object a type.</summary>
    public abstract T State<T>()
        where T : class, new();

    /// <summary>The member of an object, list or date by name, with the language's rules; null where there is none.</summary>
    public abstract Value Member(Value target, string name);

    /// <summary>The text of a value as a template writes it, not escaped; charged.</summary>
    public string ToText(Value value)
    {
        if (value.IsText) return value.AsText();
        var text = ValueText.Of(value, this);
        Budget.Allocate(text.Length);
        return text;
    }

    /// <summary>Adds the text of a value as a template writes it, not escaped.</summary>
    public void AppendText(Value value, TextBuffer output) => ValueText.Append(value, this, output, 0);

    /// <summary>Whether two values are equal by the language's rules.</summary>
    public bool AreEqual(Value left, Value right) => ValueComparison.AreEqual(left, right, this);

    /// <summary>Order of two values: less than, equal to or greater than 0; null comes first. Fails where they have no order.</summary>
    public int Compare(Value left, Value right) => ValueComparison.Compare(left, right, this);

    /// <summary>An arithmetic operator as the language applies it.</summary>
    public Value Calculate(ArithmeticOperator op, Value left, Value right) => Arithmetic.Apply(op, left, right, this);

    /// <summary>An argument converted to what a parameter takes; fails where it cannot be.</summary>
    public Value ConvertTo(ParameterKind kind, Value value) => ValueConversion.To(kind, value, this);

    /// <summary>The value as a 64-bit integer; fails where it is none.</summary>
    public long ToInt(Value value) => ValueConversion.ToInt(value, this);

    /// <summary>The value as a floating-point number; fails where it is none.</summary>
    public double ToFloat(Value value) => ValueConversion.ToFloat(value, this);

    /// <summary>The items of a list or range, or the characters of a text (charged); null gives an empty list; fails for anything else.</summary>
    public ValueArray ToList(Value value) => ValueConversion.ToList(value, this);
}
