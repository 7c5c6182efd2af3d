using System.Globalization;

namespace PostPurchase.Server.Commands;

/// <summary>Numbers of things, as people say them: <c>1 file</c>, <c>2 files</c>.</summary>
internal static class Counted
{
    public static string Of(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
