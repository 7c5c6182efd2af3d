using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class RunnerLeaseTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task The_second_runner_is_told_who_runs()
    {
        using var first = await TakenAsync(_temporary.Database, "serve (process 7)");

        var second = Assert.IsType<LeaseAnswer.Refused>(await RunnerLease.TakeAsync(_temporary.Database, "demo (process 8)", A.Noon));

        Assert.Contains("already being run by serve (process 7)", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_that_was_given_back_can_be_taken_and_is_not_quarantined()
    {
        (await TakenAsync(_temporary.Database, "serve")).Dispose();

        var again = Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(_temporary.Database, "serve", A.Noon));

        again.Lease.Dispose();
        Assert.Null(again.Quarantine);
    }

    [Fact]
    public async Task A_copy_without_the_id_file_starts_quarantined_until_confirmed()
    {
        (await TakenAsync(_temporary.Database, "serve")).Dispose();
        var copy = Path.Combine(_temporary.Folder, "elsewhere", "postpurchase.db");
        Backups.Copy(_temporary.Database, copy);
        await using var database = Database.Open(copy);

        var taken = Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(database, "serve", A.Noon));
        using (taken.Lease)
        {
            Assert.Contains("restore --confirm", taken.Quarantine, StringComparison.Ordinal);
            Assert.NotNull(RunnerLease.QuarantineOf(database));
        }
        await RunnerLease.ConfirmAsync(database);

        Assert.Null(RunnerLease.QuarantineOf(database));
        using var later = await TakenAsync(database, "serve");
    }

    [Fact]
    public async Task A_copy_of_the_whole_folder_starts_quarantined_and_the_original_goes_on()
    {
        (await TakenAsync(_temporary.Database, "serve")).Dispose();
        var folder = Directory.CreateDirectory(Path.Combine(_temporary.Folder, "clone")).FullName;
        foreach (var file in Directory.GetFiles(_temporary.Folder)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await using var clone = Database.Open(Path.Combine(folder, "postpurchase.db"));

        var ofClone = Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(clone, "serve", A.Noon));
        var ofOriginal = Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(_temporary.Database, "serve", A.Noon));

        ofClone.Lease.Dispose();
        ofOriginal.Lease.Dispose();
        Assert.Contains("copied or restored", ofClone.Quarantine, StringComparison.Ordinal);
        Assert.Null(ofOriginal.Quarantine);
    }

    [Fact]
    public async Task A_link_to_the_folder_is_the_folder()
    {
        (await TakenAsync(_temporary.Database, "serve")).Dispose();
        await _temporary.Database.DisposeAsync();
        var link = _temporary.Folder + "-link";
        Directory.CreateSymbolicLink(link, _temporary.Folder);
        await using (var linked = Database.Open(Path.Combine(link, "postpurchase.db")))
        {
            var taken = Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(linked, "serve", A.Noon));
            taken.Lease.Dispose();
            Assert.Null(taken.Quarantine);
        }

        Directory.Delete(link);
    }

    [Fact]
    public async Task A_folder_of_an_earlier_program_goes_on()
    {
        (await TakenAsync(_temporary.Database, "serve")).Dispose();
        var mark = Path.Combine(_temporary.Folder, "instance.id");
        await File.WriteAllTextAsync(mark, (await File.ReadAllLinesAsync(mark))[0] + "\n");

        var taken = Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(_temporary.Database, "serve", A.Noon));

        taken.Lease.Dispose();
        Assert.Null(taken.Quarantine);
        Assert.Equal(2, (await File.ReadAllLinesAsync(mark)).Length);
    }

    private static async Task<RunnerLease> TakenAsync(Database database, string holder) =>
        Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(database, holder, A.Noon)).Lease;
}
