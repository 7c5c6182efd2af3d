using Microsoft.Extensions.Logging;

namespace PostPurchase.Engine.Delivery;

internal static partial class Log
{
    [LoggerMessage(20, LogLevel.Error, "The mail outlet did not take send {Send}; it is tried again")]
    public static partial void OutletRefused(ILogger logger, Exception exception, long send);

    [LoggerMessage(21, LogLevel.Warning, "The brake holds the marketing of journey {Journey}: {Reason}")]
    public static partial void Braked(ILogger logger, string journey, string reason);
}
