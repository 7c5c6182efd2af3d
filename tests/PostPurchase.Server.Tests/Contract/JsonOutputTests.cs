using System.Text.Json;
using System.Text.RegularExpressions;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Contract;

/// <summary>What <c>--json</c> prints: scripts read these keys, so that a new one may be added and none renamed.</summary>
public sealed class JsonOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JsonOutputTests()
    {
        _folder.Write("workflows/a.yaml", "journey: a\nstatus: live\ntrigger: { on: purchase }\nsteps: [ { id: hi, email: { template: t, content: transactional, subject: Hi } } ]\n");
        _folder.Write("templates/t.html", "<p>Hi</p>");
        _folder.Write("events.jsonl", IntakeTests.Purchase("evt-1").ReplaceLineEndings(" "));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Validate_prints_a_line_for_each_problem_and_nothing_where_there_is_none()
    {
        var sound = await CommandRun.Of(_folder, "validate", "--json");
        _folder.Write("templates/t.html", "<p>{{ customer.frist_name }}</p>");

        var broken = await CommandRun.Of(_folder, "validate", "--json");

        Assert.Equal((0, ""), (sound.ExitCode, sound.Out));
        Assert.Equal(1, broken.ExitCode);
        var line = Assert.Single(Parsed(broken));
        Assert.Equal(["file", "line", "column", "severity", "code", "message"], Keys(line));
        Assert.Equal(("templates/t.html", 1, 16, "error", "PP109"), (Text(line, "file"), line.GetProperty("line").GetInt32(), line.GetProperty("column").GetInt32(), Text(line, "severity"), Text(line, "code")));
    }

    [Fact]
    public async Task Verify_prints_a_line_for_each_rule_that_is_broken_and_nothing_of_a_sound_ledger()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        var sound = await CommandRun.Of(server.Folder, "verify", "--json");
        await server.Runner.Database.WriteAsync(Break, default);

        var broken = await CommandRun.Of(server.Folder, "verify", "--json");

        Assert.Equal((0, ""), (sound.ExitCode, sound.Out));
        Assert.Equal(1, broken.ExitCode);
        Assert.All(Parsed(broken), line => Assert.Equal(["rule", "meaning", "count", "examples"], Keys(line)));
        Assert.All(Parsed(broken), line => Assert.Equal(line.GetProperty("count").GetInt32(), line.GetProperty("examples").GetArrayLength()));
    }

    [Fact]
    public async Task Simulate_prints_where_the_timeline_is_and_how_often_each_action_came()
    {
        _folder.Write("events.jsonl", Regex.Replace(IntakeTests.Purchase("evt-1").ReplaceLineEndings(" "), "\"occurred_at\":\"[^\"]*\"", "\"occurred_at\":\"2026-01-02T10:00:00Z\""));

        var run = await CommandRun.Of(_folder, "simulate", "--events", "events.jsonl", "--from", "2026-01-01", "--days", "5", "--out", "out", "--mail", "none", "--json");

        var answer = Assert.Single(Parsed(run));
        Assert.Equal(["timeline", "actions"], Keys(answer));
        Assert.True(File.Exists(Text(answer, "timeline")));
        Assert.Equal(1, answer.GetProperty("actions").GetProperty("send").GetInt32());
    }

    [Fact]
    public async Task Import_prints_what_was_new_what_was_known_and_what_started()
    {
        var loaded = Assert.Single(Parsed(await CommandRun.Of(_folder, "import", "events.jsonl", "--kind", "events-jsonl", "--json")));
        var preview = Assert.Single(Parsed(await CommandRun.Of(_folder, "import", "events.jsonl", "--kind", "events-jsonl", "--enroll", "--preview", "--data", "other", "--json")));

        Assert.Equal((false, 1, 0, false), (loaded.GetProperty("preview").GetBoolean(), loaded.GetProperty("stored").GetInt32(), loaded.GetProperty("known").GetInt32(), loaded.TryGetProperty("started", out _)));
        Assert.True(preview.GetProperty("preview").GetBoolean());
        Assert.Equal(["journey", "customer"], Keys(Assert.Single(preview.GetProperty("started").EnumerateArray())));
    }

    [Fact]
    public async Task Doctor_prints_a_line_for_each_finding()
    {
        var run = await CommandRun.Of(_folder, "doctor", "--json");

        Assert.All(Parsed(run), line => Assert.Equal(["is_fine", "text"], Keys(line)));
        Assert.NotEmpty(Parsed(run));
    }

    [Fact]
    public async Task Address_prints_a_line_for_each_address()
    {
        _folder.Write("addresses.txt", "jane@example.com\njane@\n");

        var lines = Parsed(await CommandRun.Of(_folder, "address", "--check", "addresses.txt", "--json"));

        Assert.All(lines, line => Assert.Equal(["address", "accepted", "verdict"], Keys(line)));
        Assert.Equal([true, false], lines.Select(line => line.GetProperty("accepted").GetBoolean()));
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("stats", "srm", "--users", "50,50", "--weights", "1,1")]
    [InlineData("stats", "compare", "--file", "cases.json")]
    [InlineData("bounce", "--classify", "back.eml")]
    public async Task What_prints_nothing_but_JSON_takes_the_word_too(params string[] args)
    {
        _folder.Write("cases.json", """{"cases":[]}""");
        _folder.Write("back.eml", "Subject: Hello\n\nHi\n");

        var (plain, asked) = (await CommandRun.Of(_folder, args), await CommandRun.Of(_folder, [.. args, "--json"]));

        Assert.Equal((0, ""), (asked.ExitCode, asked.Error));
        Assert.Equal(plain.Out, asked.Out);
        if (asked.Out.Length > 0) JsonDocument.Parse(asked.Out).Dispose();
    }

    [Fact]
    public async Task A_report_is_one_object()
    {
        await CommandRun.Of(_folder, "import", "events.jsonl", "--kind", "events-jsonl");

        var run = await CommandRun.Of(_folder, "report", "funnel", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(JsonValueKind.Object, Assert.Single(Parsed(run)).ValueKind);
    }

    // A mail that left without ever having ended.
    private static int Break(Session session)
    {
        session.Execute("update send set concluded_at = null where state = 4");
        return 0;
    }

    private static List<JsonElement> Parsed(CommandRun run) => [.. run.Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<string> Keys(JsonElement line) => line.EnumerateObject().Select(member => member.Name);

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;
}
