using System.Net;
using System.Net.Sockets;
using PostPurchase.Core.Sending;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>From a posted purchase over the whole program to a real SMTP server that keeps what it was given.</summary>
public sealed class RealMailTests : IDisposable
{
    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: thanks, content: transactional, subject: "Danke, {{ customer.first_name }} – schön!" } }
          - { id: tips, email: { template: thanks, content: own, subject: "Tips" } }
          - { id: tell, notify: { to: staff@shop.example, subject: "New order {{ purchase.number }}", text: "Look at it." } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("sink-").FullName;

    public RealMailTests()
    {
        // smtp-sink runs as nobody, whom nobody else may write for.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("777", 8));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task Live_mail_goes_to_its_recipients_with_all_that_it_needs()
    {
        var mails = await SentAsync(("Mail:Mode", "live"), ("Mail:AllowLoopback", "true"), ("Store:PostalAddress", "1 Road, 12345 Town"));

        Assert.Equal(3, mails.Count);
        var receipt = mails.Single(mail => mail.Contains("Auto-Submitted", StringComparison.Ordinal) && mail.Contains("<jane@example.com>", StringComparison.Ordinal));
        var marketing = mails.Single(mail => mail.Contains("Subject: Tips", StringComparison.Ordinal));
        Assert.Contains("X-Rcpt-Args: <jane@example.com>", receipt, StringComparison.Ordinal);
        Assert.Matches("X-Mail-Args: <bounce\\+[a-z2-7]{29}@shop.example>", receipt);
        Assert.Matches("(?m)^Message-ID: <send\\.[a-z2-7]{29}@shop.example>", receipt);
        Assert.Matches("(?m)^Subject: =\\?utf-8\\?", receipt);
        Assert.DoesNotContain("List-Unsubscribe", receipt, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", marketing, StringComparison.Ordinal);
        Assert.Contains("Content-Type: multipart/alternative", marketing, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Redirected-From", marketing, StringComparison.Ordinal);
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task Redirected_mail_goes_to_one_address_and_names_the_first_one_in_a_header_only()
    {
        var mails = await SentAsync(("Mail:Mode", "redirect"), ("Mail:RedirectTo", "tester@shop.example"));

        Assert.Equal(3, mails.Count);
        Assert.All(mails, mail => Assert.Contains("X-Rcpt-Args: <tester@shop.example>", mail, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Single(System.Text.RegularExpressions.Regex.Matches(mail, "jane@example.com|staff@shop.example")));
        Assert.Equal(2, mails.Count(mail => mail.Contains("X-Redirected-From: jane@example.com", StringComparison.Ordinal)));
        Assert.Equal(1, mails.Count(mail => mail.Contains("X-Redirected-From: staff@shop.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_mail_server_that_cannot_be_reached_is_told_on_the_first_page_and_in_health()
    {
        // Held without listening, so that no server of another test can come to listen there.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)nobody.LocalEndPoint!).Port;
        await using var server = await RunningServer.StartAsync(
            WriteJourney, ("Mail:Mode", "live"), ("Mail:AllowLoopback", "true"), ("Store:PostalAddress", "1 Road, 12345 Town"),
            ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{port}"), ("Smtp:Security", "none"), ("Store:FromAddress", "shop@shop.example"));
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase("evt-1"))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => server.CountOf(SendState.Deferred) > 0);
        await server.UseKeyAsync("read");

        var health = await (await server.GetAsync("/api/v1/health")).Content.ReadAsStringAsync();
        var attention = await (await server.GetAsync("/api/v1/overview/attention")).Content.ReadAsStringAsync();

        Assert.Contains("the mail server 'default' takes no mail", health.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("cannot connect to 127.0.0.1", health, StringComparison.Ordinal);
        Assert.Contains("\"mail_servers\",\"count\":1", attention, StringComparison.Ordinal);
    }

    private static void WriteJourney(TemporaryFolder folder)
    {
        folder.Write("workflows/hello.yaml", Journey);
        folder.Write("templates/thanks.html", "<p>Größe & Länge</p><a href=\"{{ links.unsubscribe }}\">Unsubscribe</a>");
    }

    private async Task<List<string>> SentAsync(params (string Name, string Value)[] settings)
    {
        using var sink = await SmtpSink.StartAsync("-d", Path.Combine(_folder, "mail."));
        (string, string)[] all =
        [
            .. settings, ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{sink.Port}"), ("Smtp:Security", "none"), ("Store:FromAddress", "shop@shop.example"),
        ];
        await using var server = await RunningServer.StartAsync(
            WriteJourney, all);
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase("evt-1"))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 3);
        return [.. Directory.GetFiles(_folder).Select(File.ReadAllText)];
    }
}
