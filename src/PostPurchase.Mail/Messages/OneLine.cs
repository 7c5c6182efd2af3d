using System.Globalization;
using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>Makes text from outside fit for a header.</summary>
public static class OneLine
{
    /// <summary>
    /// <paramref name="text"/> with each run of control characters, line ends and spaces as one space and none at the ends. For names and
    /// titles that shops and customers typed, which <see cref="MessageWriter"/> would refuse when they hold a line end.
    /// </summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isSpace = char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;
            if (!isSpace) line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }
        return line.ToString().TrimEnd(' ');
    }
}
