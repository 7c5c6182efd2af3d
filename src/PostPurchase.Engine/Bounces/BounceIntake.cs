using System.Security.Cryptography;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Feedback.Providers;

namespace PostPurchase.Engine.Bounces;

/// <summary>
/// The one way in for bounces and complaints, whether they come by pipe, watched folder or provider. Each message or call is one transaction: it is kept, the
/// ledger says what became of the send, and the address is suppressed where the reason asks for it. Doing it twice is doing it once.
/// </summary>
/// <param name="database">Where the ledger is.</param>
/// <param name="key">The key of return paths.</param>
internal sealed class BounceIntake(Database database, ReadOnlyMemory<byte> key)
{
    /// <summary>Takes a mail that came back. It is kept only where it proves to be about a send of ours: anybody can write to that address.</summary>
    /// <param name="source">Where it came from: <c>stdin</c>, <c>maildir</c>.</param>
    /// <param name="message">The raw message.</param>
    /// <param name="feedback">What it says.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be written now; it shall come again.</exception>
    public async Task<BounceAnswer> TakeMailAsync(string source, ReadOnlyMemory<byte> message, MailFeedback feedback, Instant now, CancellationToken cancellationToken = default)
    {
        if (feedback.Kind is not (FeedbackKind.Bounce or FeedbackKind.Complaint or FeedbackKind.Delivery)) return new(false, 0);
        if (SendFinder.OfMail(feedback, key.Span) is not { } send)
            return new(false, 0, "nothing was changed: the report holds no return path or Message-ID of ours");
        var reports = feedback.Reports.Select(report => new SendReport(send, feedback.Kind, report)).ToList();
        var answer = await TakeAsync(new(source, Convert.ToHexStringLower(SHA256.HashData(message.Span).AsSpan(0, 16))), message, reports, now, cancellationToken);
        return answer.AppliedCount > 0 || IsKnown(send) ? answer : answer with { Problem = "nothing was changed: no such send" };
    }

    /// <summary>Takes a provider's call whose signature was checked. It is kept whatever it says.</summary>
    /// <inheritdoc cref="TakeMailAsync" path="/exception"/>
    public Task<BounceAnswer> TakeCallAsync((string Source, string DeliveryId) name, ReadOnlyMemory<byte> body, IReadOnlyList<ProviderReport> found, Instant now, CancellationToken cancellationToken = default)
    {
        var reports = new List<SendReport>(found.Count);
        foreach (var report in found)
        {
            if (SendFinder.OfCall(report, key.Span) is { } send) reports.Add(new(send, report.Kind, report.Report));
        }

        return TakeAsync(name, body, reports, now, cancellationToken);
    }

    /// <summary>What came back about a send, oldest first.</summary>
    public static IReadOnlyList<(FeedbackKind Kind, string Reason, string Words, Instant At)> Of(Session session, StoredSend send) =>
        session[BounceSql.OfSend].With(send.Owner.Value).With(send.Id.Value).All(row => ((FeedbackKind)row.Int(0), row.Text(1), row.Text(4), row.At(5)));

    /// <summary>Domains whose servers sent mail back since an instant for what they think of the sender, the reason's name and when; one for each report, newest last.</summary>
    public static IReadOnlyList<(string Domain, string Reason, Instant At)> RestingDomains(Database database, Instant since) =>
        database.Read(session => session[BounceSql.Resting].With(since).With((long)BounceAction.PauseDomain).All(row => (row.Text(0), row.Text(1), row.At(2))));

    private bool IsKnown(SendId send) => database.Read(session => session[SendSql.Find].With(send.Value).First(row => SendRows.Read(session, row))) is not null;

    private Task<BounceAnswer> TakeAsync((string Source, string DeliveryId) name, ReadOnlyMemory<byte> bytes, List<SendReport> reports, Instant now, CancellationToken cancellationToken)
    {
        var body = RawBody.Pack(bytes);
        return database.WriteAsync(
            session =>
            {
                var inboxId = database.Ids.Next(now);
                var isNew = session[EventSql.Deliver].With(inboxId).With(session.Names.Id(NameKind.Source, name.Source)).With(name.DeliveryId).With(now)
                    .With(reports.Count == 0 ? 1L : 0L).With(body.Encoding).WithBlob(body.Bytes.Span).WithNull().Run() == 1;
                return isNew ? new BounceAnswer(false, reports.Count(report => Apply(session, report, inboxId, now))) : new BounceAnswer(true, 0);
            },
            cancellationToken);
    }

    private static bool Apply(Session session, SendReport report, long inboxId, Instant now)
    {
        if (session[SendSql.Find].With(report.Send.Value).First(row => SendRows.Read(session, row)) is not { } send) return false;
        return report.Kind switch
        {
            FeedbackKind.Bounce or FeedbackKind.Complaint => Record(session, send, report, inboxId, now),
            FeedbackKind.Delivery => Arrive(session, send, now),
            _ => false, // still under way, or a person's machine that answered: nothing is known yet
        };
    }

    private static bool Record(Session session, StoredSend send, SendReport report, long inboxId, Instant now)
    {
        var text = ReportRules.TextOf(report);
        var journeyId = send.Journey is { } journey ? session.Names.Id(NameKind.Journey, journey) : (long?)null;
        var isNew = session[BounceSql.Add].With(send.Owner.Value).With(send.Id.Value).With((long)report.Kind).With(report.Report.Reason.ToName()).With(journeyId)
            .With(ReportRules.DomainOf(send.Address ?? "")).With(report.Report.Status).With((long)report.Report.Action).With(text).With(now).With(inboxId).Run() == 1;
        if (!isNew) return false;
        session[BounceSql.Tell].With(text).With(send.Id.Value).With(send.Owner.Value).Run();
        if ((ReportRules.SuppressedScope(send, report) ?? WornOut(session, send, report, now)) is { } scope && send.Address is { } address)
        {
            SuppressionStore.Add(session, (send.Store, SendChannel.Email, EmailIdentity.Normalise(address) ?? address), new(scope, report.Report.Reason.ToName()), (now, send.Id));
        }

        return true;
    }

    // A mailbox that has been full or asleep for weeks gets no more marketing; receipts are still tried.
    private static SuppressionScope? WornOut(Session session, StoredSend send, SendReport report, Instant now)
    {
        if (report.Report.Reason is not (BounceReason.MailboxFull or BounceReason.Suspended) || send.Purpose == SendPurpose.Notice) return null;
        var (count, first) = session[BounceSql.Passing].With(send.Owner.Value).With(now - ReportRules.PassingWindow).First(row => (row.Long(0), row.At(1)));
        return ReportRules.IsWornOut(count, now - first) ? SuppressionScope.Marketing : null;
    }

    // A receipt that would go a second time because its first answer was lost need not, once it is known to have arrived.
    private static bool Arrive(Session session, StoredSend send, Instant now)
    {
        var isNews = session[BounceSql.Arrived].With(now).With("accepted: a report says that it arrived").With(send.Id.Value).With(send.Owner.Value).Run() == 1;
        if (isNews && send is { Purpose: SendPurpose.Step, Channel: SendChannel.Email }) EnrollmentStore.Wake(session, send.Owner.Value, send.Run, now);
        return isNews;
    }
}
