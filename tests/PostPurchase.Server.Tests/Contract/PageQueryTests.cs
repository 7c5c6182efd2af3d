using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Contract;

/// <summary>No page looks through all mails, runs, orders or customers: it would take minutes where there are a million. What does so all the same says so here.</summary>
public sealed partial class PageQueryTests : IAsyncLifetime
{
    private static readonly string[] s_large = ["send", "enrollment", "purchase", "touch", "customer", "customer_alias", "event", "inbox", "line", "consent", "assignment", "customer_tally", "s", "e", "p", "t", "c"];

    // Who is at one step is asked by hand, and runs have no index by step. Orders are read from the newest backwards, and are counted in an index, as seldom as a wizard is
    // opened. Who looks for a part of an address looks through addresses. The demo looks at its own mails.
    private static readonly string[] s_mayScan =
    [
        "PeopleEndpoints.s_inside", "PreviewEndpoint.s_newest", "PreviewEndpoint.s_recent", "CustomerEndpoints.s_purchases", "ReplayEndpoints.s_newest", "OrderCount.s_count",
        "DeliveryRowsSql.Newest", "DemoDays.s_sent", "LedgerCounts.s_counts",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("postpurchase-server-").FullName;
    private Database _database = null!;

    public static TheoryData<string> Statements => [.. All().Select(statement => statement.Name)];

    public Task InitializeAsync()
    {
        _database = Database.Open(Path.Combine(_folder, "postpurchase.db"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void No_statement_of_a_page_looks_through_a_large_table(string name)
    {
        var text = All().Single(statement => statement.Name == name).Text;

        var plan = _database.Read(session => session.Connection.Query("explain query plan " + text, Unbound(text)).Select(row => (string)row.detail).ToList());

        var scans = plan.Where(line => Scan().Match(line) is { Success: true } scan && s_large.Contains(scan.Groups[1].Value));
        if (!s_mayScan.Contains(name)) Assert.Empty(scans);
    }

    private static IEnumerable<(string Name, string Text)> All() =>
        from type in typeof(RunnerService).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(Sql)
        select ($"{type.Name}.{field.Name}", ((Sql)field.GetValue(null)!).Text);

    private static DynamicParameters Unbound(string text)
    {
        var parameters = new DynamicParameters();
        foreach (Match match in Parameter().Matches(text)) parameters.Add(match.Groups[1].Value, null);
        return parameters;
    }

    [GeneratedRegex("^SCAN ([a-z_]+)")]
    private static partial Regex Scan();

    [GeneratedRegex("@([a-z_]+)")]
    private static partial Regex Parameter();
}
