using System.Globalization;
using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>What pages show of the whole ledger is summed from counts by day and a few indexes: the same as a look at every row gives, whatever mails and runs went through.</summary>
public sealed class LedgerFiguresTests : IAsyncLifetime
{
    private const int Customers = 150;
    private const int Changes = 1_200;
    private const string Left = "state = 4 and ifnull(left_as, 0) <> 1 and channel = 1";
    private static readonly long s_day = NodaConstants.MillisecondsPerDay;

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task They_are_those_of_the_whole_ledger(int seed)
    {
        await _temporary.Database.WriteAsync(session => Live(session, new Random(seed)), default);

        _temporary.Database.Read(session =>
        {
            Assert.Equal(
                Rows(session, "select ifnull(journey_id, 0), step_id, state, count(*) from send where channel = 1 and state in (1, 4, 6, 7, 8, 9, 10) group by 1, 2, 3 order by 1, 2, 3", 4),
                LedgerFigures.Mails(session).Order().Select(row => Line(row.Journey, row.Step, (int)row.State, row.Count)));
            Assert.Equal(One(session, "select count(*) from send where channel = 1 and state in (0, 2, 3, 5)"), LedgerFigures.Planned(session));
            Assert.Equal(
                (One(session, $"select count(*) from send where {Left}"), One(session, $"select count(*) from send where {Left} and concluded_at >= {Today}")),
                LedgerFigures.MailsThatLeft(session, A.Noon, DateTimeZone.Utc));
            Assert.Equal(
                Rows(session, $"select journey_id, concluded_at / {s_day} - {(Today / s_day) - 2}, count(*) from send where channel = 1 and state = 4 and concluded_at / {s_day} >= {(Today / s_day) - 2} and journey_id is not null group by 1, 2 order by 1, 2", 3),
                LedgerFigures.MailsOfDays(session, A.Noon.InUtc().Date, 3).OrderBy(journey => journey.Key).SelectMany(journey => journey.Select(day => Line(journey.Key, day.Day, day.Count))));
            Assert.Equal(
                Rows(session, "select journey_id, 0, count(*) from enrollment group by 1 union all select journey_id, status, count(*) from enrollment where status <> 0 group by 1, 2 order by 1, 2", 3),
                LedgerFigures.Runs(session).Where(row => row.Count != 0).Order().Select(row => Line(row.Journey, row.What, row.Count)));
            Assert.Equal(
                Rows(session, "select ifnull(journey_id, 0), count(*) from send where channel = 1 and state = 10 group by 1 order by 1", 2),
                LedgerFigures.Parked(session).Order().Select(row => Line(row.Journey, row.Count)));
            return 0;
        });
    }

    private static long Today => A.Noon.InUtc().Date.AtMidnight().InUtc().ToInstant().ToUnixTimeMilliseconds();

    // Orders, every sixth a test, begin runs; runs and others want mails, notices and posts, and all of them change as chance has it, some several times.
    private static int Live(Session session, Random chance)
    {
        for (var owner = 1; owner <= Customers; owner++)
        {
            var (kind, journey) = (owner % 6 == 0 ? 6 : 0, 1 + (owner % 2));
            Run(session, $"insert into customer (owner, store_id, facts_at, purchase_count, refunded_count, total_spent, created_at) values ({owner}, 1, 0, 1, 0, 0, 0)");
            Run(session, $"insert into purchase (id, owner, store_id, kind, state, paid, ordered_at, updated_at, currency, total, refunded, news, document) values ({owner}, {owner}, 1, {kind}, 0, 1, 0, 0, 'USD', 0, 0, 0, '')");
            Run(session, $"insert into enrollment (id, owner, version_id, journey_id, subject, subject_id, line, nth, purchase_id, status, step, phase, started_by, started_at, entered_at, arrived_at, revision) values ({owner}, {owner}, 1, {journey}, 1, {owner}, 0, 1, {owner}, 0, 0, 0, 0, {At(chance)}, {At(chance)}, {At(chance)}, 1)");
            foreach (var (purpose, channel, of) in (ReadOnlySpan<(int, int, string)>)[(1, 1, $"{journey}"), (1, 1, $"{journey}"), (1, 2, $"{journey}"), (2, 1, "null"), (4, 1, $"{journey}")])
            {
                Run(session, $"insert into send (id, owner, store_id, channel, purpose, run, step_id, visit, journey_id, kind, state, due_at, planned_at, attempt_count, priority) select ifnull(max(id), 0) + 1, {owner}, 1, {channel}, {purpose}, {owner}, 3, 1 + count(*), {of}, {chance.Next(3)}, 0, {At(chance)}, {At(chance)}, 0, 0 from send");
            }
        }

        for (var change = 0; change < Changes; change++) Change(session, chance);
        return 0;
    }

    private static void Change(Session session, Random chance)
    {
        var id = chance.Next(1, (Customers * 5) + 1);
        // Nothing leaves that was not planned and handed over, and an address and a way to leave are written down there.
        var state = (SendState)chance.Next(11);
        Run(session, $"update send set state = 0, due_at = {At(chance)}, concluded_at = null where id = {id}");
        if (state is SendState.Accepted or SendState.Rejected or SendState.Uncertain)
            Run(session, $"update send set state = 3, due_at = {At(chance)}, address = 'a@{chance.Next(3)}.example', left_as = {chance.Next(1, 4)} where id = {id}");
        var due = state is SendState.Planned or SendState.Claimed or SendState.Handing or SendState.Deferred || (state == SendState.Held && chance.Next(2) == 0) ? $"{At(chance)}" : "null";
        Run(session, $"update send set state = {(int)state}, due_at = {due}, concluded_at = {(state >= SendState.Accepted && state != SendState.Deferred ? $"{At(chance)}" : "null")} where id = {id}");
        var status = chance.Next(4);
        Run(session, $"update enrollment set status = {status}, due_at = null, ended_at = {(status == 0 ? "null" : $"{At(chance)}")} where id = {chance.Next(1, Customers + 1)}");
    }

    // Of the last five days.
    private static long At(Random chance) => A.Noon.ToUnixTimeMilliseconds() - chance.NextInt64(5 * s_day);

    private static void Run(Session session, FormattableString statement) => session.Execute(statement.ToString(CultureInfo.InvariantCulture));

    private static List<string> Rows(Session session, string statement, int columns) => session[new Sql(statement)].All(row => Line([.. Enumerable.Range(0, columns).Select(row.Long)]));

    private static long One(Session session, string statement) => session[new Sql(statement)].First(row => row.Long(0));

    private static string Line(params long[] numbers) => string.Join(' ', numbers);
}
