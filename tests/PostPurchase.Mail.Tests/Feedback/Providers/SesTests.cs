using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Feedback.Providers;
using Xunit;

namespace PostPurchase.Mail.Tests.Feedback.Providers;

public sealed class SesTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const string Mail = """ "mail":{"messageId":"0100","destination":["jo@example.com"],"headers":[{"name":"Message-ID","value":"<42@shop.example>"},{"name":"To","value":"jo@example.com"}],"tags":{"send":["7"]}} """;

    [Theory]
    [InlineData("Permanent", "General", "5.1.1", "smtp; 550 5.1.1 user unknown", BounceReason.AddressUnknown, BounceAction.Suppress)]
    [InlineData("Permanent", "General", "", "", BounceReason.AddressUnknown, BounceAction.Suppress)]
    [InlineData("Permanent", "OnAccountSuppressionList", "", "", BounceReason.RecipientRefused, BounceAction.Retry)]
    [InlineData("Permanent", "General", "5.7.1", "smtp; 550 5.7.1 blocked using zen.spamhaus.org", BounceReason.Reputation, BounceAction.PauseDomain)]
    [InlineData("Transient", "MailboxFull", "", "", BounceReason.MailboxFull, BounceAction.Retry)]
    [InlineData("Transient", "General", "5.1.1", "smtp; 550 5.1.1 user unknown", BounceReason.AddressUnknown, BounceAction.Retry)]
    [InlineData("Undetermined", "Undetermined", "", "", BounceReason.Unknown, BounceAction.Retry)]
    public void A_bounce_is_judged_by_the_words_before_the_category(string type, string subtype, string status, string diagnostic, BounceReason reason, BounceAction action)
    {
        var report = Assert.Single(SesWebhook.Read($$$"""
            {"notificationType":"Bounce","bounce":{"bounceType":"{{{type}}}","bounceSubType":"{{{subtype}}}","feedbackId":"f1","bouncedRecipients":[{"emailAddress":"jo@example.com","status":"{{{status}}}","diagnosticCode":"{{{diagnostic}}}"}]},{{{Mail}}} }
            """));

        Assert.Equal((FeedbackKind.Bounce, "jo@example.com", reason, action), (report.Kind, report.Report.Recipient, report.Report.Reason, report.Report.Action));
        Assert.Equal(("42@shop.example", "f1", "7"), (report.MessageId, report.EventId, report.Tags["send"]));
    }

    [Theory]
    [InlineData("\"complaintFeedbackType\":\"abuse\"", BounceReason.ComplaintAbuse, BounceAction.Suppress)]
    [InlineData("\"userAgent\":\"x\"", BounceReason.ComplaintAbuse, BounceAction.Suppress)]
    [InlineData("\"complaintFeedbackType\":\"not-spam\"", BounceReason.ComplaintWithdrawn, BounceAction.Ignore)]
    public void A_complaint_suppresses_unless_taken_back(string type, BounceReason reason, BounceAction action)
    {
        var report = Assert.Single(SesWebhook.Read($$$"""{"eventType":"Complaint","complaint":{ {{{type}}},"complainedRecipients":[{"emailAddress":"jo@example.com"}]},{{{Mail}}} }"""));

        Assert.Equal((FeedbackKind.Complaint, reason, action), (report.Kind, report.Report.Reason, report.Report.Action));
    }

    [Theory]
    [InlineData("""{"notificationType":"Delivery","delivery":{"recipients":["jo@example.com"],"smtpResponse":"250 ok"}}""", FeedbackKind.Delivery)]
    [InlineData("""{"eventType":"DeliveryDelay","deliveryDelay":{"delayType":"MailboxFull","delayedRecipients":[{"emailAddress":"jo@example.com","diagnosticCode":"smtp; 452 full"}]}}""", FeedbackKind.Delay)]
    public void Deliveries_and_delays_change_nothing(string json, FeedbackKind kind)
    {
        var report = Assert.Single(SesWebhook.Read(json));

        Assert.Equal((kind, BounceAction.Ignore), (report.Kind, report.Report.Action));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"notificationType\":\"Bounce\"}")]
    [InlineData("{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":7}}")]
    [InlineData("{\"eventType\":\"Open\"}")]
    [InlineData("{\"notificationType\":{}}")]
    public void Anything_else_is_nothing(string json) => Assert.Empty(SesWebhook.Read(json));

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void A_notification_is_believed_with_the_right_signature_only(string version)
    {
        using var key = RSA.Create(2048);
        using var certificate = Certificate(key);
        using var other = RSA.Create(2048);
        using var wrong = Certificate(other);

        Assert.True(Parse(Signed(key, version, "hello")).IsSignedBy(certificate));
        Assert.False(Parse(Signed(key, version, "hello")).IsSignedBy(wrong));
        Assert.False(Parse(Signed(key, version, "hello").Replace("hello", "hullo", StringComparison.Ordinal)).IsSignedBy(certificate));
        Assert.False(Parse(Signed(key, version, "hello").Replace("\"SignatureVersion\":\"" + version, "\"SignatureVersion\":\"9", StringComparison.Ordinal)).IsSignedBy(certificate));
    }

    [Theory]
    [InlineData("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem", true)]
    [InlineData("https://sns.cn-north-1.amazonaws.com.cn/x.pem", true)]
    [InlineData("http://sns.eu-west-1.amazonaws.com/x.pem", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com.evil.example/x.pem", false)]
    [InlineData("https://evil.example/sns.eu-west-1.amazonaws.com/x.pem", false)]
    [InlineData("https://sns.evil.example.amazonaws.com/x.pem", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com@evil.example/x.pem", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com:444/x.pem", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/x.txt", false)]
    public void The_certificate_comes_only_from_Amazon(string url, bool allowed)
    {
        var message = Parse($$"""{"Type":"Notification","Signature":"x","SigningCertURL":"{{url}}"}""");

        Assert.Equal(allowed, message.SigningCertificateUrl is not null);
    }

    [Fact]
    public void A_confirmation_shows_where_to_confirm()
    {
        var message = Parse("""{"Type":"SubscriptionConfirmation","Signature":"x","TopicArn":"arn:1","SubscribeURL":"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription"}""");
        var forged = Parse("""{"Type":"SubscriptionConfirmation","Signature":"x","SubscribeURL":"https://evil.example/"}""");

        Assert.Equal("sns.eu-west-1.amazonaws.com", message.SubscribeUrl?.Host);
        Assert.Null(forged.SubscribeUrl);
    }

    [Fact]
    public void What_is_not_from_SNS_is_no_message() => Assert.Null(SnsMessage.Parse("{\"a\":1}"u8));

    private static SnsMessage Parse(string json) => SnsMessage.Parse(Encoding.UTF8.GetBytes(json))!;

    private static X509Certificate2 Certificate(RSA key) =>
        new CertificateRequest("CN=sns.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

    private static string Signed(RSA key, string version, string message)
    {
        var canonical = $"Message\n{message}\nMessageId\nid-1\nTimestamp\n2026-01-01T00:00:00.000Z\nTopicArn\narn:1\nType\nNotification\n";
        var signature = key.SignData(Encoding.UTF8.GetBytes(canonical), version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["Type"] = "Notification", ["MessageId"] = "id-1", ["TopicArn"] = "arn:1", ["Message"] = message, ["Timestamp"] = "2026-01-01T00:00:00.000Z",
            ["SignatureVersion"] = version, ["Signature"] = Convert.ToBase64String(signature),
        }, Relaxed);
    }
}
