using System.Security.Cryptography;
using NodaTime;
using PostPurchase.Engine;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Simulation;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>An engine over a database that is thrown away, with the sample people's purchases: for a shop that has sold nothing yet. Dispose to remove it.</summary>
internal sealed class SampleShop : IAsyncDisposable
{
    private readonly string _folder;

    private SampleShop(string folder, PostPurchaseEngine engine, (long Owner, long Purchase) first) => (_folder, Engine, FirstPurchase) = (folder, engine, first);

    public PostPurchaseEngine Engine { get; }

    /// <summary>Owner and row of the first sample purchase.</summary>
    public (long Owner, long Purchase) FirstPurchase { get; }

    public static async Task<SampleShop> OpenAsync(RunnerService runner, Instant now, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-sample-").FullName;
        var engine = await PostPurchaseEngine.OpenAsync(
            new EngineSetup
            {
                DatabaseFile = Path.Combine(folder, "sample.db"),
                Workflows = runner.Folders.Workflows,
                Templates = runner.Folders.Templates,
                Stores = runner.Stores,
                Delivery = EngineParts.Delivery(runner.Settings, SHA256.HashData("sample"u8)) with { HasPicture = runner.Engine.Delivery.Settings.HasPicture },
                Outlet = new CapturedOutbox(folder: null),
                IsDurable = false,
                HasSampleCoupons = true,
            },
            now,
            cancellationToken);
        var fact = SampleEvents.From(now - Duration.FromDays(1), runner.Stores.Of("default").Currency, runner.Engine.Offers.Offers)[0];
        await engine.Intake.AcceptAsync(new() { Source = "sample", Body = ReadOnlyMemory<byte>.Empty, Events = [fact], IsHistory = true }, now, cancellationToken);
        var purchase = await new PurchaseStore(engine.Database).FindAsync(fact.Store, fact.PurchaseId!) ?? throw new InvalidOperationException("the sample purchase was not stored");
        return new(folder, engine, (purchase.Owner.Value, purchase.Id.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
