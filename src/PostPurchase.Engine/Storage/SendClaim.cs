using Microsoft.Data.Sqlite;
using NodaTime;
using PostPurchase.Core.Sending;

namespace PostPurchase.Engine.Storage;

/// <summary>Claiming inside one transaction: reads each due send with its facts, asks the gate, writes what it says.</summary>
internal sealed class SendClaim(Session session, Func<SendContext, GateDecision> decide, Instant now, Func<Session, SendContext, CouponAnswer>? reserve = null)
{
    // Caps look back a week, gaps at most a year.
    private static readonly Duration s_counted = Duration.FromDays(400);

    // The rest of the customer's day, wherever they live.
    private static readonly Duration s_ahead = Duration.FromHours(36);

    /// <summary>A send with its facts, for looking at it without claiming it.</summary>
    public static SendContext Read(Session session, StoredSend send, Instant now) =>
        new SendClaim(session, _ => throw new InvalidOperationException("nothing is claimed here"), now).ContextOf(send) with { Coupon = CouponStore.Of(session, send) };

    public List<SendContext> Run(SendLane lane, int count)
    {
        var statement = lane.Channel == SendChannel.Webhook ? session[SendSql.DueHooks].With(now) : session[SendSql.Due].With((long)lane.Kind).With(now);
        var due = statement.With(count).All(row => SendRows.Read(session, row));
        var claimed = new List<SendContext>(due.Count);
        foreach (var send in due)
        {
            if (TryClaim(send) is { } context) claimed.Add(context);
        }
        return claimed;
    }

    // One customer's trouble parks that send with a reason; nobody behind it waits.
    private SendContext? TryClaim(StoredSend send)
    {
        SendContext context;
        GateDecision decision;
        try
        {
            context = ContextOf(send);
            decision = decide(context);
            if (decision is GateDecision.Send && reserve?.Invoke(session, context) is { } coupon)
            {
                decision = coupon.Refusal ?? decision;
                context = context with { Coupon = coupon.Grant };
            }
        }
        catch (Exception exception) when (exception is not SqliteException)
        {
            Refuse(send, SendState.Parked, $"parked: {exception.Message}");
            return null;
        }

        return TryWrite(send, decision) ? context : null;
    }

    // True where the send may leave.
    private bool TryWrite(StoredSend send, GateDecision decision)
    {
        var (id, owner) = (send.Id.Value, send.Owner.Value);
        switch (decision)
        {
            case GateDecision.Send:
                return session[SendSql.Claim].With(id).With(owner).Run() == 1;
            case GateDecision.Hold hold:
                session[SendSql.Hold].With(hold.Until).With(hold is { Replan: true, Until: { } until } ? until : send.PlannedAt).With(hold.Reason).With(id).With(owner).Run();
                return false;
            case GateDecision.Skip skip:
                Refuse(send, SendState.Skipped, skip.Reason);
                return false;
            case GateDecision.Expire expire:
                Refuse(send, SendState.Expired, expire.Reason);
                return false;
            default:
                throw new InvalidOperationException($"the gate said {decision}");
        }
    }

    private void Refuse(StoredSend send, SendState state, string reason)
    {
        session[SendSql.Refuse].With((long)state).With(now).With(reason).With(send.Id.Value).With(send.Owner.Value).Run();
        if (state != SendState.Parked && send is { Purpose: SendPurpose.Step, Channel: SendChannel.Email }) EnrollmentStore.Wake(session, send.Owner.Value, send.Run, now);
    }

    private SendContext ContextOf(StoredSend send)
    {
        var customer = CustomerStore.Find(session, send.Owner.Value) ?? throw new InvalidOperationException($"send {send.Id.Value} has no customer");
        var run = send.Purpose is SendPurpose.Step or SendPurpose.Notice ? EnrollmentStore.Read(session, send.Owner.Value, send.Run) : null;
        var context = new SendContext
        {
            Send = send,
            Customer = customer,
            Run = run,
            Purchase = run?.Run.Purchase is { } purchase ? PurchaseStore.ReadOfSame(session, send.Owner.Value, purchase.Value) : null,
            Suppressions = customer.Email is { } email ? SuppressionStore.Of(session, send.Store, send.Channel, email) : [],
        };
        // Also for a receipt: what it promotes beside its core rests while a ticket is open.
        context = context with { TicketOpen = EventStore.HasOpenTicket(session, customer.Owner.Value) };
        return send.Kind == ContentKind.Transactional ? context : WithMarketing(context);
    }

    private SendContext WithMarketing(SendContext context)
    {
        var (sent, higher) = (new List<Instant>(), new List<Instant>());
        var owner = context.Customer.Owner.Value;
        foreach (var other in session[SendSql.Marketing].With(owner).All(row => new Other(row.Long(0), (SendState)row.Int(1), row.AtOrNull(2), row.AtOrNull(3), row.Int(4))))
        {
            if (other.Id == context.Send.Id.Value) continue;
            Instant? leftAt = other.State switch
            {
                SendState.Accepted or SendState.Uncertain => other.ConcludedAt ?? now,
                SendState.Claimed or SendState.Handing => now,
                _ => null,
            };
            if (leftAt is { } left) sent.Add(left);
            if (other.Priority > context.Send.Priority && (leftAt ?? other.DueAt) is { } due) higher.Add(leftAt is null && due < now ? now : due);
        }
        sent.AddRange(session[SendSql.ExternalSends].With(owner).All(row => row.At(0)));
        return context with
        {
            MarketingSent = [.. sent.Where(at => at > now - s_counted)],
            HigherPriority = higher,
            Waiting = EnrollmentStore.WaitingOf(session, owner, now + s_ahead),
        };
    }

    private sealed record Other(long Id, SendState State, Instant? ConcludedAt, Instant? DueAt, int Priority);
}
