using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What <c>serve</c> refuses and what it says before it sends anything.</summary>
public sealed class StartTests : IDisposable
{
    private const string Journey = "{ journey: hello, status: live, trigger: { on: purchase }, steps: [ { id: thanks, email: { template: t, content: transactional, subject: Hi } } ] }";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--workflows")]
    [InlineData("--templates")]
    public async Task A_folder_that_was_named_and_is_not_there_stops_the_start(string option)
    {
        var run = await CommandRun.Of(_folder, "serve", option, "nowhere");

        Assert.Equal((1, "", $"{option} nowhere: there is no such folder; name the one that is meant, or make it\n"), (run.ExitCode, run.Out, run.Error));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "data")));
    }

    [Fact]
    public async Task Folders_that_are_empty_or_not_there_yet_are_said_since_the_first_run_fills_them()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "workflows"));

        var (said, errors) = await ReportAsync();

        Assert.Contains($"{Path.Combine(_folder.Path, "workflows")} has no journeys: nothing is sent until there are some; the web app adds the shipped ones", said, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(_folder.Path, "templates")} is not there yet: no templates", said, StringComparison.Ordinal);
        Assert.Equal("", errors);
    }

    [Fact]
    public async Task Mails_that_were_leaving_when_the_program_died_are_counted_at_the_next_start_only()
    {
        await using (var database = new DataFolder(Directory.CreateDirectory(Path.Combine(_folder.Path, "data")).FullName).OpenAsGuest())
        {
            await database.WriteAsync(
                session => Dapper.SqlMapper.Execute(session.Connection, """
                    insert into name (id, kind, text) values (901, 1, 'default'), (902, 4, 'tips');
                    insert into send (id, owner, store_id, channel, purpose, run, step_id, visit, kind, state, due_at, planned_at, attempt_count, priority)
                    values (7, 1, 901, 1, 1, 1, 902, 1, 1, 3, 2000, 1000, 1, 50), (8, 1, 901, 1, 1, 2, 902, 1, 1, 3, 2000, 1000, 1, 50);
                    """),
                default);
        }

        var (first, _) = await ReportAsync();
        var (second, _) = await ReportAsync();

        Assert.Contains("2 mails may or may not have left when the program stopped: uncertain, not sent again; verify lists them\n", first, StringComparison.Ordinal);
        Assert.DoesNotContain("may or may not have left", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipts_that_were_leaving_when_the_program_died_are_said_to_leave_once_more_and_verify_lists_them_then()
    {
        await using (var database = new DataFolder(Directory.CreateDirectory(Path.Combine(_folder.Path, "data")).FullName).OpenAsGuest())
        {
            await database.WriteAsync(
                session => Dapper.SqlMapper.Execute(session.Connection, """
                    insert into name (id, kind, text) values (901, 1, 'default'), (902, 4, 'thanks');
                    insert into send (id, owner, store_id, channel, purpose, run, step_id, visit, kind, state, due_at, concluded_at, planned_at, attempt_count, priority, uncertain_count)
                    values (7, 1, 901, 1, 2, 1, 902, 1, 0, 3, 2000, null, 1000, 1, 50, 0), (8, 1, 901, 1, 2, 2, 902, 1, 0, 4, null, 3000, 1000, 2, 50, 1),
                      (9, 1, 901, 1, 2, 3, 902, 1, 0, 7, null, 3000, 1000, 2, 50, 2), (10, 1, 901, 1, 2, 4, 902, 1, 0, 4, null, 3000, 1000, 1, 50, 0);
                    """),
                default);
        }

        var (said, _) = await ReportAsync();
        var verify = await CommandRun.Of(_folder, "verify");

        Assert.Contains("1 transactional mail may have left when the program stopped, and leaves once more with the same Message-ID: perhaps twice; verify lists them\n", said, StringComparison.Ordinal);
        Assert.Equal(0, verify.ExitCode);
        Assert.Contains("perhaps twice: 2: transactional mails that may have arrived twice: the first time was in doubt, and they left once more with the same Message-ID (9, 8)\n", verify.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_validate_refuses_is_told_at_the_start_as_validate_tells_it()
    {
        _folder.Write("workflows/hello.yaml", Journey);
        _folder.Write("templates/t.html", "<p>{{ customer.frist_name }}</p>");

        var (_, errors) = await ReportAsync();
        var validated = await CommandRun.Of(_folder, "validate");

        Assert.StartsWith($"{Path.Combine(_folder.Path, "templates/t.html")}:1:16: error PP109 ", errors, StringComparison.Ordinal);
        Assert.Contains(errors.Split('\n')[0][(_folder.Path.Length + 1)..], validated.Error, StringComparison.Ordinal);
        Assert.Contains("parked", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_journeys_template_with_an_error_is_on_the_first_page_and_its_mail_parked_until_it_is_mended()
    {
        await using var server = await RunningServer.StartAsync(folder =>
        {
            folder.Write("workflows/hello.yaml", Journey);
            folder.Write("templates/t.html", "<p>{{ customer.frist_name }}</p>");
        });
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase("evt-1"))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => server.CountOf(SendState.Parked) == 1);
        await server.UseKeyAsync("admin");

        var waiting = (await JsonAsync(server, "/api/v1/overview/attention")).GetProperty("waiting").EnumerateArray().ToDictionary(item => item.GetProperty("what").GetString()!, item => item.GetProperty("detail").GetString());
        var parked = (await JsonAsync(server, "/api/v1/deliveries?state=parked")).GetProperty("items")[0];
        server.Folder.Write("templates/t.html", "<p>{{ customer.first_name ?? 'friend' }}, hello</p>");
        await server.Runner.Engine.ReloadAsync(TimeProvider.System.Now());
        (await server.PostAsync($"/api/v1/deliveries/{parked.GetProperty("id").GetString()}/retry", "")).EnsureSuccessStatusCode();
        server.Runner.WakeUp();

        Assert.StartsWith("hello/thanks: t.html:1:16: error PP109 ", waiting["templates"], StringComparison.Ordinal);
        Assert.Contains("parked: the template 't' has an error: t.html(1,16)", parked.GetProperty("reason").GetString(), StringComparison.Ordinal);
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 1);
        Assert.DoesNotContain("templates", (await JsonAsync(server, "/api/v1/overview/attention")).GetProperty("waiting").EnumerateArray().Select(item => item.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task Recurring_jobs_are_run_from_the_start_on()
    {
        await using var runner = await OpenAsync(ShellWith(TextWriter.Null, TextWriter.Null));

        runner.Start(NullLogger.Instance);

        await Eventually.TrueAsync(() => runner.Jobs is { IsRunning: true });
        Assert.All(runner.Jobs!.Report(), job => Assert.NotNull(job.NextAt));
    }

    private async Task<(string Said, string Errors)> ReportAsync()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var shell = ShellWith(output, error);
        await using var runner = await OpenAsync(shell);
        await StartReport.WriteAsync(shell, runner);
        return (output.ToString(), error.ToString());
    }

    private Shell ShellWith(TextWriter output, TextWriter error) =>
        new() { In = Stream.Null, Out = output, Error = error, Folder = _folder.Path, Environment = new Dictionary<string, string>() };

    private Task<RunnerService> OpenAsync(Shell shell)
    {
        var folders = new RunnerFolders(new DataFolder(Path.Combine(_folder.Path, "data")), Path.Combine(_folder.Path, "workflows"), Path.Combine(_folder.Path, "templates"));
        return RunnerService.OpenAsync(SettingsReader.Read(shell, folders.Data), folders, shell.Clock, liven: null, CancellationToken.None);
    }

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        var answer = await server.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
