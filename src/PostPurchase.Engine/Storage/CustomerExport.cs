using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Intake;

namespace PostPurchase.Engine.Storage;

/// <summary>Everything that is known about a customer, for them to have (GDPR articles 15 and 20): the rows as they are, with instants and names written out.</summary>
internal sealed class CustomerExport(Database database)
{
    // Each as: name in the export, statement. Columns that end in _at are instants, those that end in _id and name a word are written as that word.
    private static readonly (string Name, string Sql)[] s_tables =
    [
        ("aliases", "select value, case kind when 1 then 'email' else 'store id' end as kind from customer_alias where owner = @owner"),
        ("consent", "select own, third_party, tracking, source, said_at from consent where owner = @owner order by id"),
        ("purchases", "select ordered_at, updated_at, currency, shipped_at, delivered_at, document from purchase where owner = @owner order by id"),
        ("refunds", "select refunded_at, document from refund where owner = @owner"),
        ("events", "select type, occurred_at, document from event where owner = @owner order by id"),
        ("runs", "select journey_id, entered_at, ended_at, reason from enrollment where owner = @owner order by id"),
        ("mails", "select journey_id, step_id, planned_at, concluded_at, address, document ->> '$.t' as subject, state, reason from send where owner = @owner order by id"),
        ("touches", "select case t.kind when 1 then 'open' else 'click' end as kind, t.touched_at, a.text as agent from touch as t left join agent as a on a.id = t.agent_id where t.owner = @owner order by t.id"),
        ("choices", "select choice, answered_at from choice_answer where owner = @owner"),
        ("surveys", "select survey, score, comment, answered_at from survey_answer where owner = @owner"),
        ("tickets", "select external_id, subject, channel, opened_at, resolved_at from ticket where owner = @owner"),
    ];

    // Only bodies that speak of nobody else.
    private const string Bodies = """
        select i.received_at, i.encoding, i.body
        from inbox as i
        where i.id in (select inbox_id from event where owner = @owner)
          and not exists (select 1 from event as e where e.inbox_id = i.id and e.owner <> @owner)
        order by i.id
        """;

    /// <summary>The export, or null where there is nobody (or nobody any more).</summary>
    public JsonObject? Of(CustomerId owner) => database.Read(session =>
    {
        if (CustomerStore.Find(session, owner.Value) is not { } customer || CustomerErasure.IsErased(session, customer.Owner)) return null;
        var json = new JsonObject
        {
            ["email"] = customer.Address,
            ["external_id"] = customer.ExternalId,
            ["first_name"] = customer.FirstName,
            ["last_name"] = customer.LastName,
            ["phone"] = customer.Phone,
            ["country"] = customer.Country,
            ["time_zone"] = customer.TimeZone,
            ["locale"] = customer.Locale,
            ["tags"] = Words(customer.Tags),
            ["attributes"] = JsonNode.Parse(customer.Attributes.IsEmpty ? "{}" : customer.Attributes.Json),
            ["first_seen_at"] = InstantPattern.General.Format(customer.CreatedAt),
        };
        if (customer.Changes is { } changes) json["changed_by_journeys"] = Changed(changes);
        if (customer.Email is { } email)
            json["refusals"] = new JsonArray([.. SuppressionStore.Of(session, customer.Store, SendChannel.Email, email).Select(found => (JsonNode)$"{found.Scope}: {found.Reason}")]);
        var owners = CustomerStore.Same(session, customer.Owner.Value);
        foreach (var (name, sql) in s_tables) json[name] = new JsonArray([.. owners.SelectMany(same => Rows(session, sql, same))]);
        json["received"] = new JsonArray([.. owners.SelectMany(same => Received(session, same))]);
        return json;
    });

    // What the store says where that is not what holds.
    private static JsonObject Changed(JourneyChanges changes) => new()
    {
        ["store_tags"] = Words(changes.StoreTags),
        ["store_attributes"] = changes.StoreAttributes is { } said ? JsonNode.Parse(said.Json) : null,
        ["added_tags"] = Words(changes.Added),
        ["removed_tags"] = Words(changes.Removed),
        ["attributes"] = JsonNode.Parse(changes.Set.Json),
    };

    private static JsonArray Words(IReadOnlyList<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);

    private static IEnumerable<JsonNode> Rows(Session session, string sql, long owner)
    {
        foreach (IDictionary<string, object?> row in session.Connection.Query(sql, new { owner }))
            yield return new JsonObject(row.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(NameOf(pair.Key), Value(session, pair.Key, pair.Value!))));
    }

    private static IEnumerable<JsonNode> Received(Session session, long owner)
    {
        foreach (var (at, encoding, body) in session.Connection.Query<(long At, long Encoding, byte[] Body)>(Bodies, new { owner }))
        {
            if (body.Length == 0) continue;
            yield return new JsonObject { ["received_at"] = At(at), ["body"] = Encoding.UTF8.GetString(RawBody.Unpack((int)encoding, body)) };
        }
    }

    private static string NameOf(string column) => column is "journey_id" or "step_id" ? column[..^3] : column;

    private static JsonNode? Value(Session session, string column, object value) => (column, value) switch
    {
        ("journey_id" or "step_id", long id) => session.Names.Text(id),
        ("type", long type) => EventTypeNumber.Name((int)type),
        ("state", long state) => ((Core.Sending.SendState)state).ToString(),
        ("document", string text) => JsonNode.Parse(text),
        (_, long at) when column.EndsWith("_at", StringComparison.Ordinal) => At(at),
        (_, long number) => number,
        (_, string text) => text,
        _ => value.ToString(),
    };

    private static string At(long milliseconds) => InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(milliseconds));
}
