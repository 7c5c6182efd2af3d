using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>
/// A call of Amazon SNS. Nothing in it may be believed before <see cref="IsSignedBy"/>; the certificate comes from
/// <see cref="SigningCertificateUrl"/>, which is only given when it is Amazon's own host.
/// </summary>
public sealed class SnsMessage
{
    private readonly JsonElement? _json;

    private SnsMessage(JsonElement json) => _json = json;

    /// <summary><c>Notification</c>, <c>SubscriptionConfirmation</c> or <c>UnsubscribeConfirmation</c>.</summary>
    public string Type => _json.Text("Type");

    /// <summary>Unique for each message, the same when it is sent again.</summary>
    public string Id => _json.Text("MessageId");

    /// <summary>The topic it was sent to; compare it with the one expected.</summary>
    public string TopicArn => _json.Text("TopicArn");

    /// <summary>The payload: JSON of SES for a notification.</summary>
    public string Message => _json.Text("Message");

    /// <summary>For a SubscriptionConfirmation: the URL to GET once to start the flow; null when it is not on Amazon's host.</summary>
    public Uri? SubscribeUrl => Type == "SubscriptionConfirmation" ? AmazonUrl(_json.Text("SubscribeURL")) : null;

    /// <summary>Where the certificate is; null unless it is https on <c>sns.REGION.amazonaws.com</c> (or .cn), port 443, and a .pem file.</summary>
    public Uri? SigningCertificateUrl => AmazonUrl(_json.Text("SigningCertURL")) is { } url && url.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal) ? url : null;

    /// <summary>The call's body; null when it is not one of SNS.</summary>
    public static SnsMessage? Parse(ReadOnlySpan<byte> body)
    {
        var json = Json.Parse(body);
        return json is { ValueKind: JsonValueKind.Object } value && json.Text("Type").Length > 0 && json.Text("Signature").Length > 0 ? new SnsMessage(value) : null;
    }

    /// <summary>Whether the signature (version 1 or 2) is this certificate's. Validity dates are for the fetcher of the certificate to check.</summary>
    public bool IsSignedBy(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        if (key is null) return false;
        var hash = _json.Text("SignatureVersion") switch
        {
            "1" => HashAlgorithmName.SHA1,
            "2" => HashAlgorithmName.SHA256,
            _ => (HashAlgorithmName?)null,
        };
        var signature = new byte[1024];
        if (hash is null || !Convert.TryFromBase64String(_json.Text("Signature"), signature, out var length)) return false;
        return key.VerifyData(Encoding.UTF8.GetBytes(Canonical()), signature.AsSpan(0, length).ToArray(), hash.Value, RSASignaturePadding.Pkcs1);
    }

    // "Verifying the signatures of Amazon SNS messages": these keys in byte order, name and value on a line each, absent ones left out.
    private string Canonical()
    {
        string[] keys = Type == "Notification"
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
        var text = new StringBuilder();
        foreach (var key in keys)
            if (_json.Member(key) is not null) text.Append(key).Append('\n').Append(_json.Text(key)).Append('\n');
        return text.ToString();
    }

    private static Uri? AmazonUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || !url.IsDefaultPort || url.UserInfo.Length > 0) return null;
        var host = url.IdnHost;
        if (!host.StartsWith("sns.", StringComparison.Ordinal)) return null;
        var region = host.EndsWith(".amazonaws.com", StringComparison.Ordinal) ? host[4..^".amazonaws.com".Length]
            : host.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal) ? host[4..^".amazonaws.com.cn".Length] : "";
        return region.Length > 0 && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? url : null;
    }
}
