using Microsoft.Extensions.Logging;
using NodaTime;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Looks each minute at what holds mail without an instant: a pause, a brake, a domain that rests. What held it may be over.</summary>
/// <param name="engine">The engine.</param>
/// <param name="ledger">Its ledger.</param>
/// <param name="sends">Woken after each look.</param>
internal sealed class HeldWatch(PostPurchaseEngine engine, SendLedger ledger, Wake sends)
{
    private const int LooksAtBrakes = 5;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(DeliveryLoop delivery, TimeProvider clock, ILogger log, CancellationToken cancellationToken)
    {
        var since = clock.Now();
        for (var look = 0; !cancellationToken.IsCancellationRequested; look++)
        {
            try
            {
                since = await LookAsync(delivery, (look, since, clock.Now()), log, cancellationToken);
            }
            catch (Exception exception) when (exception is StorageUnavailableException or OperationCanceledException)
            {
                // The loops say so; the next look is in a minute.
            }

            sends.Up();
            await Task.Delay(s_betweenLooks, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A pause, a brake, a ticket and an approval have no instant at which they end.
    private async Task<Instant> LookAsync(DeliveryLoop delivery, (int Look, Instant Since, Instant Now) when, ILogger log, CancellationToken cancellationToken)
    {
        var brakes = engine.Brakes;
        if (when.Look % LooksAtBrakes == 0) await brakes.LookAsync(when.Now, log, cancellationToken);
        else brakes.Refresh();
        foreach (var journey in ledger.HeldJourneys())
        {
            if (!engine.Journeys.Current.IsPaused(journey) && brakes.ReasonOf(journey) is null) await ledger.ResumeAsync(journey, when.Now, cancellationToken);
        }

        foreach (var (domain, reason, at) in BounceIntake.RestingDomains(engine.Database, when.Since)) delivery.Rest(domain, reason, at);
        return when.Now;
    }
}
