using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>
/// Webhooks of Postmark. It signs nothing: give the URL a user and password (HTTP Basic), as its documentation advises. Shapes: "Bounce",
/// "Spam complaint", "Subscription change" and "Delivery webhook".
/// </summary>
public static class PostmarkWebhook
{
    /// <summary>Whether the Authorization header is exactly these credentials; compared in constant time.</summary>
    public static bool IsAuthorized(string? authorization, string user, string password)
    {
        if (authorization is null || !authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return false;
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":" + password));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization[6..].Trim()), Encoding.UTF8.GetBytes(expected));
    }

    /// <summary>The report of one call; none for opens, clicks and unknown record types.</summary>
    public static IReadOnlyList<ProviderReport> Read(ReadOnlySpan<byte> body)
    {
        var json = Json.Parse(body);
        var email = json.Text("Email") is { Length: > 0 } address ? address : json.Text("Recipient");
        return json.Text("RecordType") switch
        {
            "Bounce" => Bounce(json, email),
            "SpamComplaint" => [Wrap(json, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintAbuse, json.Text("Details")))],
            "SubscriptionChange" => Change(json, email),
            "Delivery" => [Wrap(json, FeedbackKind.Delivery, Reported.Of(email, BounceReason.Delivered, json.Text("Details")))],
            _ => [],
        };
    }

    private static IReadOnlyList<ProviderReport> Bounce(JsonElement? json, string email)
    {
        var words = json.Text("Details") + " " + json.Text("Description");
        return json.Text("Type") switch
        {
            "AutoResponder" or "ChallengeVerification" => [Wrap(json, FeedbackKind.AutoReply, Reported.Of(email, BounceReason.AutoReply, words))],
            "SpamComplaint" => [Wrap(json, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintAbuse, words))],
            "Unsubscribe" => [Wrap(json, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintOptOut, words))],
            "Subscribe" or "OpenRelayTest" => [],
            "Transient" => [Wrap(json, FeedbackKind.Delay, Reported.Delay(email, json.Text("Details")))],
            var type => [Wrap(json, FeedbackKind.Bounce, Failure(email, type, json.Text("Details"), words))],
        };
    }

    // Categories that Postmark names by itself win over the words; HardBounce and SoftBounce are decided by the words first.
    private static BounceReport Failure(string email, string type, string details, string words) => type switch
    {
        "AddressChange" => Reported.Of(email, BounceReason.Moved, words),
        "BadEmailAddress" => Reported.Of(email, BounceReason.AddressUnknown, words),
        "SpamNotification" or "VirusNotification" => Reported.Of(email, BounceReason.Content, words),
        "DMARCPolicy" => Reported.Of(email, BounceReason.Authentication, words),
        "HardBounce" => Reported.Failure(email, "", details, BounceReason.AddressUnknown),
        "DnsError" => Reported.Failure(email, "", details, BounceReason.Network, temporary: true),
        "Blocked" => Reported.Failure(email, "", details, BounceReason.Reputation, temporary: true),
        "ManuallyDeactivated" => Reported.Of(email, BounceReason.RecipientRefused, words),
        _ => Reported.Failure(email, "", details, BounceReason.Unknown, temporary: true),
    };

    private static ProviderReport[] Change(JsonElement? json, string email)
    {
        if (json.Member("SuppressSending") is not { ValueKind: JsonValueKind.True }) return [];
        return json.Text("SuppressionReason") switch
        {
            "SpamComplaint" => [Wrap(json, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintAbuse, "SuppressionReason: SpamComplaint"))],
            "ManualSuppression" => [Wrap(json, FeedbackKind.Complaint, Reported.Of(email, BounceReason.ComplaintOptOut, "SuppressionReason: ManualSuppression"))],
            _ => [], // a hard bounce, which has been told by the bounce webhook
        };
    }

    private static ProviderReport Wrap(JsonElement? json, FeedbackKind kind, BounceReport report) =>
        ProviderReport.From(kind, report, json.Text("MessageID"), json.Text("ID"), json.Member("Metadata").Map());
}
