namespace PostPurchase.Mail.Feedback;

/// <summary>Finds addresses in prose and header fields, without judging them.</summary>
internal static class Addresses
{
    /// <summary>The first address of the text, or empty.</summary>
    public static string First(string text) => TryFind(text, 0, out var start, out var length) ? text.Substring(start, length) : "";

    /// <summary>Finds the next address at or after <paramref name="from"/>. A local part may be quoted.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int length)
    {
        start = length = 0;
        for (var at = from; at < text.Length; at++)
        {
            var offset = text[at..].IndexOf('@');
            if (offset < 0) return false;
            at += offset;
            start = LocalStart(text, at, from);
            var end = DomainEnd(text, at + 1);
            if (start < at && end > at + 1)
            {
                length = end - start;
                return true;
            }
        }
        return false;
    }

    private static int LocalStart(ReadOnlySpan<char> text, int at, int from)
    {
        var start = at;
        if (start > from && text[start - 1] == '"')
        {
            var open = text[from..(start - 1)].LastIndexOf('"');
            if (open >= 0 && start - (from + open) <= 66) return from + open;
        }
        while (start > from && at - start < 256 && IsLocal(text[start - 1])) start--;
        return start;
    }

    private static int DomainEnd(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        if (end < text.Length && text[end] == '[')
        {
            var close = text[end..].IndexOf(']');
            return close is > 1 and < 60 ? end + close + 1 : start;
        }
        while (end < text.Length && end - start < 256 && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '.' or '_')) end++;
        while (end > start && text[end - 1] is '.' or '-') end--;
        return end;
    }

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal);
}
