using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>What a stored event does to the runs of its customer: admission's decisions, as rows.</summary>
internal sealed class EnrollmentRules(Func<JourneySet> journeys, RunFacts facts, IdSource ids)
{
    /// <summary>Told of what each event did; where the database makes an operation run twice, twice.</summary>
    public Action<IntakeFact, RunChanges>? Observer { get; init; }

    /// <summary>For <see cref="IntakeRules.Enroll"/>.</summary>
    public RunChanges Enroll(IntakeFact fact, Instant now)
    {
        var changes = Changes(fact, now);
        Observer?.Invoke(fact, changes);
        return changes;
    }

    private RunChanges Changes(IntakeFact fact, Instant now)
    {
        var set = journeys();
        // Most who buy were never here.
        if (fact.Runs.Count == 0) return Changes(fact, set, [], now);
        // A run that is due may have been read before this event: woken, it is read again.
        var woken = fact.Runs.Where(held => held.Run.IsDueAt(now) || (set.Find(held.Run.Journey, held.Run.Version) is { } plan && EventWaits.WaitsForEvent(plan, held.Run)))
            .Select(held => held.Run.Id)
            .ToList();
        return Changes(fact, set, woken, now);
    }

    private RunChanges Changes(IntakeFact fact, JourneySet set, List<EnrollmentId> woken, Instant now) =>
        fact.Event.Body is EventBody.PurchaseChanged && fact is { News: PurchaseNews.None, Refund: null } ? new([], [], woken) : Decide(fact, set, woken, now);

    private RunChanges Decide(IntakeFact fact, JourneySet set, List<EnrollmentId> woken, Instant now)
    {
        var started = new List<Enrollment>();
        var changed = new Dictionary<EnrollmentId, Enrollment>();
        var held = fact.Runs.ToDictionary(run => run.Run.Id);
        foreach (var happening in HappeningsOf(fact, set, now))
        {
            var summaries = fact.Runs.Select(run => Summary(fact, changed.GetValueOrDefault(run.Run.Id) ?? run.Run)).ToList();
            foreach (var change in Admission.Decide(happening, set.Current, run => set.Find(run.Journey, run.Version), summaries, now))
            {
                switch (change)
                {
                    case RunChange.Start start:
                        started.Add(Started(fact, happening, start, now));
                        break;
                    case RunChange.End end:
                        changed[end.Run] = Ended(set, changed.GetValueOrDefault(end.Run) ?? held[end.Run].Run, end.Reason, now);
                        break;
                    case RunChange.ReachGoal goal:
                        var run = changed.GetValueOrDefault(goal.Run) ?? held[goal.Run].Run;
                        changed[goal.Run] = run with { State = run.State with { GoalReachedAt = now } };
                        break;
                }
            }
        }

        return new(started, [.. changed.Values], [.. woken.Where(id => !changed.ContainsKey(id))]) { Assigned = fact.Purchase?.Facts.Kind == PurchaseKind.Test ? [] : Holdouts(set, started) };
    }

    /// <summary>The holdouts of the journeys that begin: everybody who enters is on one side.</summary>
    private List<Assignee> Holdouts(JourneySet set, List<Enrollment> started)
    {
        var assigned = new List<Assignee>();
        if (started.Count == 0) return assigned;
        var (owner, rate) = (started[0].Owner.Value, facts.Stores.GlobalHoldoutRate);
        var isOut = Holdout.ContainsGlobally(owner, rate);
        if (rate is > 0 and < 1) assigned.Add(Side(JourneyExperiments.GlobalHoldout, rate, isOut));
        // Who gets nothing of any journey says nothing about one of them.
        if (isOut) return assigned;
        foreach (var plan in started.Select(run => set.CurrentOf(run.Journey)).OfType<JourneyPlan>().Where(plan => plan.HoldoutRate is > 0 and < 1).Distinct())
            assigned.Add(Side(JourneyExperiments.HoldoutOf(plan.Key), plan.HoldoutRate, Holdout.Contains(plan.Key, owner, plan.HoldoutRate)));
        return assigned;
    }

    private static Assignee Side(ExperimentKey key, double rate, bool isOut) =>
        new(JourneyExperiments.Holdout(key, rate), isOut ? JourneyExperiments.HeldOut : JourneyExperiments.Mailed);

    /// <summary>The happenings of one event: a version of an order that calls it off is a refund too, which starts runs once however often it is told.</summary>
    private IEnumerable<Happening> HappeningsOf(IntakeFact fact, JourneySet set, Instant now)
    {
        if (fact.Refund is not null) yield return Of(fact, EventTypes.Refund, set, now) with { MayStart = fact.MayStart && fact.RefundIsNews };
        if (fact.Event.Body is EventBody.Refunded) yield break;
        if (fact.Event.Body is EventBody.PurchaseChanged && fact.News == PurchaseNews.None) yield break;
        yield return Of(fact, fact.Event.Body.Trigger, set, now);
    }

    private Happening Of(IntakeFact fact, string trigger, JourneySet set, Instant now)
    {
        var purchase = fact.Purchase;
        var lines = purchase?.Facts.Lines.Count ?? 0;
        var scopes = new ModelScope?[Math.Max(1, lines)];
        return new()
        {
            EventId = fact.EventId,
            Trigger = trigger,
            OccurredAt = fact.Event.OccurredAt,
            Purchase = purchase?.Id,
            LineCount = lines,
            RefundsWhole = fact.Refund is RefundMeaning.Whole,
            GoneLines = GoneLines(fact),
            MayStart = fact.MayStart,
            IsUsual = trigger != EventTypes.Purchase || fact.News.HasFlag(PurchaseNews.Usable),
            // Every journey asks for it, and it is the same for all.
            ScopeOf = line => scopes[line] ??= facts.ScopeOf(fact, fact.Purchase, line, (set, now)),
            ScopeOfRun = run => facts.ScopeOf(fact, run, (set, now)),
            ZoneOf = plan => facts.ZoneOf(plan, fact.Customer),
        };
    }

    private static HashSet<int> GoneLines(IntakeFact fact) => fact.Refund is RefundMeaning.Lines gone && fact.Purchase is { } purchase
        ? [.. Enumerable.Range(0, purchase.Facts.Lines.Count).Where(index => gone.GoneLineIds.Contains(purchase.Facts.Lines[index].Id))]
        : [];

    private Enrollment Started(IntakeFact fact, Happening happening, RunChange.Start start, Instant now) => new()
    {
        Id = new(ids.Next(now)),
        Owner = fact.Customer.Owner,
        Journey = start.Plan.Key,
        Version = start.Plan.Version,
        Key = start.Key,
        Purchase = happening.Purchase,
        StartedBy = fact.EventId,
        // A parcel or a refund tells of an order of before: days and the usual hour count from that.
        StartedAt = happening.Trigger == EventTypes.Purchase ? fact.Event.OccurredAt : fact.Purchase?.OrderedAt ?? fact.Event.OccurredAt,
        EnteredAt = now,
        ArrivedAt = now,
        DueAt = now,
    };

    private static Enrollment Ended(JourneySet set, Enrollment run, string reason, Instant now) =>
        set.Find(run.Journey, run.Version) is { } plan
            ? Advancing.End(plan, run, EnrollmentStatus.Exited, reason, now).Next
            : run with { Status = EnrollmentStatus.Exited, Reason = reason, EndedAt = now, DueAt = null };

    private static RunSummary Summary(IntakeFact fact, Enrollment run) => new(
        run.Id, run.Journey, run.Version, run.Key, run.Purchase, run.StartedBy, run.EnteredAt, run.EndedAt, run.State.GoalReachedAt is not null)
    {
        IsUndone = run.Reason == HandOver.Reason && fact.Session is { } session && NothingLeft(session, run),
    };

    // An order that comes back to whom it was taken from begins anew there, unless a mail would leave twice.
    private static bool NothingLeft(Session session, Enrollment run) => SendLedger.OfRun(session, run).TrueForAll(send => send.State == SendState.Skipped);
}
