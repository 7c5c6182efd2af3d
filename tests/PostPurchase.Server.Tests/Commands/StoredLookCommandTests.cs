using NodaTime;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Storage;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary>What was set in the app counts for the commands that make mails, too.</summary>
public sealed class StoredLookCommandTests : IAsyncLifetime, IDisposable
{
    private const string Purchase = """{"id":"e1","type":"purchase","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"jane@example.com","country":"US"},"purchase":{"id":"1","currency":"USD","total":"5.00","lines":[]}}""";

    private readonly TemporaryFolder _folder = new();

    public async Task InitializeAsync()
    {
        _folder.Write("workflows/hello.yaml", "journey: hello\ntrigger: { on: purchase }\nsteps: [ { id: thanks, email: { template: thanks, content: transactional, subject: \"Thanks from {{ store.name }}\" } } ]\n");
        _folder.Write("templates/thanks.html", "<p style=\"color:{{ store.brand.color }}\">{{ store.name }}</p>");
        _folder.Write("event.json", Purchase);
        _folder.Write("events.jsonl", Purchase + "\n");
        _folder.Write("data/settings.json", """{ "Store:FromAddress": "hello@peak.example" }""");
        await using var database = Database.Open(Path.Combine(_folder.Path, "data", "postpurchase.db"));
        await new BrandStore(database).SaveAsync(new("default", new StoreLook { Name = "Peak Roasters", Color = "#7a1f5c" }, 0, "ann", Instant.FromUtc(2026, 1, 1, 0, 0)));
    }

    [Fact]
    public async Task A_preview_has_the_brand_of_the_app()
    {
        var run = await CommandRun.Of(_folder, "preview", "thanks", "--event", "event.json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("<p style=\"color:#7a1f5c\">Peak Roasters</p>", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_data_folder_has_another_brand_and_is_not_made_by_a_preview()
    {
        var run = await CommandRun.Of(_folder, "preview", "thanks", "--event", "event.json", "--data", "elsewhere");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain("Peak Roasters", run.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "elsewhere")));
    }

    [Fact]
    public async Task A_simulation_writes_its_mails_in_the_brand_and_from_the_sender_of_the_app()
    {
        var run = await CommandRun.Of(_folder, "simulate", "--events", "events.jsonl", "--from", "2026-01-01", "--days", "3", "--out", "out");

        Assert.Equal(0, run.ExitCode);
        var mail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "out", "mail"))));
        Assert.Contains("Subject: Thanks from Peak Roasters", mail, StringComparison.Ordinal);
        Assert.Contains("From: Peak Roasters <hello@peak.example>", mail, StringComparison.Ordinal);
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task A_test_mail_leaves_in_the_brand_and_from_the_sender_of_the_app()
    {
        var mails = Directory.CreateTempSubdirectory("sink-").FullName;
        // smtp-sink runs as nobody, whom nobody else may write for.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(mails, (UnixFileMode)Convert.ToInt32("777", 8));
        using var sink = await SmtpSink.StartAsync("-d", Path.Combine(mails, "mail."));

        var run = await CommandRun.Of(_folder, "send-test", "thanks", "--to", "a@example.com", "--event", "event.json", "--Smtp:Host=127.0.0.1", $"--Smtp:Port={sink.Port}", "--Smtp:Security=none");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("From: Peak Roasters <hello@peak.example>", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(mails))), StringComparison.Ordinal);
        Directory.Delete(mails, recursive: true);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
