using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Reading;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Tracking;

/// <summary>A mail as it left: from the captured outbox where it is kept, else made again from its version and facts.</summary>
/// <param name="Subject">Null where it cannot be told.</param>
/// <param name="Html">Null where it has none, or cannot be shown.</param>
/// <param name="Text">Or null.</param>
/// <param name="Headers">As they were written; empty where the mail was made again.</param>
/// <param name="Problem">Why it cannot be shown, or null.</param>
internal sealed record MailAsSent(string? Subject, string? Html, string? Text, IReadOnlyList<MailHeader> Headers, string? Problem)
{
    /// <summary>How it was made again; null where it is shown as it was kept, or could not be made.</summary>
    public MadeAgain? Again { get; init; }

    public static MailAsSent Of(RunnerService runner, StoredSend send, Instant now)
    {
        // Made again it would tell what they bought.
        if (runner.Database.Read(session => CustomerErasure.IsErased(session, send.Owner))) return new(send.Subject, null, null, [], "the customer was erased, and the mail with them");
        var file = Path.Combine(runner.Folders.Data.Path, "outbox", CapturedOutbox.NameOf(send.Id.Value));
        if (File.Exists(file)) return Read(File.ReadAllBytes(file));
        // What is made again may differ from what was kept: once that is gone, the ledger says so.
        return OutboxRetention.IsDeleted(send) ? new(send.Subject, null, null, [], send.Reason) : Made(runner, send, now);
    }

    private static MailAsSent Read(byte[] bytes)
    {
        var message = MailReader.Read(bytes);
        var parts = message.Walk().ToList();
        return new MailAsSent(message.Header("Subject"), parts.Find(part => part.MediaType == "text/html")?.Text, parts.Find(part => part.MediaType == "text/plain")?.Text, message.Headers, null);
    }

    private static MailAsSent Made(RunnerService runner, StoredSend send, Instant now)
    {
        if (send is not { Purpose: SendPurpose.Step, Channel: SendChannel.Email }) return new(send.Subject, null, send.Text, [], null);
        var (context, left, then) = runner.Database.Read(session =>
        {
            var targets = session[SendSql.ReadTargets].With(send.Id.Value).First(row => row.Blob(0)) is { } packed ? SendTargets.Unpack(packed) : null;
            return (SendClaim.Read(session, send, now), targets, targets is null ? null : TemplateVersion.Find(session, targets.Template, targets.TemplateHash));
        });
        MadeAgain? unmade = left is null ? MadeAgain.NotLeft : null;
        return runner.Engine.Deliverer.Maker.Compose(context, send.ConcludedAt ?? now, then) switch
        {
            Composition.Ready { Mail: var mail } => new(left is null ? mail.Subject : send.Subject ?? mail.Subject, mail.Html, mail.Text, [], null) { Again = How(left, mail.Targets) },
            Composition.Skipped skipped => new(send.Subject, null, null, [], skipped.Reason) { Again = unmade },
            Composition.Failed failed => new(send.Subject, null, null, [], failed.Reason) { Again = unmade },
            var other => throw new InvalidOperationException($"the composer said {other}"),
        };
    }

    private static MadeAgain How(SendTargets? left, SendTargets made) =>
        left is null ? MadeAgain.NotLeft : left.TemplateHash == made.TemplateHash ? MadeAgain.SameTemplate : MadeAgain.OtherTemplate;
}

/// <summary>What a mail that is shown was made from.</summary>
internal enum MadeAgain
{
    /// <summary>It has not left: this is what would leave now.</summary>
    NotLeft,

    /// <summary>The template with which it left, and the customer, offers and brand of now.</summary>
    SameTemplate,

    /// <summary>The template of now: the one with which it left was not kept.</summary>
    OtherTemplate,
}
