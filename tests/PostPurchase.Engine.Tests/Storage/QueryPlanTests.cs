using System.Reflection;
using Dapper;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>Work is found by keys and indexes. What may look at a whole table says so here.</summary>
public sealed class QueryPlanTests : IAsyncLifetime
{
    // All versions are read once at start; what all customers spent is read now and then, for percentiles; mails of a journey are counted once, up to 20;
    // brakes are few; what left on a day is counted once while a transport warms up; the workflows folder is read as a whole; where people are is counted, and kept for a while.
    private static readonly string[] s_mayScan = ["EnrollmentSql.VersionDocuments", "CustomerSql.Spending", "SendSql.SentOfJourney", "BrakeSql.All", "SendSql.LeftSince", "JourneyFileSql.Read", "LedgerSql.Places"];

    // An erasure is rare and asked for by hand: it looks through all names, and the sweep through the few mails that were on their way. Drafts are few; links are as many as offers, and shown together; those whose page is gone are few, and an index holds just them.
    private static readonly string[] s_rare = ["ErasureSql.RemoveAliases", "ErasureSql.EmptyLateSends", "ErasureSql.LateSends", "ErasureSql.HasNotedSends", "ErasureSql.NamelessLateFeedback", "JourneyDraftSql.All", "LinkHealthSql.All", "LinkHealthSql.Gone", "FeedSql.All"];

    // Experiments, accounts, keys, answers to findings, programs and stores with a look are few and read together; of those whose figures are stale any will do, and other rates make all of them stale.
    private static readonly string[] s_readsAll =
        ["ExperimentSql.All", "ExperimentSql.Arms", "ExperimentSql.Rates", "PastSql.Stale", "PastSql.AllStale", "AccountSql.Any", "AccountSql.List", "AccountSql.OtherAdmins", "KeySql.List", "BrandSql.All", "ProgramTermsSql.All", "ComplianceSql.InForce"];

    // What was found before; counts by day; those few who are known by several numbers.
    private static readonly string[] s_small = ["CONSTANT ROW", "same", "tested", "(subquery", "send_day", "domain_day", "run_day", "customer USING COVERING INDEX customer_merged"];

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    public static TheoryData<string> Statements => [.. All().Select(statement => statement.Name)];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Theory]
    [MemberData(nameof(Statements))]
    public void No_statement_looks_through_a_whole_table(string name)
    {
        var text = All().Single(statement => statement.Name == name).Text;

        var plan = _temporary.Database.Read(session => session.Connection.Query("explain query plan " + text, Unbound(text)).Select(row => (string)row.detail).ToList());

        var scans = plan.Where(line => line.StartsWith("SCAN", StringComparison.Ordinal) && !s_small.Any(small => line.StartsWith($"SCAN {small}", StringComparison.Ordinal)));
        if (!s_mayScan.Contains(name) && !s_readsAll.Contains(name) && !s_rare.Contains(name)) Assert.Empty(scans);
    }

    private static IEnumerable<(string Name, string Text)> All() =>
        from type in typeof(Database).Assembly.GetTypes()
        where type.Name.EndsWith("Sql", StringComparison.Ordinal)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(Sql)
        select ($"{type.Name}.{field.Name}", ((Sql)field.GetValue(null)!).Text);

    private static DynamicParameters Unbound(string text)
    {
        var parameters = new DynamicParameters();
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, "@([a-z_]+)")) parameters.Add(match.Groups[1].Value, null);
        return parameters;
    }
}
