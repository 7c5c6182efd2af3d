using System.Buffers;
using System.Globalization;
using PostPurchase.Mail.Addresses;

namespace PostPurchase.Mail.Messages;

/// <summary>Writes header fields, folded at white space to lines of 76 where there is any (RFC 5322 2.2.3).</summary>
internal static class HeaderWriter
{
    private const int SoftLimit = 76; // 78 in RFC 5322, 76 where a line holds encoded words (RFC 2047 2)
    private const int LongestPhrase = 60;
    private const int LongestPlainWord = 900; // what must stay plain, such as an address, must also stay under 998

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(i => (char)i)]);

    private static readonly SearchValues<char> PhraseText =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~ ");

    /// <summary>A field of free text: plain where that can be read back exactly, encoded words otherwise.</summary>
    public static void Text(WireBuffer output, string name, string value)
    {
        var column = Start(output, name);
        if (CanStayPlain(value) && FirstWordFits(value, column)) WriteWords(output, value, ref column);
        else EncodedWords.Write(output, value, ref column);
        output.NewLine();
    }

    /// <summary>A field with one address and its display name.</summary>
    public static void Address(WireBuffer output, string name, Mailbox mailbox)
    {
        var column = Start(output, name);
        var address = mailbox.Address.ToString();
        if (string.IsNullOrEmpty(mailbox.Name))
        {
            FirstToken(output, address, ref column);
        }
        else
        {
            var phrase = IsPhrase(mailbox.Name) ? mailbox.Name : Quote(mailbox.Name);
            if (phrase.Length <= LongestPhrase && CanStayPlain(mailbox.Name)) FirstToken(output, phrase, ref column);
            else EncodedWords.Write(output, mailbox.Name, ref column);
            Token(output, $"<{address}>", ref column);
        }
        output.NewLine();
    }

    /// <summary>A field of tokens that are never broken; folds between them.</summary>
    public static void Tokens(WireBuffer output, string name, params ReadOnlySpan<string> tokens)
    {
        var column = Start(output, name);
        FirstToken(output, tokens[0], ref column);
        foreach (var token in tokens[1..]) Token(output, token, ref column);
        output.NewLine();
    }

    /// <summary>The Date field: day name, four-digit year, numeric zone.</summary>
    public static void Date(WireBuffer output, DateTimeOffset date)
    {
        var text = date.ToString("ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        output.Append("Date: "u8);
        output.Append(text.AsSpan(0, text.Length - 3));
        output.Append(text.AsSpan(text.Length - 2));
        output.NewLine();
    }

    /// <summary>A quoted-string (RFC 5322 3.2.4).</summary>
    public static string Quote(string text) =>
        string.Concat("\"", text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), "\"");

    /// <summary>True for printable ASCII that no reader takes for an encoded word and that folding leaves as it is.</summary>
    public static bool CanStayPlain(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Printable) || text.Contains("=?", StringComparison.Ordinal)) return false;
        if (text.StartsWith(' ') || text.EndsWith(' ') || text.Contains("  ", StringComparison.Ordinal)) return false;
        if (text.Length <= LongestPlainWord) return true;
        foreach (var word in text.AsSpan().Split(' '))
            if (word.End.Value - word.Start.Value > LongestPlainWord) return false;
        return true;
    }

    private static bool FirstWordFits(string text, int column)
    {
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        return column + 1 + (end < 0 ? text.Length : end) <= SoftLimit;
    }

    private static int Start(WireBuffer output, string name)
    {
        output.Append(name);
        output.Append((byte)':');
        return name.Length + 1;
    }

    private static void WriteWords(WireBuffer output, ReadOnlySpan<char> text, ref int column)
    {
        var end = text.IndexOf(' ');
        FirstToken(output, end < 0 ? text : text[..end], ref column);
        if (end < 0) return;
        text = text[(end + 1)..];
        foreach (var word in text.Split(' ')) Token(output, text[word], ref column);
    }

    /// <summary>The first token stays beside the name: a fold there is allowed, but some readers then keep the space.</summary>
    private static void FirstToken(WireBuffer output, ReadOnlySpan<char> token, ref int column)
    {
        if (token.IsEmpty) return;
        output.Append((byte)' ');
        output.Append(token);
        column += 1 + token.Length;
    }

    private static void Token(WireBuffer output, ReadOnlySpan<char> token, ref int column)
    {
        if (column + 1 + token.Length > SoftLimit)
        {
            output.NewLine();
            column = 0;
        }
        FirstToken(output, token, ref column);
    }

    private static bool IsPhrase(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(PhraseText);
}
