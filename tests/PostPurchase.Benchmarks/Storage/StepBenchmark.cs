using System.Diagnostics;
using System.Globalization;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Benchmarks.Storage;

/// <summary>Steps written each second: due runs read, each row updated, every second one with a row of the ledger, a thousand a commit; without the cost of deciding.</summary>
internal static class StepBenchmark
{
    private const int Runs = 60_000;
    private const int Batch = 1_000;
    private static readonly Instant s_now = Instant.FromUtc(2026, 1, 2, 12, 0);

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
        var store = new EnrollmentStore(database);
        var running = new RunningStore(database);
        await store.AddVersionAsync(new JourneyVersion("default", "new-buyer", "v1", "{}"), s_now);
        foreach (var group in Enumerable.Range(0, Runs).Chunk(Batch)) await database.WriteAsync(session => Start(session, database.Ids, group.Length), default);
        var steps = 0;
        var watch = Stopwatch.StartNew();
        while (await store.DueAsync(s_now, Batch) is { Count: > 0 } due)
        {
            var won = await running.ApplyAsync([.. due.Select(Step)], s_now);
            steps += won.Count(one => one);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"steps: {steps / watch.Elapsed.TotalSeconds:F0}/s"));
    }

    private static RunStep Step(HeldRun held, int number)
    {
        var next = held.Run with { DueAt = s_now + Duration.FromDays(3), Step = held.Run.Step + 1 };
        var mail = new PlannedSend("teach", 1, ContentKind.Own, s_now, s_now, null, null, new Dictionary<string, string>());
        return new RunStep(held, new Transition(next, number % 2 == 0 ? [new Effect.PlanSend(mail)] : [], []), "default", 50);
    }

    private static int Start(Session session, IdSource ids, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var run = RunSize.Waiting(ids.Next(s_now), new CustomerId(ids.Next(s_now)), new PurchaseRowId(ids.Next(s_now)));
            EnrollmentStore.Insert(session, run with { DueAt = s_now });
        }
        return count;
    }
}
