using NodaTime;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Hosting;

/// <summary>How much should have happened already.</summary>
internal static class Overdue
{
    private static readonly Sql s_runs = new("""
        select count(*)
        from enrollment
        where due_at < @now
        """);

    private static readonly Sql s_sends = new("""
        select count(*)
        from send
        where kind between 0 and 2 and due_at < @now
        """);

    public static (long Runs, long Sends) Count(Database database, Instant now) =>
        database.Read(session => (session[s_runs].With(now).First(row => row.Long(0)), session[s_sends].With(now).First(row => row.Long(0))));
}
