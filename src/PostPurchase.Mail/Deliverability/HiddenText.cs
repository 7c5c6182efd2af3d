using System.Buffers;
using System.Net;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Deliverability;

/// <summary>Counts what a reader of an HTML body does not see.</summary>
internal static class HiddenText
{
    private const int DeepestNesting = 512;

    private static readonly SearchValues<char> NumberText = SearchValues.Create("0123456789.");

    /// <summary>Letters and digits inside of elements that inline styles hide, or whose nearest font size is 0 or 1 pixel.</summary>
    public static int Count(string html)
    {
        var open = new Stack<(string Tag, bool IsHidden, bool IsTiny)>();
        var reader = new HtmlReader(html);
        var count = 0;
        while (reader.Read())
        {
            var (_, isHidden, isTiny) = open.Count > 0 ? open.Peek() : ("", false, false);
            if (reader.Tag.IsEmpty)
            {
                if (isHidden || isTiny) count += WebUtility.HtmlDecode(reader.Text.ToString()).Count(char.IsLetterOrDigit);
            }
            else if (reader.IsEndTag)
            {
                Close(open, reader.Tag);
            }
            else if (open.Count < DeepestNesting && !HtmlRender.IsVoidElement(reader.Tag))
            {
                var style = reader.Attribute("style");
                open.Push((reader.Tag.ToString(), isHidden || HiddenStyle.IsHidden(style), FontIsTiny(style) ?? isTiny));
            }
        }
        return count;
    }

    private static void Close(Stack<(string Tag, bool IsHidden, bool IsTiny)> open, ReadOnlySpan<char> tag)
    {
        var depth = 0;
        foreach (var element in open)
        {
            depth++;
            if (!tag.Equals(element.Tag, StringComparison.OrdinalIgnoreCase)) continue;
            for (; depth > 0; depth--) open.Pop();
            return;
        }
    }

    /// <summary>Whether the style sets a font size of 0 or 1 pixel; null when it sets none.</summary>
    private static bool? FontIsTiny(ReadOnlySpan<char> style)
    {
        bool? isTiny = null;
        foreach (var part in style.Split(';'))
        {
            var declaration = style[part].Trim();
            var colon = declaration.IndexOf(':');
            if (colon < 0 || !declaration[..colon].TrimEnd().Equals("font-size", StringComparison.OrdinalIgnoreCase)) continue;
            var value = declaration[(colon + 1)..].Trim();
            var number = value.IndexOfAnyExcept(NumberText) is var end && end >= 0 ? value[..end] : value;
            if (number.IsEmpty) isTiny = false;
            else isTiny = number is "0" or "0.0" || (number is "1" && value[1..].StartsWith("px", StringComparison.OrdinalIgnoreCase));
        }
        return isTiny;
    }
}
