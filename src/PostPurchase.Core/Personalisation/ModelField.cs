namespace PostPurchase.Core.Personalisation;

/// <summary>What a field of the model holds.</summary>
public enum FieldType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number or a fraction.</summary>
    Number,

    /// <summary>An exact decimal in major units of its own currency, with its scale kept: <c>59.90</c>.</summary>
    Money,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>An instant, shown in the customer's zone.</summary>
    Date,

    /// <summary>A list; its item's fields follow.</summary>
    List,

    /// <summary>A group of fields, which follow.</summary>
    Group,

    /// <summary>Free data of the shop's own: any field is allowed.</summary>
    Free,
}

/// <summary>One field that conditions and templates may read.</summary>
/// <param name="Name">Its name in its object.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Optional">Whether it can be null.</param>
/// <param name="Summary">One line for people.</param>
public sealed record ModelField(string Name, FieldType Type, bool Optional, string Summary)
{
    /// <summary>The fields of the object, or of the items of the list; empty for anything else.</summary>
    public IReadOnlyList<ModelField> Fields { get; init; } = [];
}
