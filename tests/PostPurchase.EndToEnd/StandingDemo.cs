using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>One demo for all tests that only look: playing four weeks takes longer than most of them. It starts with the first that asks, so that skipped tests start nothing.</summary>
public sealed class StandingDemo : IAsyncLifetime
{
    private readonly Lazy<Task<DemoProcess>> _demo = new(DemoProcess.StartAsync);
    private readonly Lazy<Task<Func<string, string>>> _paths;

    public StandingDemo() => _paths = new(async () => await AppPages.PathsAsync((await DemoAsync()).Address));

    internal Task<DemoProcess> DemoAsync() => _demo.Value;

    /// <summary>Paths of the app with this demo's own ids.</summary>
    internal Task<Func<string, string>> PathsAsync() => _paths.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_demo.IsValueCreated) await (await _demo.Value).DisposeAsync();
    }
}
