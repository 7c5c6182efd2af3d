using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;

namespace PostPurchase.Engine.Storage;

/// <summary>Who changed what, with before and after; rows are only added.</summary>
internal sealed class AuditStore(Database database)
{
    private static readonly Sql s_add = new("""
        insert into audit (actor, action, subject, document, at)
        values (@actor, @action, @subject, @document, @at)
        """);

    private static readonly Sql s_list = new("""
        select id, actor, action, subject, document, at
        from audit
        where id < @before
        order by id desc
        limit @count
        """);

    private static readonly Sql s_ofSubject = new("""
        select id, actor, action, subject, document, at
        from audit
        where subject = @subject
        order by id
        """);

    /// <summary>Adds a row in the transaction that makes the change.</summary>
    public static void Add(Session session, AuditEntry entry)
    {
        var document = entry.Before is null && entry.After is null ? null : new JsonObject { ["before"] = entry.Before, ["after"] = entry.After }.ToJsonString();
        session[s_add].With(entry.Actor).With(entry.Action).With(entry.Subject).With(document).With(entry.At).Run();
    }

    /// <summary>Adds a row for a change that was made outside of the database (a file).</summary>
    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            Add(session, entry);
            return true;
        },
        cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="before">The number of the oldest row of the page before; null for the newest page.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<(long Id, AuditEntry Entry)> List(long? before, int count) =>
        database.Read(session => session[s_list].With(before ?? long.MaxValue).With(count).All(Read));

    /// <summary>What was changed of one subject, oldest first.</summary>
    internal static List<AuditEntry> Of(Session session, string subject) => session[s_ofSubject].With(subject).All(row => Read(row).Entry);

    private static (long Id, AuditEntry Entry) Read(Statement row)
    {
        using var document = row.TextOrNull(4) is { } text ? JsonDocument.Parse(text) : null;
        return (row.Long(0), new AuditEntry(row.Text(1), row.Text(2), row.TextOrNull(3), Text(document, "before"), Text(document, "after"), row.At(5)));
    }

    private static string? Text(JsonDocument? document, string name) =>
        document is not null && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>One change.</summary>
/// <param name="Actor">Who: an account's name, a key's, or <c>whoever runs this server</c>.</param>
/// <param name="Action">What, as <c>noun.verb</c> in the past: <c>journey.published</c>.</param>
/// <param name="Subject">Which one: a key, name or number; null where there is only one.</param>
/// <param name="Before">What was, as text; null where there was nothing. Never a secret, never a customer's address.</param>
/// <param name="After">What is now, as text; null where nothing is left.</param>
/// <param name="At">When.</param>
internal sealed record AuditEntry(string Actor, string Action, string? Subject, string? Before, string? After, Instant At);
