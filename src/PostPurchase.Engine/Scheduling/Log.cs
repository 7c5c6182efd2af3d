using Microsoft.Extensions.Logging;

namespace PostPurchase.Engine.Scheduling;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "How the job {Job} went could not be kept: {Problem}")]
    public static partial void JobNotKept(ILogger logger, string job, string problem);

    [LoggerMessage(2, LogLevel.Error, "A step of the {Loop} loop failed; it is tried again in a second")]
    public static partial void StepFailed(ILogger logger, Exception exception, string loop);

    [LoggerMessage(3, LogLevel.Error, "The job {Job} failed; it runs again at its next time")]
    public static partial void JobFailed(ILogger logger, Exception exception, string job);

    [LoggerMessage(4, LogLevel.Error, "Recurring jobs cannot run; it is tried again in a minute")]
    public static partial void JobsCannotRun(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "The job {Job} did not stop when it was told to; the program ends without it")]
    public static partial void JobRunsOn(ILogger logger, string job);

    [LoggerMessage(6, LogLevel.Warning, "The job {Job} could not do all of its work and runs again at its next time: {Reason}")]
    public static partial void JobHindered(ILogger logger, string job, string reason);
}
