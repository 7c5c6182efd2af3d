namespace PostPurchase.Core.Experiments;

/// <summary>What an experiment says at a look.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>There is nothing to say yet.</summary>
    /// <param name="MoreRecipients">About how many more customers it takes, over all arms, to say anything; 0 where those who wait are enough, else at least 1.</param>
    /// <param name="DaysAtThisRate">Days until then, at the rate of assignment so far; null while nobody has been assigned.</param>
    /// <param name="Why">What is missing, for people.</param>
    public sealed record NotEnoughData(long MoreRecipients, double? DaysAtThisRate, string Why) : Verdict
    {
        /// <summary>Customers who are compared once their window is over, which it takes too. Default 0.</summary>
        public long Waiting { get; init; }
    }

    /// <summary>No arm stands out. That is not proof of equality: see what can still be found.</summary>
    /// <param name="Standings">The leader against every other arm.</param>
    /// <param name="MoreRecipients">About how many more customers, over all arms, the effect worth finding takes; 0 when it would have shown, or where those who wait are enough.</param>
    /// <param name="DaysAtThisRate">Days until then; null while nobody has been assigned.</param>
    public sealed record NoDifferenceYet(IReadOnlyList<Standing> Standings, long MoreRecipients, double? DaysAtThisRate) : Verdict
    {
        /// <summary>Customers who are compared once their window is over, where it takes them too; 0 when the effect would have shown. Default 0.</summary>
        public long Waiting { get; init; }
    }

    /// <summary>One arm is probably best, but that is not proven, or a guard holds it.</summary>
    /// <param name="Leader">The arm's name.</param>
    /// <param name="ChanceToWin">Its least chance to beat another arm, 0..1.</param>
    /// <param name="Standings">The leader against every other arm.</param>
    /// <param name="BrokenGuards">Guards on which the leader is provably worse than the control; empty when none is.</param>
    public sealed record Ahead(string Leader, double ChanceToWin, IReadOnlyList<Standing> Standings, IReadOnlyList<string> BrokenGuards) : Verdict;

    /// <summary>One arm is best by the policy's rule, and no guard is broken.</summary>
    /// <param name="Winner">The arm's name; may be the control.</param>
    /// <param name="ChanceToWin">Its least chance to beat another arm, 0..1.</param>
    /// <param name="Standings">The winner against every other arm.</param>
    public sealed record Decided(string Winner, double ChanceToWin, IReadOnlyList<Standing> Standings) : Verdict;

    /// <summary>The arms' sizes do not fit their weights: customers were lost on one side, so no difference can be trusted.</summary>
    /// <param name="PValue">Of the chi-square test.</param>
    /// <param name="Assigned">Customers by arm.</param>
    /// <param name="Expected">Customers by arm as the weights say.</param>
    public sealed record SampleRatioMismatch(double PValue, IReadOnlyList<long> Assigned, IReadOnlyList<double> Expected) : Verdict;
}
