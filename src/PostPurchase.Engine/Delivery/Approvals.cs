using System.Collections.Concurrent;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>With <see cref="MailMode.Approve"/> the first sends of each journey wait for somebody's word.</summary>
internal sealed class Approvals(Database database, DeliverySettings settings)
{
    /// <summary>What the reason of a mail says that waits for somebody's word.</summary>
    public const string Waits = "wait for approval";

    private readonly ConcurrentDictionary<string, int> _sent = new();

    /// <summary>A hold where this send waits for a word; null where it may go.</summary>
    public GateDecision.Hold? Wanted(StoredSend send)
    {
        if (settings.Mode != MailMode.Approve || send.ApprovedAt is not null || send.AttemptCount > 0 || send.Journey is not { } journey) return null;
        return _sent.GetOrAdd(journey, Sent) < settings.ApprovedByHand
            ? new(null, Replan: true, GateRule.Approval, $"held: the first {settings.ApprovedByHand} mails of a journey {Waits}")
            : null;
    }

    /// <summary>Whether a send of the ledger waits for a word.</summary>
    public static bool IsWaiting(StoredSend send) => send is { State: SendState.Held, DueAt: null } && send.Reason?.Contains(Waits, StringComparison.Ordinal) == true;

    /// <summary>Counts a mail of a journey that left.</summary>
    public void Count(StoredSend send)
    {
        if (settings.Mode == MailMode.Approve && send.Journey is { } journey && _sent.ContainsKey(journey)) _sent.AddOrUpdate(journey, 1, (_, count) => count + 1);
    }

    /// <summary>Lets a held send go, for good: also when it is held for another reason afterwards. False where it is not held without an instant.</summary>
    public static Task<bool> ApproveAsync(Database database, SendId send, string by, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            if (session[SendSql.Approve].With(now).With($"approved by {by}").With(send.Value).Run() == 0) return false;
            AuditStore.Add(session, new AuditEntry(by, "delivery.approved", send.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), null, null, now));
            return true;
        },
        cancellationToken);

    private int Sent(string journey) => database.Read(session =>
        session.Names.Find(NameKind.Journey, journey) is { } id ? session[SendSql.SentOfJourney].With(id).With(settings.ApprovedByHand).First(row => row.Int(0)) : 0);
}
