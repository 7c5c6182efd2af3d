using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;

namespace PostPurchase.Engine.Storage;

/// <summary>Rows of the send ledger, read and added inside a session.</summary>
internal static class SendRows
{
    /// <summary>Adds a planned row; false where its key is in the ledger already, which then stays as it is.</summary>
    public static bool Add(Session session, StoredSend send)
    {
        var document = SendDocument.Of(send);
        var journeyId = send.Journey is null ? (long?)null : session.Names.Id(NameKind.Journey, send.Journey);
        return session[SendSql.Insert].With(send.Id.Value).With(send.Owner.Value).With(session.Names.Id(NameKind.Store, send.Store)).With((long)send.Channel)
            .With((long)send.Purpose).With(send.Run).With(session.Names.Id(NameKind.Step, send.Step)).With(send.Visit)
            .With(journeyId).With(send.Version is null ? null : EnrollmentStore.VersionId(session, journeyId!.Value, send.Version))
            .With((long)send.Kind).With(send.DueAt).With(send.PlannedAt).With(send.ExpiresAt).With(send.Priority).With(send.Address)
            .With(document.IsEmpty ? null : StoredJson.Write(document, StoredJson.Default.SendDocument)).Run() == 1;
    }

    /// <summary>The rows that the effects of a transition ask for.</summary>
    public static IEnumerable<StoredSend> Of(RunStep step, IdSource ids, Instant now)
    {
        var run = step.Transition.Next;
        foreach (var effect in step.Transition.Effects)
        {
            var bare = new StoredSend
            {
                Id = new SendId(ids.Next(now)),
                Owner = run.Owner,
                Store = step.Store,
                Purpose = SendPurpose.Step,
                Run = run.Id.Value,
                Journey = run.Journey,
                Version = run.Version,
                Kind = ContentKind.Transactional,
                PlannedAt = now,
                DueAt = now,
                Priority = step.Priority,
            };
            if (effect is Effect.PlanSend { Send: var send }) yield return Mail(bare, send);
            if (effect is Effect.PostWebhook post)
                yield return bare with { Channel = SendChannel.Webhook, Step = post.Step, Visit = post.Visit, Address = post.Url, Text = post.Body };
            if (effect is Effect.NotifyStaff notice)
                yield return bare with { Purpose = SendPurpose.Notice, Step = notice.Step, Visit = notice.Visit, Address = notice.To, Subject = notice.Subject, Text = notice.Text };
        }
    }

    public static StoredSend Read(Session session, Statement row)
    {
        var document = row.TextOrNull(20) is { } text ? StoredJson.Read(text, StoredJson.Default.SendDocument) : null;
        return new StoredSend
        {
            Id = new(row.Long(0)),
            Owner = new(row.Long(1)),
            Store = session.Names.Text(row.Long(2)),
            Channel = (SendChannel)row.Int(3),
            Purpose = (SendPurpose)row.Int(4),
            Run = row.Long(5),
            Step = session.Names.Text(row.Long(6)),
            Visit = row.Int(7),
            Journey = row.LongOrNull(8) is { } journey ? session.Names.Text(journey) : null,
            Version = row.LongOrNull(9) is { } version ? EnrollmentStore.VersionHash(session, version) : null,
            Kind = (ContentKind)row.Int(10),
            State = (SendState)row.Int(11),
            DueAt = row.AtOrNull(12),
            PlannedAt = row.At(13),
            ExpiresAt = row.AtOrNull(14),
            ConcludedAt = row.AtOrNull(15),
            AttemptCount = row.Int(16),
            Priority = row.Int(17),
            Address = row.TextOrNull(18),
            Reason = row.TextOrNull(19),
            Slot = document?.S is { } slot ? SlotText.Read(slot) : null,
            Variants = document?.V ?? new Dictionary<string, string>(),
            Picks = document?.O,
            Subject = document?.T,
            Text = document?.B,
            UncertainCount = row.Int(21),
            ApprovedAt = row.AtOrNull(22),
            FirstTriedAt = row.AtOrNull(23),
            RefusalCount = row.Int(24),
            LeftAs = (LeftAs?)row.LongOrNull(25),
        };
    }

    private static StoredSend Mail(StoredSend bare, PlannedSend send) => bare with
    {
        Step = send.Step,
        Visit = send.Visit,
        Kind = send.Kind,
        PlannedAt = send.PlannedAt,
        DueAt = send.NotBefore,
        ExpiresAt = send.ExpiresAt,
        Slot = send.Slot,
        Variants = send.Variants,
    };
}
