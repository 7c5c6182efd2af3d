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
    public void What_is_written_while_somebody_reads_is_seen_by_the_next_one_who_does()
    {
        var database = _temporary.Database;

        var (before, during) = database.Read(session =>
        {
            var first = LearningState.Read(session, "number");
            database.WriteAsync(writer => { LearningState.Write(writer, "number", 7); return 0; }, default).Wait();
            return (first, LearningState.Read(session, "number"));
        });

        Assert.Equal((null, null, 7), (before, during, database.Read(session => LearningState.Read(session, "number"))));
    }

    [Fact]
    public async Task A_reader_that_failed_leaves_no_snapshot_behind()
    {
        var database = _temporary.Database;
        Assert.Throws<FormatException>(() => database.Read<int>(session => throw new FormatException($"{LearningState.Read(session, "number")}")));

        await database.WriteAsync(writer => { LearningState.Write(writer, "number", 7); return 0; }, default);

        Assert.Equal(7, database.Read(session => LearningState.Read(session, "number")));
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

        var refusal = Assert.Throws<UnusableDatabaseException>(() => Database.Open(_temporary.File));

        Assert.Equal(
            $"{_temporary.File} was written by a newer program: it has schema 9999, this program knows {Migrations.Newest} at most. Start the newer program, or restore a backup that this one made",
            refusal.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        var file = Path.Combine(_temporary.Folder, "notes.db");
        await File.WriteAllTextAsync(file, new string('x', 9000));

        Assert.StartsWith($"{file} is no database or is damaged", Assert.Throws<UnusableDatabaseException>(() => Database.Open(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 1, true)]
    [InlineData(5, 0, false)]
    [InlineData(0, 1, false)]
    public async Task What_a_server_had_put_off_before_tries_were_timed_counts_from_where_it_did(int state, int attempts, bool isTimed)
    {
        var file = Path.Combine(_temporary.Folder, "old.db");
        using (var old = Session.OpenWriter(file))
        {
            Migrations.Apply(old, upTo: 25);
            old.Execute($"""
                insert into name (id, kind, text) values (1, 1, 'default'), (2, 4, 'thanks');
                insert into send (id, owner, store_id, channel, purpose, run, step_id, visit, kind, state, due_at, planned_at, attempt_count, priority)
                values (7, 1, 1, 1, 1, 1, 2, 1, 0, {state}, 2000, 1000, {attempts}, 50);
                """);
        }

        await using var database = Database.Open(file);

        Assert.Equal(isTimed ? NodaTime.Instant.FromUnixTimeMilliseconds(1000) : null, (await new SendLedger(database).FindAsync(new(7)))!.FirstTriedAt);
    }

    [Theory]
    [InlineData("(1, 1, 1, 0, 'shop', 10), (1, 2, 1, 1, 'shop', 20), (1, 3, 1, null, 'shop', 30)", true)]
    [InlineData("(1, 1, 1, 1, 'shop', 10), (1, 2, 1, 0, 'shop', 20)", false)]
    [InlineData("(1, 1, 1, null, 'shop', 10)", null)]
    public async Task Whether_an_erased_customer_could_be_tracked_is_what_they_had_said_last(string said, bool? tracking)
    {
        var file = Path.Combine(_temporary.Folder, "old.db");
        using (var old = Session.OpenWriter(file))
        {
            Migrations.Apply(old, upTo: 32);
            old.Execute($"""
                insert into name (id, kind, text) values (1, 1, 'default');
                insert into customer (owner, store_id, facts_at, consent_own, consent_third_party, consent_tracking, purchase_count, refunded_count, total_spent, created_at, erased_at)
                values (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 40);
                insert into consent (owner, id, channel, tracking, source, said_at) values {said};
                """);
        }

        await using var database = Database.Open(file);

        Assert.Equal(tracking, database.Read(session => CustomerStore.Read(session, 1))!.Consent.Tracking);
    }

    [Theory]
    [InlineData(1, 0, 0, 1)]
    [InlineData(1, 1, 1, 0)]
    [InlineData(4, 1, 0, 0)]
    public async Task A_code_that_a_held_mail_had_kept_before_it_ever_left_is_free_again(int state, int attempts, int uncertain, int free)
    {
        var file = Path.Combine(_temporary.Folder, "old.db");
        using (var old = Session.OpenWriter(file))
        {
            Migrations.Apply(old, upTo: 35);
            old.Execute($"""
                insert into name (id, kind, text) values (1, 1, 'default'), (2, 4, 'thanks'), (3, 6, 'welcome-back');
                insert into send (id, owner, store_id, channel, purpose, run, step_id, visit, kind, state, planned_at, attempt_count, priority, uncertain_count)
                values (7, 1, 1, 1, 1, 1, 2, 1, 1, {state}, 1000, {attempts}, 50, {uncertain});
                insert into coupon_code (pool_id, code, send_id, added_at) values (3, 'ONLY', 7, 0);
                insert into coupon_grant (owner, send_id, pool_id, code, granted_at) values (1, 7, 3, 'ONLY', 0);
                """);
        }

        await using var database = Database.Open(file);

        Assert.Equal(new CouponStock(free, 1 - free, 0), new CouponStore(database).StockOf("welcome-back"));
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
