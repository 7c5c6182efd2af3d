using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Delivery;

/// <summary>Asks the gate about each send of one claim, and remembers what it said. A claim may be run twice: the last word counts.</summary>
internal sealed class SendDecisions(DeliverySetup setup, Approvals approvals, Instant now)
{
    private readonly Dictionary<long, (SendContext Context, GateDecision Decision)> _decided = [];

    /// <summary>How many sends were looked at.</summary>
    public int Count => _decided.Count;

    /// <summary>What becomes of a send that is due.</summary>
    public GateDecision Decide(SendContext context)
    {
        var decision = Decision(context);
        _decided[context.Send.Id.Value] = (context, decision);
        return decision;
    }

    /// <summary>The code of a send that may leave.</summary>
    public CouponAnswer Reserve(Session session, SendContext context)
    {
        if (setup.Coupons is not { } desk || PlanOf(context.Send) is not { } plan) return CouponAnswer.None;
        var answer = desk.Reserve(session, context, plan, () => Promotion.Of(FactsOf(context, plan), now), now);
        if (answer.Refusal is { } refusal) _decided[context.Send.Id.Value] = (context, refusal);
        return answer;
    }

    /// <summary>What was held, skipped or let expire, in the order in which it was looked at.</summary>
    public IEnumerable<DeliveryEvent> Refused()
    {
        foreach (var (context, decision) in _decided.Values)
        {
            switch (decision)
            {
                case GateDecision.Hold hold:
                    yield return new(context.Send, context.Customer, SendState.Held, now, hold.Reason, null);
                    break;
                case GateDecision.Skip skip:
                    yield return new(context.Send, context.Customer, SendState.Skipped, now, skip.Reason, null);
                    break;
                case GateDecision.Expire expire:
                    yield return new(context.Send, context.Customer, SendState.Expired, now, expire.Reason, null);
                    break;
                default:
                    break;
            }
        }
    }

    private GateDecision Decision(SendContext context)
    {
        var send = context.Send;
        if (send.Purpose != SendPurpose.Step || send.Channel != SendChannel.Email || send is not { Journey: not null, Version: not null }) return new GateDecision.Send();
        if (context.Customer.Address is null) return new GateDecision.Skip(GateRule.AddressUnknown, "skipped: no address is known");
        // What is missing parks the send when its mail is made: the gate has no word for it.
        if (PlanOf(send) is not { } plan) return new GateDecision.Send();
        var decision = Gate.Decide(FactsOf(context, plan), now);
        return decision is GateDecision.Send && approvals.Wanted(send) is { } wanted ? wanted : decision;
    }

    private GateFacts FactsOf(SendContext context, JourneyPlan plan) => SendGateFacts.Of(context, plan, (setup.Journeys(), setup.Stores), setup.Holds(plan.Key, context.Send.Step));

    private JourneyPlan? PlanOf(StoredSend send) =>
        send is { Purpose: SendPurpose.Step, Channel: SendChannel.Email, Journey: { } journey, Version: { } version } ? setup.Journeys().Find(journey, version) : null;
}
