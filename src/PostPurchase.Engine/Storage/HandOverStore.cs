using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Engine.Storage;

/// <summary>Orders that went over from one customer to another: moves their rows, and keeps when that was.</summary>
internal static class HandOverStore
{
    private static readonly Sql s_key = new("""
        update purchase_key
        set owner = @to
        where store_id = @store_id and external_id = @external_id
        """);

    private static readonly Sql s_purchase = new("""
        update purchase
        set owner = @to
        where id = @id
        """);

    private static readonly Sql s_lines = new("""
        update line
        set owner = @to
        where owner = @owner and purchase_id = @purchase_id
        """);

    private static readonly Sql s_refunds = new("""
        update refund
        set owner = @to
        where owner = @owner and purchase_id = @purchase_id
        """);

    private static readonly Sql s_add = new("""
        insert into hand_over (id, purchase_id, former, owner, moved_at)
        values (@id, @purchase_id, @former, @owner, @moved_at)
        """);

    // A trigger says it of who has the order now.
    private static readonly Sql s_stale = new("""
        insert into stale_customer (owner)
        values (@owner)
        on conflict do nothing
        """);

    private static readonly Sql s_of = new("""
        select h.purchase_id, h.former, h.owner, h.moved_at, p.document
        from hand_over as h
        join purchase as p on p.id = h.purchase_id
        where h.former = @owner or h.owner = @owner
        order by h.id
        """);

    /// <summary>Moves an order with its lines and refunds. Its runs, and the events that came before, stay with who had it.</summary>
    public static void Move(Session session, Purchase purchase, CustomerId to, (long Id, Instant At) row)
    {
        var (id, former) = (purchase.Id.Value, purchase.Owner.Value);
        session[s_key].With(to.Value).With(session.Names.Id(NameKind.Store, purchase.Store)).With(purchase.Facts.Id).Run();
        session[s_purchase].With(to.Value).With(id).Run();
        session[s_lines].With(to.Value).With(former).With(id).Run();
        session[s_refunds].With(to.Value).With(former).With(id).Run();
        session[s_stale].With(former).Run();
        session[s_add].With(row.Id).With(id).With(former).With(to.Value).With(row.At).Run();
    }

    /// <summary>The orders that came to a customer or went from them, in that order; nothing of those merged into them.</summary>
    public static List<HandedOrder> Of(Session session, long owner) => session[s_of].With(owner)
        .All(row => new HandedOrder(new(row.Long(0)), new(row.Long(1)), new(row.Long(2)), row.At(3), PurchaseJson.Read(row.Text(4))));
}

/// <summary>An order that went over.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Former">Who had it.</param>
/// <param name="Owner">Who has it since.</param>
/// <param name="At">When.</param>
/// <param name="Facts">As it is now.</param>
internal sealed record HandedOrder(PurchaseRowId Id, CustomerId Former, CustomerId Owner, Instant At, PurchaseFacts Facts);
