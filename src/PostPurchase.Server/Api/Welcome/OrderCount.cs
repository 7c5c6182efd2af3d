using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>How many orders the shop has.</summary>
internal static class OrderCount
{
    private static readonly Sql s_count = new("select count(*) from purchase");

    public static long Of(Database database) => database.Read(session => session[s_count].First(row => row.Long(0)));
}
