using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api;

internal static class WebhookEndpoints
{
    private const int PageSize = 50;

    private static readonly Sql s_newest = new("""
        select id, source_id, received_at, status, length(body)
        from inbox
        where id < @before
        order by id desc
        limit @count
        """);

    public static IResult List(RunnerService runner, string? before = null)
    {
        var older = Form.TryId(before, out var id) ? id : long.MaxValue;
        var rows = runner.Database.Read(session => session[s_newest].With(older).With(PageSize)
            .All(row => new WebhookRow(Form.Id(row.Long(0)), session.Names.Text(row.Long(1)), Form.At(row.At(2)), row.Int(3) == 0 ? "stored" : "ignored", row.Int(3) == 0 ? 1 : 0, row.Long(4), null)));
        return TypedResults.Json(new Items<WebhookRow>(rows, rows.Count == PageSize ? rows[^1].Id : null), ReadJson.Default.ItemsWebhookRow);
    }

    public static IResult Show(string id, RunnerService runner) =>
        Form.TryId(id, out var number) && runner.Intake.BodyOf(number) is { } body ? Results.Bytes(body, "application/json") : Answer.Error(404, $"there is no delivery {id}");
}

/// <param name="Id">Of the delivery.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="At">When it came.</param>
/// <param name="Status">stored or ignored.</param>
/// <param name="Events">At least so many events.</param>
/// <param name="Bytes">As it is kept, compressed.</param>
/// <param name="Error">Or null.</param>
internal sealed record WebhookRow(string Id, string Source, string At, string Status, int Events, long Bytes, string? Error);
