using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class SendTestCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _mails = Directory.CreateTempSubdirectory("sink-").FullName;

    public SendTestCommandTests()
    {
        // smtp-sink runs as nobody, whom nobody else may write for.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_mails, (UnixFileMode)Convert.ToInt32("777", 8));
        _folder.Write("workflows/hello.yaml", "journey: hello\ntrigger: { on: purchase }\nsteps: [ { id: thanks, email: { template: thanks, content: transactional, subject: \"Danke {{ customer.first_name }}\" } } ]\n");
        _folder.Write("templates/thanks.html", "<p>Thanks</p>");
        _folder.Write("event.json", Hosting.IntakeTests.Purchase("evt-1"));
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task Each_test_is_a_message_of_its_own_to_the_address_that_was_given()
    {
        using var sink = await SmtpSink.StartAsync("-d", Path.Combine(_mails, "mail."));

        var first = await SendAsync("someone@example.com", sink.Port);
        var second = await SendAsync("someone@example.com", sink.Port);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.StartsWith("accepted: ", first.Out, StringComparison.Ordinal);
        Assert.Contains("Store:BaseUrl is not set: pictures of this server are named at http://127.0.0.1:5080", first.Out, StringComparison.Ordinal);
        var mails = Directory.GetFiles(_mails).Select(File.ReadAllText).ToList();
        Assert.All(mails, mail => Assert.Contains("X-Rcpt-Args: <someone@example.com>", mail, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Contains("From: My store <hello@shop.example>", mail, StringComparison.Ordinal));
        Assert.Equal(2, mails.Select(mail => mail.Split('\n').First(line => line.StartsWith("Message-ID", StringComparison.Ordinal))).Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told_in_words()
    {
        var run = await SendAsync("someone@example.com", port: 1);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("not accepted now: cannot connect to 127.0.0.1:1", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [Theory]
    [InlineData(2, "--to: expected an e-mail address", "thanks", "--to", "nobody", "--event", "event.json")]
    [InlineData(1, "no mail server is configured: expected the setting Smtp:Host", "thanks", "--to", "a@example.com", "--event", "event.json")]
    [InlineData(1, "nobody to send it from: expected the setting Store:FromAddress", "thanks", "--to", "a@example.com", "--event", "event.json", "--Smtp:Host=127.0.0.1")]
    [InlineData(1, "there is no template 'thankss' that can be used", "thankss", "--to", "a@example.com", "--event", "event.json", "--Smtp:Host=127.0.0.1", "--Store:FromAddress=a@shop.example")]
    [InlineData(1, "none.json: there is no such file", "thanks", "--to", "a@example.com", "--event", "none.json", "--Smtp:Host=127.0.0.1", "--Store:FromAddress=a@shop.example")]
    public async Task What_keeps_it_from_leaving_is_said(int exitCode, string error, params string[] arguments)
    {
        var run = await CommandRun.Of(_folder, ["send-test", .. arguments]);

        Assert.Equal((exitCode, error + "\n"), (run.ExitCode, run.Error));
    }

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_mails, recursive: true);
    }

    private Task<CommandRun> SendAsync(string to, int port) => CommandRun.Of(
        _folder, "send-test", "thanks", "--to", to, "--event", "event.json", "--Smtp:Host=127.0.0.1", $"--Smtp:Port={port}", "--Smtp:Security=none", "--Store:FromAddress=hello@shop.example");
}
