using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Feedback;

namespace PostPurchase.Engine.Storage;

/// <summary>One open or click of a mail as it came in; what is seen of it is kept unchanged, its verdict is given again when more is known.</summary>
/// <param name="Owner">Whose mail it was.</param>
/// <param name="Send">The mail.</param>
/// <param name="Seen">What was seen.</param>
internal sealed record StoredTouch(CustomerId Owner, SendId Send, Touch Seen)
{
    /// <summary>The journey of the mail, or null for a mail without a run.</summary>
    public string? Journey { get; init; }

    /// <summary>The step of the mail, or null.</summary>
    public string? Step { get; init; }

    /// <summary>How many links the mail has; 0 where that is not known.</summary>
    public int LinkCount { get; init; }

    /// <summary>Who it was, as judged with all touches of the mail that are known so far.</summary>
    public TouchVerdict Verdict { get; init; }

    /// <summary>Open or click.</summary>
    public TouchKind Kind => Seen.Kind;

    /// <summary>When it came.</summary>
    public Instant At => Seen.At;

    /// <summary>Which link of the mail; null for an open.</summary>
    public int? Slot => Kind == TouchKind.Click ? Seen.Slot : null;
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
