using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace PostPurchase.Server.Commands;

/// <summary>Customers from rows: each is told by an event of our own, so that it has evidence like everything else.</summary>
internal static class ImportCustomers
{
    public static IReadOnlyList<string> Columns { get; } = [.. ImportRow.CustomerColumns, "store", "updated_at", "created_at"];

    public static JsonObject Event(ImportRow row, Instant writtenAt)
    {
        var at = row["updated_at"] ?? row["created_at"] ?? InstantPattern.General.Format(writtenAt);
        var fact = new JsonObject { ["id"] = $"import-customer-{row["email"] ?? row["external_id"]}-{at}", ["type"] = "custom", ["name"] = "customer_imported", ["occurred_at"] = at, ["customer"] = row.Customer() };
        row.CopyTo(fact, "store");
        return fact;
    }
}
