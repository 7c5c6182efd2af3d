using System.Globalization;
using System.Text;

namespace PostPurchase.Mail.Messages;

/// <summary>Makes text from outside fit for a header.</summary>
public static class OneLine
{
    private const int Longest = 400;

    /// <summary>
    /// <paramref name="text"/> with each run of control characters, line ends and spaces as one space and none at the ends; at most 400 characters. For names and
    /// titles that shops and customers typed, which <see cref="MessageWriter"/> would refuse when they hold a line end. Null is empty.
    /// </summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var c in text)
        {
            var isSpace = char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;
            if (!isSpace) line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            if (line.Length == Longest) break;
        }

        if (line.Length > 0 && char.IsHighSurrogate(line[^1])) line.Length--;
        return line.ToString().TrimEnd(' ');
    }
}
