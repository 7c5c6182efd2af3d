using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Access;

internal static class AuditEndpoint
{
    private const int PageSize = 50;

    public static IResult List(RunnerService runner, string? before = null)
    {
        if (!Cursors.TryRead(before, out var older)) return Answer.Error(400, Cursors.Expected, "before");
        var entries = new AuditStore(runner.Database).List(older, PageSize);
        var rows = runner.Database.Read(session => entries.Select(row => Row(session, row.Id, row.Entry)).ToList());
        return TypedResults.Json(new Items<AuditRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), AccessJson.Default.ItemsAuditRow);
    }

    private static AuditRow Row(Session session, long id, AuditEntry entry) =>
        new(Form.Id(id), Form.At(entry.At), entry.Actor, entry.Action, entry.Subject, entry.Before, entry.After, NameOf(session, entry));

    // The log keeps no names, so that one who was erased has none in it either.
    private static string? NameOf(Session session, AuditEntry entry)
    {
        if (!entry.Action.StartsWith("customer.", StringComparison.Ordinal) || !Form.TryId(entry.Subject, out var owner)) return null;
        if (CustomerStore.Find(session, owner) is not { } customer || CustomerErasure.IsErased(session, customer.Owner)) return null;
        var name = $"{customer.FirstName} {customer.LastName}".Trim();
        return name.Length > 0 ? name : Masked(customer.Address) ?? customer.ExternalId ?? entry.Subject;
    }

    private static string? Masked(string? address) => address is not null && address.LastIndexOf('@') is > 0 and var at ? $"{address[0]}…{address[at..]}" : null;
}

/// <param name="Id">The row's.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who: an account's or a key's name.</param>
/// <param name="Action">What, as <c>noun.verb</c>.</param>
/// <param name="Subject">Which one: a key, name or number, or null.</param>
/// <param name="Before">What was, or null.</param>
/// <param name="After">What is now, or null.</param>
/// <param name="SubjectName">Of a customer: their name, or what may be shown in its place; null where they were erased, and of all others.</param>
internal sealed record AuditRow(string Id, string At, string Actor, string Action, string? Subject, string? Before, string? After, string? SubjectName);
