using System.Text.Unicode;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors;
using PostPurchase.Mail.Feedback.Providers;

namespace PostPurchase.Engine.Bounces;

/// <summary>Reads the calls of mail providers: who made it first, over the raw bytes, then what it says.</summary>
/// <param name="fetch">Gets a page of Amazon's, see <see cref="SnsCalls"/>.</param>
internal sealed class ProviderHooks(Func<Uri, CancellationToken, Task<byte[]>> fetch)
{
    // Mailgun's signature does not cover the event: an old one that somebody saw must not sign a new event.
    private static readonly Duration MailgunTolerance = Duration.FromDays(1);

    private readonly SnsCalls _sns = new(fetch);

    /// <summary>What a request to <c>/hooks/NAME</c> means. The body must be limited in size before.</summary>
    public Task<ProviderReading> ReadAsync(HookSource source, HookHeaders headers, ReadOnlyMemory<byte> body, Instant now, CancellationToken cancellationToken) => source.Kind switch
    {
        SourceKind.Ses => _sns.ReadAsync(source, body, now, cancellationToken),
        SourceKind.SendGrid => Task.FromResult(SendGrid(source, headers, body)),
        SourceKind.Postmark => Task.FromResult(Postmark(source, headers, body)),
        SourceKind.Mailgun => Task.FromResult(Mailgun(source, body, now)),
        _ => throw new InvalidOperationException($"{source.Kind} is no mail provider"),
    };

    private static ProviderReading SendGrid(HookSource source, HookHeaders headers, ReadOnlyMemory<byte> body)
    {
        var (signature, timestamp) = (headers.First(SendGridWebhook.SignatureHeader), headers.First(SendGridWebhook.TimestampHeader));
        return source.Secrets.Any(key => SendGridWebhook.IsSigned(body.Span, signature, timestamp, key))
            ? Understood(body, SendGridWebhook.Read(body.Span), Signatures.Fingerprint(body.Span))
            : new ProviderReading.BadSignature($"{SendGridWebhook.SignatureHeader} does not fit the body");
    }

    private static ProviderReading Postmark(HookSource source, HookHeaders headers, ReadOnlyMemory<byte> body)
    {
        var given = headers.First("Authorization");
        return source.Secrets.Any(secret => secret.Split(':', 2) is [var user, var password] && PostmarkWebhook.IsAuthorized(given, user, password))
            ? Understood(body, PostmarkWebhook.Read(body.Span), Signatures.Fingerprint(body.Span))
            : new ProviderReading.BadSignature("expected the user and password of this source by HTTP Basic");
    }

    private static ProviderReading Mailgun(HookSource source, ReadOnlyMemory<byte> body, Instant now)
    {
        // Its signature is in the body.
        if (!Utf8.IsValid(body.Span)) return new ProviderReading.Malformed(JsonSoundness.NotUtf8);
        if (!source.Secrets.Any(key => MailgunWebhook.IsSigned(body.Span, key))) return new ProviderReading.BadSignature("the signature in the body does not fit");
        return Signatures.IsRecent(MailgunWebhook.TimestampOf(body.Span), now, MailgunTolerance)
            ? Understood(body, MailgunWebhook.Read(body.Span), MailgunWebhook.TokenOf(body.Span))
            : new ProviderReading.BadSignature("it was signed more than a day ago");
    }

    internal static ProviderReading Understood(ReadOnlyMemory<byte> body, IReadOnlyList<ProviderReport> reports, string deliveryId)
    {
        if (!Utf8.IsValid(body.Span)) return new ProviderReading.Malformed(JsonSoundness.NotUtf8);
        if (reports.Count > 0) return new ProviderReading.Reports(reports, deliveryId);
        return body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]
            ? new ProviderReading.Ignored("it says nothing of bounces or complaints", deliveryId)
            : new ProviderReading.Malformed("expected JSON");
    }
}
