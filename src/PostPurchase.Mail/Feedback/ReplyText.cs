using System.Text;

namespace PostPurchase.Mail.Feedback;

/// <summary>
/// A reply made comparable: white space single, each address as <c>&lt;&gt;</c>, reply and status codes (which servers repeat on each line)
/// taken out of the words and kept beside them.
/// </summary>
internal readonly record struct ReplyText(string Words, int Code, string Status)
{
    private const int MaxLength = 8000;

    public static ReplyText Of(string text)
    {
        if (text.Length > MaxLength) text = text[..MaxLength];
        var words = new StringBuilder(text.Length);
        var code = 0;
        var status = "";
        var previous = "";
        foreach (var range in text.AsSpan().SplitAny(' ', '\t', '\n', '\r', '\u00a0'))
        {
            var token = text.AsSpan(range);
            if (token.IsEmpty) continue;
            var rest = Codes(token, previous, ref code, ref status);
            previous = token.Length < 40 ? token.ToString() : "";
            if (rest.IsEmpty) continue;
            if (words.Length > 0) words.Append(' ');
            Append(words, rest);
        }
        return new ReplyText(words.ToString(), code, status);
    }

    /// <summary>Reply codes take precedence in this order: first seen; statuses: the first one that says more than x.0.0 or x.1.0.</summary>
    private static ReadOnlySpan<char> Codes(ReadOnlySpan<char> token, string previous, ref int code, ref string status)
    {
        var bare = token.Trim("()[]'\":;,#.");
        if (IsStatus(bare))
        {
            if (status.Length == 0 || (Vague(status) && !Vague(bare))) status = bare.ToString();
            return [];
        }
        if (bare.Length < 3 || bare[0] is not ('4' or '5') || !char.IsAsciiDigit(bare[1]) || !char.IsAsciiDigit(bare[2])) return token;
        var value = (bare[0] - '0') * 100 + (bare[1] - '0') * 10 + (bare[2] - '0');
        if (bare.Length == 3)
        {
            if (!Introduces(previous)) return token;
            if (code == 0) code = value;
            return [];
        }
        if (bare[3] != '-') return token;
        var after = bare[4..];
        if (after.Length > 0 && char.IsAsciiDigit(after[0]) && !IsStatus(after)) return token;
        if (code == 0) code = value;
        if (!IsStatus(after)) return after;
        if (status.Length == 0 || (Vague(status) && !Vague(after))) status = after.ToString();
        return [];
    }

    // A number of three digits is a reply code only where one can stand: first, after a mark, or after a reply word.
    private static bool Introduces(string previous) => previous.Length == 0 || previous[^1] is ':' or ';' or '>' or '<' or '\'' or '"' or '-' or '.' or ')' or ','
        || IsStatus(previous) || previous is "returned" or "error" or "Error" or "code" or "Deferred" or "ERROR_CODE" or "Reason" or "said"
        || (previous.Length == 3 && previous[0] is '4' or '5');

    private static bool Vague(ReadOnlySpan<char> status) => status.EndsWith(".0") || status[2..].SequenceEqual("0.0");

    /// <summary>Whether this is an enhanced status code of class 2, 4 or 5.</summary>
    public static bool IsStatus(ReadOnlySpan<char> text)
    {
        if (text.Length is < 5 or > 9 || text[0] is not ('2' or '4' or '5') || text[1] != '.') return false;
        var dots = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '.' && text[i - 1] != '.') dots++;
            else if (!char.IsAsciiDigit(text[i])) return false;
        }
        return dots == 2 && text[^1] != '.';
    }

    private static void Append(StringBuilder words, ReadOnlySpan<char> token)
    {
        if (!token.Contains('@') || !Addresses.TryFind(token, 0, out var start, out var length))
        {
            words.Append(token);
            return;
        }
        words.Append(token[..start].TrimEnd('<').TrimEnd('"')).Append("<>").Append(token[(start + length)..].TrimStart('"').TrimStart('>'));
    }
}
