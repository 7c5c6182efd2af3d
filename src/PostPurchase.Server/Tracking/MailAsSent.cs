using NodaTime;
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
    public static MailAsSent Of(RunnerService runner, StoredSend send, Instant now)
    {
        var file = Path.Combine(runner.Folders.Data.Path, "outbox", CapturedOutbox.NameOf(send.Id.Value));
        if (File.Exists(file)) return Read(File.ReadAllBytes(file));
        // What is made again may differ from what was kept: once that is gone, the ledger says so.
        return OutboxRetention.IsDeleted(send) ? new(send.Subject, null, null, [], send.Reason) : Made(runner, send, now);
    }

    private static MailAsSent Read(byte[] bytes)
    {
        var message = MailReader.Read(bytes);
        var parts = message.Walk().ToList();
        return new(message.Header("Subject"), parts.Find(part => part.MediaType == "text/html")?.Text, parts.Find(part => part.MediaType == "text/plain")?.Text, message.Headers, null);
    }

    private static MailAsSent Made(RunnerService runner, StoredSend send, Instant now)
    {
        if (send is not { Purpose: SendPurpose.Step, Channel: SendChannel.Email }) return new(send.Subject, null, send.Text, [], null);
        var context = runner.Database.Read(session => SendClaim.Read(session, send, now));
        return runner.Engine.Deliverer.Maker.Compose(context, send.ConcludedAt ?? now) switch
        {
            Composition.Ready ready => new(ready.Mail.Subject, ready.Mail.Html, ready.Mail.Text, [], null),
            Composition.Skipped skipped => new(null, null, null, [], skipped.Reason),
            Composition.Failed failed => new(null, null, null, [], failed.Reason),
            var other => throw new InvalidOperationException($"the composer said {other}"),
        };
    }
}
