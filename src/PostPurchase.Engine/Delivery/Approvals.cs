using System.Collections.Concurrent;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>With <see cref="MailMode.Approve"/> the first sends of each journey wait for somebody's word.</summary>
internal sealed class Approvals(Database database, DeliverySettings settings)
{
    private const string Approved = "approved";

    private readonly ConcurrentDictionary<string, int> _sent = new();

    /// <summary>A hold where this send waits for a word; null where it may go.</summary>
    public GateDecision.Hold? Wanted(StoredSend send)
    {
        if (settings.Mode != MailMode.Approve || send.Reason == Approved || send.AttemptCount > 0 || send.Journey is not { } journey) return null;
        return _sent.GetOrAdd(journey, Sent) < settings.ApprovedByHand
            ? new(null, Replan: true, GateRule.Approval, $"held: the first {settings.ApprovedByHand} mails of a journey wait for approval")
            : null;
    }

    /// <summary>Counts a mail of a journey that left.</summary>
    public void Count(StoredSend send)
    {
        if (settings.Mode == MailMode.Approve && send.Journey is { } journey && _sent.ContainsKey(journey)) _sent.AddOrUpdate(journey, 1, (_, count) => count + 1);
    }

    /// <summary>Lets a held send go; false where it is not held without an instant.</summary>
    public static Task<bool> ApproveAsync(Database database, SendId send, Instant now, CancellationToken cancellationToken = default) =>
        database.WriteAsync(session => session[SendSql.Approve].With(now).With(Approved).With(send.Value).Run() == 1, cancellationToken);

    private int Sent(string journey) => database.Read(session =>
        session.Names.Find(NameKind.Journey, journey) is { } id ? session[SendSql.SentOfJourney].With(id).With(settings.ApprovedByHand).First(row => row.Int(0)) : 0);
}
