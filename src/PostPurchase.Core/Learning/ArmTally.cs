using NodaTime;

namespace PostPurchase.Core.Learning;

/// <summary>What a customer brings to the arm that they are in: by intention to treat, whether a mail reached them or not.</summary>
internal static class ArmTally
{
    public static void Add(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, ArmMembership arm)
    {
        var outcome = Of(history, arm);
        void Count(TallyKind kind, long value) => CustomerTally.Count(sums, new(kind, arm.Experiment, arm.Arm), value);
        if (history.IsTracked) Count(TallyKind.ArmClick, outcome.Clicked ? 1 : 0);
        Count(TallyKind.ArmConversion, outcome.Converted ? 1 : 0);
        Count(TallyKind.ArmRevenue, outcome.Revenue);
        Count(TallyKind.ArmCommission, outcome.Commission);
        Count(TallyKind.ArmOrders, outcome.Orders);
        Count(TallyKind.ArmUnsubscribe, outcome.Unsubscribed ? 1 : 0);
        Count(TallyKind.ArmComplaint, outcome.Complained ? 1 : 0);
        Count(TallyKind.ArmEarlier, outcome.Earlier);
        sums[new(TallyKind.ArmRevenueEarlier, arm.Experiment, arm.Arm)] = new(1, 0, (double)outcome.Revenue * outcome.Earlier);
        sums[new(TallyKind.ArmCommissionEarlier, arm.Experiment, arm.Arm)] = new(1, 0, (double)outcome.Commission * outcome.Earlier);
    }

    /// <summary>What one customer did in the window after they were put in an arm, and what they had spent before.</summary>
    public static ArmOutcome Of(CustomerHistory history, ArmMembership arm)
    {
        bool Counts(Instant at) => at >= arm.At && at - arm.At < arm.Window;
        // The order that led to the assignment may carry the same instant: it is no outcome.
        var orders = history.Orders.Where(order => order.At > arm.At && Counts(order.At)).ToList();
        var earnings = history.Earnings.Where(earning => Counts(earning.At)).ToList();
        return new ArmOutcome(
            history.Clicks.Any(click => Counts(click.At) && (arm.Journey ?? click.Journey) == click.Journey && (arm.Step ?? click.Step) == click.Step),
            orders.Count > 0 || earnings.Exists(earning => earning.Commission > 0),
            orders.Sum(order => order.Value), earnings.Sum(earning => earning.Commission), orders.Count,
            history.Orders.Where(order => order.At <= arm.At).Sum(order => order.Value))
        {
            Unsubscribed = history.Unsubscribes.Any(Counts),
            Complained = history.Complaints.Any(Counts),
        };
    }
}

/// <summary>What a customer did after they were put in an arm; money in minor units of the store's currency.</summary>
/// <param name="Clicked">Whether they clicked.</param>
/// <param name="Converted">Whether they bought, here or where an offer led.</param>
/// <param name="Revenue">Own revenue.</param>
/// <param name="Commission">Commission that stands.</param>
/// <param name="Orders">Own orders.</param>
/// <param name="Earlier">What they had spent before.</param>
public sealed record ArmOutcome(bool Clicked, bool Converted, long Revenue, long Commission, int Orders, long Earlier)
{
    /// <summary>Whether they unsubscribed.</summary>
    public bool Unsubscribed { get; init; }

    /// <summary>Whether they complained.</summary>
    public bool Complained { get; init; }
}
