using System.Diagnostics;
using NodaTime;
using PostPurchase.Engine;
using PostPurchase.Engine.Delivery;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Bench;

/// <summary>What all measurements share: where their databases are, how much is measured, and how far they are.</summary>
/// <param name="Folder">A folder that is deleted afterwards.</param>
/// <param name="Size">How much of each thing.</param>
/// <param name="Clock">The clock.</param>
internal sealed record Trial(string Folder, BenchSize Size, TimeProvider Clock)
{
    /// <summary>An empty shop in a folder of its own.</summary>
    public string NewShop(string name)
    {
        var folder = Path.Combine(Folder, name);
        TrialShop.WriteFiles(Path.Combine(folder, "workflows"), Path.Combine(folder, "templates"));
        return folder;
    }

    /// <summary>Path of a shop's database.</summary>
    public static string DatabaseOf(string folder) => new DataFolder(Path.Combine(folder, "data")).DatabaseFile;

    /// <summary>The engine of a shop in this process; its loops do not run. Dispose it before the shop is served.</summary>
    public Task<PostPurchaseEngine> OpenAsync(string folder, Instant now)
    {
        var shell = new Shell { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = folder, Environment = TrialShop.Settings(1), Clock = Clock };
        var folders = new RunnerFolders(new DataFolder(Path.Combine(folder, "data")), Path.Combine(folder, "workflows"), Path.Combine(folder, "templates"));
        return PostPurchaseEngine.OpenAsync(RunnerService.SetupOf(SettingsReader.Read(shell), folders, Clock) with { Outlet = new CapturedOutbox(Path.Combine(folder, "outbox")) }, now);
    }

    /// <summary>Signed requests of purchases, numbered from <paramref name="first"/>.</summary>
    public List<byte[]> Requests(string channel, int first, int count)
    {
        var now = Clock.GetUtcNow();
        return [.. Enumerable.Range(first, count).Select(number => Request($"{channel}-{number}", channel, now))];
    }

    /// <summary>One signed request.</summary>
    public static byte[] Request(string id, string channel, DateTimeOffset now) => TrialShop.Request(id, TrialShop.Purchase(id, channel, now), now);

    /// <summary>Waits until something is so, looking every few milliseconds.</summary>
    /// <exception cref="TimeoutException">It did not come to be in the time.</exception>
    public static async Task UntilAsync(Func<bool> isSo, TimeSpan atMost, string what, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            if (watch.Elapsed > atMost) throw new TimeoutException($"{what}: not after {atMost.TotalSeconds:0} s");
            await Task.Delay(TimeSpan.FromMilliseconds(2), cancellationToken);
        }
    }
}
