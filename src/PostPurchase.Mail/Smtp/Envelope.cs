using System.Buffers;
using System.Text;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Mail.Smtp;

/// <summary>One message on its way to one recipient. Immutable; the memory of <see cref="Content"/> must stay untouched until its outcome came.</summary>
/// <param name="id">The caller's key, given back with the outcome.</param>
/// <param name="returnPath">Where bounces go; null for none (RFC 5321 4.5.5).</param>
/// <param name="recipient">Address of the recipient.</param>
/// <param name="content">Header and body with CRLF line ends, neither dot-stuffed nor terminated. A bare CR or LF leaves as CRLF.</param>
public sealed class Envelope(long id, EmailAddress? returnPath, EmailAddress recipient, ReadOnlySequence<byte> content)
{
    /// <summary>An envelope around a written message, which must not be disposed before the outcome came.</summary>
    public Envelope(long id, WireMessage message)
        : this(id, message.Sender, message.Recipient, new ReadOnlySequence<byte>(message.Bytes)) => NeedsSmtpUtf8 = message.NeedsSmtpUtf8;

    /// <summary>The caller's key.</summary>
    public long Id { get; } = id;

    /// <summary>Where bounces go; null for none.</summary>
    public EmailAddress? ReturnPath { get; } = returnPath;

    /// <summary>Address of the recipient.</summary>
    public EmailAddress Recipient { get; } = recipient;

    /// <summary>Header and body.</summary>
    public ReadOnlySequence<byte> Content { get; } = content;

    /// <summary>Whether only a server that offers SMTPUTF8 may be given this; true by itself where an envelope address asks for it.</summary>
    public bool NeedsSmtpUtf8
    {
        get => field || Recipient.NeedsSmtpUtf8 || ReturnPath is { NeedsSmtpUtf8: true };
        init;
    }

    /// <summary>Sent as ENVID, with RET=HDRS and NOTIFY=FAILURE, where the server offers DSN (RFC 3461); 1..100 printable ASCII characters, or null.</summary>
    public string? NotificationId
    {
        get;
        init => field = value is null || (value.Length is > 0 and <= 100 && value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
            ? value
            : throw new ArgumentException("a notification id has 1 to 100 printable ASCII characters", nameof(NotificationId));
    }

    internal bool HasEightBitContent()
    {
        foreach (var part in Content)
        {
            if (!Ascii.IsValid(part.Span)) return true;
        }

        return false;
    }
}
