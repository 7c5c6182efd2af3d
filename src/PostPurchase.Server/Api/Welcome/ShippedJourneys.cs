using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Journeys;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>Gives a shop that has none the journeys that come with the program.</summary>
internal static class ShippedJourneys
{
    public static async Task<IResult> AddAsync(HttpContext context, RunnerService runner, JourneyFolder folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (folder.WhyNotWritable is { } refusal) return Answer.Error(409, refusal);
        try
        {
            var written = await folder.ChangeAsync(
                async () =>
                {
                    var files = ShippedFiles.WriteMissing(runner.Folders.Workflows, runner.Folders.Templates);
                    await runner.Engine.ReloadAsync(clock.Now(), cancellationToken);
                    return files;
                },
                cancellationToken);
            if (written.Count > 0) await new AuditStore(runner.Database).AddAsync(new(context.Caller().Name, "journeys.shipped_added", null, null, string.Join(", ", written), clock.Now()), cancellationToken);
            return TypedResults.Json(new Items<string>(written, null), TemplateJson.Default.ItemsString);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Answer.Error(409, $"the folders cannot be written by this server: {problem.Message}");
        }
    }
}
