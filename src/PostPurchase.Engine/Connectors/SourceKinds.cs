namespace PostPurchase.Engine.Connectors;

/// <summary>The words of <c>Sources:NAME:Kind</c>.</summary>
public static class SourceKinds
{
    /// <summary>The kinds that can be used.</summary>
    public static IReadOnlyList<string> Available { get; } = ["shopify", "woocommerce", "stripe", "standard", "ses", "sendgrid", "postmark", "mailgun"];

    /// <summary>The kinds whose names are reserved, and that are not available in this version.</summary>
    public static IReadOnlyList<string> Reserved { get; } =
    [
        "bigcommerce", "paddle", "lemonsqueezy", "gumroad", "zendesk", "freshdesk", "gorgias", "intercom",
    ];

    /// <summary>The word of a kind.</summary>
    public static string NameOf(SourceKind kind) => Available[(int)kind];

    /// <summary>Whether a source reports what became of our mails, and not what happened in a shop.</summary>
    public static bool IsMailProvider(this SourceKind kind) => kind is SourceKind.Ses or SourceKind.SendGrid or SourceKind.Postmark or SourceKind.Mailgun;

    /// <summary>The kind of a word in any case; false for a reserved or unknown one.</summary>
    public static bool TryParse(string word, out SourceKind kind)
    {
        var index = Available.ToList().FindIndex(known => string.Equals(known, word, StringComparison.OrdinalIgnoreCase));
        kind = (SourceKind)Math.Max(0, index);
        return index >= 0;
    }
}
