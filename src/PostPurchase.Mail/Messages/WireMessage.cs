using System.Buffers;
using PostPurchase.Mail.Addresses;

namespace PostPurchase.Mail.Messages;

/// <summary>
/// A message as bytes, ready for DATA: CRLF line ends, no line over 998 octets, 7-bit unless <see cref="NeedsSmtpUtf8"/>, not yet
/// dot-stuffed. It lives in a pooled buffer: dispose it once when the server has answered, and do not touch <see cref="Bytes"/> after.
/// </summary>
public sealed class WireMessage : IDisposable
{
    private readonly int _start;
    private readonly int _length;
    private byte[]? _buffer;

    internal WireMessage(MailMessage source, string messageId, byte[] buffer, int start, int length)
    {
        (_buffer, _start, _length) = (buffer, start, length);
        MessageId = messageId;
        Sender = source.ReturnPath ?? source.From.Address;
        Recipient = source.To.Address;
        NeedsSmtpUtf8 = source.From.Address.NeedsSmtpUtf8 || Recipient.NeedsSmtpUtf8 || Sender.NeedsSmtpUtf8
            || source.ReplyTo is { Address.NeedsSmtpUtf8: true };
    }

    /// <summary>The whole message in one piece. Throws <see cref="ObjectDisposedException"/> after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Bytes =>
        (_buffer ?? throw new ObjectDisposedException(nameof(WireMessage))).AsMemory(_start, _length);

    /// <summary>The Message-ID without angle brackets.</summary>
    public string MessageId { get; }

    /// <summary>Envelope sender (MAIL FROM).</summary>
    public EmailAddress Sender { get; }

    /// <summary>Envelope recipient (RCPT TO).</summary>
    public EmailAddress Recipient { get; }

    /// <summary>True when an address has a local part outside of ASCII: only a server that offers SMTPUTF8 may be given this.</summary>
    public bool NeedsSmtpUtf8 { get; }

    /// <summary>Gives the buffer back to the pool.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) ArrayPool<byte>.Shared.Return(buffer);
    }
}
