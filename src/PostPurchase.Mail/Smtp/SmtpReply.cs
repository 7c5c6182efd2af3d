namespace PostPurchase.Mail.Smtp;

/// <summary>One whole reply (RFC 5321 4.2). <c>Text</c> holds its lines without their codes, joined by line feeds, and is empty for positive replies that nobody reads.</summary>
internal readonly record struct SmtpReply(int Code, string Text)
{
    // Many servers begin with whom they speak of, which without the address says nothing.
    private const string Somebody = "<(address)>: ";

    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsIntermediate => Code is >= 300 and < 400;

    /// <summary>421: the server is closing the connection, whatever the command was.</summary>
    public bool IsClosing => Code == 421;

    /// <summary>The enhanced code, where there is one whose class does not contradict the reply code.</summary>
    public EnhancedStatus? Status => EnhancedStatus.TryParse(Text, out var status) && status.Value.Class == Code / 100 ? status : null;

    /// <summary>The text as one line without repeated enhanced codes and without addresses; whom it speaks of at its beginning is left out.</summary>
    public string Words()
    {
        var prefix = EnhancedStatus.TryParse(Text, out var status) ? status.Value + " " : null;
        var lines = Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (prefix is not null) lines = Array.ConvertAll(lines, line => line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : line);
        var words = Redaction.Redact(string.Join(' ', lines));
        return words.StartsWith(Somebody, StringComparison.Ordinal) ? words[Somebody.Length..] : words;
    }
}
