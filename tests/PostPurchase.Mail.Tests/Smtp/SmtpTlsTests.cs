using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public sealed class SmtpTlsTests : IDisposable
{
    private readonly X509Certificate2 _certificate = SelfSigned();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task STARTTLS_switches_and_forgets_what_was_offered_in_clear_text()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await OfferAsync(talk, "STARTTLS|250 PIPELINING");
            await talk.ExpectAsync("STARTTLS");
            await talk.SayAsync("220 go ahead");
            await talk.StartTlsAsync(_certificate);
            await talk.ServeAfterGreetingAsync("SIZE 1000");
        });
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(Transport(server, SmtpSecurity.StartTls)));
        Assert.Equal(2, server.Lines.Count(line => line == "EHLO client.example"));
        Assert.Contains("MAIL FROM:<bounce@shop.example> SIZE=31", server.Lines);
    }

    [Fact]
    public async Task TLS_from_the_first_byte_works_and_pipelines()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.StartTlsAsync(_certificate);
            await talk.ServeAsync("PIPELINING");
        });
        var body = string.Concat(Enumerable.Repeat("some line of a message that is larger than one record\r\n", 5_000));
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(Transport(server, SmtpSecurity.Tls), An.Envelope(body: body)));
        Assert.Equal(body.Length, server.Messages.Single().Length);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.StartTlsIfOffered)]
    public async Task Words_put_in_behind_the_answer_to_STARTTLS_end_the_connection(SmtpSecurity security)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await OfferAsync(talk, "STARTTLS");
            await talk.ExpectAsync("STARTTLS");
            await talk.SayRawAsync("220 ok\r\n250-AUTH PLAIN\r\n");
            await talk.StallAsync();
        });
        Assert.Contains("may have put words in", await TransportFailureAsync(server, security), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_no_longer_offers_STARTTLS_gets_nothing_where_it_is_required()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        Assert.Contains("does not offer STARTTLS", await TransportFailureAsync(server, SmtpSecurity.StartTls), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task STARTTLS_if_offered_sends_in_clear_text_where_it_is_not()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(Transport(server, SmtpSecurity.StartTlsIfOffered)));
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.StartTlsIfOffered)]
    public async Task A_refused_STARTTLS_is_a_failure_and_never_clear_text(SmtpSecurity security)
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("STARTTLS", line => line == "STARTTLS" ? "454 4.7.0 TLS not available" : null));
        Assert.Contains("454 to STARTTLS", await TransportFailureAsync(server, security), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.StartTlsIfOffered)]
    public async Task A_certificate_that_nobody_vouches_for_is_refused(SmtpSecurity security)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            if (security != SmtpSecurity.Tls)
            {
                await OfferAsync(talk, "STARTTLS");
                await talk.ExpectAsync("STARTTLS");
                await talk.SayAsync("220 go ahead");
            }

            await talk.StartTlsAsync(_certificate);
            await talk.ServeAsync("PIPELINING");
        });
        Assert.Contains("the TLS handshake failed", await TransportFailureAsync(server, security, trusting: false), StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.StartTlsIfOffered)]
    public async Task A_trusted_certificate_of_another_host_is_refused(SmtpSecurity security)
    {
        using var other = SelfSigned(names => names.AddDnsName("mail.elsewhere.example"));
        await using var server = Secured(security, other);
        var deferred = Assert.IsType<SendOutcome.Deferred>(await An.OutcomeAsync(Trusting(server, security, other)));

        Assert.Equal(FailureScope.Transport, deferred.Scope);
        Assert.Contains("RemoteCertificateNameMismatch", deferred.Text, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData(SmtpSecurity.Tls)]
    [InlineData(SmtpSecurity.StartTls)]
    public async Task A_trusted_certificate_of_this_host_is_taken(SmtpSecurity security)
    {
        await using var server = Secured(security, _certificate);
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(Trusting(server, security, _certificate)));
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_though_its_issuer_is_trusted()
    {
        using var old = SelfSigned(names => names.AddIpAddress(IPAddress.Loopback), years: 1);
        await using var server = Secured(SmtpSecurity.Tls, old);
        var deferred = Assert.IsType<SendOutcome.Deferred>(await An.OutcomeAsync(Trusting(server, SmtpSecurity.Tls, old)));
        Assert.Equal(FailureScope.Transport, deferred.Scope);
        Assert.Empty(server.Messages);
    }

    private static ScriptedServer Secured(SmtpSecurity security, X509Certificate2 certificate) => new(async talk =>
    {
        if (security != SmtpSecurity.Tls)
        {
            await OfferAsync(talk, "STARTTLS");
            await talk.ExpectAsync("STARTTLS");
            await talk.SayAsync("220 go ahead");
        }

        await talk.StartTlsAsync(certificate);
        if (security == SmtpSecurity.Tls) await talk.ServeAsync("PIPELINING");
        else await talk.ServeAfterGreetingAsync("PIPELINING");
    });

    private static SmtpTransportOptions Trusting(ScriptedServer server, SmtpSecurity security, X509Certificate2 root) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = security,
        EhloName = "client.example",
        TrustedRoots = [root],
    };

    private SmtpTransportOptions Transport(ScriptedServer server, SmtpSecurity security, bool trusting = true) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = security,
        EhloName = "client.example",
        CertificateValidation = trusting ? (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString() : null,
    };

    private async Task<string> TransportFailureAsync(ScriptedServer server, SmtpSecurity security, bool trusting = true)
    {
        var deferred = Assert.IsType<SendOutcome.Deferred>(await An.OutcomeAsync(Transport(server, security, trusting)));
        Assert.Equal(FailureScope.Transport, deferred.Scope);
        return deferred.Text;
    }

    private static async Task OfferAsync(ServerTalk talk, string keywords)
    {
        await talk.SayAsync("220 x");
        await talk.ExpectAsync("EHLO");
        await talk.SayAsync("250-x|250-" + (keywords.Contains('|', StringComparison.Ordinal) ? keywords : $"SIZE|250 {keywords}"));
    }

    private static X509Certificate2 SelfSigned() => SelfSigned(names => names.AddIpAddress(IPAddress.Loopback));

    private static X509Certificate2 SelfSigned(Action<SubjectAlternativeNameBuilder> name, int years = 50)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=test.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        request.CertificateExtensions.Add(names.Build());
        var start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return request.CreateSelfSigned(start, start.AddYears(years));
    }
}
