using System.Numerics;
using System.Runtime.CompilerServices;

namespace PostPurchase.Templates;

/// <summary>
/// One value of the template language: 16 bytes, immutable, of a closed set of kinds. The default value is null.
/// Reading it as another kind than <see cref="Kind"/> says throws <see cref="InvalidOperationException"/>; conversions are on <see cref="CallContext"/>.
/// </summary>
public readonly struct Value
{
    private readonly object? _ref;
    private readonly long _bits;

    private Value(object? reference, long bits) => (_ref, _bits) = (reference, bits);

    private Value(object reference, ValueKind kind) => (_ref, _bits) = (reference, (long)kind);

    /// <summary>No value.</summary>
    public static Value Null => default;

    /// <summary>True.</summary>
    public static Value True => new(ValueTag.Bool, 1);

    /// <summary>False.</summary>
    public static Value False => From(false);

    /// <summary>The empty string.</summary>
    public static Value EmptyString => new(string.Empty, ValueKind.String);

    /// <summary>What kind of value this is.</summary>
    public ValueKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _ref is null ? ValueKind.Null : _ref.GetType() == typeof(ValueTag) ? Unsafe.As<ValueTag>(_ref).Kind : (ValueKind)_bits;
    }

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => _ref is null;

    /// <summary>Whether this is a string, safe markup included.</summary>
    public bool IsText => _ref is string;

    /// <summary>Whether this is a number of any kind.</summary>
    public bool IsNumber => Kind is >= ValueKind.Int and <= ValueKind.Decimal;

    /// <summary>Upstream's truth: everything but null and false, so also 0 and "".</summary>
    public bool IsTrue => _ref is not null && (!ReferenceEquals(_ref, ValueTag.Bool) || _bits != 0);

    /// <summary>A boolean beside a number counts as 1 or 0; everything else is itself.</summary>
    internal Value AsNumberBeside(Value other) => Kind == ValueKind.Bool && other.IsNumber ? From(IsTrue ? 1L : 0L) : this;

    /// <summary>A boolean.</summary>
    public static Value From(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    /// <summary>An integer.</summary>
    public static Value From(long value) => new(ValueTag.Int, value);

    /// <summary>An integer of any size: of kind <see cref="ValueKind.Int"/> where it fits.</summary>
    public static Value From(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? From((long)value) : new(value, ValueKind.BigInt);

    /// <summary>A floating-point number.</summary>
    public static Value From(double value) => new(ValueTag.Float, BitConverter.DoubleToInt64Bits(value));

    /// <summary>An exact decimal; its scale is kept.</summary>
    public static Value From(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        if (parts[2] != 0 || parts[1] < 0) return new(value, ValueKind.Decimal);
        var magnitude = ((long)parts[1] << 32) | (uint)parts[0];
        return new(ValueTag.DecimalOf(value.Scale), parts[3] < 0 ? -magnitude : magnitude);
    }

    /// <summary>A string, or null.</summary>
    public static Value From(string? value) => value is null ? default : new(value, ValueKind.String);

    /// <summary>Markup that is written as it is, whatever the place; only for what was escaped or trusted.</summary>
    public static Value FromHtml(string value) => new(value, ValueKind.Html);

    /// <summary>An instant with its offset; seconds of the offset are dropped.</summary>
    public static Value From(DateTimeOffset value) => new(ValueTag.DateOf(value.TotalOffsetMinutes), value.UtcTicks);

    /// <summary>A length of time.</summary>
    public static Value From(TimeSpan value) => new(ValueTag.TimeSpan, value.Ticks);

    /// <summary>A list, or null.</summary>
    public static Value From(ValueArray? value) => value is null ? default : new(value, ValueKind.Array);

    /// <summary>An object, or null.</summary>
    public static Value From(ValueObject? value) => value is null ? default : new(value, ValueKind.Object);

    /// <summary>A function.</summary>
    public static Value From(ValueFunction value) => new(value, ValueKind.Function);

    /// <summary>A range.</summary>
    public static Value From(ValueRange value) => new(value, ValueKind.Range);

    /// <summary>The boolean.</summary>
    public bool AsBool() => ReferenceEquals(_ref, ValueTag.Bool) ? _bits != 0 : throw NotA(ValueKind.Bool);

    /// <summary>The 64-bit integer.</summary>
    public long AsInt() => ReferenceEquals(_ref, ValueTag.Int) ? _bits : throw NotA(ValueKind.Int);

    /// <summary>The integer, whatever its size.</summary>
    public BigInteger AsBigInt() => ReferenceEquals(_ref, ValueTag.Int) ? _bits : _ref is BigInteger big ? big : throw NotA(ValueKind.BigInt);

    /// <summary>The floating-point number.</summary>
    public double AsFloat() => ReferenceEquals(_ref, ValueTag.Float) ? BitConverter.Int64BitsToDouble(_bits) : throw NotA(ValueKind.Float);

    /// <summary>The exact decimal.</summary>
    public decimal AsDecimal() => _ref switch
    {
        decimal wide => wide,
        ValueTag { Kind: ValueKind.Decimal } tag => new decimal((int)Math.Abs(_bits), (int)(Math.Abs(_bits) >> 32), 0, _bits < 0, (byte)tag.Detail),
        _ => throw NotA(ValueKind.Decimal),
    };

    /// <summary>The string, safe markup included.</summary>
    public string AsText() => _ref as string ?? throw NotA(ValueKind.String);

    /// <summary>The instant with its offset.</summary>
    public DateTimeOffset AsDate() => _ref is ValueTag { Kind: ValueKind.Date } tag
        ? new DateTimeOffset(_bits, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(tag.Detail))
        : throw NotA(ValueKind.Date);

    /// <summary>The length of time.</summary>
    public TimeSpan AsTimeSpan() => ReferenceEquals(_ref, ValueTag.TimeSpan) ? new(_bits) : throw NotA(ValueKind.TimeSpan);

    /// <summary>The list.</summary>
    public ValueArray AsArray() => _ref as ValueArray ?? throw NotA(ValueKind.Array);

    /// <summary>The object.</summary>
    public ValueObject AsObject() => _ref as ValueObject ?? throw NotA(ValueKind.Object);

    /// <summary>The function.</summary>
    public ValueFunction AsFunction() => _ref as ValueFunction ?? throw NotA(ValueKind.Function);

    /// <summary>The range.</summary>
    public ValueRange AsRange() => _ref as ValueRange ?? throw NotA(ValueKind.Range);

    /// <summary>What is behind the value where it is a list, object, function, range, string or wide number; for comparing identity.</summary>
    internal object? Reference => _ref;

    /// <summary>For people and debuggers; what a template writes comes from <see cref="CallContext.ToText(Value)"/>.</summary>
    public override string ToString() => ValueText.Plain(this);

    private InvalidOperationException NotA(ValueKind wanted) => new($"the value is of kind {Kind}, not {wanted}");
}
