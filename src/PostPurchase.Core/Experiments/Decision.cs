namespace PostPurchase.Core.Experiments;

/// <summary>From arms to a verdict.</summary>
public static class Decision
{
    private static readonly Sample s_nobody = new Sample.Proportion(0, 0);

    /// <summary>
    /// In this order: sample ratio mismatch, not enough data, decided, ahead, no difference yet. All pairs of arms are compared on absolute
    /// averages and adjusted together (Holm), so that the choice of the leader costs nothing. Of an arm that was removed only the size counts, and its pairs in the
    /// adjustment, while two others are left: no verdict waits for it or is of it.
    /// </summary>
    /// <param name="arms">Two or more arms, the control first.</param>
    /// <param name="days">Days since the first assignment, 0 or more; for the rate of assignment.</param>
    /// <param name="policy">Thresholds; null for the defaults.</param>
    /// <param name="daysToWait">Days from the assignment of a customer until they are compared, 0 or more.</param>
    /// <exception cref="ArgumentException">Fewer than two arms.</exception>
    public static Verdict Decide(IReadOnlyList<ExperimentArm> arms, double days, DecisionPolicy? policy = null, double daysToWait = 0)
    {
        if (arms.Count < 2) throw new ArgumentException($"an experiment has 2 or more arms, not {arms.Count}", nameof(arms));
        policy ??= new DecisionPolicy();
        var pace = PaceOf(arms, days, daysToWait);
        return Mismatch(arms, policy) ?? Shortage(Compared(arms), pace, policy) ?? Rank(arms, pace, policy);
    }

    /// <summary>What is missing before arms are compared, as <see cref="Decide"/> says it; null where nothing is.</summary>
    /// <param name="arms">Two or more arms.</param>
    /// <param name="days">As in <see cref="Decide"/>.</param>
    /// <param name="policy">Thresholds; null for the defaults.</param>
    /// <param name="daysToWait">As in <see cref="Decide"/>.</param>
    public static Verdict.NotEnoughData? Shortage(IReadOnlyList<ExperimentArm> arms, double days, DecisionPolicy? policy = null, double daysToWait = 0) =>
        Shortage(Compared(arms), PaceOf(arms, days, daysToWait), policy ?? new DecisionPolicy());

    private static IReadOnlyList<ExperimentArm> Compared(IReadOnlyList<ExperimentArm> arms) => arms.Count(arm => !arm.IsRemoved) >= 2 ? [.. arms.Where(arm => !arm.IsRemoved)] : arms;

    private static Pace PaceOf(IReadOnlyList<ExperimentArm> arms, double days, double daysToWait)
    {
        var compared = Compared(arms);
        return new Pace(compared, days, daysToWait, arms.Sum(arm => arm.Assigned) - compared.Sum(arm => arm.Assigned));
    }

    private static Verdict.SampleRatioMismatch? Mismatch(IReadOnlyList<ExperimentArm> arms, DecisionPolicy policy)
    {
        long[] assigned = [.. arms.Select(arm => arm.Assigned)];
        double[] weights = [.. arms.Select(arm => arm.Weight)];
        var p = SampleRatio.PValue(assigned, weights);
        if (p >= policy.SampleRatioAlarm) return null;
        var (total, sum) = (assigned.Sum(), weights.Sum());
        return new Verdict.SampleRatioMismatch(p, assigned, [.. weights.Select(weight => total * weight / sum)]);
    }

    private static Verdict.NotEnoughData? Shortage(IReadOnlyList<ExperimentArm> arms, Pace pace, DecisionPolicy policy)
    {
        var smallest = arms.MinBy(arm => arm.Metric.Count)!;
        var forRecipients = arms.Max(arm => pace.UntilCount(arm, policy.MinRecipientsPerArm));
        var events = arms.Sum(arm => arm.Metric.EventCount);
        var wanted = policy.MinEventsPerArm * arms.Count;
        var (lacksRecipients, lacksEvents) = (smallest.Metric.Count < policy.MinRecipientsPerArm, events < wanted - 1e-6);
        var forEvents = lacksEvents ? pace.UntilEvents(wanted, events) : 0;
        var flat = arms.FirstOrDefault(arm => Comparable(arm.Metric).Variance <= 0);
        if (!lacksRecipients && !lacksEvents && flat is null) return null;
        var forFirst = lacksRecipients || lacksEvents ? 0 : pace.UntilFirst(flat!, events);
        var more = Math.Max(pace.Waiting > 0 ? 0 : 1, Math.Max(forFirst, Math.Max(forRecipients, forEvents)));
        var why = lacksRecipients && (forRecipients >= forEvents || !lacksEvents)
            ? $"'{smallest.Name}' has {smallest.Metric.Count} of at least {policy.MinRecipientsPerArm} customers"
            : lacksEvents
                ? EventsSoFar(arms, Math.Floor(events + 1e-6), wanted)
                : flat!.Metric.Average == 0 ? $"nobody of '{flat.Name}' has done it yet" : $"all customers of '{flat.Name}' did the same so far";
        return new Verdict.NotEnoughData(more, pace.DaysFor(more, pace.Waiting), why) { Waiting = pace.Waiting };
    }

    // Amounts of different sizes say less than as many of the same size: what they weigh is no count of orders.
    private static string EventsSoFar(IReadOnlyList<ExperimentArm> arms, double events, double wanted) => arms.All(arm => arm.Metric is Sample.Proportion)
        ? $"{events:0} of at least {wanted:0} customers who did it, in all variants"
        : $"in all variants there is as much to go by as from {events:0} {(events == 1 ? "order" : "orders")} of the same size; at least {wanted:0} are needed";

    private static Verdict Rank(IReadOnlyList<ExperimentArm> arms, Pace pace, DecisionPolicy policy)
    {
        var compared = Compared(arms);
        var leader = compared.MaxBy(arm => arm.Metric.Average)!;
        var standings = Standings(arms, leader, policy);
        if (standings is null) return new Verdict.NotEnoughData(1, pace.DaysFor(1, 0), "the averages are too small or too large to be compared");
        var chance = standings.Min(standing => standing.Belief.ChanceToWin);
        var broken = BrokenGuards(compared[0], leader, policy);
        var decided = standings.All(standing => IsDecided(standing, arms, policy));
        if (decided && broken.Count == 0) return new Verdict.Decided(leader.Name, chance, standings);
        if (decided || chance >= policy.ChanceToBeAhead) return new Verdict.Ahead(leader.Name, chance, standings, broken);
        var (more, waiting) = MissingForEffect(arms, pace, policy);
        return new Verdict.NoDifferenceYet(standings, more, pace.DaysFor(more, waiting)) { Waiting = waiting };
    }

    private static bool IsDecided(Standing standing, IReadOnlyList<ExperimentArm> arms, DecisionPolicy policy)
    {
        if (policy.Rule == DecisionRule.AlwaysValid) return standing.AdjustedPValue <= policy.Alpha;
        var basis = Math.Abs(arms.First(arm => arm.Name == standing.Other).Metric.Average);
        return standing.Belief.ChanceToWin >= policy.ChanceToBeAhead && standing.Belief.LossIfTreatment <= policy.ToleratedLoss * basis;
    }

    // null where a comparison is impossible although every arm has customers and variance: the figures left the range of a double
    private static List<Standing>? Standings(IReadOnlyList<ExperimentArm> arms, ExperimentArm leader, DecisionPolicy policy)
    {
        var compared = Compared(arms);
        // Pairs of arms that were removed have been looked at: to leave them out of the adjustment would make what is left look more certain.
        var pairs = ArmPairs.Of([.. arms.Select(arm => Comparable(arm.Metric, policy))], policy).Where(pair => compared.Contains(arms[pair.First]) && compared.Contains(arms[pair.Second])).ToList();
        if (pairs.Exists(pair => pair.AdjustedPValue is null)) return null;
        var (best, standings) = (arms.ToList().IndexOf(leader), new List<Standing>());
        foreach (var pair in pairs.Where(pair => pair.First == best || pair.Second == best))
        {
            var other = pair.First == best ? pair.Second : pair.First;
            var (than, with) = (Comparable(arms[other].Metric), Comparable(leader.Metric));
            if (pair.Test is not Comparison.Frequentist test || BayesianTest.Compare(than, with, Difference.Absolute, null, policy.Alpha) is not Comparison.Bayesian belief) return null;
            var relative = SequentialTest.Compare(arms[other].Metric.Average == 0 ? arms[other].Metric : than, with, Difference.Relative, policy.Alpha, policy.Tuning);
            standings.Add(new Standing(leader.Name, arms[other].Name, pair.First == best ? Turned(test) : test, relative, belief, pair.AdjustedPValue!.Value));
        }
        return standings;
    }

    private static Comparison.Frequentist Turned(Comparison.Frequentist test) =>
        test with { Expected = -test.Expected, Confidence = new Interval(-test.Confidence.High, -test.Confidence.Low) };

    /// <summary>
    /// A rate of exactly 0 or 1 has no variance although it is uncertain; it is taken as the mean of its Beta posterior with a uniform
    /// prior: one success and one failure more.
    /// </summary>
    /// <param name="metric">Of an arm that has as many customers as the policy asks for.</param>
    public static Sample Comparable(Sample metric) =>
        metric is Sample.Proportion { Variance: <= 0 } rate ? new Sample.Proportion(rate.Count + 2, rate.Successes + 1) : metric;

    /// <summary>
    /// What a verdict compares of an arm: <see cref="Comparable(Sample)"/>, and nobody where it has fewer customers than the policy asks for, as only an arm that was removed
    /// may have: its pairs prove nothing, and are of the adjustment all the same.
    /// </summary>
    /// <param name="metric">Of any arm of an experiment that has enough data.</param>
    /// <param name="policy">The thresholds.</param>
    public static Sample Comparable(Sample metric, DecisionPolicy policy) => metric.Count < policy.MinRecipientsPerArm ? s_nobody : Comparable(metric);

    private static List<string> BrokenGuards(ExperimentArm control, ExperimentArm leader, DecisionPolicy policy)
    {
        if (leader == control) return [];
        return [.. leader.Guards.Where(guard => control.Guards.TryGetValue(guard.Key, out var usual) && IsWorse(usual, guard.Value, policy))
            .Select(guard => guard.Key).Order(StringComparer.Ordinal)];
    }

    private static bool IsWorse(Sample usual, Sample now, DecisionPolicy policy) =>
        SequentialTest.Compare(Comparable(usual), Comparable(now), Difference.Absolute, policy.Alpha, policy.Tuning, Tail.Greater)
            is Comparison.Frequentist { Confidence.Low: > 0 };

    private static (long More, long Waiting) MissingForEffect(IReadOnlyList<ExperimentArm> arms, Pace pace, DecisionPolicy policy)
    {
        var compared = Compared(arms);
        var control = Comparable(compared[0].Metric);
        var effect = control.Average * policy.EffectWorthFinding;
        if (effect == 0) return (0, 0);
        var wanted = Math.Min(SampleSize.SequentialOneOf(ArmPairs.CountOf(arms.Count), control.Variance, effect, policy).PerArm, long.MaxValue / 1024);
        var more = pace.Assigned(compared.Sum(arm => Math.Max(0, wanted - pace.CountOf(arm))));
        return (more, compared.Any(arm => arm.Metric.Count < wanted) ? pace.Waiting : 0);
    }
}
