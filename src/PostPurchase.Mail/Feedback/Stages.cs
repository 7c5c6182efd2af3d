namespace PostPurchase.Mail.Feedback;

/// <summary>Finds out from a bounce's prose at which point of the session the refusal came.</summary>
internal static class Stages
{
    private static readonly (SmtpStage Stage, string[] Marks)[] Table =
    [
        (SmtpStage.Recipient,
        [
            "in reply to RCPT TO", "after RCPT TO", "after RCPT command", "[RCPT_TO]", "did not like our RCPT", "does not like recipient",
            "Rcpt-To validation failed", "in RCPT TO", "SMTP:RCPT", "SMTP command\nRCPT", "while sending RCPT", "to RCPT TO command",
            "(in RCPT",
        ]),
        (SmtpStage.Message,
        [
            "in reply to end of DATA", "in reply to DATA", "after end of data", "after DATA", "[BODY]", "[DATA]",
            "failed after I sent the message", "did not like our final DATA", "did not like our DATA", "after sending message body",
            "after pipelined DATA", "SMTP command\nDATA", "SMTP command DATA", "in DATA", "SMTP:DATA", "SMTP:EOM", "while sending DATA",
            "while sending end of data",
        ]),
        (SmtpStage.Sender,
        [
            "in reply to MAIL FROM", "after MAIL FROM", "after MAIL command", "[MAIL_FROM]", "did not like our MAIL",
            "does not like sender", "SMTP:MAIL", "SMTP command\nMAIL", "while sending MAIL", "does not like return path",
        ]),
        (SmtpStage.Connect,
        [
            "refused to talk to me", "after initial connection", "[CONNECT]", "[GREETING]", "after EHLO", "after HELO", "in reply to EHLO",
            "in reply to HELO", "does not like helo",
        ]),
    ];

    /// <param name="text">The lines about one recipient, or all of them.</param>
    /// <param name="reply">The reply of the recipient, for transcripts that show several commands.</param>
    public static SmtpStage Find(string text, string reply)
    {
        foreach (var (stage, marks) in Table)
            foreach (var mark in marks)
                if (text.Contains(mark, StringComparison.OrdinalIgnoreCase)) return stage;
        return Transcript(text, reply);
    }

    // ">>> RCPT To:<…>" / "<<< 550 …": the last command before the answer that was given; failing that, before any failure.
    private static SmtpStage Transcript(string text, string reply)
    {
        if (!text.Contains(">>> ", StringComparison.Ordinal)) return SmtpStage.Unknown;
        var start = reply.AsSpan()[..Math.Min(reply.Length, 40)].Trim();
        var command = SmtpStage.Unknown;
        var found = SmtpStage.Unknown;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.StartsWith(">>> ")) command = Command(line[4..].TrimStart());
            if (!line.StartsWith("<<< ") || line.Length < 8 || line[4] is not ('4' or '5')) continue;
            if (start.Length > 3 && line[4..].StartsWith(start)) return command;
            if (found == SmtpStage.Unknown) found = command;
        }
        return found;
    }

    private static SmtpStage Command(ReadOnlySpan<char> command) => command switch
    {
        _ when command.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase) => SmtpStage.Recipient,
        _ when command.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase) => SmtpStage.Sender,
        _ when command.StartsWith("DATA", StringComparison.OrdinalIgnoreCase) => SmtpStage.Message,
        _ => SmtpStage.Connect,
    };
}
