using System.Globalization;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Benchmarks.Storage;

/// <summary>What a waiting run, and one with a sent mail, take in the database with their own indexes.</summary>
internal static class RunSize
{
    private const int Runs = 100_000;
    private static readonly Instant s_now = Instant.FromUtc(2026, 1, 2, 12, 0);

    /// <summary>A run that has sent its first mail and waits for day 4, as most runs do most of the time.</summary>
    public static Enrollment Waiting(long id, CustomerId owner, PurchaseRowId purchase) => new()
    {
        Id = new(id),
        Owner = owner,
        Journey = "new-buyer",
        Version = "v1",
        Key = new RunKey(RunSubject.Purchase, purchase.Value),
        Purchase = purchase,
        StartedBy = id - 1,
        StartedAt = s_now,
        EnteredAt = s_now,
        ArrivedAt = s_now,
        DueAt = s_now + Duration.FromDays(4),
        Step = 6,
        Phase = StepPhase.Waiting,
        State = new RunState
        {
            Visits = new Dictionary<string, int> { ["receipt-or-note"] = 1, ["thanks"] = 1, ["settle"] = 1, ["teach"] = 1 },
            Arms = new Dictionary<string, string> { ["receipt-or-note"] = "else" },
        },
    };

    public static void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-bench-").FullName;
        try
        {
            MeasureAsync(Path.Combine(folder, "a.db"), output).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string file, TextWriter output)
    {
        await using var database = Database.Open(file);
        await new EnrollmentStore(database).AddVersionAsync(new JourneyVersion("default", "new-buyer", "v1", "{}"), s_now);
        var empty = await PagesAsync(database);
        var runs = Enumerable.Range(0, Runs).Select(_ => Waiting(database.Ids.Next(s_now), new(database.Ids.Next(s_now)), new(database.Ids.Next(s_now)))).ToList();
        foreach (var group in runs.Chunk(500)) await database.WriteAsync(session => Start(session, group), default);
        var waiting = await PagesAsync(database);
        foreach (var group in runs.Chunk(500)) await SendAsync(database, group);
        var sent = await PagesAsync(database);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"a waiting run: {(waiting - empty) * 4096.0 / Runs:F0} bytes; with one sent mail and its link targets: {(sent - empty) * 4096.0 / Runs:F0} bytes"));
    }

    private static int Start(Session session, Enrollment[] runs)
    {
        foreach (var run in runs) EnrollmentStore.Insert(session, run);
        return runs.Length;
    }

    private static async Task SendAsync(Database database, Enrollment[] runs)
    {
        var ledger = new SendLedger(database);
        var steps = runs.Select(run => new RunStep(new HeldRun(run, 1), new Transition(run, [new Effect.PlanSend(Mail())], []), "default", 50)).ToList();
        await new RunningStore(database).ApplyAsync(steps, s_now);
        var sends = await database.WriteAsync(session => session[SendSql.Due].With(1).With(s_now).With(1).With(500).All(row => SendRows.Read(session, row)), default);
        await database.WriteAsync(session => sends.Sum(send => session[SendSql.Claim].With(send.Id.Value).With(send.Owner.Value).Run()), default);
        var links = Enumerable.Range(0, 8).SelectMany(_ => new byte[] { 0x81, 0x23 }).ToArray();
        await Task.WhenAll(sends.Select(send => ledger.HandAsync(new Handing(send.Id, send.Owner, send.Kind, "customer12345@example.com", links))));
        await ledger.ConcludeAsync([.. sends.Select(send => new SendOutcome(send, SendState.Accepted, s_now, "250 2.0.0 Ok: queued as 4F2A"))]);
    }

    private static PlannedSend Mail() => new(
        "teach", 1, ContentKind.Own, s_now, s_now, s_now + Duration.FromDays(1), null, new Dictionary<string, string> { ["subject"] = "plain" });

    private static Task<long> PagesAsync(Database database) =>
        database.WriteAsync(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "pragma page_count"), default);
}
