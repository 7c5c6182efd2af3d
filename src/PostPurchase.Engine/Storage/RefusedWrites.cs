using Microsoft.Extensions.Logging;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// Tells of writes that the database refuses: of the first at once, then a minute apart how many more there were. A line for each would fill a disk that is full, and more so one
/// with the stack of what is known.
/// </summary>
internal sealed partial class RefusedWrites(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private ITimer? _minute;
    private int _more;

    /// <summary>One more was refused.</summary>
    /// <param name="log">Where it is told.</param>
    /// <param name="what">What became of it, as the begin of a sentence: <c>A delivery of shop was answered 503</c>.</param>
    /// <param name="problem">Why.</param>
    public void Add(ILogger log, string what, StorageUnavailableException problem)
    {
        lock (_lock)
        {
            if (_minute is not null)
            {
                _more++;
                return;
            }

            _minute = Start(log);
        }

        Refused(log, what, problem.Message.ReplaceLineEndings(" "));
    }

    public void Dispose()
    {
        lock (_lock) _minute?.Dispose();
    }

    private ITimer Start(ILogger log) => clock.CreateTimer(_ => Tell(log), null, s_between, Timeout.InfiniteTimeSpan);

    // A minute without any ends it: the next one is a first one again.
    private void Tell(ILogger log)
    {
        int more;
        lock (_lock)
        {
            (more, _more) = (_more, 0);
            _minute?.Dispose();
            _minute = more > 0 ? Start(log) : null;
        }

        if (more > 0) MoreRefused(log, more);
    }

    // Here and not in a Log of this folder: this one is used from outside of it, beside theirs.
    [LoggerMessage(30, LogLevel.Error, "{What}: {Problem}. Others like it are counted and told once a minute")]
    private static partial void Refused(ILogger logger, string what, string problem);

    [LoggerMessage(31, LogLevel.Error, "{Count} more were refused within a minute: the database cannot be written")]
    private static partial void MoreRefused(ILogger logger, int count);
}
