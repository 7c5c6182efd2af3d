namespace PostPurchase.Templates;

/// <summary>What a declared value of a model can be.</summary>
public enum ShapeKind
{
    /// <summary>Anything; nothing is checked.</summary>
    Any,
    /// <summary>A text.</summary>
    Text,
    /// <summary>A number, money included.</summary>
    Number,
    /// <summary>True or false.</summary>
    Bool,
    /// <summary>A date.</summary>
    Date,
    /// <summary>A length of time.</summary>
    TimeSpan,
    /// <summary>A list.</summary>
    List,
    /// <summary>Named values.</summary>
    Group,
    /// <summary>A function of the template.</summary>
    Callable,
}
