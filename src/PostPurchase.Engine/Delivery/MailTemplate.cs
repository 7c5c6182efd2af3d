using PostPurchase.Engine.Storage;
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

    /// <summary>The text of each file that it can be made of in any language, as its store sees them; empty for one that is not in the folder.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>To be kept with the mails that leave with it.</summary>
    public TemplateVersion Version => new(Name, Hash, Texts);

    /// <summary>What the check says against it.</summary>
    public IReadOnlyList<TemplateError> Problems { get; init; } = [];

    /// <summary>
    /// Why no mail is made of it, or null. What <c>validate</c> refuses never leaves with a hole: a field that does not exist refuses every mail, a value that can be missing
    /// only those of the customers who lack it, which the strict render finds.
    /// </summary>
    public string? Refusal => Problems.FirstOrDefault(problem => problem.Code != ErrorCode.Null) is { } problem
        ? $"the template '{Name}' has an error: {problem}{problem.Advice[problem.Message.Length..]}"
        : null;

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
