using System.Buffers;
using System.Globalization;

namespace PostPurchase.Templates;

/// <summary>Writes text so that it stays text in its place of the markup.</summary>
internal static class HtmlEscaper
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");
    private static readonly SearchValues<char> SpecialUnquoted = SearchValues.Create("&<>\"'`= \t\r\n\f/");
    private static readonly SearchValues<char> SpecialMarkup = SearchValues.Create("<>\"'`= \t\r\n\f");
    private static readonly SearchValues<char> StyleSafe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 #.,%_-");

    /// <summary>Whether the text cannot be written as it is.</summary>
    public static bool NeedsWork(ReadOnlySpan<char> text, bool isHtml, HtmlContext context) => context switch
    {
        HtmlContext.Raw => false,
        HtmlContext.Text => !isHtml && text.ContainsAny(Special),
        HtmlContext.Attribute => isHtml ? text.ContainsAny('"', '\'') : text.ContainsAny(Special),
        HtmlContext.Style => text.ContainsAnyExcept(StyleSafe),
        HtmlContext.Script => text.Length > 0,
        HtmlContext.Url => !UrlGuard.IsAllowed(text, isHtml) || NeedsWork(text, isHtml, HtmlContext.Attribute),
        _ => true,
    };

    public static void Append(string text, bool isHtml, HtmlContext context, RenderState state)
    {
        var output = state.Output;
        if (context is HtmlContext.Url or HtmlContext.UrlUnquoted && !UrlGuard.IsAllowed(text, isHtml))
        {
            state.ReportUnsafe($"The address {UrlGuard.Shorten(text)} is of a kind that is not allowed here; # stands in its place");
            output.Append('#');
            return;
        }
        switch (context)
        {
            case HtmlContext.Raw:
                output.Append(text);
                break;
            case HtmlContext.Style:
                AppendStyle(text, output);
                break;
            case HtmlContext.Script:
                state.ReportUnsafe("A value in a script is left out; pass it in an attribute instead");
                break;
            case HtmlContext.Text when isHtml:
                output.Append(text);
                break;
            case HtmlContext.Unquoted or HtmlContext.UrlUnquoted:
                AppendEntities(text, isHtml ? SpecialMarkup : SpecialUnquoted, output);
                break;
            default:
                AppendEntities(text, isHtml ? SpecialMarkupQuoted : Special, output);
                break;
        }
    }

    private static readonly SearchValues<char> SpecialMarkupQuoted = SearchValues.Create("<>\"'");

    private static void AppendEntities(ReadOnlySpan<char> text, SearchValues<char> special, TextBuffer output)
    {
        while (true)
        {
            var next = text.IndexOfAny(special);
            if (next < 0) break;
            output.Append(text[..next]);
            AppendEntity(text[next], output);
            text = text[(next + 1)..];
        }
        output.Append(text);
    }

    private static void AppendEntity(char character, TextBuffer output)
    {
        switch (character)
        {
            case '&': output.Append("&amp;"); break;
            case '<': output.Append("&lt;"); break;
            case '>': output.Append("&gt;"); break;
            case '"': output.Append("&quot;"); break;
            default:
                output.Append("&#");
                output.Append((int)character, default, CultureInfo.InvariantCulture);
                output.Append(';');
                break;
        }
    }

    private static void AppendStyle(ReadOnlySpan<char> text, TextBuffer output)
    {
        while (true)
        {
            var next = text.IndexOfAnyExcept(StyleSafe);
            if (next < 0) break;
            output.Append(text[..next]);
            output.Append('\\');
            output.Append((int)text[next], "X6", CultureInfo.InvariantCulture);
            text = text[(next + 1)..];
        }
        output.Append(text);
    }
}
