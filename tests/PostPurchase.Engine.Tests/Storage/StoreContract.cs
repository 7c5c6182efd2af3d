using NodaTime;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>What every store contract needs: an empty database of the kind that the subclass names.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private TemporaryDatabase? _temporary;

    protected static Instant Noon { get; } = Instant.FromUtc(2026, 1, 2, 12, 0);

    private protected Database Database => _temporary!.Database;

    public Task InitializeAsync()
    {
        _temporary = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _temporary!.DisposeAsync();

    private protected abstract TemporaryDatabase Open();

    protected Task RestartAsync() => _temporary!.ReopenAsync();
}
