using PostPurchase.Testing;

namespace PostPurchase.Server.Tests;

/// <summary>Waits for what another thread does. The limit only ends a test that fails.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> isTrue) => TrueAsync(() => Task.FromResult(isTrue()));

    public static async Task TrueAsync(Func<Task<bool>> isTrue)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await isTrue()) await often.WaitForNextTickAsync(limit.Token);
    }
}
