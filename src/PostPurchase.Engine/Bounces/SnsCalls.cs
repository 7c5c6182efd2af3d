using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NodaTime;
using PostPurchase.Engine.Connectors;
using PostPurchase.Mail.Feedback.Providers;

namespace PostPurchase.Engine.Bounces;

/// <summary>
/// Calls of Amazon SNS: signed by a certificate that is fetched from Amazon's own host, and for the topic that the source names, since anybody can have a topic
/// whose messages Amazon signs. A new subscription is confirmed by itself.
/// </summary>
/// <param name="fetch">Gets a page over https without following redirects; throws <see cref="HttpRequestException"/> or is cancelled where it cannot.</param>
internal sealed class SnsCalls(Func<Uri, CancellationToken, Task<byte[]>> fetch)
{
    private const int MostCertificates = 16;

    private readonly ConcurrentDictionary<Uri, X509Certificate2> _certificates = new();

    /// <summary>What a call means.</summary>
    public async Task<ProviderReading> ReadAsync(HookSource source, ReadOnlyMemory<byte> body, Instant now, CancellationToken cancellationToken)
    {
        if (SnsMessage.Parse(body.Span) is not { } message) return new ProviderReading.Malformed("expected a message of Amazon SNS (raw message delivery must be off)");
        if (!source.Secrets.Contains(message.TopicArn, StringComparer.Ordinal)) return new ProviderReading.BadSignature("it is for another topic than this source's");
        if (message.SigningCertificateUrl is not { } url) return new ProviderReading.BadSignature("its certificate is not on Amazon's host");
        try
        {
            if (await CertificateAsync(url, now, cancellationToken) is not { } certificate || !message.IsSignedBy(certificate)) return new ProviderReading.BadSignature("the signature does not fit");
            return message.Type switch
            {
                "Notification" => ProviderHooks.Understood(Encoding.UTF8.GetBytes(message.Message), SesWebhook.Read(message.Message), message.Id),
                "SubscriptionConfirmation" => await ConfirmAsync(message, cancellationToken),
                _ => new ProviderReading.Ignored($"{message.Type}: nothing is to be done", message.Id),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new ProviderReading.Unavailable("Amazon could not be asked");
        }
    }

    private async Task<ProviderReading> ConfirmAsync(SnsMessage message, CancellationToken cancellationToken)
    {
        if (message.SubscribeUrl is not { } url) return new ProviderReading.BadSignature("its confirmation address is not on Amazon's host");
        await fetch(url, cancellationToken);
        return new ProviderReading.Ignored("the subscription is confirmed", message.Id);
    }

    // That the page came from Amazon's host by https vouches for the certificate; it also has to be one that is valid now.
    private async Task<X509Certificate2?> CertificateAsync(Uri url, Instant now, CancellationToken cancellationToken)
    {
        if (!_certificates.TryGetValue(url, out var certificate))
        {
            try
            {
                certificate = X509CertificateLoader.LoadCertificate(await fetch(url, cancellationToken));
            }
            catch (CryptographicException)
            {
                return null; // what lies there is no certificate: nothing can be verified by it
            }

            if (_certificates.Count < MostCertificates) _certificates[url] = certificate;
        }

        var at = now.ToDateTimeUtc();
        return certificate.NotBefore.ToUniversalTime() <= at && at <= certificate.NotAfter.ToUniversalTime() ? certificate : null;
    }
}
