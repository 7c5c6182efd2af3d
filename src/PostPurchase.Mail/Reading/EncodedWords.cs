using System.Text;

namespace PostPurchase.Mail.Reading;

/// <summary>Decodes RFC 2047 words in a header value; white space between two neighbouring words is dropped.</summary>
internal static class EncodedWords
{
    public static string Decode(string value)
    {
        var start = value.IndexOf("=?", StringComparison.Ordinal);
        if (start < 0) return value;
        var text = new StringBuilder(value.Length);
        var at = 0;
        var afterWord = false;
        while (start >= 0)
        {
            if (!TryWord(value, start, out var word, out var end))
            {
                start = value.IndexOf("=?", start + 2, StringComparison.Ordinal);
                continue;
            }
            var between = value.AsSpan(at, start - at);
            if (!afterWord || !between.IsWhiteSpace()) text.Append(between);
            text.Append(word);
            afterWord = true;
            at = end;
            start = value.IndexOf("=?", at, StringComparison.Ordinal);
        }
        return text.Append(value, at, value.Length - at).ToString();
    }

    // =?charset*language?B|Q?text?=
    private static bool TryWord(string value, int start, out string word, out int end)
    {
        word = "";
        end = 0;
        var first = value.IndexOf('?', start + 2);
        if (first < 0 || first - start > 60 || first + 3 >= value.Length || value[first + 2] != '?') return false;
        end = value.IndexOf("?=", first + 3, StringComparison.Ordinal);
        if (end < 0) return false;
        var charset = value[(start + 2)..first];
        var star = charset.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0) charset = charset[..star];
        var text = Encoding.Latin1.GetBytes(value[(first + 3)..end]);
        end += 2;
        switch (value[first + 1])
        {
            case 'B' or 'b':
                word = Charsets.Decode(TransferDecoding.Base64(text), charset);
                return true;
            case 'Q' or 'q':
                word = Charsets.Decode(TransferDecoding.QuotedPrintable(text, underscoreIsSpace: true), charset);
                return true;
            default:
                return false;
        }
    }
}
