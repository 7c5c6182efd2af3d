using System.Globalization;
using PostPurchase.Templates.Functions;

namespace PostPurchase.Templates;

/// <summary>How values are written.</summary>
internal static class ValueText
{
    private const string DefaultDateFormat = "dd MMM yyyy";

    public static string Of(Value value, CallContext call)
    {
        if (value.IsText) return value.AsText();
        using var buffer = new TextBuffer();
        Append(value, call, buffer, 0);
        return buffer.ToString();
    }

    public static void Append(Value value, CallContext call, TextBuffer output, int depth)
    {
        if (value.IsText)
        {
            if (depth > 0) AppendQuoted(value.AsText(), output);
            else output.Append(value.AsText());
            return;
        }
        switch (value.Kind)
        {
            case ValueKind.Null:
                if (depth > 0) output.Append("null");
                break;
            case ValueKind.Array:
                AppendList(value.AsArray(), call, output, depth);
                break;
            case ValueKind.Range:
                AppendRange(value.AsRange(), call, output);
                break;
            case ValueKind.Object:
                AppendObject(value.AsObject(), call, output, depth);
                break;
            case ValueKind.Date:
                DateFunctions.WriteDefault(call, value.AsDate(), output);
                break;
            default:
                AppendScalar(value, call.Culture, output);
                break;
        }
    }

    /// <summary>A text without a render, for people and debuggers.</summary>
    public static string Plain(Value value)
    {
        if (value.IsText) return value.AsText();
        if (value.Kind == ValueKind.Array) return $"array of {value.AsArray().Count}";
        if (value.Kind == ValueKind.Object) return $"object of {value.AsObject().Count}";
        using var buffer = new TextBuffer();
        AppendScalar(value, CultureInfo.InvariantCulture, buffer);
        return buffer.ToString();
    }

    private static void AppendScalar(Value value, CultureInfo culture, TextBuffer output)
    {
        switch (value.Kind)
        {
            case ValueKind.Bool: output.Append(value.AsBool() ? "true" : "false"); break;
            case ValueKind.Int: output.Append(value.AsInt(), default, culture); break;
            case ValueKind.BigInt: output.Append(value.AsBigInt(), default, culture); break;
            case ValueKind.Float: AppendFloat(value.AsFloat(), culture, output); break;
            case ValueKind.Decimal: output.Append(value.AsDecimal(), default, culture); break;
            case ValueKind.Date: output.Append(value.AsDate(), DefaultDateFormat, culture); break;
            case ValueKind.TimeSpan: output.Append(value.AsTimeSpan(), "c", culture); break;
            case ValueKind.Function: output.Append(value.AsFunction().Name ?? "function"); break;
            case ValueKind.Range:
                output.Append(value.AsRange().First, default, culture);
                output.Append("..");
                output.Append(value.AsRange().Last, default, culture);
                break;
            default: break;
        }
    }

    private static void AppendFloat(double number, CultureInfo culture, TextBuffer output)
    {
        output.Append(number, "R", culture);
    }

    private static void AppendList(ValueArray list, CallContext call, TextBuffer output, int depth)
    {
        GuardDepth(call, depth);
        output.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            call.Budget.Step();
            if (i > 0) output.Append(", ");
            Append(list[i], call, output, depth + 1);
            GuardLength(call, output);
        }
        output.Append(']');
    }

    private static void AppendRange(ValueRange range, CallContext call, TextBuffer output)
    {
        output.Append('[');
        for (long i = 0; i < range.Count; i++)
        {
            call.Budget.Step();
            if (i > 0) output.Append(", ");
            output.Append(range[i], default, call.Culture);
            GuardLength(call, output);
        }
        output.Append(']');
    }

    private static void AppendObject(ValueObject map, CallContext call, TextBuffer output, int depth)
    {
        GuardDepth(call, depth);
        output.Append('{');
        for (var i = 0; i < map.Count; i++)
        {
            call.Budget.Step();
            if (i > 0) output.Append(", ");
            output.Append(map.NameAt(i));
            output.Append(": ");
            Append(map.ValueAt(i), call, output, depth + 1);
            GuardLength(call, output);
        }
        output.Append('}');
    }

    private static void AppendQuoted(string text, TextBuffer output)
    {
        output.Append('"');
        foreach (var character in text) StringFunctions.AppendEscaped(output, character);
        output.Append('"');
    }

    private static void GuardDepth(CallContext call, int depth)
    {
        if (depth >= call.Budget.Limits.ValueDepth)
            throw call.Fail($"Structure is too deeply nested or contains reference loops: more than {call.Budget.Limits.ValueDepth} levels", ErrorCode.Limit);
    }

    private static void GuardLength(CallContext call, TextBuffer output)
    {
        if (output.Length > call.Budget.Limits.OutputCharacters)
            throw call.Fail($"Exceeding the output limit `{call.Budget.Limits.OutputCharacters}` of a render", ErrorCode.Limit);
    }
}
