using NodaTime;
using PostPurchase.Core.Purchases;

namespace PostPurchase.Core.Learning;

/// <summary>What a customer brings to the arm that they are in: by intention to treat, whether a mail reached them or not.</summary>
internal static class ArmTally
{
    public static void Add(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, ArmMembership arm)
    {
        var outcome = Of(history, arm);
        void Count(TallyKind kind, long value) => CustomerTally.Count(sums, new(kind, arm.Experiment, arm.Arm), value);
        Count(TallyKind.ArmAssigned, 1);
        if (!history.IsTracked) Count(TallyKind.ArmUntracked, 1);
        if (!arm.KeepsSide || arm.CountsFrom is not null)
        {
            Count(arm.KeepsSide ? TallyKind.ArmWaiting : TallyKind.ArmChangedSide, 1);
            return;
        }

        if (history.IsTracked) Count(TallyKind.ArmClick, outcome.Clicked ? 1 : 0);
        Count(TallyKind.ArmConversion, outcome.Converted ? 1 : 0);
        Count(TallyKind.ArmOrders, outcome.Orders);
        Count(TallyKind.ArmUnsubscribe, outcome.Unsubscribed ? 1 : 0);
        Count(TallyKind.ArmComplaint, outcome.Complained ? 1 : 0);
        AddWithoutRate(sums, history, arm);
        if (!arm.HasRate) return;
        Count(TallyKind.ArmRevenue, outcome.Revenue);
        Count(TallyKind.ArmCommission, outcome.Commission);
        Count(TallyKind.ArmEarlier, outcome.Earlier);
        sums[new(TallyKind.ArmRevenueEarlier, arm.Experiment, arm.Arm)] = new(1, 0, (double)outcome.Revenue * outcome.Earlier);
        sums[new(TallyKind.ArmCommissionEarlier, arm.Experiment, arm.Arm)] = new(1, 0, (double)outcome.Commission * outcome.Earlier);
    }

    /// <summary>What one customer did in the window after they were put in an arm, and what they had spent before.</summary>
    public static ArmOutcome Of(CustomerHistory history, ArmMembership arm)
    {
        bool Counts(Instant at) => IsInWindow(arm, at);
        var (orders, earnings) = (OrdersOf(history, arm).ToList(), EarningsOf(history, arm).ToList());
        return new ArmOutcome(
            history.Clicks.Any(click => Counts(click.At) && (arm.Journey ?? click.Journey) == click.Journey && (arm.Step ?? click.Step) == click.Step),
            orders.Count > 0 || earnings.Exists(earning => earning.Stands),
            orders.Sum(order => history.HomeOf(order) ?? 0), earnings.Sum(history.HomeOf), orders.Count,
            history.SpentUntil(arm.At))
        {
            Unsubscribed = history.Unsubscribes.Any(Counts) || (arm.HasPartners && history.PartnerRefusals.Any(Counts)),
            Complained = history.Complaints.Any(Counts),
        };
    }

    // In no amount of any arm, and named: that a currency has no rate was so before anybody was put in an arm.
    private static void AddWithoutRate(Dictionary<TallyKey, TallySum> sums, CustomerHistory history, ArmMembership arm)
    {
        void Count(TallyKind kind, Money amount) => CustomerTally.Count(sums, new(kind, arm.Experiment, TallyKinds.OfArm(arm.Arm, amount.Currency)), amount.Minor);
        foreach (var order in OrdersOf(history, arm))
            if (!arm.HasRate || history.HomeOf(order) is null) Count(TallyKind.ArmWithoutRate, history.PaidOf(order));
        foreach (var earning in EarningsOf(history, arm))
            if (earning.Stands && (!arm.HasRate || !history.HasHome(earning))) Count(TallyKind.ArmCommissionWithoutRate, earning.Reported ?? new Money(earning.Commission, history.Currency));
    }

    private static IEnumerable<OwnOrder> OrdersOf(CustomerHistory history, ArmMembership arm) => history.Orders.Where(order => IsInWindow(arm, order.At));

    private static IEnumerable<Earning> EarningsOf(CustomerHistory history, ArmMembership arm) => history.Earnings.Where(earning => IsInWindow(arm, earning.At));

    // What carries the very instant led to the assignment: the order or sale that started the journey, and the consent that was said with it. It is no outcome.
    private static bool IsInWindow(ArmMembership arm, Instant at) => at > arm.At && at - arm.At < arm.Window;
}

/// <summary>What a customer did after they were put in an arm; money in minor units of the default store's currency.</summary>
/// <param name="Clicked">Whether they clicked.</param>
/// <param name="Converted">Whether they bought, here or where an offer led.</param>
/// <param name="Revenue">Own revenue.</param>
/// <param name="Commission">Commission that stands.</param>
/// <param name="Orders">Own orders.</param>
/// <param name="Earlier">What they had spent before, as it stood when they were put in: nothing that an arm causes changes it.</param>
public sealed record ArmOutcome(bool Clicked, bool Converted, long Revenue, long Commission, int Orders, long Earlier)
{
    /// <summary>Whether they unsubscribed, of what is tested.</summary>
    public bool Unsubscribed { get; init; }

    /// <summary>Whether they complained.</summary>
    public bool Complained { get; init; }
}
