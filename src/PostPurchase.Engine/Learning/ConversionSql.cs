using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

internal static class ConversionSql
{
    public static readonly Sql FindKey = new("""
        select owner, conversion_id
        from conversion_key
        where network = @network and external_id = @external_id
        """);

    // An id that is unique within an account or a merchant only has that behind it.
    public static readonly Sql FindScoped = new("""
        select conversion_id
        from conversion_key
        where network = @network and external_id > @after and external_id < @before
        order by external_id
        limit 20
        """);

    public static readonly Sql AddKey = new("""
        insert into conversion_key (network, external_id, owner, conversion_id)
        values (@network, @external_id, @owner, @conversion_id)
        """);

    public static readonly Sql Insert = new("""
        insert into conversion (
          id, owner, store_id, network, external_id, token, match, status, send_id, slot, offer, program, journey_id, step_id,
          purchase_id, occurred_at, clicked_at, locks_at, seen_at, held_count, document)
        values (
          @id, @owner, @store_id, @network, @external_id, @token, @match, @status, @send_id, @slot, @offer, @program, @journey_id, @step_id,
          @purchase_id, @occurred_at, @clicked_at, @locks_at, @seen_at, @held_count, @document)
        """);

    // The owner changes from nobody to somebody, and back where somebody erred; so does what belongs to it.
    public static readonly Sql Update = new("""
        update conversion
        set owner = @owner, store_id = @store_id, token = @token, match = @match, status = @status, send_id = @send_id, slot = @slot, offer = @offer,
          program = @program, journey_id = @journey_id, step_id = @step_id, purchase_id = @purchase_id, occurred_at = @occurred_at,
          clicked_at = @clicked_at, locks_at = @locks_at, held_count = @held_count, document = @document
        where id = @id
        """);

    public static readonly Sql OwnKey = new("""
        update conversion_key
        set owner = @owner
        where network = @network and external_id = @external_id
        """);

    public static readonly Sql OwnReports = new("""
        update conversion_report
        set owner = @owner
        where conversion_id = @conversion_id
        """);

    // What a customer had and gave back stays theirs, with the entries that took it from them.
    public static readonly Sql OwnEntries = new("""
        update commission
        set owner = @owner
        where conversion_id = @conversion_id and owner = 0
        """);

    public static readonly Sql Find = new($"{Columns} where id = @id");

    public static readonly Sql OfSend = new($"{Columns} where send_id = @send_id order by id");

    public static readonly Sql IsOfTest = new($"""
        select 1
        from send as s
        where s.id = @id and s.owner = @owner and {TestOrders.IsAbout("s")}
        """);

    // Newest first. Ids are time-ordered by when the conversion was first heard of.
    public static readonly Sql Page = new($"{Columns} where {Narrowed}");

    public static readonly Sql Unmatched = new($"{Columns} where match = 0 and {Narrowed}");

    public static readonly Sql Held = new($"{Columns} where held_count > 0 and {Narrowed}");

    public static readonly Sql Occurred = new($"""
        {Columns}
        where occurred_at >= @since and occurred_at < @until
        order by occurred_at, id
        """);

    // The days (UTC) of the sales that are pending, or approved and not paid, and whether one is pending.
    public static readonly Sql OpenDays = new("""
        select occurred_at - occurred_at % 86400000 as day, max(status = 1)
        from conversion
        where network = @network and status in (1, 2) and occurred_at >= @since and occurred_at < @now
        group by day
        order by day
        """);

    // A word that was heard before counts from its latest date: the state that was read again today is as new as today, also where a postback said it first, without a date.
    public static readonly Sql AddReport = new("""
        insert into conversion_report (conversion_id, id, owner, fingerprint, way, as_of, received_at, held, document)
        values (@conversion_id, @id, @owner, @fingerprint, @way, @as_of, @received_at, @held, @document)
        on conflict (conversion_id, fingerprint, owner) do update set
          as_of = excluded.as_of
        where excluded.as_of is not null and (as_of is null or excluded.as_of > as_of)
        """);

    public static readonly Sql Reports = new("""
        select id, way, as_of, received_at, held, document
        from conversion_report
        where conversion_id = @conversion_id
        order by id
        """);

    public static readonly Sql Release = new("""
        update conversion_report
        set held = null
        where conversion_id = @conversion_id and held is not null
        """);

    public static readonly Sql AddEntry = new("""
        insert into commission (conversion_id, id, owner, kind, status, currency, amount, entered_at, report_id)
        values (@conversion_id, @id, @owner, @kind, @status, @currency, @amount, @entered_at, @report_id)
        """);

    public static readonly Sql Entries = new("""
        select id, kind, status, currency, amount, entered_at, report_id
        from commission
        where conversion_id = @conversion_id
        order by id
        """);

    private const string Columns = """
        select id, owner, store_id, network, external_id, token, match, status, send_id, slot, offer, program, journey_id, step_id,
          purchase_id, occurred_at, clicked_at, locks_at, seen_at, held_count, document
        from conversion
        """;

    // A sale is on the day of its store's zone, as the reports count it; a store that is not set has the zone of the default one. By the day on which their mail left sales are
    // asked for behind a number of earnings, which leave out mails about test orders.
    private static string Narrowed => $"""
        id < @before and (@network is null or network = @network) and (@statuses = 0 or (1 << status) & @statuses <> 0)
          and (@journey_id is null or journey_id = @journey_id) and (@step_id is null or step_id = @step_id)
          and (@offer is null or coalesce(offer, '{Earnings.NoOffer}') = @offer) and (@program is null or coalesce(program, '{Earnings.NoProgram}') = @program)
          and (@store_id is null or store_id = @store_id)
          and (@booked = 0 or exists (
            select 1
            from commission as k
            where k.conversion_id = conversion.id and k.kind = 1 and (1 << k.status) & @booked <> 0
            group by k.status, k.currency
            having sum(k.amount) <> 0))
          and (@left_from is null or exists (
            select 1
            from send as s
            where s.id = conversion.send_id and s.owner = conversion.owner and s.channel = 1 and s.purpose = 1 and s.state in (4, 7)
              and {StoreDay.Of("s.store_id", "s.concluded_at")} between @left_from and @left_to and not {TestOrders.IsAbout("s")}))
          and (@from is null or {StoreDay.Of("conversion.store_id", "occurred_at")} between @from and @to)
        order by id desc
        limit @count
        """;
}
