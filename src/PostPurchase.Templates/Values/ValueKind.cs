#pragma warning disable CA1720 // these are the language's own words for its kinds
namespace PostPurchase.Templates;

/// <summary>The closed set of kinds that a template value can have.</summary>
public enum ValueKind : byte
{
    /// <summary>No value; renders empty and is false.</summary>
    Null,
    /// <summary>True or false.</summary>
    Bool,
    /// <summary>A 64-bit signed integer.</summary>
    Int,
    /// <summary>An integer beyond 64 bits.</summary>
    BigInt,
    /// <summary>A 64-bit binary floating-point number.</summary>
    Float,
    /// <summary>An exact decimal that keeps its scale: 59.90 renders as "59.90".</summary>
    Decimal,
    /// <summary>Text that still has to be escaped where it is written.</summary>
    String,
    /// <summary>Markup that is safe to write as it is.</summary>
    Html,
    /// <summary>An instant with its offset from UTC, to the minute.</summary>
    Date,
    /// <summary>A length of time.</summary>
    TimeSpan,
    /// <summary>A list of values.</summary>
    Array,
    /// <summary>Named values in the order in which they were added.</summary>
    Object,
    /// <summary>Something that can be called.</summary>
    Function,
    /// <summary>A lazy list of consecutive integers.</summary>
    Range,
}
