using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

public sealed class RestoredServerTests
{
    [Fact]
    public async Task A_restored_server_takes_events_and_sends_nothing_until_somebody_confirms_also_while_it_runs()
    {
        await using var server = await RunningServer.StartAsync(Restored);
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase("evt-1"))).EnsureSuccessStatusCode();

        Assert.False(server.Runner.IsRunning);
        Assert.Contains("restore --confirm", server.Runner.Quarantine, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await server.GetAsync("/readyz")).StatusCode);
        Assert.Equal(0, server.CountOf(SendState.Accepted));

        Assert.Equal((0, "confirmed: this database sends again\n"), await ConfirmAsync(server));

        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 1);
        // Its loops begin a moment before it says so.
        await Eventually.TrueAsync(() => server.Runner.IsRunning);
    }

    private static void Restored(TemporaryFolder folder)
    {
        folder.Write("workflows/hello.yaml", "journey: hello\nstatus: live\ntrigger: { on: purchase }\nsteps: [ { id: thanks, email: { template: thanks, content: transactional, subject: Hello } } ]\n");
        folder.Write("templates/thanks.html", "<p>Thanks</p>");
        var (source, backup) = (Path.Combine(folder.Path, "source", "postpurchase.db"), Path.Combine(folder.Path, "backup.db"));
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        var database = Database.Open(source);
        Backups.Copy(database, backup);
        database.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Assert.Null(Backups.Restore(backup, Path.Combine(folder.Path, "data", "postpurchase.db")));
    }

    private static async Task<(int, string)> ConfirmAsync(RunningServer server)
    {
        var run = await CommandRun.Of(server.Folder, "restore", "--confirm");
        return (run.ExitCode, run.Out);
    }
}
