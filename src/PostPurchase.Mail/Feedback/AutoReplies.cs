using System.Buffers;
using PostPurchase.Mail.Reading;

namespace PostPurchase.Mail.Feedback;

/// <summary>Tells answers of machines on behalf of people (RFC 3834) and bounces apart, by the outer headers only.</summary>
internal static class AutoReplies
{
    private static readonly SearchValues<string> AwaySubjects = SearchValues.Create(
    [
        "automatic reply", "auto reply", "auto-reply", "autoreply", "auto:", "auto response", "auto-response", "autoresponse", "automated reply",
        "automated response", "out of office", "out-of-office", "out of the office", "ooo:", "away from", "away until", "i am away", "on vacation",
        "vacation", "on leave", "on holiday",
        "abwesenheit", "automatische antwort", "nicht im büro", "im urlaub", "réponse automatique", "reponse automatique", "absence",
        "respuesta automática", "respuesta automatica", "fuera de la oficina", "risposta automatica", "fuori sede", "resposta automática",
        "automatisch antwoord", "afwezig", "automatiskt svar", "automatisk svar", "odpowiedź automatyczna", "автоответ", "自動返信", "自动回复", "自動回覆",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> FailureSubjects = SearchValues.Create(
    [
        "undeliver", "non-deliver", "nondeliver", "not deliver", "failure notice", "returned mail", "return to sender", "returned to sender",
        "returning message", "delivery failed", "delivery failure", "delivery fail", "delivery status", "delivery report", "delivery notification",
        "delivery problem", "delivery error", "delivery has failed", "delivery delayed", "delivery incomplete",
        "mail system error", "mail delivery", "message delivery", "could not be delivered", "couldn't be delivered", "could not deliver",
        "cannot be delivered", "can't be delivered", "mail failed", "message status", "message you sent", "failed mail", "failed delivery",
        "warning: message", "delayed mail", "mail could not", "loop alert", "unzustellbar", "non remis", "non distribu", "no se ha podido entregar",
        "não entreg", "недоставлен", "не доставлен", "considered unsolicited", "postmaster notify", "bounce", "rejected mail", "mail rejected",
        "delivery aborted", "unable to deliver",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Daemons = SearchValues.Create(
        ["mailer-daemon", "mailer daemon", "mailerdaemon", "postmaster", "post_master", "post.master", "mail delivery", "mail-daemon", "maildaemon",
        "mail daemon", "mail.delivery", "mail administrator", "mail subsystem", "system administrator", "mdaemon", "bounce@", "content-filter"], StringComparison.OrdinalIgnoreCase);

    public static bool IsDaemon(MailPart message)
    {
        var from = message.Header("From");
        return from is null || from.Trim() is "" or "<>" || from.AsSpan().ContainsAny(Daemons);
    }

    public static bool IsFailureSubject(MailPart message) => message.Header("Subject") is { } subject && subject.AsSpan().ContainsAny(FailureSubjects);

    public static bool HasNullReturnPath(MailPart message) => message.RawHeader("Return-Path")?.Trim() is "<>" or "" or "<MAILER-DAEMON>";

    /// <summary>Whether a machine answered for a person. A bounce may say <c>auto-replied</c> too (Exim, Postfix), so its marks win.</summary>
    public static bool IsAutoReply(MailPart message)
    {
        if (message.RawHeader("X-Failed-Recipients") is not null) return false;
        if (message.Header("Subject") is { } subject && subject.AsSpan().ContainsAny(AwaySubjects) && !subject.AsSpan().ContainsAny(FailureSubjects)) return true;
        return IsMarked(message) && !IsDaemon(message) && !IsFailureSubject(message);
    }

    private static bool IsMarked(MailPart message) =>
        (message.RawHeader("Auto-Submitted")?.Trim() is { Length: > 0 } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase))
        || message.RawHeader("X-Autoreply") is not null || message.RawHeader("X-Autorespond") is not null || message.RawHeader("X-Autoresponder") is not null
        || message.RawHeader("X-Vacation") is not null || message.RawHeader("X-AutoReply-From") is not null || message.RawHeader("X-Mail-Autoreply") is not null
        || (message.RawHeader("Precedence")?.Trim().StartsWith("auto", StringComparison.OrdinalIgnoreCase) ?? false)
        || (message.RawHeader("X-Precedence")?.Trim().StartsWith("auto", StringComparison.OrdinalIgnoreCase) ?? false);
}
