using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace PostPurchase.Server.Commands;

/// <summary>Customers from rows: each is told by an event of our own, so that it has evidence like everything else.</summary>
internal static class ImportCustomers
{
    public static JsonObject Event(ImportRow row, Instant now)
    {
        var at = row["updated_at"] ?? row["created_at"] ?? InstantPattern.General.Format(now);
        var fact = new JsonObject { ["id"] = $"import-customer-{row["email"] ?? row["external_id"]}-{at}", ["type"] = "custom", ["name"] = "customer_imported", ["occurred_at"] = at, ["customer"] = row.Customer() };
        row.CopyTo(fact, "store");
        return fact;
    }
}
