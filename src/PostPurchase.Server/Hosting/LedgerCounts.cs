using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Hosting;

/// <summary>How many sends stand where.</summary>
internal static class LedgerCounts
{
    private static readonly Sql s_counts = new("""
        select state, count(*)
        from send
        group by state
        """);

    public static IReadOnlyDictionary<SendState, int> Of(Database database) =>
        database.Read(session => session[s_counts].All(row => (State: (SendState)row.Int(0), Count: row.Int(1)))).ToDictionary(pair => pair.State, pair => pair.Count);
}
