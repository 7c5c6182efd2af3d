using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Connectors;
using Xunit;

namespace PostPurchase.Engine.Tests.Bounces;

/// <summary>Who may call, and what a call means; nothing here touches the network.</summary>
public sealed class ProviderHooksTests : IDisposable
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:bounces";
    private const string Page = "https://sns.eu-west-1.amazonaws.com/cert.pem";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RSA _key = RSA.Create(2048);
    private readonly List<string> _fetched = [];

    private static readonly HookSource Ses = new(SourceKind.Ses, Topic);

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task A_notification_of_the_topic_is_believed()
    {
        var reading = await ReadAsync(Ses, Sns("Notification", Bounce));

        var reports = Assert.IsType<ProviderReading.Reports>(reading);
        Assert.Equal(("m-1", 1), (reports.DeliveryId, reports.Items.Count));
        Assert.Equal([Page], _fetched);
    }

    [Fact]
    public async Task The_certificate_is_fetched_once()
    {
        var hooks = Hooks();
        for (var i = 0; i < 3; i++) await hooks.ReadAsync(Ses, NoHeaders, Sns("Notification", Bounce), A.Noon, default);

        Assert.Single(_fetched);
    }

    [Fact]
    public async Task Signed_by_Amazon_for_another_topic_it_is_refused_before_anything_is_fetched()
    {
        Assert.IsType<ProviderReading.BadSignature>(await ReadAsync(Ses, Sns("Notification", Bounce, topic: "arn:aws:sns:eu-west-1:666:mine")));
        Assert.Empty(_fetched);
    }

    [Fact]
    public async Task A_certificate_from_elsewhere_is_not_fetched()
    {
        Assert.IsType<ProviderReading.BadSignature>(await ReadAsync(Ses, Sns("Notification", Bounce, page: "https://evil.example/cert.pem")));
        Assert.Empty(_fetched);
    }

    [Fact]
    public async Task A_changed_message_is_refused()
    {
        var changed = Encoding.UTF8.GetString(Sns("Notification", Bounce)).Replace("jo@example.com", "al@example.com", StringComparison.Ordinal);

        Assert.IsType<ProviderReading.BadSignature>(await ReadAsync(Ses, Encoding.UTF8.GetBytes(changed)));
    }

    [Fact]
    public async Task An_expired_certificate_vouches_for_nothing() =>
        Assert.IsType<ProviderReading.BadSignature>(await Hooks().ReadAsync(Ses, NoHeaders, Sns("Notification", Bounce), Instant.FromUtc(2090, 1, 1, 0, 0), default));

    [Fact]
    public async Task A_subscription_is_confirmed_at_Amazons_host()
    {
        var reading = await ReadAsync(Ses, Sns("SubscriptionConfirmation", "please", confirm: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1"));

        Assert.Equal(new ProviderReading.Ignored("the subscription is confirmed", "m-1"), reading);
        Assert.Equal([Page, "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=1"], _fetched);
    }

    [Fact]
    public async Task A_confirmation_that_leads_elsewhere_is_not_followed()
    {
        Assert.IsType<ProviderReading.BadSignature>(await ReadAsync(Ses, Sns("SubscriptionConfirmation", "please", confirm: "https://evil.example/?Action=ConfirmSubscription")));
        Assert.Equal([Page], _fetched);
    }

    [Fact]
    public async Task While_Amazon_cannot_be_asked_the_sender_shall_come_again()
    {
        var hooks = new ProviderHooks((_, _) => throw new HttpRequestException("no network"));

        Assert.IsType<ProviderReading.Unavailable>(await hooks.ReadAsync(Ses, NoHeaders, Sns("Notification", Bounce), A.Noon, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"notificationType\":\"Bounce\"}")]
    public async Task What_is_not_of_SNS_is_malformed(string body) =>
        Assert.IsType<ProviderReading.Malformed>(await ReadAsync(Ses, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task SendGrid_has_to_sign()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var source = new HookSource(SourceKind.SendGrid, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
        var body = """[{"event":"bounce","email":"jo@example.com","type":"bounce","reason":"550 5.1.1 user unknown"}]"""u8.ToArray();
        var signature = Convert.ToBase64String(key.SignData([.. "1700000000"u8, .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        HookHeaders Signed(string time) => new([new("X-Twilio-Email-Event-Webhook-Signature", signature), new("X-Twilio-Email-Event-Webhook-Timestamp", time)]);

        Assert.IsType<ProviderReading.Reports>(await Hooks().ReadAsync(source, Signed("1700000000"), body, A.Noon, default));
        Assert.IsType<ProviderReading.BadSignature>(await Hooks().ReadAsync(source, Signed("1700000001"), body, A.Noon, default));
        Assert.IsType<ProviderReading.BadSignature>(await ReadAsync(source, body));
    }

    [Fact]
    public async Task Postmark_has_to_know_the_password()
    {
        var source = new HookSource(SourceKind.Postmark, "shop:se:cret");
        var body = """{"RecordType":"SpamComplaint","Email":"jo@example.com"}"""u8.ToArray();
        HookHeaders Given(string word) => new([new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(word)))]);

        Assert.IsType<ProviderReading.Reports>(await Hooks().ReadAsync(source, Given("shop:se:cret"), body, A.Noon, default));
        Assert.IsType<ProviderReading.BadSignature>(await Hooks().ReadAsync(source, Given("shop:other"), body, A.Noon, default));
    }

    [Fact]
    public async Task Mailgun_has_to_sign_and_lately()
    {
        var source = new HookSource(SourceKind.Mailgun, "key");
        var at = A.Noon.ToUnixTimeSeconds();

        Assert.Equal("token", Assert.IsType<ProviderReading.Reports>(await ReadAsync(source, Mailgun("key", at))).DeliveryId);
        Assert.IsType<ProviderReading.BadSignature>(await ReadAsync(source, Mailgun("other", at)));
        Assert.IsType<ProviderReading.BadSignature>(await ReadAsync(source, Mailgun("key", at - 90_000)));
    }

    [Fact]
    public async Task While_a_secret_is_changed_the_one_before_is_believed_too()
    {
        var source = new HookSource(SourceKind.Mailgun, "new", "old");

        Assert.IsType<ProviderReading.Reports>(await ReadAsync(source, Mailgun("old", A.Noon.ToUnixTimeSeconds())));
    }

    [Fact]
    public async Task A_call_about_opens_is_stored_and_ignored()
    {
        var source = new HookSource(SourceKind.Postmark, "a:b");
        var headers = new HookHeaders([new("Authorization", "Basic " + Convert.ToBase64String("a:b"u8))]);

        Assert.IsType<ProviderReading.Ignored>(await Hooks().ReadAsync(source, headers, """{"RecordType":"Open"}"""u8.ToArray(), A.Noon, default));
        Assert.IsType<ProviderReading.Malformed>(await Hooks().ReadAsync(source, headers, "hello"u8.ToArray(), A.Noon, default));
    }

    [Theory]
    [InlineData(SourceKind.Postmark, "a:b")]
    [InlineData(SourceKind.Mailgun, "key")]
    public async Task A_call_that_is_no_UTF_8_is_refused_and_not_taken_for_one_about_something_else(SourceKind kind, string secret)
    {
        var headers = new HookHeaders([new("Authorization", "Basic " + Convert.ToBase64String("a:b"u8))]);

        var reading = await Hooks().ReadAsync(new HookSource(kind, secret), headers, Encoding.Latin1.GetBytes("""{"RecordType":"Bounce","Name":"Café é"}"""), A.Noon, default);

        Assert.Equal(new ProviderReading.Malformed("is not valid UTF-8"), reading);
    }

    private const string Bounce = """{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"jo@example.com","status":"5.1.1"}]},"mail":{"source":"a@b.example"}}""";

    private static HookHeaders NoHeaders => new([]);

    private ProviderHooks Hooks() => new((url, _) =>
    {
        _fetched.Add(url.AbsoluteUri);
        using var certificate = new CertificateRequest("CN=sns.amazonaws.com", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return Task.FromResult(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
    });

    private Task<ProviderReading> ReadAsync(HookSource source, byte[] body) => Hooks().ReadAsync(source, NoHeaders, body, A.Noon, default);

    private byte[] Sns(string type, string message, string topic = Topic, string page = Page, string? confirm = null)
    {
        var fields = new Dictionary<string, string> { ["Type"] = type, ["MessageId"] = "m-1", ["TopicArn"] = topic, ["Message"] = message, ["Timestamp"] = "2026-01-02T12:00:00.000Z" };
        if (confirm is not null) (fields["SubscribeURL"], fields["Token"]) = (confirm, "1");
        var canonical = string.Concat(fields.Keys.Order(StringComparer.Ordinal).Select(name => $"{name}\n{fields[name]}\n"));
        fields["SignatureVersion"] = "2";
        fields["Signature"] = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(canonical), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        fields["SigningCertURL"] = page;
        return JsonSerializer.SerializeToUtf8Bytes(fields, Relaxed);
    }

    private static byte[] Mailgun(string key, long at)
    {
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{at}token")));
        return Encoding.UTF8.GetBytes($$$"""{"signature":{"timestamp":"{{{at}}}","token":"token","signature":"{{{signature}}}"},"event-data":{"event":"complained","recipient":"jo@example.com"} }""");
    }
}
