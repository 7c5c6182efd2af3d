using NodaTime;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Scheduling;

/// <summary>How a recurring job has fared in this database.</summary>
/// <param name="Name">The job.</param>
/// <param name="StartedAt">When it last began.</param>
/// <param name="EndedAt">When it last ended, well or not; null while it never did.</param>
/// <param name="Outcome">What it last said that it did.</param>
/// <param name="Problem">Why its last run failed; null when that went well.</param>
/// <param name="RunCount">Runs in all.</param>
/// <param name="FailureCount">Those that failed.</param>
internal sealed record JobState(string Name, Instant StartedAt, Instant? EndedAt, string? Outcome, string? Problem, long RunCount, long FailureCount)
{
    private static readonly Sql s_all = new("""
        select name, started_at, ended_at, outcome, problem, run_count, failure_count
        from recurring_job
        order by name
        """);

    private static readonly Sql s_keep = new("""
        insert into recurring_job (name, started_at, ended_at, outcome, problem, run_count, failure_count)
        values (@name, @started_at, @ended_at, @outcome, @problem, 1, @failed)
        on conflict do update set
          started_at = excluded.started_at,
          ended_at = excluded.ended_at,
          outcome = ifnull(excluded.outcome, outcome),
          problem = excluded.problem,
          run_count = run_count + 1,
          failure_count = failure_count + excluded.failure_count
        """);

    /// <summary>Of every job that ever ran here, by name.</summary>
    public static IReadOnlyDictionary<string, JobState> All(Database database) => database.Read(session => session[s_all].All(row => new JobState(
            row.Text(0), row.At(1), row.AtOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.Long(5), row.Long(6))))
        .ToDictionary(state => state.Name, StringComparer.Ordinal);

    /// <summary>Keeps one run that ended.</summary>
    public static Task KeepAsync(Database database, JobRun run, CancellationToken cancellationToken) => database.WriteAsync(
        session => session[s_keep].With(run.Name).With(run.StartedAt).With(run.EndedAt).With(run.Outcome).With(run.Problem).With(run.Problem is null ? 0L : 1L).Run(),
        cancellationToken);
}

/// <summary>One run of a job that ended.</summary>
internal sealed record JobRun(string Name, Instant StartedAt, Instant EndedAt, string? Outcome, string? Problem);
