using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Engine.Tests.Storage;

public sealed class RunRecoveryTests
{
    [Fact]
    public async Task A_run_that_waits_for_a_mail_that_is_not_there_is_woken_and_no_other()
    {
        await using var temporary = TemporaryDatabase.New();
        var (database, store) = (temporary.Database, new EnrollmentStore(temporary.Database));
        await store.AddVersionAsync(A.Journey(), A.Noon);
        var stranded = A.Run(new(11), new(7), new(RunSubject.Purchase, 1)) with { Phase = StepPhase.Sending, DueAt = null };
        var waiting = A.Run(new(12), new(7), new(RunSubject.Purchase, 2)) with { Phase = StepPhase.Waiting, DueAt = null };
        await database.WriteAsync(
            session =>
            {
                EnrollmentStore.Insert(session, stranded);
                EnrollmentStore.Insert(session, waiting);
                return 0;
            },
            CancellationToken.None);
        var now = A.Noon + Duration.FromDays(1);

        Assert.Equal(1, await RunRecovery.WakeStrandedAsync(database, now, CancellationToken.None));
        Assert.Equal(stranded.Id, Assert.Single(await store.DueAsync(now, 10)).Run.Id);
    }
}
