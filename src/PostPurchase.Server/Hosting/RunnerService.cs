using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Settings;

namespace PostPurchase.Server.Hosting;

/// <summary>What runs on one database: the lease, the journeys in force, intake, and the loops that do what falls due. Dispose to stop in order.</summary>
internal sealed class RunnerService : IAsyncDisposable
{
    private readonly RunnerLease _lease;
    private readonly Wake _wake = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeProvider _clock;
    private Task _loops = Task.CompletedTask;

    private RunnerService(Database database, LeaseAnswer.Taken lease, ServerSettings settings, RunnerFolders folders, TimeProvider clock)
    {
        (Database, _lease, Quarantine, Settings, Folders, _clock) = (database, lease.Lease, lease.Quarantine, settings, folders, clock);
        Stores = new StoreDirectory { Stores = settings.Stores.ToDictionary(store => store.Key, store => store.Value.Profile), ConsentRules = settings.Consent };
        Facts = new RunFacts(database, Stores);
        Journeys = new JourneyLibrary(database, folders.Workflows, () => FileCatalog.Open);
        var rules = new EnrollmentRules(() => Journeys.Current, Facts, database.Ids);
        Intake = new EventIntake(database, new IntakeRules { Enroll = rules.Enroll });
    }

    public Database Database { get; }

    public ServerSettings Settings { get; }

    public RunnerFolders Folders { get; }

    public StoreDirectory Stores { get; }

    public RunFacts Facts { get; }

    public JourneyLibrary Journeys { get; }

    public EventIntake Intake { get; }

    /// <summary>Why nothing may be sent from this database, or null.</summary>
    public string? Quarantine { get; }

    /// <summary>Whether the loops run.</summary>
    public bool IsRunning => !_stopping.IsCancellationRequested && !_loops.IsCompleted;

    /// <summary>Takes the lease, recovers and reads the journeys.</summary>
    /// <exception cref="CommandException">Another process runs this database.</exception>
    public static async Task<RunnerService> OpenAsync(ServerSettings settings, RunnerFolders folders, TimeProvider clock, CancellationToken cancellationToken)
    {
        var database = Database.Open(folders.Data.DatabaseFile);
        var now = clock.Now();
        var answer = await RunnerLease.TakeAsync(database, $"process {Environment.ProcessId}", now, cancellationToken);
        if (answer is LeaseAnswer.Refused refused)
        {
            await database.DisposeAsync();
            throw CommandException.Failed(refused.Message);
        }
        var runner = new RunnerService(database, (LeaseAnswer.Taken)answer, settings, folders, clock);
        await SendRecovery.RunAsync(database, now, cancellationToken);
        await runner.Journeys.ReloadAsync(now, cancellationToken: cancellationToken);
        return runner;
    }

    /// <summary>Starts the loops.</summary>
    public void Start(ILogger log)
    {
        var enrollments = new EnrollmentStore(Database);
        var runner = new Runner(enrollments, new RunningStore(Database), () => Journeys.Current, Facts);
        var runs = new DueLoop("runs", runner.AdvanceDueAsync, enrollments.NextDueAtAsync, _wake);
        _loops = Task.Run(() => runs.RunAsync(_clock, log, _stopping.Token));
    }

    /// <summary>There may be work now.</summary>
    public void WakeUp() => _wake.Up();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loops;
        await Database.DisposeAsync();
        _lease.Dispose();
        _stopping.Dispose();
    }
}

/// <summary>The folders of an installation, as full paths.</summary>
internal sealed record RunnerFolders(DataFolder Data, string Workflows, string Templates);
