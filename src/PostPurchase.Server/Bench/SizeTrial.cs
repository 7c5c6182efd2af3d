using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Bench;

/// <summary>What a waiting run, and one with a sent mail, take in the database with their own indexes.</summary>
internal static class SizeTrial
{
    private const int Group = 500;

    /// <summary>A run that has sent its first mail and waits for day 4, as most runs do most of the time.</summary>
    public static Enrollment Waiting(IdSource ids, CustomerId owner, Instant now, Instant dueAt)
    {
        var (id, purchase) = (ids.Next(now), new PurchaseRowId(ids.Next(now)));
        return new()
        {
            Id = new(id),
            Owner = owner,
            Journey = TrialShop.Waits,
            Version = "v1",
            Key = new RunKey(RunSubject.Purchase, purchase.Value),
            Purchase = purchase,
            StartedBy = id - 1,
            StartedAt = now,
            EnteredAt = now,
            ArrivedAt = now,
            DueAt = dueAt,
            Step = 6,
            Phase = StepPhase.Waiting,
            State = new RunState
            {
                Visits = new Dictionary<string, int> { ["receipt-or-note"] = 1, ["thanks"] = 1, ["settle"] = 1, ["teach"] = 1 },
                Arms = new Dictionary<string, string> { ["receipt-or-note"] = "else" },
            },
        };
    }

    public static async Task<IReadOnlyList<Figure>> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var (now, count) = (trial.Clock.Now(), trial.Size.Runs);
        await using var database = Database.Open(Path.Combine(trial.Folder, "size.db"), isDurable: false);
        await new EnrollmentStore(database).AddVersionAsync(new JourneyVersion("default", TrialShop.Waits, "v1", "{}"), now, cancellationToken);
        var owners = Enumerable.Range(0, count).Select(_ => new CustomerId(database.Ids.Next(now))).ToList();
        foreach (var group in owners.Chunk(Group)) await database.WriteAsync(session => Add(session, group, now), cancellationToken);
        var empty = await PagesAsync(database);
        var runs = owners.ConvertAll(owner => Waiting(database.Ids, owner, now, now + Duration.FromDays(4)));
        foreach (var group in runs.Chunk(Group)) await database.WriteAsync(session => Start(session, group), cancellationToken);
        var waiting = await PagesAsync(database);
        foreach (var group in runs.Chunk(Group)) await SendAsync(database, group, now, cancellationToken);
        var sent = await PagesAsync(database);
        return
        [
            new Figure("a waiting run in the database", (waiting - empty) * 4096.0 / count, "bytes") { AtMost = 400 },
            new Figure("the same with one sent mail", (sent - empty) * 4096.0 / count, "bytes") { AtMost = 800, Note = "with indexes and link targets" },
        ];
    }

    private static int Add(Session session, CustomerId[] owners, Instant now)
    {
        foreach (var owner in owners) CustomerStore.Insert(session, new Customer { Owner = owner, Store = "default", CreatedAt = now });
        return owners.Length;
    }

    private static int Start(Session session, Enrollment[] runs)
    {
        foreach (var run in runs) EnrollmentStore.Insert(session, run);
        return runs.Length;
    }

    private static async Task SendAsync(Database database, Enrollment[] runs, Instant now, CancellationToken cancellationToken)
    {
        var mail = new PlannedSend("teach", 1, ContentKind.Own, now, now, now + Duration.FromDays(1), null, new Dictionary<string, string> { ["subject"] = "plain" });
        var ledger = new SendLedger(database);
        var steps = runs.Select(run => new RunStep(new HeldRun(run, 1), new Transition(run, [new Effect.PlanSend(mail)], []), "default", 50)).ToList();
        await new RunningStore(database).ApplyAsync(steps, now, cancellationToken);
        var claimed = await ledger.ClaimAsync(new SendLane(ContentKind.Own), Group, _ => new GateDecision.Send(), now, cancellationToken: cancellationToken);
        var sends = claimed.Select(context => context.Send).ToList();
        var links = Enumerable.Range(0, 8).SelectMany(_ => new byte[] { 0x81, 0x23 }).ToArray();
        await Task.WhenAll(sends.Select(send => ledger.HandAsync(new Handing(send.Id, send.Owner, send.Kind, "customer12345@example.com", links) { Document = Left(send), LeftAs = LeftAs.Live })));
        await ledger.ConcludeAsync([.. sends.Select(send => new SendOutcome(send, SendState.Accepted, now, "250 2.0.0 Ok: queued as 4F2A"))], cancellationToken);
    }

    private static string Left(StoredSend send) =>
        StoredJson.Write(SendDocument.Of(send with { Subject = "3 things to do first with your Trail backpack" }), StoredJson.Default.SendDocument);

    private static Task<long> PagesAsync(Database database) =>
        database.WriteAsync(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "pragma page_count"), default);
}
