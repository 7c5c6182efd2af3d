using System.Globalization;
using PostPurchase.Mail.Feedback;

namespace PostPurchase.Mail.Smtp;

/// <summary>What the server said that it can do in its answer to EHLO (RFC 5321 4.1.1.1); nothing after HELO.</summary>
internal sealed record SmtpCapabilities
{
    public static SmtpCapabilities None { get; } = new();

    public bool Pipelining { get; init; }

    public bool EightBitMime { get; init; }

    public bool SmtpUtf8 { get; init; }

    public bool StartTls { get; init; }

    public bool Notifications { get; init; }

    public bool Size { get; init; }

    /// <summary>Largest message that the server takes, or null where it named no fixed limit.</summary>
    public long? LargestMessage { get; init; }

    public IReadOnlySet<string> Authentication { get; init; } = new HashSet<string>();

    /// <summary>Reads the lines of an EHLO reply; keywords count in any case, what is unknown is passed over.</summary>
    public static SmtpCapabilities Parse(string reply)
    {
        var known = None;
        foreach (var line in reply.Split('\n').Skip(1))
        {
            var words = line.Replace("AUTH=", "AUTH ", StringComparison.OrdinalIgnoreCase).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0) known = known.With(words[0].ToUpperInvariant(), words.AsSpan(1));
        }

        return known;
    }

    /// <summary>Why this server can never take <paramref name="envelope"/>, or null.</summary>
    public SendOutcome.Rejected? Refuses(Envelope envelope)
    {
        if (envelope.NeedsSmtpUtf8 && !SmtpUtf8)
            return new(FailureScope.Recipient, SmtpStage.Recipient, null, new EnhancedStatus(5, 6, 7), "the address is not ASCII and the server does not offer SMTPUTF8");
        if (LargestMessage is { } limit && envelope.Content.Length > limit)
            return new(FailureScope.Message, SmtpStage.Message, null, new EnhancedStatus(5, 3, 4), $"the message has {envelope.Content.Length} bytes, the server takes {limit}");
        return !EightBitMime && envelope.HasEightBitContent()
            ? new(FailureScope.Message, SmtpStage.Message, null, new EnhancedStatus(5, 6, 3), "the message has 8-bit content and the server does not offer 8BITMIME")
            : null;
    }

    private SmtpCapabilities With(string keyword, ReadOnlySpan<string> parameters) => keyword switch
    {
        "PIPELINING" => this with { Pipelining = true },
        "8BITMIME" => this with { EightBitMime = true },
        "SMTPUTF8" => this with { SmtpUtf8 = true },
        "STARTTLS" => this with { StartTls = true },
        "DSN" => this with { Notifications = true },
        "SIZE" => this with { Size = true, LargestMessage = parameters is [var size, ..] ? LimitOf(size) : null },
        "AUTH" => this with { Authentication = Authentication.Concat(parameters.ToArray()).ToHashSet(StringComparer.OrdinalIgnoreCase) },
        _ => this,
    };

    private static long? LimitOf(string size) =>
        long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : null;
}
