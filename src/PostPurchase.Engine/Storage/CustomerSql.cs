namespace PostPurchase.Engine.Storage;

internal static class CustomerSql
{
    public static readonly Sql Read = new("""
        select owner, store_id, email, address, external_id, first_name, last_name, phone, country, time_zone, locale, attributes, tags, facts_at,
          consent_own, consent_own_at, consent_third_party, consent_third_party_at, consent_tracking, consent_tracking_at,
          purchase_count, refunded_count, total_spent, first_purchase_at, last_purchase_at, goodwill_until, paused_until, merged_into, created_at, journey_changes
        from customer
        where owner = @owner
        """);

    // Without what journeys did: whoever is new has been in none.
    public static readonly Sql Insert = new("""
        insert into customer (
          owner, store_id, email, address, external_id, first_name, last_name, phone, country, time_zone, locale, attributes, tags, facts_at,
          consent_own, consent_own_at, consent_third_party, consent_third_party_at, consent_tracking, consent_tracking_at,
          purchase_count, refunded_count, total_spent, first_purchase_at, last_purchase_at, goodwill_until, paused_until, merged_into, created_at)
        values (
          @owner, @store_id, @email, @address, @external_id, @first_name, @last_name, @phone, @country, @time_zone, @locale, @attributes, @tags, @facts_at,
          @consent_own, @consent_own_at, @consent_third_party, @consent_third_party_at, @consent_tracking, @consent_tracking_at,
          @purchase_count, @refunded_count, @total_spent, @first_purchase_at, @last_purchase_at, @goodwill_until, @paused_until, @merged_into, @created_at)
        """);

    public static readonly Sql Update = new("""
        update customer
        set email = @email, address = @address, external_id = @external_id, first_name = @first_name, last_name = @last_name, phone = @phone,
          country = @country, time_zone = @time_zone, locale = @locale, attributes = @attributes, tags = @tags, facts_at = @facts_at,
          consent_own = @consent_own, consent_own_at = @consent_own_at,
          consent_third_party = @consent_third_party, consent_third_party_at = @consent_third_party_at,
          consent_tracking = @consent_tracking, consent_tracking_at = @consent_tracking_at,
          purchase_count = @purchase_count, refunded_count = @refunded_count, total_spent = @total_spent,
          first_purchase_at = @first_purchase_at, last_purchase_at = @last_purchase_at, goodwill_until = @goodwill_until,
          paused_until = @paused_until, merged_into = @merged_into, journey_changes = @journey_changes
        where owner = @owner
        """);

    public static readonly Sql FindAlias = new("""
        select owner
        from customer_alias
        where store_id = @store_id and kind = @kind and value = @value
        """);

    public static readonly Sql AddAlias = new("""
        insert into customer_alias (store_id, kind, value, owner)
        values (@store_id, @kind, @value, @owner)
        on conflict do nothing
        """);

    // Chains stay one step long, so that a read follows at most one.
    public static readonly Sql Remerge = new("""
        update customer
        set merged_into = @root
        where merged_into = @merged
        """);

    // "or fail": see PurchaseSql.Insert. Each change of an order repeats what was said when it was placed: one row of that is enough.
    public static readonly Sql AddConsent = new("""
        insert or fail into consent (owner, id, channel, own, third_party, tracking, source, said_at)
        select @owner, @id, @channel, @own, @third_party, @tracking, @source, @said_at
        where not exists (
          select 1
          from consent
          where owner = @owner and channel = @channel and own is @own and third_party is @third_party and tracking is @tracking and source = @source and said_at = @said_at
        )
        """);

    // kinds: order, renewal, pos, marketplace, test; state 0 stands, 1 cancelled, 3 refunded. All customers that were merged count together. What a partner sold was not bought
    // in the shop: who only took a recommendation is no buyer of it yet.
    public static readonly Sql Totals = new($"""
        select
          count(*) filter (where p.state = 0),
          count(*) filter (where p.state in (1, 3)),
          ifnull(sum(ifnull(p.value, 0) - ifnull(p.refunded_value, 0)) filter (where p.state = 0), 0),
          min(p.ordered_at) filter (where p.state = 0),
          max(p.ordered_at) filter (where p.state = 0)
        from (
          select @owner as owner
          union all
          select owner
          from customer
          where merged_into = @owner) as same
        join purchase as p on p.owner = same.owner
        where p.paid = 1 and p.kind in (0, 1, 4, 5, 6) and not {PartnerSales.Is("p")}
        """);

    // The same purchases, as far as no rate says what they are worth in the store's currency.
    public static readonly Sql NotCounted = new($"""
        select p.currency, sum(p.total - p.refunded)
        from (
          select @owner as owner
          union all
          select owner
          from customer
          where merged_into = @owner) as same
        join purchase as p on p.owner = same.owner
        where p.paid = 1 and p.kind in (0, 1, 4, 5, 6) and p.state = 0 and p.value is null and not {PartnerSales.Is("p")}
        group by p.currency
        order by p.currency
        """);

    public static readonly Sql Same = new("""
        select @owner
        union all
        select owner
        from customer
        where merged_into = @owner
        """);

    public static readonly Sql Spending = new("""
        select total_spent
        from customer
        where store_id = @store_id and purchase_count > 0 and merged_into is null
        order by total_spent
        """);
}
