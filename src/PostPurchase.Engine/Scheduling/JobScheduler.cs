using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using PostPurchase.Engine.Storage;
using Quartz;

namespace PostPurchase.Engine.Scheduling;

/// <summary>
/// Runs recurring jobs by Quartz, whose store lies beside the database in <c>quartz.db</c> and is made anew at each start: what is kept of a job is
/// in the database itself. Work of single customers is never scheduled here: a trigger for each that waits would not scale.
/// </summary>
internal sealed class JobScheduler(Database database, IReadOnlyList<RecurringJob> jobs, TimeProvider clock, ILogger log)
{
    private const int Threads = 2;

    // What was missed waits for the start to be over, and is made up for one after another then.
    private static readonly Duration AfterStart = Duration.FromSeconds(10);
    private static readonly Duration Apart = Duration.FromSeconds(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Instant> _running = new(StringComparer.Ordinal);
    private CancellationToken _stopping;

    /// <summary>Where Quartz keeps its tables.</summary>
    public string File { get; } = Path.Combine(Path.GetDirectoryName(database.File)!, "quartz.db");

    /// <summary>How long the end of the program waits for jobs that run. Default 20 s.</summary>
    public TimeSpan LongestEnd { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether jobs are being run.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Why they are not, for people; null while they are, and before the start.</summary>
    public string? Problem { get; private set; }

    /// <summary>How every job stands, in the order of their names.</summary>
    public IReadOnlyList<JobReport> Report()
    {
        var states = JobState.All(database);
        var now = clock.Now();
        return [.. jobs.OrderBy(job => job.Name, StringComparer.Ordinal).Select(job => new JobReport(job.Name, job.When.ToString()!, IsRunning ? job.When.NextAfter(now) : null, _running.ContainsKey(job.Name), states.GetValueOrDefault(job.Name)))];
    }

    /// <summary>Runs jobs at their times until it is cancelled; then waits for those that run, for at most <see cref="LongestEnd"/>. A store that cannot be made is tried again each minute.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _stopping = cancellationToken;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is SchedulerException or SqliteException or StorageUnavailableException or IOException or UnauthorizedAccessException)
            {
                Problem = exception.Message;
                Log.JobsCannotRun(log, exception);
                await Task.Delay(BetweenTries, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                IsRunning = false;
            }
        }
    }

    /// <summary>Runs one job now and keeps what came of it. Never throws because of the job.</summary>
    public async Task RunJobAsync(string name, CancellationToken cancellationToken)
    {
        var job = jobs.Single(job => job.Name == name);
        var startedAt = clock.Now();
        if (!_running.TryAdd(name, startedAt)) return;
        try
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping);
            if (await TryAsync(job, startedAt, both.Token) is { } run) await KeepAsync(run);
        }
        finally
        {
            _running.TryRemove(name, out _);
        }
    }

    /// <summary>Runs one job after a while too, unless jobs are told to end before.</summary>
    public async Task RunLaterAsync(string name, Duration after)
    {
        var stopping = _stopping;
        await Task.Delay(after.ToTimeSpan(), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested) await RunJobAsync(name, stopping);
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var part in (IReadOnlyList<string>)[File, File + "-wal", File + "-shm", File + "-journal"]) System.IO.File.Delete(part);
        await using var factory = QuartzSchedulerBuilder.Create(Configure).Build();
        var scheduler = await factory.GetScheduler(cancellationToken);
        await ScheduleMissedAsync(scheduler, cancellationToken);
        await scheduler.Start(cancellationToken);
        (IsRunning, Problem) = (true, null);
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // They were told to stop. One that does not heed it must not keep the program from ending.
        using var patience = new CancellationTokenSource(LongestEnd, clock);
        await scheduler.Shutdown(waitForJobsToComplete: true, patience.Token);
        foreach (var job in _running.Keys) Log.JobRunsOn(log, job);
    }

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.Services.AddSingleton(this);
        quartz.Services.AddSingleton(log);
        quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "postpurchase");
        quartz.UseTimeProvider(clock);
        quartz.UseDefaultThreadPool(Threads);
        quartz.UsePersistentStore(store =>
        {
            store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
            store.ProvisionSchema();
        });
        foreach (var job in jobs)
        {
            quartz.AddJob<QuartzJob>(detail => detail.WithIdentity(job.Name).StoreDurably());
            quartz.AddTrigger<QuartzJob>(trigger => AtItsTimes(trigger.ForJob(job.Name).WithIdentity(job.Name), job.When));
        }
    }

    private void AtItsTimes(ITriggerConfigurator<QuartzJob> trigger, JobTime when)
    {
        if (when is JobTime.Every every)
        {
            trigger.StartAt(every.NextAfter(clock.Now()).ToDateTimeOffset()).WithSimpleSchedule(schedule => schedule.WithInterval(every.Length.ToTimeSpan()).RepeatForever());
            return;
        }

        var daily = (JobTime.Daily)when;
        var cron = string.Create(CultureInfo.InvariantCulture, $"{daily.Time.Second} {daily.Time.Minute} {daily.Time.Hour} * * ?");
        trigger.WithCronSchedule(cron, schedule => schedule.InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(daily.Zone.Id)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed));
    }

    private async Task ScheduleMissedAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var states = JobState.All(database);
        var now = clock.Now();
        var at = now + AfterStart;
        foreach (var job in jobs.Where(job => states.GetValueOrDefault(job.Name) is not { } last || job.When.NextAfter(last.StartedAt) <= now))
        {
            await scheduler.ScheduleJob(TriggerBuilder.Create().ForJob(job.Name).WithIdentity($"{job.Name} missed").StartAt(at.ToDateTimeOffset()).Build(), cancellationToken: cancellationToken);
            at += Apart;
        }
    }

    private async Task<JobRun?> TryAsync(RecurringJob job, Instant startedAt, CancellationToken cancellationToken)
    {
        try
        {
            using var span = Telemetry.Span("job", "job", job.Name);
            var outcome = await job.RunAsync(startedAt, cancellationToken);
            return new(job.Name, startedAt, clock.Now(), outcome, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops: it is made up for at the next start.
            return null;
        }
        catch (OutsideException outside)
        {
            Log.JobHindered(log, job.Name, outside.Message);
            return new(job.Name, startedAt, clock.Now(), null, outside.Message);
        }
        catch (Exception exception)
        {
            Log.JobFailed(log, exception, job.Name);
            return new(job.Name, startedAt, clock.Now(), null, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task KeepAsync(JobRun run)
    {
        try
        {
            await JobState.KeepAsync(database, run, CancellationToken.None);
        }
        catch (StorageUnavailableException exception)
        {
            Log.JobNotKept(log, run.Name, exception.Message);
        }
    }
}

/// <summary>How a job stands.</summary>
/// <param name="Name">The job.</param>
/// <param name="When">For people: "daily at 04:10 Europe/Berlin".</param>
/// <param name="NextAt">When it runs next; null while jobs are not run.</param>
/// <param name="IsRunning">Whether it runs just now.</param>
/// <param name="State">How it fared; null while it never ran.</param>
internal sealed record JobReport(string Name, string When, Instant? NextAt, bool IsRunning, JobState? State);

/// <summary>What Quartz makes at each firing: the job's name is its key.</summary>
[DisallowConcurrentExecution]
internal sealed class QuartzJob(JobScheduler scheduler) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await scheduler.RunJobAsync(context.JobDetail.Key.Name, cancellationToken);
}
