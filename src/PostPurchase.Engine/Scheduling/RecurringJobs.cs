using NodaTime;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Scheduling;

/// <summary>All recurring jobs of an engine, one line a job.</summary>
internal static class RecurringJobs
{
    /// <summary>Clears what was on its way when its customer was erased.</summary>
    public const string Erasure = "erasure";

    /// <summary>The hour of the night, in each store's zone, at which silences are told: after the day's last orders, before its first mails.</summary>
    private static readonly LocalTime s_night = new(4, 10);

    /// <summary>Those of every installation; an engine's set-up may bring more.</summary>
    public static IReadOnlyList<RecurringJob> Of(PostPurchaseEngine engine, EngineSetup setup) =>
    [
        .. engine.Stores.Stores.Keys.Order(StringComparer.Ordinal).Select(store => Lapses(engine, store)),
        new("recovery", new JobTime.Every(Duration.FromHours(1)), async (now, cancellationToken) =>
            $"{await RunRecovery.WakeStrandedAsync(engine.Database, now, cancellationToken)} runs waited for nothing and were woken, {await new CustomerErasure(engine.Database).SweepAsync(setup.Outbox, cancellationToken)} sends of erased customers cleared"),
        new("retention", new JobTime.Every(Duration.FromHours(6)), async (now, cancellationToken) => $"{await Retention.ForgetAsync(engine.Intake, now - setup.KeepsInbox, cancellationToken)} deliveries forgotten that are older than {setup.KeepsInbox.Days} days"),
        new(Erasure, new JobTime.Every(Duration.FromHours(1)), async (_, cancellationToken) => $"{await new CustomerErasure(engine.Database).SweepAsync(setup.Outbox, cancellationToken)} addresses of erased customers removed late"),
        new("housekeeping", new JobTime.Every(Duration.FromHours(1)), async (_, cancellationToken) => await Housekeeping.RunAsync(engine.Database, cancellationToken)),
        .. engine.Commission.Networks.Values.Where(account => account.Account is not null).Select(account => Pull(engine, account)),
        .. setup.AsksOthers ? [new RecurringJob("link-health", new JobTime.Daily(new LocalTime(3, 40), engine.Stores.Of("default").TimeZone), engine.Links.CheckAsync)] : Array.Empty<RecurringJob>(),
        .. setup.AsksOthers ? [new RecurringJob("feeds", new JobTime.Every(Core.Offers.OfferFeed.LeastEvery), engine.FetchFeedsAsync)] : Array.Empty<RecurringJob>(),
        new("associations", new JobTime.Daily(new LocalTime(3, 10), engine.Stores.Of("default").TimeZone), engine.Associations.BuildAsync),
    ];

    private static RecurringJob Pull(PostPurchaseEngine engine, Learning.NetworkSettings account) =>
        new($"commission:{account.Name.ToLowerInvariant()}", new JobTime.Every(Duration.FromHours(1)), async (now, cancellationToken) =>
        {
            var outcome = await engine.Pulls.RunAsync(account, now, cancellationToken);
            engine.WakeUp();
            return outcome;
        });

    // The default store's night takes care of stores that events name and no setting knows.
    private static RecurringJob Lapses(PostPurchaseEngine engine, string store)
    {
        var watch = new LapseWatch(engine.Database, engine.Intake, name => name == store || (store == "default" && !engine.Stores.Stores.ContainsKey(name)));
        return new($"lapsed:{store}", new JobTime.Daily(s_night, engine.Stores.Of(store).TimeZone), async (now, cancellationToken) =>
        {
            var count = await watch.RunAsync(now, cancellationToken);
            if (count > 0) engine.WakeUp();
            return $"{count} customers are silent for longer than usual";
        })
        {
            InVirtualTime = true,
        };
    }
}
