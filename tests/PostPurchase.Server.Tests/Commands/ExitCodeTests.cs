using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary>0 fine, 1 the answer is no or it failed, 2 wrong arguments; errors one a line on the error stream, nothing of them on the output.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExitCodeTests()
    {
        _folder.Write("workflows/a.yaml", "journey: a\ntrigger: { on: purchase }\nsteps: [ { id: hi, email: { template: t, content: transactional, subject: Hi } } ]\n");
        _folder.Write("templates/t.html", "<p>Hi</p>");
        _folder.Write("event.json", Hosting.IntakeTests.Purchase("evt-1"));
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("validate", "workflows/a.yaml", "templates")]
    [InlineData("schema")]
    [InlineData("preview", "t", "--event", "event.json")]
    [InlineData("preview", "t", "--event", "event.json", "--part", "eml")]
    [InlineData("simulate", "--events", "event.jsonl", "--from", "2026-01-01", "--days", "1", "--out", "out")]
    [InlineData("simulate", "--events", "event.jsonl", "--from", "2026-01-01", "--days", "1", "--out", "out", "--mail", "none", "--seed", "7", "--json")]
    [InlineData("import", "event.jsonl", "--kind", "events-jsonl")]
    [InlineData("key", "add", "shop", "--scope", "events")]
    [InlineData("stats", "srm", "--users", "50,50", "--weights", "1,1")]
    [InlineData("doctor")]
    [InlineData("doctor", "--json")]
    [InlineData("offers", "check")]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    public async Task Fine_is_0_and_says_nothing_on_the_error_stream_but_progress(params string[] args)
    {
        _folder.Write("event.jsonl", Hosting.IntakeTests.Purchase("evt-1").ReplaceLineEndings(" "));

        var run = await CommandRun.Of(_folder, args);

        Assert.Equal(0, run.ExitCode);
        Assert.All(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^[0-9]+ of [0-9]+ (events|days)$", line));
    }

    [Theory]
    [InlineData("preview", "nothing", "--event", "event.json")]
    [InlineData("preview", "t", "--event", "nowhere.json")]
    [InlineData("preview", "t", "--event", "event.json", "--journey", "b")]
    [InlineData("simulate", "--events", "nowhere.jsonl", "--from", "2026-01-01", "--days", "1", "--out", "out")]
    [InlineData("import", "nowhere.jsonl", "--kind", "events-jsonl")]
    [InlineData("template", "--source", "nowhere.txt")]
    [InlineData("bounce", "--classify", "nowhere.eml")]
    [InlineData("address", "--check", "nowhere.txt")]
    [InlineData("stats", "compare", "--file", "nowhere.json")]
    [InlineData("verify", "--data", "nowhere")]
    [InlineData("backup", "copy.db", "--data", "nowhere")]
    [InlineData("restore", "nowhere.db")]
    [InlineData("restore", "--confirm", "--data", "nowhere")]
    [InlineData("report", "funnel", "--data", "nowhere")]
    [InlineData("doctor", "--workflows", "nowhere")]
    public async Task What_failed_is_1_with_a_line_that_names_it(params string[] args)
    {
        var run = await CommandRun.Of(_folder, args);

        Assert.Equal(1, run.ExitCode);
        Assert.False(string.IsNullOrWhiteSpace(args[0] == "doctor" ? run.Out : run.Error));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "--urls", "http://127.0.0.1:{0}")]
    [InlineData("serve", "--urls", "http://localhost:{0}")]
    [InlineData("demo", "--port", "{0}")]
    public async Task A_port_in_use_is_1_with_one_line_before_anything_is_done(string command, string option, string value)
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var run = await CommandRun.Of(_folder, command, option, value.Replace("{0}", port, StringComparison.Ordinal));

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches($"^http://[a-z0-9.]+:{port} is in use by another program: end that one, or choose another port\n$", run.Error);
    }

    [Theory]
    [InlineData("serve", "--data", "event.json")]
    [InlineData("verify", "--data", "event.json")]
    [InlineData("key", "add", "shop", "--scope", "events", "--data", "event.json")]
    public async Task A_file_in_place_of_the_data_folder_is_1_and_called_a_file(params string[] args)
    {
        var run = await CommandRun.Of(_folder, args);

        Assert.Equal((1, $"--data {Path.Combine(_folder.Path, "event.json")}: this is a file; expected the folder of the database\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("verify")]
    [InlineData("backup", "copy.db")]
    [InlineData("report", "funnel")]
    [InlineData("key", "add", "other", "--scope", "events")]
    [InlineData("restore", "--confirm")]
    public async Task A_database_of_a_newer_program_is_1_with_one_line_that_says_what_to_do(params string[] args)
    {
        await CommandRun.Of(_folder, "key", "add", "shop", "--scope", "events");
        using (var file = File.OpenWrite(Path.Combine(_folder.Path, "data", "postpurchase.db")))
        {
            file.Position = 60; // the user version: https://www.sqlite.org/fileformat.html
            file.Write([0, 0, 0x27, 0x0F]);
        }

        var run = await CommandRun.Of(_folder, args);

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches("^[^\n]*postpurchase.db was written by a newer program: it has schema 9999, this program knows [0-9]+ at most. Start the newer program, or restore [^\n]*\n$", run.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("validate", "--nonsense")]
    [InlineData("validate", "")]
    [InlineData("validate", "nowhere")]
    [InlineData("validate", "workflows", "--templates", "templates")]
    [InlineData("validate", "workflows", " ")]
    [InlineData("bounce", "--nonsense")]
    [InlineData("simulate")]
    [InlineData("simulate", "--events", "e", "--from", "soon", "--days", "1", "--out", "o")]
    [InlineData("simulate", "--events", "e", "--from", "2026-01-01", "--days", "0", "--out", "o")]
    [InlineData("simulate", "--events", "e", "--from", "2026-01-01", "--days", "1", "--out", "o", "--mail", "some")]
    [InlineData("preview", "t")]
    [InlineData("preview", "t", "--event", "event.json", "--part", "pdf")]
    [InlineData("import", "event.jsonl")]
    [InlineData("import", "event.jsonl", "--kind", "xml")]
    [InlineData("send-test", "t", "--event", "event.json")]
    [InlineData("template")]
    [InlineData("template", "--source", "event.json", "--grammar", "other")]
    [InlineData("key", "add", "shop")]
    [InlineData("key", "add", "shop", "--scope", "everything")]
    [InlineData("user", "add")]
    [InlineData("user", "add", "ann", "--role", "king")]
    [InlineData("stats")]
    [InlineData("stats", "srm", "--users", "1,2", "--weights", "1")]
    [InlineData("restore")]
    [InlineData("restore", "a.db", "--confirm")]
    [InlineData("backup")]
    [InlineData("serve", "--urls", "nowhere")]
    [InlineData("serve", "--nonsense")]
    [InlineData("demo", "--port", "70000")]
    [InlineData("report", "nonsense")]
    [InlineData("verify", "more")]
    public async Task Wrong_arguments_are_2_with_nothing_on_the_output(params string[] args)
    {
        var run = await CommandRun.Of(_folder, args);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.False(string.IsNullOrWhiteSpace(run.Error));
    }

    [Theory]
    [InlineData("survey: { name: nps }", "survey")]
    [InlineData("audience: { name: all }", "audience")]
    [InlineData("journey: { start: b }", "journey")]
    [InlineData("sms: { text: hi }", "sms")]
    [InlineData("push: { text: hi }", "push")]
    public async Task A_step_that_is_kept_for_later_is_an_error_with_its_place(string step, string name)
    {
        _folder.Write("workflows/a.yaml", $"journey: a\ntrigger: {{ on: purchase }}\nsteps:\n  - {{ id: hi, {step} }}\n");

        var run = await CommandRun.Of(_folder, "validate", "workflows/a.yaml");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"workflows/a.yaml:4:15: error PP108 `{name}` is not available in this version", run.Error.Split('\n')[0]);
    }

    [Fact]
    public async Task A_field_and_a_folder_that_are_kept_for_later_are_errors_with_their_places()
    {
        _folder.Write("templates/t.html", "<p>\n{{ articles[0].title }}</p>");
        _folder.Write("workflows/tests/t.yaml", "test: hello\n");
        _folder.Write("workflows/a.yaml", "journey: a\ntrigger: { on: purchase, if: articles.size > 0 }\nsteps: []\n");

        var run = await CommandRun.Of(_folder, "validate");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [
                "templates/t.html:2:4: error PP108 `articles` is not available in this version",
                "workflows/a.yaml:2:30: error PP108 `articles` is not available in this version",
                "workflows/tests/t.yaml:1:1: error PP108 `workflows/tests` is not available in this version",
            ],
            run.Error.Split('\n').Where(line => line.Contains("PP108", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();
}
