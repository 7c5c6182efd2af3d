using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Security;

namespace PostPurchase.Server.Api;

/// <summary>Brakes on journeys: which there are, and an explicit release.</summary>
internal static class BrakeEndpoints
{
    public static IResult List(RunnerService runner) =>
        TypedResults.Json(new Items<BrakeRow>([.. new BrakeStore(runner.Database).All().Reverse().Select(RowOf)], null), ReadJson.Default.ItemsBrakeRow);

    public static async Task<IResult> ReleaseAsync(string key, HttpContext context, RunnerService runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!await new BrakeStore(runner.Database).ReleaseAsync(key, context.Caller().Name, clock.Now(), cancellationToken)) return Answer.Error(409, $"there is no brake on '{key}'");
        runner.Engine.Brakes.Refresh();
        runner.WakeUp();
        return TypedResults.Ok();
    }

    /// <summary>Those that are on, for the health page.</summary>
    public static IReadOnlyList<Incident> Incidents(RunnerService runner) =>
        [.. new BrakeStore(runner.Database).All().Where(brake => brake.ReleasedAt is null).Select(brake => new Incident(Form.At(brake.PutOnAt), $"the brake holds the marketing of {brake.Journey}", brake.Reason))];

    private static BrakeRow RowOf(Brake brake) => new(brake.Journey, brake.Reason, Form.At(brake.PutOnAt), brake.PutOnBy, Form.At(brake.ReleasedAt), brake.ReleasedBy);
}

/// <param name="Journey">Its key.</param>
/// <param name="Reason">Why.</param>
/// <param name="PutOnAt">Since when.</param>
/// <param name="PutOnBy">By whom.</param>
/// <param name="ReleasedAt">Until when; null while it is on.</param>
/// <param name="ReleasedBy">By whom it was taken off.</param>
internal sealed record BrakeRow(string Journey, string Reason, string PutOnAt, string PutOnBy, string? ReleasedAt, string? ReleasedBy);
