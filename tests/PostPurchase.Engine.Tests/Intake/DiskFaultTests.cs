using System.Globalization;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Intake;

/// <summary>A full disk and a disk that fails: what cannot be stored is refused whole, nothing is corrupt, and it goes on by itself when the cause is gone.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private const string Strace = "/usr/bin/strace";

    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-fault-").FullName;

    [NeedsRootFact("/usr/bin/mount")]
    public async Task A_full_disk_refuses_whole_events_and_takes_them_when_there_is_room()
    {
        Assert.Equal(0, await RunAsync("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _folder));
        try
        {
            await using var database = Database.Open(Path.Combine(_folder, "full.db"));
            var intake = new EventIntake(database, A.NoJourneys);
            var stored = 0;
            await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            {
                for (; stored < 2_000; stored++) await AcceptAsync(intake, stored);
            });
            await Assert.ThrowsAsync<StorageUnavailableException>(() => AcceptAsync(intake, stored));
            Assert.Contains("full", await database.TroubleAsync(), StringComparison.Ordinal);

            Assert.Equal(0, await RunAsync("mount", "-o", "remount,size=32m", _folder));
            Assert.Null(await database.TroubleAsync());
            Assert.Equal(EventOutcome.Stored, (await AcceptAsync(intake, stored)).Events[0]);
            Assert.Equal(stored + 1, Customers(database));
            AssertSound(database);
        }
        finally
        {
            Assert.Equal(0, await RunAsync("umount", "-l", _folder));
        }
    }

    [NeedsRootFact(Strace)]
    public async Task A_disk_that_cannot_flush_refuses_and_goes_on_when_it_can()
    {
        var file = Path.Combine(_folder, "eio.db");
        using var child = Child.Start("dotnet", ["exec", typeof(DiskFaultTests).Assembly.Location, "accept-lines", file], listens: true);
        Assert.Equal("stored", await AskAsync(child, "1"));
        using (var fault = Child.Start(Strace, ["-f", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-p", child.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            // It says so when it has taken hold of the process.
            await Patience.UntilAsync(() => fault.Errors.Length > 0, "strace's word that it has attached");
            Assert.Equal("unavailable", await AskAsync(child, "2"));
            Assert.Equal("unavailable", await AskAsync(child, "3"));
            await RunAsync("kill", "-INT", fault.Id.ToString(CultureInfo.InvariantCulture));
            await fault.EndAsync();
        }

        Assert.Equal("stored", await AskAsync(child, "2"));
        child.EndInput();
        await child.EndAsync();
        await using var database = Database.Open(file);
        // 1 and 2 were answered. 3 was refused when the flush failed behind its commit: it is there whole or not at all, and would be known when it came again.
        Assert.InRange(Customers(database), 2, 3);
        AssertSound(database);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<IntakeAnswer> AcceptAsync(EventIntake intake, int number) =>
        intake.AcceptAsync(A.Delivery(A.Order(A.Purchase($"o{number}"), A.Customer($"c{number}@example.com"), $"e{number}")), A.Noon);

    private static long Customers(Database database) => database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from customer"));

    private static void AssertSound(Database database)
    {
        Assert.Empty(LedgerAudit.Run(database));
        Assert.Equal("ok", database.Read(session => Dapper.SqlMapper.ExecuteScalar<string>(session.Connection, "pragma integrity_check")));
    }

    private static async Task<string?> AskAsync(Child child, string id)
    {
        await child.WriteLineAsync(id);
        return await child.ReadLineAsync();
    }

    private static async Task<int> RunAsync(string program, params string[] arguments) => (await Child.RunAsync(program, arguments)).ExitCode;
}
