using System.Text.Json;
using PostPurchase.Mail.Reading;

namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>
/// Notifications of Amazon SES, by SNS (<see cref="SnsMessage"/>) or as mail. Shapes: "Amazon SNS notification contents for Amazon SES" and
/// "event publishing" in the SES developer guide.
/// </summary>
public static class SesWebhook
{
    /// <summary>The reports in one notification, one for each recipient; none for opens, clicks and what is no SES notification.</summary>
    /// <param name="notification">The inner message of SNS, see <see cref="SnsMessage.Message"/>.</param>
    public static IReadOnlyList<ProviderReport> Read(string notification) => Json.Parse(notification) is { } json ? Read(json) : [];

    internal static List<ProviderReport> Read(JsonElement? json)
    {
        var mail = json.Member("mail");
        var messageId = Original(mail).MessageId;
        if (messageId.Length == 0) messageId = mail.Text("messageId");
        var tags = mail.Member("tags").Map();
        var type = json.Text("notificationType");
        if (type.Length == 0) type = json.Text("eventType");
        return type switch
        {
            "Bounce" => [.. Bounces(json.Member("bounce")).Select(r => Wrap(FeedbackKind.Bounce, r, json.Member("bounce").Text("feedbackId")))],
            "Complaint" => [.. Complaints(json.Member("complaint")).Select(r => Wrap(FeedbackKind.Complaint, r, json.Member("complaint").Text("feedbackId")))],
            "Delivery" => [.. Deliveries(json.Member("delivery")).Select(r => Wrap(FeedbackKind.Delivery, r, ""))],
            "DeliveryDelay" => [.. Delays(json.Member("deliveryDelay")).Select(r => Wrap(FeedbackKind.Delay, r, ""))],
            "Reject" => [.. mail.Items("destination").Select(d => Wrap(FeedbackKind.Bounce, Reported.Of(Text(d), BounceReason.Content, json.Member("reject").Text("reason")), ""))],
            _ => [],
        };

        ProviderReport Wrap(FeedbackKind kind, BounceReport report, string id) => ProviderReport.From(kind, report, messageId, id, tags) with { ReturnPath = mail.Text("source") };
    }

    internal static OriginalMessage Original(JsonElement? mail)
    {
        var headers = mail.Items("headers").Select(h => new MailHeader(h.Text("name"), h.Text("value"))).Where(h => h.Name.Length > 0).ToList();
        return OriginalMessage.From(headers);
    }

    private static IEnumerable<BounceReport> Bounces(JsonElement? bounce)
    {
        var permanent = bounce.Text("bounceType") == "Permanent";
        var subtype = bounce.Text("bounceSubType");
        foreach (var recipient in bounce.Items("bouncedRecipients"))
            yield return Reported.Failure(recipient.Text("emailAddress"), recipient.Text("status"), Words(recipient.Text("diagnosticCode")), Reason(permanent, subtype), !permanent);
    }

    private static BounceReason Reason(bool permanent, string subtype) => subtype switch
    {
        "NoEmail" or "General" when permanent => BounceReason.AddressUnknown,
        "Suppressed" or "OnAccountSuppressionList" => BounceReason.RecipientRefused, // an earlier bounce, possibly of another sender
        "MailboxFull" => BounceReason.MailboxFull,
        "MessageTooLarge" => BounceReason.TooBig,
        "ContentRejected" or "AttachmentRejected" => BounceReason.Content,
        _ => BounceReason.Unknown,
    };

    private static IEnumerable<BounceReport> Complaints(JsonElement? complaint)
    {
        var type = complaint.Text("complaintFeedbackType");
        var reason = type switch
        {
            "not-spam" => BounceReason.ComplaintWithdrawn,
            "auth-failure" or "virus" => BounceReason.ComplaintAuthFailure,
            _ => BounceReason.ComplaintAbuse,
        };
        return complaint.Items("complainedRecipients").Select(r => Reported.Of(r.Text("emailAddress"), reason, type));
    }

    private static IEnumerable<BounceReport> Deliveries(JsonElement? delivery) =>
        delivery.Items("recipients").Select(r => Reported.Of(Text(r), BounceReason.Delivered, delivery.Text("smtpResponse")));

    private static IEnumerable<BounceReport> Delays(JsonElement? delay) =>
        delay.Items("delayedRecipients").Select(r => Reported.Delay(r.Text("emailAddress"), Words(r.Text("diagnosticCode")) + " " + delay.Text("delayType")));

    private static string Words(string diagnostic) => diagnostic.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? diagnostic[5..].Trim() : diagnostic;

    private static string Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } value ? value.Read() : "";
}
