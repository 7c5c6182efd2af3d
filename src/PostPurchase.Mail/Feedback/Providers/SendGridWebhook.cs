using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>The event webhook of Twilio SendGrid. Shapes and signature: "Event Webhook reference" and "security features" of its documentation.</summary>
public static class SendGridWebhook
{
    /// <summary>Header with the base64 signature.</summary>
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";

    /// <summary>Header with the timestamp that is signed before the body.</summary>
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>Whether the ECDSA P-256 signature over timestamp and raw body is that of the key (base64 of its SubjectPublicKeyInfo).</summary>
    public static bool IsSigned(ReadOnlySpan<byte> body, string? signature, string? timestamp, string publicKey)
    {
        if (string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(timestamp) || timestamp.Length > 40) return false;
        var bytes = new byte[200];
        var key = new byte[500];
        if (!Convert.TryFromBase64String(signature, bytes, out var length) || !Convert.TryFromBase64String(publicKey, key, out var keyLength)) return false;
        using var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(key.AsSpan(0, keyLength), out _);
        }
        catch (CryptographicException)
        {
            return false; // the configured key is none: nothing can be verified by it
        }
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return ecdsa.VerifyData(signed, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The reports of one call, at most 1,000; opens, clicks and processed are left out.</summary>
    public static IReadOnlyList<ProviderReport> Read(ReadOnlySpan<byte> body)
    {
        if (Json.Parse(body) is not { ValueKind: JsonValueKind.Array } events) return [];
        return [.. events.EnumerateArray().Take(1000).Select(e => Read(e)).OfType<ProviderReport>()];
    }

    private static ProviderReport? Read(JsonElement? e)
    {
        var email = e.Text("email");
        return e.Text("event") switch
        {
            "bounce" => Wrap(e, FeedbackKind.Bounce, Bounce(e, email)),
            "dropped" => Wrap(e, FeedbackKind.Bounce, Dropped(e, email)),
            "deferred" => Wrap(e, FeedbackKind.Delay, Reported.Delay(email, e.Text("response"))),
            "delivered" => Wrap(e, FeedbackKind.Delivery, Reported.Of(email, BounceReason.Delivered, e.Text("response"))),
            "spamreport" => Wrap(e, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintAbuse)),
            "unsubscribe" or "group_unsubscribe" => Wrap(e, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintOptOut)),
            _ => null,
        };
    }

    // "blocked" is SendGrid's word for refusals that say nothing about the address.
    private static BounceReport Bounce(JsonElement? e, string email)
    {
        var blocked = e.Text("type") == "blocked";
        return Reported.Failure(email, e.Text("status"), e.Text("reason"), Classified(e.Text("bounce_classification")), temporary: blocked);
    }

    // Dropped on SendGrid's own lists, before anybody else saw it.
    private static BounceReport Dropped(JsonElement? e, string email) => e.Text("reason") switch
    {
        "Spam Reporting Address" => Reported.Of(email, BounceReason.ComplaintAbuse, e.Text("reason")),
        "Unsubscribed Address" => Reported.Of(email, BounceReason.ComplaintOptOut, e.Text("reason")),
        "Bounced Address" => Reported.Of(email, BounceReason.RecipientRefused, e.Text("reason")),
        _ => Reported.Of(email, BounceReason.Unknown, e.Text("reason")),
    };

    private static BounceReason Classified(string classification) => classification switch
    {
        "Invalid Address" => BounceReason.AddressUnknown,
        "Technical" or "Technical Failure" => BounceReason.System,
        "Content" => BounceReason.Content,
        "Reputation" => BounceReason.Reputation,
        "Frequency or Volume Too High" => BounceReason.Rate,
        "Mailbox Unavailable" => BounceReason.MailboxFull,
        _ => BounceReason.Unknown,
    };

    private static ProviderReport Wrap(JsonElement? e, FeedbackKind kind, BounceReport report)
    {
        var id = e.Text("smtp-id") is { Length: > 0 } smtp ? smtp : e.Text("sg_message_id");
        return ProviderReport.From(kind, report, id, e.Text("sg_event_id"), e.Map());
    }
}
