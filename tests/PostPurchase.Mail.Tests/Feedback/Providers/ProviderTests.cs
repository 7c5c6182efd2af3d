using System.Security.Cryptography;
using System.Text;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Feedback.Providers;
using Xunit;

namespace PostPurchase.Mail.Tests.Feedback.Providers;

public sealed class ProviderTests
{
    [Theory]
    [InlineData("""{"event":"bounce","type":"bounce","status":"5.1.1","reason":"550 5.1.1 The email account that you tried to reach does not exist"}""", BounceReason.AddressUnknown, BounceAction.Suppress)]
    [InlineData("""{"event":"bounce","type":"blocked","reason":"550 5.1.1 user unknown"}""", BounceReason.AddressUnknown, BounceAction.Retry)]
    [InlineData("""{"event":"bounce","type":"bounce","bounce_classification":"Invalid Address","reason":"500 unknown"}""", BounceReason.AddressUnknown, BounceAction.Suppress)]
    [InlineData("""{"event":"bounce","type":"blocked","status":"5.7.26","reason":"unauthenticated"}""", BounceReason.Authentication, BounceAction.PauseDomain)]
    [InlineData("""{"event":"dropped","reason":"Bounced Address"}""", BounceReason.RecipientRefused, BounceAction.Retry)]
    [InlineData("""{"event":"deferred","response":"452 4.2.2 over quota"}""", BounceReason.MailboxFull, BounceAction.Ignore)]
    [InlineData("""{"event":"spamreport"}""", BounceReason.ComplaintAbuse, BounceAction.Suppress)]
    [InlineData("""{"event":"group_unsubscribe"}""", BounceReason.ComplaintOptOut, BounceAction.Suppress)]
    [InlineData("""{"event":"delivered"}""", BounceReason.Delivered, BounceAction.Ignore)]
    public void SendGrid_events_are_judged_by_the_words(string json, BounceReason reason, BounceAction action)
    {
        var body = "[" + json.Replace("{", """{"email":"jo@example.com","smtp-id":"<42@shop.example>","sg_event_id":"e1","send":"7",""", StringComparison.Ordinal) + """,{"event":"open"}]""";

        var report = Assert.Single(SendGridWebhook.Read(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(("jo@example.com", reason, action), (report.Report.Recipient, report.Report.Reason, report.Report.Action));
        Assert.Equal(("42@shop.example", "e1", "7"), (report.MessageId, report.EventId, report.Tags["send"]));
    }

    [Fact]
    public void SendGrid_is_believed_with_its_signature_only()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var body = "[]"u8.ToArray();
        var signature = Convert.ToBase64String(key.SignData([.. "1700000000"u8, .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        var publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

        Assert.True(SendGridWebhook.IsSigned(body, signature, "1700000000", publicKey));
        Assert.False(SendGridWebhook.IsSigned(body, signature, "1700000001", publicKey));
        Assert.False(SendGridWebhook.IsSigned("[ ]"u8, signature, "1700000000", publicKey));
        Assert.False(SendGridWebhook.IsSigned(body, "AAAA", "1700000000", publicKey));
        Assert.False(SendGridWebhook.IsSigned(body, signature, "1700000000", "AAAA"));
        Assert.False(SendGridWebhook.IsSigned(body, null, null, publicKey));
    }

    [Theory]
    [InlineData("""{"RecordType":"Bounce","Type":"HardBounce","Details":"smtp;550 5.1.1 unknown user"}""", BounceReason.AddressUnknown, BounceAction.Suppress)]
    [InlineData("""{"RecordType":"Bounce","Type":"HardBounce","Details":"smtp;550 5.7.1 blocked using zen.spamhaus.org"}""", BounceReason.Reputation, BounceAction.PauseDomain)]
    [InlineData("""{"RecordType":"Bounce","Type":"SoftBounce","Details":"552 mailbox full"}""", BounceReason.MailboxFull, BounceAction.Retry)]
    [InlineData("""{"RecordType":"Bounce","Type":"Transient","Details":"451 try later"}""", BounceReason.System, BounceAction.Ignore)]
    [InlineData("""{"RecordType":"Bounce","Type":"AutoResponder"}""", BounceReason.AutoReply, BounceAction.Ignore)]
    [InlineData("""{"RecordType":"Bounce","Type":"AddressChange"}""", BounceReason.Moved, BounceAction.Suppress)]
    [InlineData("""{"RecordType":"SpamComplaint","Type":"SpamComplaint"}""", BounceReason.ComplaintAbuse, BounceAction.Suppress)]
    [InlineData("""{"RecordType":"SubscriptionChange","SuppressSending":true,"SuppressionReason":"ManualSuppression"}""", BounceReason.ComplaintOptOut, BounceAction.Suppress)]
    public void Postmark_categories_give_way_to_the_words(string json, BounceReason reason, BounceAction action)
    {
        var body = json.Replace("{", """{"Email":"jo@example.com","MessageID":"m1","ID":42,"Metadata":{"send":"7"},""", StringComparison.Ordinal);

        var report = Assert.Single(PostmarkWebhook.Read(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(("jo@example.com", reason, action), (report.Report.Recipient, report.Report.Reason, report.Report.Action));
        Assert.Equal(("m1", "42", "7"), (report.MessageId, report.EventId, report.Tags["send"]));
    }

    [Fact]
    public void Postmark_is_believed_with_its_password_only()
    {
        Assert.True(PostmarkWebhook.IsAuthorized("Basic " + Convert.ToBase64String("shop:secret"u8), "shop", "secret"));
        Assert.False(PostmarkWebhook.IsAuthorized("Basic " + Convert.ToBase64String("shop:other"u8), "shop", "secret"));
        Assert.False(PostmarkWebhook.IsAuthorized("Bearer x", "shop", "secret"));
        Assert.False(PostmarkWebhook.IsAuthorized(null, "shop", "secret"));
    }

    [Theory]
    [InlineData("failed", """ "severity":"permanent","reason":"bounce","delivery-status":{"code":550,"message":"5.1.1 user unknown"} """, BounceReason.AddressUnknown, BounceAction.Suppress)]
    [InlineData("failed", """ "severity":"permanent","reason":"suppress-bounce" """, BounceReason.RecipientRefused, BounceAction.Retry)]
    [InlineData("failed", """ "severity":"permanent","reason":"old" """, BounceReason.Expired, BounceAction.Retry)]
    [InlineData("failed", """ "severity":"temporary","delivery-status":{"code":452,"message":"over quota"} """, BounceReason.MailboxFull, BounceAction.Ignore)]
    [InlineData("complained", """ "x":1 """, BounceReason.ComplaintAbuse, BounceAction.Suppress)]
    [InlineData("unsubscribed", """ "x":1 """, BounceReason.ComplaintOptOut, BounceAction.Suppress)]
    [InlineData("delivered", """ "x":1 """, BounceReason.Delivered, BounceAction.Ignore)]
    public void Mailgun_events_are_judged_by_the_words(string type, string members, BounceReason reason, BounceAction action)
    {
        var body = $$$"""{"signature":{},"event-data":{"event":"{{{type}}}","id":"e1","recipient":"jo@example.com","message":{"headers":{"message-id":"42@shop.example"}},"user-variables":{"send":"7"},{{{members}}} } }""";

        var report = Assert.Single(MailgunWebhook.Read(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(("jo@example.com", reason, action), (report.Report.Recipient, report.Report.Reason, report.Report.Action));
        Assert.Equal(("42@shop.example", "e1", "7"), (report.MessageId, report.EventId, report.Tags["send"]));
    }

    [Fact]
    public void Mailgun_is_believed_with_its_signature_only()
    {
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, "1700000000token"u8));
        var body = Encoding.UTF8.GetBytes($$"""{"signature":{"timestamp":"1700000000","token":"token","signature":"{{signature}}"} }""");

        Assert.True(MailgunWebhook.IsSigned(body, "key"));
        Assert.False(MailgunWebhook.IsSigned(body, "other"));
        Assert.False(MailgunWebhook.IsSigned("{}"u8, "key"));
        Assert.False(MailgunWebhook.IsSigned("not json"u8, "key"));
    }

    [Fact]
    public void Damaged_calls_give_results_only()
    {
        var random = new Random(4);
        var whole = """[{"email":"jo@example.com","event":"bounce","reason":"550 5.1.1 \ud83d\ude00 x","RecordType":"Bounce","event-data":{"event":"failed"},"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"a"}]}}]"""u8.ToArray();
        for (var i = 0; i < 2000; i++)
        {
            var bytes = whole.ToArray();
            for (var edits = 0; edits < 3; edits++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(SendGridWebhook.Read(bytes));
            Assert.NotNull(PostmarkWebhook.Read(bytes.AsSpan(1..^1)));
            Assert.NotNull(MailgunWebhook.Read(bytes.AsSpan(1..^1)));
            Assert.NotNull(SesWebhook.Read(Encoding.UTF8.GetString(bytes.AsSpan(1..^1))));
            MailgunWebhook.IsSigned(bytes, "key");
        }
    }
}
