namespace PostPurchase.Server.Tracking;

internal static partial class Log
{
    [LoggerMessage(3, LogLevel.Warning, "A list of networks was changed and is not taken, what was known stays: {Problem}")]
    public static partial void NetworksNotTaken(ILogger logger, string problem);
}
