namespace PostPurchase.Templates;

/// <summary>Stands where a value has no object of its own and says how to read the 64 bits beside it. One instance a kind, scale or offset.</summary>
internal sealed class ValueTag
{
    private const int MaxOffsetMinutes = 14 * 60;
    private const int MaxScale = 28;

    private static readonly ValueTag[] Decimals = [.. Enumerable.Range(0, MaxScale + 1).Select(scale => new ValueTag(ValueKind.Decimal, scale))];
    private static readonly ValueTag?[] Dates = new ValueTag?[2 * MaxOffsetMinutes + 1];

    private ValueTag(ValueKind kind, int detail = 0) => (Kind, Detail) = (kind, detail);

    public static readonly ValueTag Bool = new(ValueKind.Bool);
    public static readonly ValueTag Int = new(ValueKind.Int);
    public static readonly ValueTag Float = new(ValueKind.Float);
    public static readonly ValueTag TimeSpan = new(ValueKind.TimeSpan);

    public ValueKind Kind { get; }

    /// <summary>Scale of a decimal, offset in minutes of a date.</summary>
    public int Detail { get; }

    public static ValueTag DecimalOf(int scale) => Decimals[scale];

    // Two threads may build the same tag; only Kind and Detail are ever read, so either will do.
    public static ValueTag DateOf(int offsetMinutes) =>
        Dates[offsetMinutes + MaxOffsetMinutes] ??= new ValueTag(ValueKind.Date, offsetMinutes);
}
