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
    public async Task A_database_that_could_not_be_written_says_why_until_there_is_room_again()
    {
        await Database.WriteAsync(session => Do(session, $"pragma max_page_count = {Pages(session) + 2}; insert into instance (only_row, id) values (1, 'this')"), default);
        Assert.Null(await Database.TroubleAsync());

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.WriteAsync(session => session[s_add].With(1).With(new string('x', 100_000)).Run(), default));

        await AddAsync(2);
        Assert.Contains("full", Database.LastTrouble, StringComparison.Ordinal);
        // The queue opened its connection anew, on which the limit is gone: as if somebody made room.
        Assert.Null(await Database.TroubleAsync());
        Assert.Null(Database.LastTrouble);
    }

    [Fact]
    public async Task An_operation_that_fails_between_two_values_leaves_its_statement_to_its_neighbours()
    {
        var failing = Database.WriteAsync(session => session[s_add].With(1).With(NoText()).Run(), default);
        var neighbour = AddAsync(2);

        await Assert.ThrowsAsync<FormatException>(() => failing);
        await neighbour;
        Assert.Equal(1, Count());
    }

    [Fact]
    public void A_reader_that_fails_between_two_values_leaves_its_statement_to_the_next()
    {
        var find = new Sql("select id from t where id = @id and body = @body");

        Assert.Throws<FormatException>(() => Database.Read(session => session[find].With(1).With(NoText()).First(row => row.Long(0))));

        Assert.Equal(0, Database.Read(session => session[find].With(1).With("x").First(row => row.Long(0))));
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
    public async Task Callers_that_share_a_thread_get_their_own_answers_and_their_own_failures()
    {
        var all = Enumerable.Range(1, 200).Select(id => Database.WriteShortAsync(session => session[s_add].With(id).With("x").Run() * (id % 10 == 0 ? throw new FormatException($"no {id}") : id), default)).ToList();

        await Task.WhenAll(all).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.All(all.Index().Where(one => (one.Index + 1) % 10 != 0), one => Assert.Equal(one.Index + 1, one.Item.Result));
        Assert.All(all.Index().Where(one => (one.Index + 1) % 10 == 0), one => Assert.Equal($"no {one.Index + 1}", one.Item.Exception!.InnerException!.Message));
        Assert.Equal(180, Count());
    }

    [Fact]
    public async Task A_short_caller_that_has_gone_does_not_go_on_on_the_writers_thread()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        string? thread = null;

        var after = Database.WriteShortAsync(session => session[s_add].With(1).With("x").Run(), gone.Token)
            .ContinueWith(_ => thread = Thread.CurrentThread.Name, default, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        await after;
        Assert.NotEqual("database writer", thread);
    }

    [Fact]
    public async Task A_statement_with_a_missing_value_refuses_to_run() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(session => session[s_add].With(1).Run(), default));

    private static string NoText() => throw new FormatException("no text");

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
