namespace PostPurchase.Engine.Delivery;

/// <summary>Text that has to fit on one line of a header.</summary>
internal static class OneLine
{
    private const int Longest = 400;

    /// <summary>The text with line ends, tabs and other controls as single spaces, trimmed, at most 400 characters.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var result = new System.Text.StringBuilder(Math.Min(text.Length, Longest));
        foreach (var character in text)
        {
            var isSpace = char.IsControl(character) || char.IsWhiteSpace(character) || character is '\u2028' or '\u2029';
            if (!isSpace) result.Append(character);
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
            if (result.Length == Longest) break;
        }

        if (result.Length > 0 && char.IsHighSurrogate(result[^1])) result.Length--;
        return result.ToString().TrimEnd();
    }
}
