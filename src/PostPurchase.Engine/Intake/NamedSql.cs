using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Intake;

internal static class NamedSql
{
    // Five looks at keys in one statement: for a new customer each finds nothing, and a statement of its own would cost more than its look.
    public static readonly Sql Find = new("""
        select
          (select owner from customer_alias where store_id = @store_id and kind = 1 and value = @email),
          (select owner from customer_alias where store_id = @store_id and kind = 2 and value = @external_id),
          (select owner from purchase_key where store_id = @store_id and external_id = @purchase_id),
          (select purchase_id from purchase_key where store_id = @store_id and external_id = @purchase_id),
          exists (select 1 from waiting_fact where store_id = @store_id and purchase_external_id = @purchase_id)
        """);
}
