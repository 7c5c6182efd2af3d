using PostPurchase.Templates;

namespace PostPurchase.Engine.Delivery;

/// <summary>The template of one mail in one language, with what it includes.</summary>
/// <param name="Name">As journeys name it.</param>
/// <param name="Html">The HTML part; null for a mail of text only.</param>
/// <param name="Text">The text part; null makes it from the HTML.</param>
/// <param name="Hash">Of its text and of all partials, 32 hex digits.</param>
/// <param name="Includes">Finds its partials.</param>
/// <param name="Sources">The texts that it can be made of, partials too.</param>
internal sealed record MailTemplate(string Name, Template? Html, Template? Text, string Hash, IncludeSource Includes, IReadOnlyList<string> Sources)
{
    // What the shipped mails without a language in their name are written in.
    private const string Shipped = "en";

    /// <summary>The language in the name of its file (<c>de</c>, <c>de-AT</c>); empty for the one that everybody else gets.</summary>
    public string Language { get; init; } = "";

    /// <summary>The languages that this mail has files for.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>
    /// The locale in which its dates and amounts are written, so that they fit its words: the customer's where the mail speaks their language, else that of the mail.
    /// A file without a language speaks the shop's own, unless there is another file for that.
    /// </summary>
    public string? LocaleFor(string? customer, string? store)
    {
        if (Language.Length > 0) return IsSame(customer, Language) ? customer : IsSame(store, Language) ? store : Language;
        var own = store is null || Languages.Any(language => IsSame(language, store)) ? Shipped : store;
        if (customer is null) return store is null ? null : own;
        return IsSame(customer, own) ? customer : own;
    }

    private static bool IsSame(string? one, string other) => one is not null && one.Split('-', '_')[0].Equals(other.Split('-', '_')[0], StringComparison.OrdinalIgnoreCase);
}
