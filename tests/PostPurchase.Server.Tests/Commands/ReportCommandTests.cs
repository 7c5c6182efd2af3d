using PostPurchase.Engine.Storage;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary>What <c>report NAME</c> counts, and what it refuses.</summary>
public sealed class ReportCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public async Task InitializeAsync()
    {
        _folder.Write("workflows/a.yaml", "journey: a\nstatus: live\ntrigger: { on: purchase }\nsteps: [ { id: hi, email: { template: t, content: transactional, subject: Hi } } ]\n");
        _folder.Write("templates/t.html", "<p>Hi</p>");
        _folder.Write("events.jsonl", IntakeTests.Purchase("evt-1").ReplaceLineEndings(" "));
        await CommandRun.Of(_folder, "import", "events.jsonl", "--kind", "events-jsonl");
    }

    [Fact]
    public async Task A_database_that_nobody_has_counted_is_counted_by_the_first_report()
    {
        var run = await CommandRun.Of(_folder, "report", "repeat", "--csv");

        Assert.Equal((0, 2), (run.ExitCode, run.Lines.Count));
        Assert.Equal(2, (await FingerprintsAsync()).Count);
    }

    [Fact]
    public async Task Another_zone_or_other_rates_than_those_of_the_figures_are_refused_and_change_nothing()
    {
        await CommandRun.Of(_folder, "report", "repeat");
        var before = await FingerprintsAsync();
        _folder.Write("other/rates.csv", "date,from,to,rate\n2026-01-01,EUR,USD,1.1\n");

        var zone = await CommandRun.Of(_folder, "report", "repeat", "--Store:TimeZone=Pacific/Auckland");
        var rates = await CommandRun.Of(_folder, "report", "repeat", "--workflows", "other");

        Assert.Equal((1, "", 1, ""), (zone.ExitCode, zone.Out, rates.ExitCode, rates.Out));
        Assert.StartsWith("the figures were counted with other time zones of stores: run it with", zone.Error, StringComparison.Ordinal);
        Assert.StartsWith("the figures were counted with other currencies of stores or rates (rates.csv): run it with", rates.Error, StringComparison.Ordinal);
        Assert.Equal(before, await FingerprintsAsync());
        Assert.Equal(0, (await CommandRun.Of(_folder, "report", "repeat")).ExitCode);
    }

    [Fact]
    public async Task A_workflows_folder_that_is_not_there_is_refused()
    {
        var run = await CommandRun.Of(_folder, "report", "repeat", "--workflows", "nowhere");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("--workflows nowhere: there is no such folder", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revenue", "--from", "2026-01-01", "--from, --to: the report revenue is of all days; leave them out\n")]
    [InlineData("repeat", "--to", "2026-01-01", "--from, --to: the report repeat is of all days; leave them out\n")]
    [InlineData("holdout", "--from", "2026-01-01", "--from, --to: the report holdout is of all days; leave them out\n")]
    [InlineData("holdout", "--store", "default", "--store: the report holdout is of all stores; leave it out\n")]
    [InlineData("experiments", "--store", "default", "--store: the report experiments is of all stores; leave it out\n")]
    public async Task An_option_that_a_report_does_not_use_is_a_wrong_argument(string report, string option, string value, string said)
    {
        var run = await CommandRun.Of(_folder, "report", report, option, value);

        Assert.Equal((2, "", said), (run.ExitCode, run.Out, run.Error));
    }

    [Theory]
    [InlineData("funnel")]
    [InlineData("touches")]
    [InlineData("deliverability")]
    public async Task A_report_of_days_takes_days_and_a_store(string report) =>
        Assert.Equal(0, (await CommandRun.Of(_folder, "report", report, "--from", "2026-01-01", "--to", "2026-01-31", "--store", "default")).ExitCode);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    private async Task<List<string>> FingerprintsAsync()
    {
        await using var database = Database.Open(Path.Combine(_folder.Path, "data", "postpurchase.db"));
        return database.Read(session => Dapper.SqlMapper.Query<string>(session.Connection, "select name || ' ' || value from learning_state where name in ('rates', 'zones') order by name").ToList());
    }
}
