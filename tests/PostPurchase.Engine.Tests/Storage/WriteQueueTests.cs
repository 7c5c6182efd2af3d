using Microsoft.Data.Sqlite;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class WriteQueueTests : IAsyncLifetime
{
    private static readonly Sql s_add = new("insert into t (id, body) values (@id, @body)");
    private static readonly Sql s_count = new("select count(*) from t");
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    private Database Database => _temporary.Database;

    public async Task InitializeAsync() => await Database.WriteAsync(session => Do(session, "create table t (id integer primary key, body text)"), default);

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task A_write_is_readable_once_it_is_answered()
    {
        await AddAsync(1);

        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task An_operation_that_fails_is_undone_alone()
    {
        var all = Enumerable.Range(1, 200).Select(id => AddThenMaybeFailAsync(id)).ToList();
        var failed = 0;
        foreach (var one in all)
        {
            try
            {
                await one;
            }
            catch (FormatException)
            {
                failed++;
            }
        }

        Assert.Equal((20, 180), (failed, Count()));
    }

    [Fact]
    public async Task A_broken_constraint_reaches_its_caller_and_nobody_else()
    {
        await AddAsync(1);

        var second = AddAsync(1);
        var other = AddAsync(2);

        await Assert.ThrowsAsync<SqliteException>(() => second);
        await other;
        Assert.Equal(2, Count());
    }

    [Fact]
    public async Task A_full_database_says_unavailable_and_recovers_when_there_is_room()
    {
        await Database.WriteAsync(session => Do(session, $"pragma max_page_count = {Pages(session) + 2}"), default);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.WriteAsync(session => session[s_add].With(1).With(new string('x', 100_000)).Run(), default));
        // The queue opens its connection anew, on which the limit is gone: as if somebody made room.
        await AddAsync(2);

        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task A_caller_that_has_gone_is_not_written_for()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.WriteAsync(session => session[s_add].With(1).With("x").Run(), gone.Token));

        Assert.Equal(0, Count());
    }

    [Fact]
    public async Task Whatever_was_queued_is_written_before_the_database_closes()
    {
        var writes = Enumerable.Range(1, 500).Select(AddAsync).ToList();

        await _temporary.ReopenAsync();

        await Task.WhenAll(writes);
        Assert.Equal(500, Count());
    }

    [Fact]
    public async Task A_statement_with_a_missing_value_refuses_to_run() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(session => session[s_add].With(1).Run(), default));

    private Task<int> AddAsync(int id) => Database.WriteAsync(session => session[s_add].With(id).With("x").Run(), default);

    private Task<int> AddThenMaybeFailAsync(int id) => Database.WriteAsync(
        session => session[s_add].With(id).With("x").Run() + (id % 10 == 0 ? throw new FormatException("no") : 0), default);

    private long Count() => Database.Read(session => session[s_count].First(row => row.Long(0)));

    private static int Do(Session session, string sql)
    {
        session.Execute(sql);
        return 0;
    }

    private static long Pages(Session session) => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "pragma page_count");
}
