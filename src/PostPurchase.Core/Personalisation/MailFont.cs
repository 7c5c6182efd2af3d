namespace PostPurchase.Core.Personalisation;

/// <summary>A font that mail programs have, with what they take where they have it not.</summary>
/// <param name="Label">For people.</param>
/// <param name="Css">The value of <c>font-family</c>, without quotes.</param>
public sealed record MailFont(string Label, string Css)
{
    /// <summary>All, in the order of a list to pick from. A mail program loads no font from elsewhere.</summary>
    public static IReadOnlyList<MailFont> All { get; } =
    [
        new("Helvetica or Arial", "Helvetica, Arial, sans-serif"),
        new("As the reader's system writes", "-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif"),
        new("Verdana", "Verdana, Geneva, sans-serif"),
        new("Tahoma", "Tahoma, Verdana, sans-serif"),
        new("Trebuchet", "Trebuchet MS, Tahoma, Arial, sans-serif"),
        new("Georgia", "Georgia, Times New Roman, serif"),
        new("Times", "Times New Roman, Times, serif"),
        new("Palatino", "Palatino, Palatino Linotype, Book Antiqua, Georgia, serif"),
        new("Courier", "Courier New, Courier, monospace"),
    ];
}
