using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Hosting;

/// <summary>The engine of one database with the right to run it: the lease, recovery, and the loops that do what falls due. Dispose to stop in order.</summary>
internal sealed class RunnerService : IAsyncDisposable
{
    private readonly RunnerLease _lease;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _clock;
    private Task _loops = Task.CompletedTask;
    private Task _jobs = Task.CompletedTask;

    private RunnerService(PostPurchaseEngine engine, LeaseAnswer.Taken lease, ServerSettings settings, RunnerFolders folders, TimeProvider clock) =>
        (Engine, _lease, Quarantine, Settings, Folders, _clock) = (engine, lease.Lease, lease.Quarantine, settings, folders, clock);

    public PostPurchaseEngine Engine { get; }

    public Database Database => Engine.Database;

    public ServerSettings Settings { get; }

    public RunnerFolders Folders { get; }

    public StoreDirectory Stores => Engine.Stores;

    public RunFacts Facts => Engine.Facts;

    public JourneyLibrary Journeys => Engine.Journeys;

    public EventIntake Intake => Engine.Intake;

    /// <summary>Why nothing may be sent from this database, or null.</summary>
    public string? Quarantine { get; }

    /// <summary>The recurring jobs, once they were started.</summary>
    public JobScheduler? Jobs { get; private set; }

    /// <summary>Whether the loops run.</summary>
    public bool IsRunning => !_stopping.IsCancellationRequested && !_loops.IsCompleted;

    /// <summary>Takes the lease, recovers and reads the journeys.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="folders">Where everything is.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="liven">Changes journeys before they are put in force, for <c>demo</c>; null = as the files say.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="CommandException">Another process runs this database.</exception>
    public static async Task<RunnerService> OpenAsync(
        ServerSettings settings, RunnerFolders folders, TimeProvider clock, Func<JourneyPlan, JourneyPlan>? liven, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var engine = await PostPurchaseEngine.OpenAsync(SetupOf(settings, folders, clock) with { Liven = liven }, now, cancellationToken);
        var answer = await RunnerLease.TakeAsync(engine.Database, $"process {Environment.ProcessId}", now, cancellationToken);
        if (answer is LeaseAnswer.Refused refused)
        {
            await engine.DisposeAsync();
            throw CommandException.Failed(refused.Message);
        }

        await SendRecovery.RunAsync(engine.Database, now, cancellationToken);
        return new RunnerService(engine, (LeaseAnswer.Taken)answer, settings, folders, clock);
    }

    /// <summary>Starts the loops and, beside them, the recurring jobs; a quarantined database advances nothing and sends nothing.</summary>
    public void Start(ILogger log)
    {
        if (Quarantine is not null) return;
        _loops = Task.Run(() => Engine.RunAsync(_clock, log, _stopping.Token));
        Jobs = new JobScheduler(Database, Engine.Jobs, _clock, log);
        _jobs = Task.Run(() => Jobs.RunAsync(_stopping.Token));
    }

    /// <summary>There may be work now.</summary>
    public void WakeUp() => Engine.WakeUp();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops, _jobs);
        if (Engine.Delivery.Outlet is IAsyncDisposable outlet) await outlet.DisposeAsync();
        await Engine.DisposeAsync();
        _lease.Dispose();
        _stopping.Dispose();
    }

    internal static EngineSetup SetupOf(ServerSettings settings, RunnerFolders folders, TimeProvider clock)
    {
        var key = SecretKey.LoadOrCreate(folders.Data.Path);
        return SetupOf(settings, folders, clock, key) with { PostHook = EngineParts.Hooks(settings, key, clock) is { } hooks ? hooks.PostAsync : null };
    }

    private static RecurringJob OutboxJob(PostPurchaseEngine engine, string folder, int days) => new("outbox", new JobTime.Every(NodaTime.Duration.FromHours(6)), async (now, cancellationToken) =>
        $"{await new OutboxRetention(engine.Database, folder).ForgetAsync(now, NodaTime.Duration.FromDays(days), cancellationToken)} captured mails deleted that are older than {days} days");

    private static EngineSetup SetupOf(ServerSettings settings, RunnerFolders folders, TimeProvider clock, byte[] key) => new()
    {
        DatabaseFile = folders.Data.DatabaseFile,
        Brake = settings.IsTrial ? BrakePolicy.Never : new(),
        Workflows = folders.Workflows,
        Templates = folders.Templates,
        Stores = EngineParts.Stores(settings),
        Commission = settings.Commission,
        Shops = settings.Shops,
        ShopHandler = () => GuardedHandler.Of(settings.Webhooks.AllowPrivate),
        Delivery = EngineParts.Delivery(settings, key),
        Outlet = EngineParts.Outlet(settings, Path.Combine(folders.Data.Path, "outbox"), clock),
        Paces = settings.Transports.ToDictionary(transport => transport.Key, transport => transport.Value.Pace, StringComparer.OrdinalIgnoreCase),
        KeepsInbox = NodaTime.Duration.FromDays(settings.InboxDays),
        Jobs = engine => [OutboxJob(engine, Path.Combine(folders.Data.Path, "outbox"), settings.OutboxDays)],
    };
}

/// <summary>The folders of an installation, as full paths.</summary>
internal sealed record RunnerFolders(DataFolder Data, string Workflows, string Templates);
