#pragma warning disable CA1720 // these are the language's own words for its kinds
namespace PostPurchase.Templates;

/// <summary>What a parameter takes; the call converts the argument before the function sees it, or fails with its position.</summary>
public enum ParameterKind
{
    /// <summary>Any value, as it is.</summary>
    Any,
    /// <summary>A string: numbers, dates and so on are written out, null stays null.</summary>
    Text,
    /// <summary>A 64-bit integer.</summary>
    Int,
    /// <summary>A number of any kind, as it is.</summary>
    Number,
    /// <summary>True or false, by the truth rules.</summary>
    Bool,
    /// <summary>A date; null stays null.</summary>
    Date,
    /// <summary>A length of time.</summary>
    TimeSpan,
    /// <summary>A list: ranges are written out (charged), null stays null, anything else fails.</summary>
    List,
    /// <summary>An object; null stays null.</summary>
    Object,
    /// <summary>A function, passed with <c>@</c>.</summary>
    Function,
}
