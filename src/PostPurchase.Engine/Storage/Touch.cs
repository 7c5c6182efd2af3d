using NodaTime;
using PostPurchase.Core;

namespace PostPurchase.Engine.Storage;

/// <summary>One open or click, as it was seen.</summary>
internal sealed record Touch(CustomerId Owner, SendId Send, TouchKind Kind, TouchVerdict Verdict, Instant At)
{
    public string? Journey { get; init; }
    public string? Step { get; init; }

    /// <summary>Which link of the mail; null for an open.</summary>
    public int? Slot { get; init; }

    public LinkRole? Role { get; init; }

    /// <summary>What the program that came said it was; null where that is not kept.</summary>
    public string? Agent { get; init; }
}

/// <summary>Stored by number: append, never renumber.</summary>
internal enum TouchKind
{
    Open = 1,
    Click = 2,
}

/// <summary>Who it was, as judged then; it can be judged again. Stored by number: append, never renumber.</summary>
internal enum TouchVerdict
{
    Human = 1,
    Machine = 2,
    Unsure = 3,
}

/// <summary>What a link is for. Stored by number: append, never renumber.</summary>
internal enum LinkRole
{
    Offer = 1,
    Content = 2,
    Service = 3,
}

/// <summary>A choice that a customer took in a mail.</summary>
internal sealed record ChoiceAnswer(CustomerId Owner, SendId Send, string Choice, string? Journey, string? Step, Instant At);

/// <summary>Something bought and kept.</summary>
/// <param name="Purchase">The purchase.</param>
/// <param name="Line">Index of the line.</param>
/// <param name="ProductId">The store's id of the product, or null.</param>
/// <param name="Category">Or null.</param>
/// <param name="Quantity">How many are kept.</param>
/// <param name="At">When it was ordered.</param>
internal sealed record Bought(PurchaseRowId Purchase, int Line, string? ProductId, string? Category, int Quantity, Instant At);
