using PostPurchase.Templates;

namespace PostPurchase.Engine.Delivery;

/// <summary>The template of one mail in one language, with what it includes.</summary>
/// <param name="Name">As journeys name it.</param>
/// <param name="Html">The HTML part; null for a mail of text only.</param>
/// <param name="Text">The text part; null makes it from the HTML.</param>
/// <param name="Hash">Of its text and of all partials, 32 hex digits.</param>
/// <param name="Includes">Finds its partials.</param>
/// <param name="Sources">The texts that it can be made of, partials too.</param>
internal sealed record MailTemplate(string Name, Template? Html, Template? Text, string Hash, IncludeSource Includes, IReadOnlyList<string> Sources);
