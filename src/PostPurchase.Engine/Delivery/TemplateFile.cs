using System.Security.Cryptography;
using System.Text;
using PostPurchase.Core.Personalisation;
using PostPurchase.Templates;

namespace PostPurchase.Engine.Delivery;

/// <summary>One file of the templates folder as it was last read.</summary>
/// <param name="Path">Relative to the folder, with slashes.</param>
/// <param name="Hash">Of the text that was last seen.</param>
/// <param name="Newest">What the file says now; null where that cannot be parsed.</param>
/// <param name="Good">The last version in which the check found nothing; null where there was none.</param>
/// <param name="Errors">Why the newest version cannot be parsed; empty where it can.</param>
internal sealed record TemplateFile(string Path, string Hash, Template? Newest, Template? Good, IReadOnlyList<TemplateError> Errors)
{
    /// <summary>What is in use of it: the newest, unless that is broken and there is a good one; null where there is nothing to use.</summary>
    public Template? Parsed { get; init; } = Newest ?? Good;

    /// <summary>Reads a text; what was good before stays at hand.</summary>
    public static TemplateFile Read(string path, string text, TemplateFile? before)
    {
        var hash = HashOf(text);
        if (before?.Hash == hash) return before;
        try
        {
            var options = path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? ParseOptions.Text : ParseOptions.Html;
            return new(path, hash, Language.Engine.Parse(text, path, options), before?.Good, []);
        }
        catch (TemplateException exception)
        {
            return new(path, hash, null, before?.Good, exception.Errors);
        }
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
