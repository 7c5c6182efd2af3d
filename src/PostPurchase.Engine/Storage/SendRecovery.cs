using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Sending;

namespace PostPurchase.Engine.Storage;

/// <summary>
/// What a runner does first: nothing of this database can be in flight, so what is claimed was never handed over and is planned again, and what was
/// being handed over may or may not have left.
/// </summary>
internal static class SendRecovery
{
    /// <summary>
    /// Marketing mail that was being handed over is uncertain and never sent again. Transactional mail is sent again once, with the same
    /// Message-ID (it derives from the row's id); the second time it is uncertain too. Only for the holder of the runner lease, before it sends.
    /// </summary>
    public static Task<Recovered> RunAsync(Database database, Instant now, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            var (planned, again, uncertain) = (0, new List<SendId>(), new List<SendId>());
            foreach (var kind in Enum.GetValues<ContentKind>())
            {
                planned += session[SendSql.Replan].With((long)kind).Run();
                foreach (var left in session[SendSql.Handing].With((long)kind).All(row => new Left(row.Long(0), row.Long(1), row.Int(2), (SendPurpose)row.Int(3), row.Long(4))))
                {
                    var mayGoAgain = kind == ContentKind.Transactional && left.UncertainCount == 0;
                    if (mayGoAgain) session[SendSql.SendAgain].With(now).With(left.Id).With(left.Owner).Run();
                    else Doubt(session, left, now);
                    (mayGoAgain ? again : uncertain).Add(new SendId(left.Id));
                }
            }
            return new Recovered(planned, again, uncertain);
        },
        cancellationToken);

    private static void Doubt(Session session, Left left, Instant now)
    {
        session[SendSql.Conclude].With((long)SendState.Uncertain).WithNull().With(now).With("uncertain: the program stopped while it was leaving").WithNull()
            .With(1L).WithNull().With(0L).With(left.Id).With(left.Owner).Run();
        if (left.Purpose == SendPurpose.Step) EnrollmentStore.Wake(session, left.Owner, left.Run, now);
    }

    private sealed record Left(long Id, long Owner, int UncertainCount, SendPurpose Purpose, long Run);
}

/// <summary>What recovery found.</summary>
/// <param name="PlannedAgain">Claimed sends of which nothing had left.</param>
/// <param name="SentAgain">Transactional sends that leave a second time.</param>
/// <param name="Uncertain">Sends that may or may not have arrived and are not sent again.</param>
internal sealed record Recovered(int PlannedAgain, IReadOnlyList<SendId> SentAgain, IReadOnlyList<SendId> Uncertain);
