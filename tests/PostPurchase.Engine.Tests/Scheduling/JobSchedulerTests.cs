using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PostPurchase.Engine.Connectors.Feeds;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Tests.Storage;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Scheduling;

public sealed class JobSchedulerTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();
    private readonly ManualClock _clock = new(new(2026, 1, 2, 10, 0, 0, TimeSpan.Zero));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    [Fact]
    public async Task What_a_job_did_is_kept_in_the_database()
    {
        var scheduler = SchedulerOf(_clock, new RecurringJob("count", Hourly, (_, _) => Task.FromResult("3 counted")));

        await scheduler.RunJobAsync("count", CancellationToken.None);

        var state = Assert.Single(scheduler.Report()).State!;
        Assert.Equal(new("count", _clock.Now(), _clock.Now(), "3 counted", null, RunCount: 1, FailureCount: 0), state);
    }

    [Fact]
    public async Task A_job_can_be_asked_for_after_a_while_beside_its_times()
    {
        var scheduler = SchedulerOf(TimeProvider.System, new RecurringJob("count", Hourly, (_, _) => Task.FromResult("3 counted")));

        await scheduler.RunLaterAsync("count", Duration.FromMilliseconds(1));

        Assert.Equal("3 counted", Assert.Single(scheduler.Report()).State!.Outcome);
    }

    [Fact]
    public async Task A_job_that_throws_is_counted_and_runs_again()
    {
        var tries = 0;
        var scheduler = SchedulerOf(_clock, new RecurringJob("pull", Hourly, (_, _) => ++tries == 1 ? throw new InvalidOperationException("the network is gone") : Task.FromResult("pulled")));

        await scheduler.RunJobAsync("pull", CancellationToken.None);
        var failed = Assert.Single(scheduler.Report()).State!;
        await scheduler.RunJobAsync("pull", CancellationToken.None);
        var mended = Assert.Single(scheduler.Report()).State!;

        Assert.Equal(("InvalidOperationException: the network is gone", 1), (failed.Problem, failed.FailureCount));
        Assert.Equal((null, "pulled", 2, 1), (mended.Problem, mended.Outcome, mended.RunCount, mended.FailureCount));
    }

    [Fact]
    public async Task A_job_that_the_end_of_the_program_cuts_short_leaves_no_mark()
    {
        using var stop = new CancellationTokenSource();
        var scheduler = SchedulerOf(_clock, new RecurringJob("long", Hourly, async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return "done";
        }));

        await scheduler.RunJobAsync("long", stop.Token);

        Assert.Null(Assert.Single(scheduler.Report()).State);
    }

    [Fact]
    public async Task Quartz_runs_jobs_at_their_times_from_a_store_of_its_own()
    {
        var ran = new TaskCompletionSource();
        var scheduler = SchedulerOf(TimeProvider.System, new RecurringJob("tick", new JobTime.Every(Duration.FromSeconds(1)), (_, _) =>
        {
            ran.TrySetResult();
            return Task.FromResult("ticked");
        }));
        using var stop = new CancellationTokenSource();

        var running = scheduler.RunAsync(stop.Token);
        await ran.Task.InTimeAsync("the first run");
        await stop.CancelAsync();
        await running.InTimeAsync("the end of the scheduler");

        Assert.Null(scheduler.Problem);
        Assert.True(File.Exists(Path.Combine(_temporary.Folder, "quartz.db")));
    }

    [Fact]
    public async Task A_job_that_does_not_heed_the_end_does_not_keep_the_program_from_ending()
    {
        var (began, never) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        var stubborn = new RecurringJob("stubborn", new JobTime.Every(Duration.FromSeconds(1)), (_, _) =>
        {
            began.TrySetResult();
            return never.Task;
        });
        var scheduler = new JobScheduler(_temporary.Database, [stubborn], TimeProvider.System, NullLogger.Instance) { LongestEnd = TimeSpan.FromMilliseconds(10) };
        using var stop = new CancellationTokenSource();

        var running = scheduler.RunAsync(stop.Token);
        await began.Task.InTimeAsync("the job");
        await stop.CancelAsync();

        await running.InTimeAsync("the end of the scheduler");
        Assert.False(scheduler.IsRunning);
    }

    [Fact]
    public async Task What_somebody_elses_server_did_is_one_line_of_the_log_and_a_fault_of_ours_has_its_trace()
    {
        var log = new Lines();
        RecurringJob Failing(string name, Exception exception) => new(name, Hourly, (_, _) => Task.FromException<string>(exception));
        var scheduler = new JobScheduler(_temporary.Database, [Failing("feeds", new FeedException("shop: shop.example answered 503")), Failing("sums", new InvalidOperationException("odd"))], _clock, log);

        await scheduler.RunJobAsync("feeds", CancellationToken.None);
        await scheduler.RunJobAsync("sums", CancellationToken.None);

        Assert.Equal(
            [
                "Warning: The job feeds could not do all of its work and runs again at its next time: shop: shop.example answered 503",
                "Error: The job sums failed; it runs again at its next time InvalidOperationException",
            ],
            log.Said);
        Assert.Equal("shop: shop.example answered 503", scheduler.Report().Single(job => job.Name == "feeds").State!.Problem);
    }

    private static JobTime Hourly { get; } = new JobTime.Every(Duration.FromHours(1));

    private JobScheduler SchedulerOf(TimeProvider clock, params RecurringJob[] jobs) => new(_temporary.Database, jobs, clock, NullLogger.Instance);

    private sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add($"{logLevel}: {formatter(state, exception)} {exception?.GetType().Name}".TrimEnd());
    }
}
