using System.Buffers;
using System.Text;

namespace PostPurchase.Mail.Feedback;

/// <summary>A bounce written for humans, cut where the returned message begins and divided by the addresses that it lists.</summary>
internal sealed class Prose
{
    private const int MaxBlocks = 500;
    private const int MaxBlockLength = 6000;

    private static readonly SearchValues<string> ReturnedMessage = SearchValues.Create(
    [
        "below this line is a copy", "this is a copy of the message", "this is a copy of your message", "enclosed is a copy of the message",
        "original message follows", "original message headers", "original message -----", "--- original message", "-original mail info",
        "message headers follow", "header of the original message", "copy of the original message", "copy of the message header",
        "returned message ---", "unsent message follows", "undelivered message follows", "message text follows", "text of the message",
        "message header follows",
        "the body of the message is", "begin of message", "headers of the original", "original headers follow", "returned mail follows",
        "----- message header", "------ message header", "copy of your message", "--- returned", "included below", "-----original message-----",
        "original mail follows", "original mail as follows",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Marks = SearchValues.Create(" \t*<\"'->");

    private Prose(string text, string original, List<(string Recipient, string Text)> blocks)
    {
        Text = text;
        Original = original;
        Blocks = blocks;
    }

    /// <summary>Everything before the returned message.</summary>
    public string Text { get; }

    /// <summary>The returned message, with the line that announces it; empty where there is none.</summary>
    public string Original { get; }

    /// <summary>Each address that stands at the start of a line, with its lines up to the next, in their order; an address listed twice once.</summary>
    public IReadOnlyList<(string Recipient, string Text)> Blocks { get; }

    public static Prose Parse(string text)
    {
        var kept = new StringBuilder(Math.Min(text.Length, 16_000));
        var blocks = new List<(string Recipient, StringBuilder Text)>();
        StringBuilder? current = null;
        var outdented = false;
        var at = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = Unquoted(text.AsSpan(range).TrimEnd());
            at = range.Start.GetOffset(text.Length);
            if (line.ContainsAny(ReturnedMessage) || (kept.Length > 0 && IsHeader(line)))
                return Finished(kept, text[at..], blocks);
            kept.Append(line).Append('\n');
            if (LeadingAddress(line, outdented) is { Length: > 0 } address)
            {
                outdented |= line[0] == '<';
                current = Block(blocks, address);
            }
            if (current is not null && current.Length < MaxBlockLength) current.Append(line).Append('\n');
        }
        return Finished(kept, "", blocks);
    }

    public string? TextFor(string recipient)
    {
        foreach (var (address, text) in Blocks)
            if (address.Equals(recipient, StringComparison.OrdinalIgnoreCase)) return text;
        return null;
    }

    private static Prose Finished(StringBuilder kept, string original, List<(string Recipient, StringBuilder Text)> blocks) =>
        new(kept.ToString(), original, blocks.ConvertAll(b => (b.Recipient, b.Text.ToString())));

    private static StringBuilder? Block(List<(string Recipient, StringBuilder Text)> blocks, string address)
    {
        foreach (var (known, text) in blocks)
            if (known.Equals(address, StringComparison.OrdinalIgnoreCase)) return text;
        if (blocks.Count >= MaxBlocks) return null;
        var started = new StringBuilder();
        blocks.Add((address, started));
        return started;
    }

    // A bounce that a person forwarded is quoted with "> ".
    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> line) =>
        line.StartsWith(">>>> ") ? line[1..] : line.StartsWith("> ") ? line[2..] : line is ">" ? [] : line;

    private static bool IsHeader(ReadOnlySpan<char> line) =>
        line.StartsWith("Received:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Return-Path:", StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("DKIM-Signature:", StringComparison.OrdinalIgnoreCase);

    /// <summary>An address at the start of the line. Once one stood at the margin, indented ones are continuations (Postfix wraps replies).</summary>
    private static string LeadingAddress(ReadOnlySpan<char> line, bool outdented)
    {
        if (line.IsEmpty || (outdented && line[0] is ' ' or '\t')) return "";
        var start = line.IndexOfAnyExcept(Marks);
        if (start is < 0 or > 20) return "";
        if (start > 0 && line[start - 1] == '"') start--; // maybe a quoted local part
        if (!Addresses.TryFind(line[start..], 0, out var at, out var length)) return "";
        if (at > 1 || line[start..(start + at)].ContainsAnyExcept('"', '<')) return "";
        return line.Slice(start + at, length).ToString();
    }
}
