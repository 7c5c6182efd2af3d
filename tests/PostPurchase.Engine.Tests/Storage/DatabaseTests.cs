using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class DatabaseTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task Opening_again_keeps_what_is_there()
    {
        await _temporary.Database.WriteAsync(session => session.Names.Id(NameKind.Store, "default"), default);

        await _temporary.ReopenAsync();

        Assert.NotNull(_temporary.Database.Read(session => session.Names.Find(NameKind.Store, "default")));
    }

    [Fact]
    public async Task Processes_that_start_at_once_provision_once()
    {
        var file = Path.Combine(_temporary.Folder, "new.db");

        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(node => Task.Run(() => Database.Open(file, node))));

        foreach (var database in opened) await database.DisposeAsync();
        Assert.Equal(4, opened.Length);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await _temporary.Database.WriteAsync(session => Execute(session, "pragma user_version = 9999"), default);

        var refusal = Assert.Throws<InvalidOperationException>(() => Database.Open(_temporary.File));

        Assert.Contains("newer program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_says_so() =>
        Assert.Throws<StorageUnavailableException>(() => Database.Open(_temporary.Folder));

    [Fact]
    public async Task Ids_after_a_restart_are_greater_than_those_before()
    {
        var intake = new PostPurchase.Engine.Intake.EventIntake(_temporary.Database, A.NoJourneys);
        await intake.AcceptAsync(A.Delivery(A.Order()), A.Noon);
        var before = _temporary.Database.Ids.Next(A.Noon);

        await _temporary.ReopenAsync();

        Assert.True(_temporary.Database.Ids.Next(A.Noon - NodaTime.Duration.FromDays(30)) >= before);
    }

    private static int Execute(Session session, string sql)
    {
        session.Execute(sql);
        return 0;
    }
}
