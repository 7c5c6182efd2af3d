using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Tests.Storage;

/// <summary>A run in the database, of a customer of its own.</summary>
internal static class ARun
{
    private static int s_count;

    public static async Task<HeldRun> StartAsync(Database database, Func<Enrollment, Enrollment>? change = null, string? email = null)
    {
        await new EnrollmentStore(database).AddVersionAsync(A.Journey(), A.Noon);
        var address = email ?? $"customer-{Interlocked.Increment(ref s_count)}@example.com";
        await new EventIntake(database, A.NoJourneys).AcceptAsync(A.Delivery(A.Order(A.Purchase($"{address}-{Interlocked.Increment(ref s_count)}"), A.Customer(address))), A.Noon);
        var owner = (await new CustomerStore(database).FindByEmailAsync("default", address))!.Owner;
        var id = database.Ids.Next(A.Noon);
        var run = A.Run(new EnrollmentId(id), owner, new RunKey(RunSubject.Purchase, id));
        run = change?.Invoke(run) ?? run;
        await database.WriteAsync(
            session =>
            {
                EnrollmentStore.Insert(session, run);
                return 0;
            },
            default);
        return new HeldRun(run, 1);
    }

    /// <summary>A run whose step has planned a mail and waits for its fate.</summary>
    public static async Task<HeldRun> SendingAsync(Database database, Core.Sending.PlannedSend mail, int priority = 50, string? email = null)
    {
        var held = await StartAsync(database, email: email);
        var next = held.Run with { Phase = StepPhase.Sending, DueAt = null };
        await new RunningStore(database).ApplyAsync([new RunStep(held, new Transition(next, [new Effect.PlanSend(mail)], []), "default", priority)], A.Noon);
        return new HeldRun(next, 2);
    }
}
