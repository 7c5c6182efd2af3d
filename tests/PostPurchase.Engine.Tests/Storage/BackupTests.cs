using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class BackupTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    private string Backup => Path.Combine(_temporary.Folder, "backups", "one.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task A_copy_made_while_others_write_holds_each_write_whole()
    {
        var writes = Enumerable.Range(0, 400).Select(i => _temporary.Database.WriteAsync(
            session => session.Names.Id(NameKind.Step, $"a{i}") + session.Names.Id(NameKind.Journey, $"a{i}"), default)).ToList();

        Backups.Copy(_temporary.Database, Backup);

        await Task.WhenAll(writes);
        await using var copy = Database.Open(Backup);
        var halves = copy.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from (select 1 from name group by text having count(*) <> 2)"));
        Assert.Equal(0, halves);
    }

    [Fact]
    public void A_backup_never_overwrites_a_file()
    {
        Backups.Copy(_temporary.Database, Backup);

        Assert.Throws<IOException>(() => Backups.Copy(_temporary.Database, Backup));
    }

    [Fact]
    public async Task What_is_restored_holds_the_backup_and_starts_quarantined()
    {
        await _temporary.Database.WriteAsync(session => session.Names.Id(NameKind.Step, "before"), default);
        Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(_temporary.Database, "serve", A.Noon)).Lease.Dispose();
        Backups.Copy(_temporary.Database, Backup);
        await _temporary.Database.WriteAsync(session => session.Names.Id(NameKind.Step, "after"), default);
        await _temporary.Database.DisposeAsync();

        var problem = Backups.Restore(Backup, _temporary.File);

        await _temporary.ReopenAsync();
        Assert.Null(problem);
        Assert.NotNull(RunnerLease.QuarantineOf(_temporary.Database));
        Assert.NotNull(_temporary.Database.Read(session => session.Names.Find(NameKind.Step, "before")));
        Assert.Null(_temporary.Database.Read(session => session.Names.Find(NameKind.Step, "after")));
    }

    [Fact]
    public async Task Pictures_and_the_key_of_links_go_with_a_backup_and_come_back()
    {
        var picture = Path.Combine(Directory.CreateDirectory(Path.Combine(_temporary.Folder, "images")).FullName, new string('a', 64));
        var key = Path.Combine(_temporary.Folder, "secret.key");
        await File.WriteAllTextAsync(picture, "picture");
        await File.WriteAllTextAsync(key, "the key of old links");
        Backups.Copy(_temporary.Database, Backup);
        await _temporary.Database.DisposeAsync();
        File.Delete(picture);
        await File.WriteAllTextAsync(key, "another");

        Assert.Null(Backups.Restore(Backup, _temporary.File));

        await _temporary.ReopenAsync();
        Assert.Equal(("picture", "the key of old links"), (await File.ReadAllTextAsync(picture), await File.ReadAllTextAsync(key)));
        Assert.Equal(0, Tables("backup_file"));
    }

    [Fact]
    public async Task A_backup_writes_no_file_but_its_own()
    {
        Backups.Copy(_temporary.Database, Backup);
        using (var file = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Backup};Pooling=False"))
        {
            Dapper.SqlMapper.Execute(file, "insert into backup_file (name, content) values ('images/../../evil', x'00'), ('evil', x'00')");
        }

        await _temporary.Database.DisposeAsync();

        Assert.Null(Backups.Restore(Backup, _temporary.File));

        await _temporary.ReopenAsync();
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_temporary.Folder)!, "evil"));
        Assert.Empty(Directory.GetFiles(_temporary.Folder, "evil", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_was_never_run_starts_quarantined_too()
    {
        Backups.Copy(_temporary.Database, Backup);
        await _temporary.Database.DisposeAsync();

        Assert.Null(Backups.Restore(Backup, _temporary.File));

        await _temporary.ReopenAsync();
        Assert.NotNull(RunnerLease.QuarantineOf(_temporary.Database));
    }

    [Fact]
    public async Task What_was_confirmed_before_its_first_start_sends_from_it_on()
    {
        Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(_temporary.Database, "serve", A.Noon)).Lease.Dispose();
        Backups.Copy(_temporary.Database, Backup);
        await _temporary.Database.DisposeAsync();
        Assert.Null(Backups.Restore(Backup, _temporary.File));
        await _temporary.ReopenAsync();

        await RunnerLease.ConfirmAsync(_temporary.Database);

        var taken = Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(_temporary.Database, "serve", A.Noon));
        taken.Lease.Dispose();
        Assert.Null(taken.Quarantine);
    }

    [Fact]
    public async Task A_database_that_runs_is_not_restored_over()
    {
        Backups.Copy(_temporary.Database, Backup);
        using var lease = Assert.IsType<LeaseAnswer.Taken>(await RunnerLease.TakeAsync(_temporary.Database, "serve", A.Noon)).Lease;

        Assert.Contains("stop that one first", Backups.Restore(Backup, _temporary.File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_backup_leaves_the_database_as_it_is()
    {
        await _temporary.Database.WriteAsync(session => session.Names.Id(NameKind.Step, "kept"), default);
        await _temporary.Database.DisposeAsync();
        var text = Path.Combine(_temporary.Folder, "letter.txt");
        await File.WriteAllTextAsync(text, "dear database, this is not a backup at all, whatever the name of the file says");

        var problem = Backups.Restore(text, _temporary.File);

        await _temporary.ReopenAsync();
        Assert.Contains("not a backup", problem, StringComparison.Ordinal);
        Assert.NotNull(_temporary.Database.Read(session => session.Names.Find(NameKind.Step, "kept")));
    }

    private long Tables(string name) => _temporary.Database.Read(session =>
        Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from sqlite_master where name = @name", new { name }));
}
