using System.Diagnostics;
using System.Globalization;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Benchmarks.Storage;

/// <summary>Marketing sends claimed with all that the gate asks for, marked before they leave (64 at a time, on disk) and concluded, each second; nothing is rendered or sent.</summary>
internal static class LedgerBenchmark
{
    private const int Sends = 20_000;
    private const int Batch = 64;
    private static readonly Instant s_now = Instant.FromUtc(2026, 1, 2, 12, 0);
    private static readonly byte[] s_targets = "https://shop.example/p1\nhttps://shop.example/p2\n"u8.ToArray();

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
        foreach (var group in Enumerable.Range(0, Sends).Chunk(1_000)) await database.WriteAsync(session => Plan(session, database.Ids, group), default);
        var ledger = new SendLedger(database);
        var lane = new SendLane(ContentKind.Own);
        var sent = 0;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        while (await ledger.ClaimAsync(lane, Batch, _ => new GateDecision.Send(), s_now) is { Count: > 0 } claimed)
        {
            await Task.WhenAll(claimed.Select(context => ledger.HandAsync(new Handing(context.Send.Id, context.Send.Owner, ContentKind.Own, context.Customer.Address!, s_targets))));
            sent += await ledger.ConcludeAsync([.. claimed.Select(context => new SendOutcome(context.Send, SendState.Accepted, s_now, "250 ok"))]);
        }
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds * 1000 / sent;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ledger: {sent / watch.Elapsed.TotalSeconds:F0} sends/s, {cpu:F3} CPU-s per 1,000"));
    }

    private static int Plan(Session session, IdSource ids, int[] numbers)
    {
        foreach (var number in numbers)
        {
            var owner = new CustomerId(ids.Next(s_now));
            var address = $"customer{number.ToString(CultureInfo.InvariantCulture)}@example.com";
            CustomerStore.Insert(session, new Customer { Owner = owner, Store = "default", Email = address, Address = address, FirstName = "Jane", Country = "US", CreatedAt = s_now });
            var run = RunSize.Waiting(ids.Next(s_now), owner, new PurchaseRowId(ids.Next(s_now)));
            EnrollmentStore.Insert(session, run with { Phase = StepPhase.Sending, DueAt = null });
            SendRows.Add(session, new StoredSend
            {
                Id = new SendId(ids.Next(s_now)), Owner = owner, Store = "default", Purpose = SendPurpose.Step, Run = run.Id.Value, Step = "teach",
                Journey = "new-buyer", Version = "v1", Kind = ContentKind.Own, DueAt = s_now, PlannedAt = s_now,
            });
        }
        return numbers.Length;
    }
}
