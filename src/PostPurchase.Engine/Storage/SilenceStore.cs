using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>A buyer whose silence nobody was told of.</summary>
internal sealed record QuietBuyer(long Owner, string? Address, string? ExternalId, Instant LastPurchaseAt, int PurchaseCount);

/// <summary>Which silences were told.</summary>
internal static class SilenceStore
{
    // In the order of owners, page by page, so that a million customers need no memory.
    private static readonly Sql s_quiet = new("""
        select c.owner, c.address, c.external_id, c.last_purchase_at, c.purchase_count
        from customer as c
        left join silence as s on s.owner = c.owner
        where c.owner > @after and c.store_id = @store_id and c.merged_into is null and c.last_purchase_at < @before
          and s.since is not c.last_purchase_at
        order by c.owner
        limit @count
        """);

    // The same orders as the customer's own count takes: standing, paid, no exchanges and replacements.
    private static readonly Sql s_gaps = new($"""
        select gap
        from (
          select p.ordered_at - lag(p.ordered_at) over (partition by ifnull(c.merged_into, c.owner) order by p.ordered_at) as gap
          from purchase as p
          join customer as c on c.owner = p.owner
          where p.store_id = @store_id and p.state = 0 and p.paid = 1 and p.kind in (0, 1, 4, 5, 6) and p.ordered_at < @before
            and not {PartnerSales.Is("p")})
        where gap is not null
        order by gap
        """);

    private static readonly Sql s_told = new("""
        insert into silence (owner, since)
        values (@owner, @since)
        on conflict do update set since = excluded.since
        """);

    /// <summary>Buyers of a store who bought last before an instant and of whose silence nobody was told, by owner.</summary>
    public static List<QuietBuyer> Quiet(Session session, long storeId, long after, (Instant Before, int Count) limit) =>
        session[s_quiet].With(after).With(storeId).With(limit.Before).With(limit.Count).All(row => new QuietBuyer(row.Long(0), row.TextOrNull(1), row.TextOrNull(2), row.At(3), row.Int(4)));

    /// <summary>All gaps between purchases of one customer of a store, ascending.</summary>
    public static List<Duration> Gaps(Session session, long storeId, Instant before) =>
        session[s_gaps].With(storeId).With(before).All(row => Duration.FromMilliseconds(row.Long(0)));

    /// <summary>Keeps that the silence after a purchase was told.</summary>
    public static void Told(Session session, QuietBuyer buyer) => session[s_told].With(buyer.Owner).With(buyer.LastPurchaseAt).Run();
}
