using System.Globalization;
using PostPurchase.Templates.Functions;

namespace PostPurchase.Templates;

/// <summary>Conversions of arguments and operands, with the language's rules and messages.</summary>
internal static class ValueConversion
{
    public static Value To(ParameterKind kind, Value value, CallContext call) => kind switch
    {
        ParameterKind.Any => value,
        ParameterKind.Text => value.IsNull || value.IsText ? value : Value.From(call.ToText(value)),
        ParameterKind.Int => value.Kind == ValueKind.Int ? value : Value.From(ToInt(value, call)),
        ParameterKind.Number => value.IsNumber ? value : ToNumber(value, call),
        ParameterKind.Bool => value.Kind == ValueKind.Bool ? value : Value.From(value.IsTrue),
        ParameterKind.Date => value.Kind is ValueKind.Date or ValueKind.Null ? value : ToDate(value, call),
        ParameterKind.TimeSpan => value.Kind is ValueKind.TimeSpan ? value : throw Unable(value, "timespan", call),
        ParameterKind.List => value.Kind is ValueKind.Array or ValueKind.Null ? value : Value.From(ToList(value, call)),
        ParameterKind.Object => value.Kind is ValueKind.Object or ValueKind.Null ? value : throw Unable(value, "object", call),
        _ => value.Kind is ValueKind.Function ? value : throw Unable(value, "function", call),
    };

    public static long ToInt(Value value, CallContext call) => value.Kind switch
    {
        ValueKind.Int => value.AsInt(),
        ValueKind.Null => 0,
        ValueKind.Bool => value.AsBool() ? 1 : 0,
        ValueKind.Float => FromFloat(Math.Round(value.AsFloat(), MidpointRounding.ToEven), value, call),
        ValueKind.Decimal => FromFloat((double)Math.Round(value.AsDecimal(), MidpointRounding.ToEven), value, call),
        ValueKind.String or ValueKind.Html
            when long.TryParse(Looked(value, call), NumberStyles.Integer, call.Culture, out var parsed) => parsed,
        _ => throw Unable(value, "int", call),
    };

    public static double ToFloat(Value value, CallContext call) => value.Kind switch
    {
        ValueKind.Int => value.AsInt(),
        ValueKind.BigInt => (double)value.AsBigInt(),
        ValueKind.Float => value.AsFloat(),
        ValueKind.Decimal => (double)value.AsDecimal(),
        ValueKind.Null => 0,
        ValueKind.Bool => value.AsBool() ? 1 : 0,
        ValueKind.String or ValueKind.Html
            when double.TryParse(Looked(value, call), NumberStyles.Float | NumberStyles.AllowThousands, call.Culture, out var parsed) => parsed,
        _ => throw Unable(value, "double", call),
    };

    public static ValueArray ToList(Value value, CallContext call)
    {
        switch (value.Kind)
        {
            case ValueKind.Array: return value.AsArray();
            case ValueKind.Null: return new ValueArray();
            case ValueKind.Range: return FromRange(value.AsRange(), call);
            case ValueKind.String or ValueKind.Html: return FromText(value.AsText(), call);
            default: throw Unable(value, "list", call);
        }
    }

    public static TemplateException Unable(Value value, string wanted, CallContext call) =>
        call.Fail($"Unable to convert type `{ValueNames.Of(value)}` to `{wanted}`", ErrorCode.Type);

    private static string Looked(Value value, CallContext call)
    {
        call.Budget.Look(value.AsText().Length);
        return value.AsText();
    }

    private static Value ToNumber(Value value, CallContext call)
    {
        if (value.IsText && long.TryParse(Looked(value, call), NumberStyles.Integer, call.Culture, out var integer)) return Value.From(integer);
        return value.Kind is ValueKind.Bool or ValueKind.Null ? Value.From(ToInt(value, call)) : Value.From(ToFloat(value, call));
    }

    private static Value ToDate(Value value, CallContext call) =>
        value.IsText && Dates.Of(call, value.AsText()) is { } date ? Value.From(date) : throw Unable(value, "datetime", call);

    private static long FromFloat(double number, Value value, CallContext call) =>
        number is >= long.MinValue and < 9.2233720368547758e18 ? (long)number : throw Unable(value, "int", call);

    /// <summary>The characters of a text, each as a text.</summary>
    public static ValueArray FromText(string text, CallContext call)
    {
        call.Budget.Allocate(text.Length);
        var list = new ValueArray(text.Length);
        foreach (var character in text) list.Add(Value.From(character.ToString()));
        return list;
    }

    private static ValueArray FromRange(ValueRange range, CallContext call)
    {
        call.Budget.Allocate(range.Count);
        var list = new ValueArray((int)range.Count);
        for (long i = 0; i < range.Count; i++) list.Add(Value.From(range[i]));
        return list;
    }
}
