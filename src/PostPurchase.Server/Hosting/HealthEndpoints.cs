using Microsoft.AspNetCore.Http.HttpResults;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Hosting;

/// <summary><c>/healthz</c>: the process answers; <c>/readyz</c>: it runs journeys, and its database can be read and written.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok\n")).ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<ContentHttpResult> ReadyAsync(RunnerService runner, CancellationToken cancellationToken)
    {
        if (!runner.IsRunning) return NotReady("the loops do not run");
        _ = RunnerLease.QuarantineOf(runner.Database);
        return await runner.Database.TroubleAsync(cancellationToken) is { } trouble ? NotReady(trouble) : TypedResults.Text("ready\n");
    }

    private static ContentHttpResult NotReady(string reason) => TypedResults.Text($"not ready: {reason}\n", statusCode: StatusCodes.Status503ServiceUnavailable);
}
