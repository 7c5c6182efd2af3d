using Microsoft.Extensions.Logging;

namespace PostPurchase.Engine.Delivery;

internal static partial class Log
{
    [LoggerMessage(20, LogLevel.Error, "The mail outlet did not take send {Send}; it is tried again")]
    public static partial void OutletRefused(ILogger logger, Exception exception, long send);

    [LoggerMessage(22, LogLevel.Error, "The outcome of send {Send} could not be written; the next start finds it as uncertain")]
    public static partial void OutcomeNotWritten(ILogger logger, Exception exception, long send);

    [LoggerMessage(23, LogLevel.Error, "Something that watches deliveries failed over send {Send}; delivery goes on")]
    public static partial void ObserverFailed(ILogger logger, Exception exception, long send);

    [LoggerMessage(25, LogLevel.Error, "The webhook of send {Send} could not be posted; it is tried again")]
    public static partial void HookFailed(ILogger logger, Exception exception, long send);

    [LoggerMessage(26, LogLevel.Warning, "Mailbox providers hold this against the mails of {Journey}/{Step}: {Code}: {Text}")]
    public static partial void Linted(ILogger logger, string journey, string step, string code, string text);

    [LoggerMessage(24, LogLevel.Warning, "Marketing to {Domain} rests: its servers sent mail back ({Reason})")]
    public static partial void DomainRests(ILogger logger, string domain, string reason);

    [LoggerMessage(27, LogLevel.Warning, "The mail server {Name} takes no mail: {Text}. Mail waits and is tried again, ever less often")]
    public static partial void ServerFails(ILogger logger, string name, string text);

    [LoggerMessage(28, LogLevel.Information, "The mail server {Name} takes mail again")]
    public static partial void ServerWorks(ILogger logger, string name);

    [LoggerMessage(21, LogLevel.Warning, "The brake holds the marketing of journey {Journey}: {Reason}")]
    public static partial void Braked(ILogger logger, string journey, string reason);
}
