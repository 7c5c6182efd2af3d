using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Simulation;

namespace PostPurchase.Server.Api.Journeys;

/// <summary>
/// Simulations that people asked for: one runs at a time, off the request's thread, for at most two minutes; a few wait, and the last results are
/// kept for half an hour with their mails.
/// </summary>
internal sealed class Simulations(TimeProvider clock) : IAsyncDisposable
{
    private const int MostWaiting = 4;
    private const int MostKept = 12;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);
    private static readonly Duration s_kept = Duration.FromMinutes(30);

    private readonly ConcurrentDictionary<string, SimulationJob> _jobs = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    // A page that was open before the server began anew must not take another simulation for its own.
    private readonly long _begin = clock.Now().ToUnixTimeMilliseconds();
    private long _last;

    /// <summary>Starts one, or null where too many wait. Of real buyers the answer says how many are played.</summary>
    public SimulationJob? Start(SimulationRequest request, string folder, SimulationBuyers? buyers = null)
    {
        Forget();
        if (_jobs.Values.Count(job => !job.IsOver) >= MostWaiting) return null;
        var id = string.Create(CultureInfo.InvariantCulture, $"s{_begin}-{Interlocked.Increment(ref _last)}");
        var job = new SimulationJob(id, request, folder, clock.Now()) { Buyers = buyers };
        _jobs[id] = job;
        job.Work = Task.Run(() => RunAsync(job));
        return job;
    }

    public SimulationJob? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>Stops and forgets one; false where it is not known.</summary>
    public async Task<bool> RemoveAsync(string id)
    {
        if (!_jobs.TryRemove(id, out var job)) return false;
        await job.DisposeAsync();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _jobs.Keys) await RemoveAsync(id);
        _turn.Dispose();
    }

    private async Task RunAsync(SimulationJob job)
    {
        try
        {
            await _turn.WaitAsync(job.Stopping);
        }
        catch (OperationCanceledException)
        {
            job.State = "cancelled";
            return;
        }

        try
        {
            job.State = "running";
            using var limit = new CancellationTokenSource(s_longest, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, job.Stopping);
            var timeline = await Simulator.RunAsync(job.Request, job, either.Token);
            job.Timeline = timeline.Entries;
            job.State = job.Stopping.IsCancellationRequested ? "cancelled" : limit.IsCancellationRequested ? "stopped" : "done";
        }
        catch (OperationCanceledException)
        {
            job.State = job.Stopping.IsCancellationRequested ? "cancelled" : "stopped";
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException or UnauthorizedAccessException or Engine.Storage.StorageUnavailableException or Microsoft.Data.Sqlite.SqliteException)
        {
            (job.Problem, job.State) = (problem.Message, "failed");
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Forget()
    {
        var now = clock.Now();
        var over = _jobs.Values.Where(job => job.IsOver).OrderByDescending(job => job.StartedAt).ToList();
        foreach (var job in over.Where((job, index) => index >= MostKept || job.StartedAt < now - s_kept)) _ = RemoveAsync(job.Id);
    }
}

/// <summary>One simulation. Dispose to stop it and remove its folder.</summary>
internal sealed class SimulationJob(string id, SimulationRequest request, string folder, Instant startedAt) : IProgress<Instant>, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private long _reached;

    public string Id => id;

    public SimulationRequest Request => request;

    public Instant StartedAt => startedAt;

    /// <summary>Of last month's buyers, how many are played; null for other sources.</summary>
    public SimulationBuyers? Buyers { get; init; }

    public CancellationToken Stopping => _stop.Token;

    /// <summary>waiting, running, done, stopped (it took too long), cancelled or failed.</summary>
    public string State { get; set; } = "waiting";

    public string? Problem { get; set; }

    public IReadOnlyList<TimelineEntry>? Timeline { get; set; }

    public Task Work { get; set; } = Task.CompletedTask;

    public bool IsOver => State is not ("waiting" or "running");

    /// <summary>0..1 of its days.</summary>
    public double Progress => IsOver ? 1 : Math.Clamp((Interlocked.Read(ref _reached) - request.From.ToUnixTimeMilliseconds()) / (request.Days * 86_400_000.0), 0, 1);

    public void Report(Instant value) => Interlocked.Exchange(ref _reached, value.ToUnixTimeMilliseconds());

    /// <summary>A mail's bytes, by the number in its timeline entry; null where it has none.</summary>
    public byte[]? Mail(int number)
    {
        var file = Path.Combine(folder, "mail", string.Create(CultureInfo.InvariantCulture, $"{number:000000}.eml"));
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Work;
        _stop.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
