namespace PostPurchase.Engine.Scheduling;

/// <summary>All recurring jobs of an engine, one line a job.</summary>
internal static class RecurringJobs
{
    /// <summary>Those of every installation; an engine's set-up may bring more.</summary>
    public static IReadOnlyList<RecurringJob> Of(PostPurchaseEngine engine) =>
    [
        new("housekeeping", new JobTime.Every(NodaTime.Duration.FromHours(1)), async (_, cancellationToken) => await Storage.Housekeeping.RunAsync(engine.Database, cancellationToken)),
    ];
}
