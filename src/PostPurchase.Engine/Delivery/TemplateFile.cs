using System.Security.Cryptography;
using System.Text;
using PostPurchase.Core.Personalisation;
using PostPurchase.Templates;

namespace PostPurchase.Engine.Delivery;

/// <summary>One file of the templates folder as it was last read.</summary>
/// <param name="Path">Relative to the folder, with slashes.</param>
/// <param name="Hash">Of the text that was last seen.</param>
/// <param name="Parsed">The last version that could be parsed; null where there was none.</param>
/// <param name="Errors">What is wrong with the newest version; empty when nothing is.</param>
internal sealed record TemplateFile(string Path, string Hash, Template? Parsed, IReadOnlyList<TemplateError> Errors)
{
    /// <summary>Reads a text; where it is broken, what was parsed before stays in use.</summary>
    public static TemplateFile Read(string path, string text, TemplateFile? before)
    {
        var hash = HashOf(text);
        if (before?.Hash == hash) return before;
        try
        {
            var options = path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? ParseOptions.Text : ParseOptions.Html;
            return new(path, hash, Language.Engine.Parse(text, path, options), []);
        }
        catch (TemplateException exception)
        {
            return new(path, hash, before?.Parsed, exception.Errors);
        }
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
