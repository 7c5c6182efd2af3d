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
        var rows = new AuditStore(runner.Database).List(older, PageSize)
            .Select(row => new AuditRow(Form.Id(row.Id), Form.At(row.Entry.At), row.Entry.Actor, row.Entry.Action, row.Entry.Subject, row.Entry.Before, row.Entry.After)).ToList();
        return TypedResults.Json(new Items<AuditRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), AccessJson.Default.ItemsAuditRow);
    }
}

internal sealed record AuditRow(string Id, string At, string Actor, string Action, string? Subject, string? Before, string? After);
