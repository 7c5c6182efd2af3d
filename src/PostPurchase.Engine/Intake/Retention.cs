using NodaTime;

namespace PostPurchase.Engine.Intake;

/// <summary>Forgets what was kept for replay only.</summary>
internal static class Retention
{
    private const int AtOnce = 500;

    /// <summary>Deletes the raw deliveries from before an instant, a few at a time so that no other write waits long; what they said stays, and they are still known when they come again by their events' ids.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ForgetAsync(EventIntake intake, Instant before, CancellationToken cancellationToken)
    {
        for (var forgotten = 0; ;)
        {
            var count = await intake.ForgetBeforeAsync(before, AtOnce, cancellationToken);
            forgotten += count;
            if (count < AtOnce) return forgotten;
        }
    }
}
