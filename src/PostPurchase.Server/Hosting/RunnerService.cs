using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine;
using PostPurchase.Engine.Connectors.Shops;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Api.Offers;
using PostPurchase.Server.Api.Templates;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Hosting;

/// <summary>The engine of one database with the right to run it: the lease, recovery, and the loops that do what falls due. Dispose to stop in order.</summary>
internal sealed class RunnerService : IAsyncDisposable
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(2);

    private readonly RunnerLease _lease;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _clock;
    private volatile string? _quarantine;
    private readonly ServerSettings _started;
    private Task _loops = Task.CompletedTask;
    private Task _jobs = Task.CompletedTask;
    private Task _waiting = Task.CompletedTask;

    private RunnerService(PostPurchaseEngine engine, LeaseAnswer.Taken lease, ServerSettings settings, RunnerFolders folders, TimeProvider clock) =>
        (Engine, _lease, _quarantine, Settings, _started, Folders, _clock, Places) = (engine, lease.Lease, lease.Quarantine, settings, settings, folders, clock, new PlaceCounts(engine.Database));

    public PostPurchaseEngine Engine { get; }

    public Database Database => Engine.Database;

    /// <summary>Where people are.</summary>
    public PlaceCounts Places { get; }

    /// <summary>What is in force.</summary>
    public ServerSettings Settings { get; private set; }

    public RunnerFolders Folders { get; }

    public StoreDirectory Stores => Engine.Stores;

    public RunFacts Facts => Engine.Facts;

    public JourneyLibrary Journeys => Engine.Journeys;

    public EventIntake Intake => Engine.Intake;

    /// <summary>What the run before this one left in the middle of its way.</summary>
    public required Recovered Recovered { get; init; }

    /// <summary>Why nothing may be sent from this database, or null.</summary>
    public string? Quarantine => _quarantine;

    /// <summary>The recurring jobs, once they were started.</summary>
    public JobScheduler? Jobs { get; private set; }

    /// <summary>Whether the loops run.</summary>
    public bool IsRunning => _quarantine is null && !_stopping.IsCancellationRequested && !_loops.IsCompleted;

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
        RunnerService? runner = null;
        var setup = SetupOf(settings, folders, clock);
        var engine = await PostPurchaseEngine.OpenAsync(setup with { Liven = liven, Jobs = engine => [.. setup.Jobs!(engine), ShopJob(() => runner)] }, now, cancellationToken);
        StoredLooks.ReadInto(engine.Stores.Looks, engine.Database);
        if (WhyNotLive(settings, engine.Stores) is { } missing)
        {
            await engine.DisposeAsync();
            throw CommandException.Failed(missing);
        }

        var answer = await RunnerLease.TakeAsync(engine.Database, $"process {Environment.ProcessId}", now, cancellationToken);
        if (answer is LeaseAnswer.Refused refused)
        {
            await engine.DisposeAsync();
            throw CommandException.Failed(refused.Message);
        }

        var recovered = await SendRecovery.RunAsync(engine.Database, now, cancellationToken);
        return runner = new RunnerService(engine, (LeaseAnswer.Taken)answer, settings, folders, clock) { Recovered = recovered };
    }

    /// <summary>
    /// Starts the loops and, beside them, the recurring jobs; a quarantined database advances nothing and sends nothing until
    /// <c>restore --confirm</c>, which is noticed within seconds.
    /// </summary>
    /// <param name="log">Where it tells what it does.</param>
    /// <param name="runsJobs">False leaves the recurring jobs to whoever asks for one.</param>
    public void Start(ILogger log, bool runsJobs = true)
    {
        if (_quarantine is null) Begin(log, runsJobs);
        else _waiting = Task.Run(() => WaitForConfirmAsync(log, runsJobs));
    }

    private void Begin(ILogger log, bool runsJobs)
    {
        _loops = Task.Run(() => Engine.RunAsync(_clock, log, _stopping.Token));
        Jobs = new JobScheduler(Database, Engine.Jobs, _clock, log);
        if (runsJobs) _jobs = Task.Run(() => Jobs.RunAsync(_stopping.Token));
    }

    private async Task WaitForConfirmAsync(ILogger log, bool runsJobs)
    {
        while (RunnerLease.QuarantineOf(Database) is not null)
        {
            try
            {
                await Task.Delay(s_betweenLooks, _clock, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                // The program ends before anybody confirmed.
                return;
            }
        }

        Begin(log, runsJobs);
        _quarantine = null;
        Log.Confirmed(log);
    }

    /// <summary>
    /// Puts other settings in force: stores with their senders, and sources. How mail leaves stays as it was at the start, since a mail that was let go under one mode must not
    /// leave under another.
    /// </summary>
    public void Apply(ServerSettings settings)
    {
        Settings = _started with { Stores = settings.Stores, Sources = settings.Sources, Shops = settings.Shops };
        // While mail is captured no message is on its way to a server, and the next test goes through the one that was just set.
        if (_started.Mail.Mode == MailMode.Captured) Settings = Settings with { Transports = settings.Transports };
        if (Stores.Stores is LiveTable<StoreProfile> profiles) profiles.Replace(EngineParts.Stores(Settings).Stores);
        if (Engine.Delivery.Settings.Senders is LiveTable<StoreSender> senders) senders.Replace(EngineParts.Senders(Settings));
    }

    /// <summary>There may be work now.</summary>
    public void WakeUp() => Engine.WakeUp();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _waiting;
        await Task.WhenAll(_loops, _jobs);
        if (Engine.Delivery.Outlet is IAsyncDisposable outlet) await outlet.DisposeAsync();
        await Engine.DisposeAsync();
        _lease.Dispose();
        _stopping.Dispose();
    }

    // Law wants the address in every marketing mail; the settings or the brand form give it.
    internal static string? WhyNotLive(ServerSettings settings, StoreDirectory stores) =>
        settings.Mail.Mode == MailMode.Live && settings.Stores.Keys.FirstOrDefault(store => string.IsNullOrWhiteSpace(stores.Of(store).PostalAddress)) is { } store
            ? $"setting {(store == "default" ? "Store" : $"Stores:{store}")}:PostalAddress: expected the shop's postal address, here or on the page Brand of the web app: live mail is refused without it"
            : null;

    internal static EngineSetup SetupOf(ServerSettings settings, RunnerFolders folders, TimeProvider clock)
    {
        var key = SecretKey.LoadOrCreate(folders.Data.Path);
        return SetupOf(settings, folders, clock, key) with { PostHook = EngineParts.Hooks(settings, key, clock) is { } hooks ? hooks.PostAsync : null };
    }

    private static RecurringJob OutboxJob(PostPurchaseEngine engine, string folder, int days) => new("outbox", new JobTime.Every(NodaTime.Duration.FromHours(6)), async (now, cancellationToken) =>
        $"{await new OutboxRetention(engine.Database, folder).ForgetAsync(now, NodaTime.Duration.FromDays(days), cancellationToken)} captured mails deleted that are older than {days} days");

    // Of the stores that are connected at that hour: one may have been connected, or disconnected, in the app.
    private static RecurringJob ShopJob(Func<RunnerService?> runner) => new("shops", new JobTime.Every(NodaTime.Duration.FromHours(1)), async (now, cancellationToken) =>
    {
        var (outcomes, failures) = (new List<string>(), new List<string>());
        foreach (var shop in runner()?.Settings.Shops ?? [])
        {
            try
            {
                outcomes.Add($"{shop.Name}: {await runner()!.Engine.PullShopAsync(shop, now, cancellationToken: cancellationToken)}");
            }
            catch (ShopPullException problem)
            {
                failures.Add(problem.Message);
            }
        }

        if (failures.Count > 0) throw new ShopPullException(string.Join("; ", failures));
        return outcomes.Count == 0 ? "no store is connected" : string.Join("; ", outcomes);
    });

    private static EngineSetup SetupOf(ServerSettings settings, RunnerFolders folders, TimeProvider clock, byte[] key) => new()
    {
        DatabaseFile = folders.Data.DatabaseFile,
        Brake = settings.IsTrial ? BrakePolicy.Never : new(),
        AsksOthers = !settings.IsOffline,
        Workflows = folders.Workflows,
        Templates = folders.Templates,
        Stores = EngineParts.Stores(settings) with { Stores = new LiveTable<StoreProfile>(EngineParts.Stores(settings).Stores) },
        Commission = settings.Commission,
        AllowsPrivate = settings.Webhooks.AllowPrivate,
        Delivery = EngineParts.Delivery(settings, key) with
        {
            Senders = new LiveTable<StoreSender>(EngineParts.Senders(settings)),
            HasPicture = ImageFolder.KnownIn(folders.Data),
        },
        Outlet = EngineParts.Outlet(settings, Path.Combine(folders.Data.Path, "outbox"), clock),
        Outbox = Path.Combine(folders.Data.Path, "outbox"),
        Paces = settings.Transports.ToDictionary(transport => transport.Key, transport => transport.Value.Pace, StringComparer.OrdinalIgnoreCase),
        KeepsInbox = NodaTime.Duration.FromDays(settings.InboxDays),
        Forbidden = engine => ComplianceFindings.Forbidden(folders, engine),
        Jobs = engine => [OutboxJob(engine, Path.Combine(folders.Data.Path, "outbox"), settings.OutboxDays)],
    };
}

/// <summary>The folders of an installation, as full paths.</summary>
internal sealed record RunnerFolders(DataFolder Data, string Workflows, string Templates);
