using System.Text;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Connectors.Shops;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Api.Welcome;

/// <summary>Loads past orders from a file or a store, one at a time, off the request's thread. They are history: nothing starts.</summary>
internal sealed class OrderJobs(RunnerService runner, TimeProvider clock) : IAsyncDisposable
{
    private const int TogetherAtMost = 500;

    private readonly Lock _one = new();
    private readonly CancellationTokenSource _stop = new();
    private OrderJob? _job;

    /// <summary>The last one, or null.</summary>
    public OrderJob? Last => _job;

    /// <summary>Keeps what a file holds until somebody says to load it; null while another is being read.</summary>
    public OrderJob? Hold(string name, string kind, OrderReading reading) => Begin(new(kind, name) { Reading = reading, State = "checked" });

    /// <summary>Takes the file that waits, to load it or to give it back: until then it cannot be taken again or replaced. Null where none waits.</summary>
    public OrderJob? Claim()
    {
        lock (_one)
        {
            if (_job is not { State: "checked", Reading: { } reading } job) return null;
            (job.State, job.Total) = ("running", reading.Events.Count);
            return job;
        }
    }

    /// <summary>Lets a file that was taken wait again.</summary>
    public void GiveBack(OrderJob job)
    {
        lock (_one) (job.State, job.Total) = ("checked", 0);
    }

    /// <summary>Loads the sound orders of a file that was taken.</summary>
    /// <param name="job">The file.</param>
    /// <param name="by">Who says so.</param>
    public void Load(OrderJob job, string by) => job.Work = Task.Run(() => RunAsync(job, by, () => StoreAsync(job, job.Reading!.Events)));

    /// <summary>Reads a store; null while another is being read.</summary>
    /// <param name="shop">The store.</param>
    /// <param name="by">Who asks for it.</param>
    public OrderJob? Pull(ShopSettings shop, string by)
    {
        var job = new OrderJob("shop", shop.Name) { State = "running" };
        if (Begin(job) is null) return null;
        job.Work = Task.Run(() => RunAsync(job, by, () => runner.Engine.PullShopAsync(shop, clock.Now(), job.Found, _stop.Token)));
        return job;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_job is { } job) await job.Work;
        _stop.Dispose();
    }

    private OrderJob? Begin(OrderJob job)
    {
        lock (_one) return _job is { State: "running" } ? null : _job = job;
    }

    private async Task RunAsync(OrderJob job, string by, Func<Task> work)
    {
        try
        {
            await NotedAsync(job, by, work);
            job.State = "done";
        }
        catch (Exception problem) when (problem is ShopPullException or StorageUnavailableException or InvalidOperationException or IOException)
        {
            (job.Error, job.State) = (problem.Message, "failed");
        }
        catch (OperationCanceledException)
        {
            (job.Error, job.State) = ("the server was stopped: start it again, what is known already is passed over", "failed");
        }
    }

    // What was stored before something failed is a change too.
    private async Task NotedAsync(OrderJob job, string by, Func<Task> work)
    {
        var before = OrderCount.Of(runner.Database);
        try
        {
            await work();
        }
        finally
        {
            var after = OrderCount.Of(runner.Database);
            if (after != before || job.Stored > 0)
                await new AuditStore(runner.Database).AddAsync(new(by, "orders.loaded", job.Name, Orders(before), Orders(after), clock.Now()), CancellationToken.None);
        }
    }

    private async Task StoreAsync(OrderJob job, IReadOnlyList<StoreEvent> events)
    {
        foreach (var some in events.Chunk(TogetherAtMost))
        {
            var answers = await Task.WhenAll(some.Select(one => runner.Intake.AcceptAsync(DeliveryOf(one), clock.Now(), _stop.Token)));
            job.Stored += answers.Count(answer => !answer.IsDuplicate);
            job.Done += some.Length;
        }

        runner.WakeUp();
    }

    private static string Orders(long count) => Counted.Of(count, "order");

    private static Delivery DeliveryOf(StoreEvent fact) => new() { Source = "import", Body = Encoding.UTF8.GetBytes(CanonicalEvents.Write(fact)), Events = [fact], IsHistory = true };
}

/// <summary>One file or store that is being read.</summary>
internal sealed class OrderJob(string kind, string name)
{
    public string Kind => kind;

    public string Name => name;

    /// <summary>checked (waits for somebody's word), running, done or failed.</summary>
    public string State { get; set; } = "checked";

    public OrderReading? Reading { get; init; }

    public ShopFound Found { get; } = new();

    public int Total { get; set; }

    public int Done { get; set; }

    public int Stored { get; set; }

    public string? Error { get; set; }

    /// <summary>The shop's currency when the file was read.</summary>
    public string? CurrencyBefore { get; set; }

    /// <summary>The file's currency, where loading it makes it the shop's.</summary>
    public string? CurrencyTaken { get; set; }

    public Task Work { get; set; } = Task.CompletedTask;
}
