using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>Webhooks of Mailgun. Shapes and signature: "Webhooks", "Securing webhooks" and "Event structure" of its documentation.</summary>
public static class MailgunWebhook
{
    /// <summary>
    /// Whether the call's own signature is HMAC-SHA256 of its timestamp and token with the webhook signing key. The signature does not
    /// cover the event: use TLS, and remember <see cref="ProviderReport.EventId"/> so that a call is acted on once.
    /// </summary>
    public static bool IsSigned(ReadOnlySpan<byte> body, string signingKey)
    {
        var signature = Json.Parse(body).Member("signature");
        var (timestamp, token, given) = (signature.Text("timestamp"), signature.Text("token"), signature.Text("signature"));
        if (timestamp.Length is 0 or > 20 || token.Length is 0 or > 100 || given.Length != 64) return false;
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(signingKey), Encoding.UTF8.GetBytes(timestamp + token));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected)), Encoding.ASCII.GetBytes(given.ToLowerInvariant()));
    }

    /// <summary>The token of the call's signature, unique for each call; empty where there is none.</summary>
    public static string TokenOf(ReadOnlySpan<byte> body) => Json.Parse(body).Member("signature").Text("token");

    /// <summary>When the call was signed, in Unix seconds as it stands there; empty where there is none.</summary>
    public static string TimestampOf(ReadOnlySpan<byte> body) => Json.Parse(body).Member("signature").Text("timestamp");

    /// <summary>The report of one call; none for opens, clicks, accepted and stored.</summary>
    public static IReadOnlyList<ProviderReport> Read(ReadOnlySpan<byte> body)
    {
        var e = Json.Parse(body).Member("event-data");
        var email = e.Text("recipient");
        return e.Text("event") switch
        {
            "failed" => [Failed(e, email)],
            "rejected" => [Wrap(e, FeedbackKind.Bounce, Reported.Of(email, BounceReason.Content, e.Member("reject").Text("reason")))],
            "complained" => [Wrap(e, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintAbuse))],
            "unsubscribed" => [Wrap(e, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintOptOut))],
            "delivered" => [Wrap(e, FeedbackKind.Delivery, Reported.Of(email, BounceReason.Delivered, e.Member("delivery-status").Text("message")))],
            _ => [],
        };
    }

    private static ProviderReport Failed(JsonElement? e, string email)
    {
        var status = e.Member("delivery-status");
        var words = $"{status.Text("code")} {status.Text("message")} {status.Text("description")}".Trim();
        if (e.Text("severity") == "temporary") return Wrap(e, FeedbackKind.Delay, Reported.Delay(email, words));
        var report = e.Text("reason") switch
        {
            "suppress-complaint" => Reported.Of(email, BounceReason.ComplaintAbuse, words),
            "suppress-unsubscribe" => Reported.Of(email, BounceReason.ComplaintOptOut, words),
            "suppress-bounce" => Reported.Of(email, BounceReason.RecipientRefused, words), // an earlier bounce, on Mailgun's list
            "old" => Reported.Of(email, BounceReason.Expired, words),
            _ => Reported.Failure(email, status.Text("enhanced-code"), words, BounceReason.Unknown),
        };
        return Wrap(e, FeedbackKind.Bounce, report);
    }

    private static ProviderReport Wrap(JsonElement? e, FeedbackKind kind, BounceReport report) =>
        ProviderReport.From(kind, report, e.Member("message").Member("headers").Text("message-id"), e.Text("id"), e.Member("user-variables").Map()) with { ReturnPath = e.Member("envelope").Text("sender") };
}
