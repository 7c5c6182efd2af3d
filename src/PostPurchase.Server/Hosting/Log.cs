using PostPurchase.Core.Journeys.Files;

namespace PostPurchase.Server.Hosting;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Files changed: {Journeys} journeys are in force, {Errors} errors")]
    public static partial void Reloaded(ILogger logger, int journeys, int errors);

    [LoggerMessage(2, LogLevel.Warning, "{Problem}")]
    public static partial void Problem(ILogger logger, Problem problem);

    [LoggerMessage(3, LogLevel.Warning, "Files changed and could not be read yet")]
    public static partial void NotReloaded(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "{Count} messages came back; {News} of their reports were news")]
    public static partial void BouncesTaken(ILogger logger, int count, int news);

    [LoggerMessage(5, LogLevel.Warning, "The folder of bounces could not be read; it is tried again")]
    public static partial void BouncesNotTaken(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Information, "Confirmed that no other copy sends: sending goes on")]
    public static partial void Confirmed(ILogger logger);

    [LoggerMessage(7, LogLevel.Error, "The purchase of row {Purchase} is left out of what was asked for: it cannot be read")]
    public static partial void UnreadablePurchase(ILogger logger, Exception exception, long purchase);
}
