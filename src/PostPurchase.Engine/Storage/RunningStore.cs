using NodaTime;
using PostPurchase.Core.Journeys;

namespace PostPurchase.Engine.Storage;

/// <summary>Writes what runs decided: the run, its rows of the ledger and its changes of the customer, in one transaction.</summary>
internal sealed class RunningStore(Database database)
{
    /// <summary>
    /// Writes a batch; one answer a step, in order: false where the run was changed since it was read (a wake-up, an exit), and then
    /// nothing of that step is written and the run is to be read again.
    /// </summary>
    public Task<IReadOnlyList<bool>> ApplyAsync(IReadOnlyList<RunStep> steps, Instant now, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<bool>>(session => [.. steps.Select(step => TryApply(session, step, now))], cancellationToken);

    /// <summary>Writes what an advance wants done beside the run itself, which has been written.</summary>
    internal static void WriteEffects(Session session, RunStep step, IdSource ids, Instant now)
    {
        var next = step.Transition.Next;
        foreach (var send in SendRows.Of(step, ids, now)) SendRows.Add(session, send);
        foreach (var effect in step.Transition.Effects)
        {
            if (effect is Effect.UpdateCustomer update) Update(session, next.Owner.Value, update);
            if (effect is Effect.Assign assign && !IsTest(session, next)) ExperimentStore.Assign(session, ids, next.Owner, assign.Assignee, Instant.Max(now, next.StartedAt));
        }
        if (next.Status != EnrollmentStatus.Open) SendLedger.SkipOpen(session, next, now);
    }

    // A test order brings nothing that reports may count.
    private static bool IsTest(Session session, Enrollment run) =>
        run.Purchase is { } purchase && session[ExperimentSql.IsTestPurchase].With(purchase.Value).With(run.Owner.Value).First(row => row.Long(0)) == 1;

    private bool TryApply(Session session, RunStep step, Instant now)
    {
        var next = step.Transition.Next;
        if (!EnrollmentStore.TryUpdate(session, next, step.Before.Revision)) return false;
        WriteEffects(session, step, database.Ids, now);
        return true;
    }

    private static void Update(Session session, long owner, Effect.UpdateCustomer update)
    {
        var customer = CustomerStore.Find(session, owner) ?? throw new InvalidOperationException($"there is no customer {owner}");
        CustomerStore.Update(session, update.On(customer));
    }
}
