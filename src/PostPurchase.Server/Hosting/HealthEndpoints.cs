using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Hosting;

/// <summary><c>/healthz</c>: the process answers; <c>/readyz</c>: it runs journeys and its database can be read.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok\n")).ExcludeFromDescription();
        app.MapGet("/readyz", Ready).ExcludeFromDescription();
    }

    private static IResult Ready(RunnerService runner)
    {
        if (!runner.IsRunning) return Results.Text("not ready: the loops do not run\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        _ = RunnerLease.QuarantineOf(runner.Database);
        return Results.Text("ready\n");
    }
}
