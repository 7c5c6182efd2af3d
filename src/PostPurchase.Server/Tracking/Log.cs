namespace PostPurchase.Server.Tracking;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Count} opens and clicks were lost: the database cannot be written")]
    public static partial void TouchesLost(ILogger logger, Exception exception, int count);

    [LoggerMessage(3, LogLevel.Warning, "A list of networks was changed and is not taken, what was known stays: {Problem}")]
    public static partial void NetworksNotTaken(ILogger logger, string problem);

    [LoggerMessage(2, LogLevel.Error, "What a customer asked for was answered 503: the database cannot be written")]
    public static partial void NotSaved(ILogger logger, Exception exception);
}
