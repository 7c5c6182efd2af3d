namespace PostPurchase.Server.Webhooks;

internal static partial class Log
{
    [LoggerMessage(2, LogLevel.Error, "A delivery of {Source} was answered 503: it could not be processed")]
    public static partial void Failed(ILogger logger, Exception exception, string source);

    [LoggerMessage(3, LogLevel.Warning, "{Count} amounts of {Network} are over the cap: they are set aside and count when somebody lets them (GET /api/v1/conversions?only=held)")]
    public static partial void CommissionHeld(ILogger logger, int count, string network);

    [LoggerMessage(4, LogLevel.Warning, "{Count} rows of a list of {Network} are set aside, the rest is booked: {First} (GET /api/v1/webhooks)")]
    public static partial void RowsSetAside(ILogger logger, int count, string network, string first);
}
