using NodaTime;

namespace PostPurchase.Core.Journeys;

/// <summary>What an event does to runs: which it ends, which reach their goal, which start. Pure; exits are decided before entry.</summary>
public static class Admission
{
    /// <summary>
    /// Decides for one event of one customer. Ends and goals come first, in the order of <paramref name="runs"/>, then starts, in the order
    /// of <paramref name="plans"/>; a run that the event starts is never ended by it.
    /// </summary>
    /// <param name="happening">The event and what it is about.</param>
    /// <param name="plans">The newest version of every journey.</param>
    /// <param name="planOf">The plan of a run's own version; null where it is gone.</param>
    /// <param name="runs">This customer's runs, open and ended.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<RunChange> Decide(
        Happening happening, IReadOnlyList<JourneyPlan> plans, Func<RunSummary, JourneyPlan?> planOf, IReadOnlyList<RunSummary> runs, Instant now)
    {
        var changes = new List<RunChange>();
        var ended = new HashSet<EnrollmentId>();
        foreach (var run in runs)
        {
            if (planOf(run) is not { } plan) continue;
            if (run.IsOpen) LookAtRun(happening, plan, run, changes, ended, now);
            else if (plan.Goal is { Within: not null } goal && Reaches(happening, plan, goal, run)) changes.Add(new RunChange.ReachGoal(run.Id));
        }

        if (!happening.MayStart) return changes;
        var counted = runs.Count > 0 && runs.Any(run => run.IsUndone) ? [.. runs.Where(run => !run.IsUndone)] : runs;
        foreach (var plan in plans)
        {
            if (plan.Status == JourneyStatus.Live) LookAtPlan(happening, plan, counted, changes, ended, now);
        }

        return changes;
    }

    private static void LookAtRun(
        Happening happening, JourneyPlan plan, RunSummary run, List<RunChange> changes, HashSet<EnrollmentId> ended, Instant now)
    {
        // What ends a run may be its goal too: that counts, and the run ends once.
        var reached = plan.Goal is { } goal && Reaches(happening, plan, goal, run);
        if (reached) changes.Add(new RunChange.ReachGoal(run.Id));
        var exit = plan.Exits.FirstOrDefault(rule => rule.On == happening.Trigger && Takes(happening, rule.If) && Concerns(happening, rule, run) && Holds(happening, rule.If, run));
        if ((exit?.Reason ?? (reached && plan.Goal!.Exit ? "goal" : null)) is not { } reason) return;
        changes.Add(new RunChange.End(run.Id, reason));
        ended.Add(run.Id);
    }

    /// <summary>
    /// Whether the event is the goal of the run, which counts its time from the entry in the customer's own days, also past the end of the run. What
    /// counts is when it happened: networks report sales late.
    /// </summary>
    private static bool Reaches(Happening happening, JourneyPlan plan, Goal goal, RunSummary run)
    {
        if (goal.On != happening.Trigger || !Takes(happening, goal.If) || run.GoalReached || IsAboutOwnStart(happening, run)) return false;
        if (goal.Within is { } within && happening.OccurredAt > within.After(run.EnteredAt, happening.ZoneOf(plan))) return false;
        return Holds(happening, goal.If, run);
    }

    /// <summary>
    /// Whether the event speaks about this run: a purchase other than the one that started it; a refund, by default a whole one, of its own
    /// purchase or line; a parcel of its own purchase; anything else of the customer.
    /// </summary>
    private static bool Concerns(Happening happening, ExitRule rule, RunSummary run)
    {
        if (happening.EventId == run.StartedBy) return false;
        if (happening.Trigger == Purchases.EventTypes.Purchase) return happening.Purchase is null || happening.Purchase != run.Purchase;
        if (happening.Trigger == Purchases.EventTypes.Refund)
        {
            if (run.Purchase is not null && happening.Purchase != run.Purchase) return false;
            return rule.If is not null || happening.RefundsWhole || (run.Key.Subject == RunSubject.Line && happening.GoneLines.Contains(run.Key.Line));
        }

        // A sale at a partner is a purchase of its own, never that of the run.
        if (happening.Trigger == Purchases.EventTypes.Conversion) return true;
        return happening.Purchase is null || run.Purchase is null || happening.Purchase == run.Purchase;
    }

    private static bool IsAboutOwnStart(Happening happening, RunSummary run) =>
        happening.EventId == run.StartedBy
        || (happening.Trigger == Purchases.EventTypes.Purchase && happening.Purchase is not null && happening.Purchase == run.Purchase);

    private static bool Holds(Happening happening, Condition? condition, RunSummary run) => condition is null || Holds(happening.ScopeOfRun(run), condition);

    private static bool Holds(IScope scope, Condition condition) => scope.Test(condition) is Evaluation<bool>.Of { Value: true };

    private static void LookAtPlan(
        Happening happening, JourneyPlan plan, IReadOnlyList<RunSummary> runs, List<RunChange> changes, HashSet<EnrollmentId> ended, Instant now)
    {
        var trigger = plan.Trigger;
        if (trigger.On != happening.Trigger) return;
        if (!Takes(happening, trigger.If)) return;
        foreach (var key in KeysOf(happening, trigger.Per))
        {
            if ((runs.Count > 0 && HasStartedFor(happening, plan, key, runs)) || (trigger.If is { } wanted && !Holds(happening.ScopeOf(key.Line), wanted))) continue;
            // Most who buy were never here.
            if (runs.Count > 0 && !MakesWay(happening, plan, [.. runs.Where(run => run.Journey == plan.Key && run.Key == key)], changes, ended, now)) continue;
            changes.Add(new RunChange.Start(plan, key));
        }
    }

    /// <summary>One order is told up to three times (seen, paid, usable) to triggers that name its kind or payment: it starts one run.</summary>
    private static bool HasStartedFor(Happening happening, JourneyPlan plan, RunKey key, IReadOnlyList<RunSummary> runs) =>
        happening is { Trigger: Purchases.EventTypes.Purchase, Purchase: { } purchase }
        && runs.Any(run => run.Journey == plan.Key && run.Purchase == purchase && run.Key.Line == key.Line);

    /// <summary>Whether the earlier runs of a key leave room for one more; those that have to end for it end.</summary>
    private static bool MakesWay(
        Happening happening, JourneyPlan plan, List<RunSummary> earlier, List<RunChange> changes, HashSet<EnrollmentId> ended, Instant now)
    {
        if (earlier.Any(run => run.StartedBy == happening.EventId)) return false;
        var open = earlier.Where(run => run.IsOpen && !ended.Contains(run.Id)).ToList();
        if (open.Count == 0) return earlier.Count == 0 || MayRunAgain(plan, earlier, ended, (happening.ZoneOf(plan), now));
        if (plan.Trigger.Reenter == Reentry.Ignore) return false;
        if (plan.Trigger.Reenter == Reentry.Restart)
        {
            changes.AddRange(open.Select(run => new RunChange.End(run.Id, "restarted")));
            ended.UnionWith(open.Select(run => run.Id));
        }

        return true;
    }

    private static bool MayRunAgain(JourneyPlan plan, List<RunSummary> earlier, HashSet<EnrollmentId> ended, (DateTimeZone Zone, Instant Now) clock) =>
        plan.Trigger.AgainAfter is { } again
        && earlier.All(run => again.After(ended.Contains(run.Id) ? clock.Now : run.EndedAt ?? clock.Now, clock.Zone) <= clock.Now);

    private static IEnumerable<RunKey> KeysOf(Happening happening, RunSubject per) => per switch
    {
        RunSubject.Purchase => [new(RunSubject.Purchase, happening.Purchase?.Value ?? happening.EventId)],
        RunSubject.Line => happening.Purchase is { } purchase
            ? Enumerable.Range(0, happening.LineCount).Select(line => new RunKey(RunSubject.Line, purchase.Value, line))
            : [],
        RunSubject.Customer => [new(RunSubject.Customer, 0)],
        _ => [new(RunSubject.Event, happening.EventId)],
    };

    /// <summary>An unusual order (unpaid, of another kind) is for those alone whose condition names kind or payment.</summary>
    private static bool Takes(Happening happening, Condition? condition) => happening.IsUsual || NamesOrderKind(condition);

    /// <summary>Whether a condition takes over the built-in choice of orders.</summary>
    public static bool NamesOrderKind(Condition? condition) =>
        condition is not null && (condition.Reads("purchase.kind") || condition.Reads("purchase.paid"));
}
