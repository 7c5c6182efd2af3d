using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Offers;

/// <summary>The files of <c>workflows/offers</c>: programs, offers, pools and choices as their owner wrote them.</summary>
internal static class OfferFileEndpoints
{
    public const int MostCharacters = 4 * 1024 * 1024;

    public static string FolderOf(RunnerFolders folders) => Path.Combine(folders.Workflows, "offers");

    public static IResult List(OfferFolder folder) =>
        TypedResults.Json(new Items<OfferFileAnswer>([.. folder.Names.Select(name => (Name: name, Text: folder.Read(name))).Where(file => file.Text is not null).Select(file => folder.Of(file.Name, file.Text!))], null), OfferJson.Default.ItemsOfferFileAnswer);

    public static IResult Show(string name, OfferFolder folder) =>
        folder.Read(name) is { } text ? TypedResults.Json(folder.Of(name, text), OfferJson.Default.OfferFileAnswer) : Answer.Error(404, $"there is no offers file '{name}'");

    public static async Task<IResult> SaveAsync(string name, OfferFileText body, HttpContext context, RunnerService runner, OfferFolder folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!OfferFolder.IsName(name)) return Answer.Error(400, "expected the name of a file such as peak-partners.yaml", "name");
        if (body.Text.Length > MostCharacters) return Answer.Error(400, $"the text is longer than {MostCharacters} characters", "text");
        return await folder.ChangeAsync<IResult>(
            async () =>
            {
                var before = folder.Read(name);
                if (IsStale(context, before)) return Conflict(name, before, runner, folder);
                var answer = folder.Of(name, body.Text, isBesideOthers: true);
                if (answer.Problems.Any(problem => problem.Severity == "error")) return TypedResults.Json(answer, OfferJson.Default.OfferFileAnswer, statusCode: 422);
                if (folder.WhyNeeded(name, before, body.Text) is { } needed) return Answer.Error(409, needed);
                if (await folder.WriteAsync(name, body.Text, cancellationToken) is { } problem) return Answer.Error(409, problem);
                await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "offers.saved", name, before, body.Text, clock.Now()), cancellationToken);
                return TypedResults.Json(answer, OfferJson.Default.OfferFileAnswer);
            },
            cancellationToken);
    }

    public static Task<IResult> DeleteAsync(string name, HttpContext context, RunnerService runner, OfferFolder folder, TimeProvider clock, CancellationToken cancellationToken) =>
        folder.ChangeAsync<IResult>(
            async () =>
            {
                if (folder.Read(name) is not { } before) return Answer.Error(404, $"there is no offers file '{name}'");
                if (IsStale(context, before)) return Conflict(name, before, runner, folder);
                if (folder.WhyNeeded(name, before, "") is { } needed) return Answer.Error(409, needed);
                if (await folder.WriteAsync(name, null, cancellationToken) is { } problem) return Answer.Error(409, problem);
                await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "offers.deleted", name, before, null, clock.Now()), cancellationToken);
                return TypedResults.Json(folder.Of(name, before), OfferJson.Default.OfferFileAnswer);
            },
            cancellationToken);

    // Who says nothing overwrites: scripts that own a file do.
    private static bool IsStale(HttpContext context, string? before) =>
        (SeenText.HashIn(context) is { } seen && (before is null || SeenText.HashOf(before) != seen))
        || (context.Request.Headers.IfNoneMatch.ToString() == "*" && before is not null);

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<OfferFileConflict> Conflict(string name, string? now, RunnerService runner, OfferFolder folder)
    {
        var by = SeenText.WrittenBy(runner.Database, name, now);
        return TypedResults.Json(
            new OfferFileConflict($"{by?.Actor ?? "somebody"} {(now is null ? "deleted" : "saved")} {name} meanwhile", null, by?.Actor, by is null ? null : Form.At(by.At), now is null ? null : folder.Of(name, now)),
            OfferJson.Default.OfferFileConflict, statusCode: 412);
    }
}
