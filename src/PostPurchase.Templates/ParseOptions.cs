namespace PostPurchase.Templates;

/// <summary>How a template is read.</summary>
public sealed record ParseOptions
{
    /// <summary>A page of text: values are written as they are.</summary>
    public static ParseOptions Text { get; } = new();

    /// <summary>A page of HTML: values are escaped for their place.</summary>
    public static ParseOptions Html { get; } = new() { EscapesHtml = true };

    /// <summary>Whether values are escaped for their place in the markup. Default no.</summary>
    public bool EscapesHtml { get; init; }

    /// <summary>How long a template may be, in UTF-16 units. Default 1 Mi.</summary>
    public int MaxLength { get; init; } = 1 << 20;
}
