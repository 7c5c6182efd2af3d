using System.Diagnostics;
using System.Text;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using Taken = PostPurchase.Engine.Intake.Delivery;

namespace PostPurchase.Server.Bench;

/// <summary>Runs that are due, read, decided and written: half of them come to a wait, the other half plan a mail. Leaves a database full of due sends.</summary>
internal static class StepTrial
{
    // Long enough ago not to look like a rush, and not so long that a marketing mail is late.
    private static readonly Duration s_ago = Duration.FromHours(2);

    /// <summary>Measures in the shop's folder; the sends that it planned are due afterwards.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Trial trial, string folder, CancellationToken cancellationToken)
    {
        var now = trial.Clock.Now() - s_ago;
        await using (var engine = await trial.OpenAsync(folder, now)) await FillAsync(engine, trial.Size.Steps, now, cancellationToken);
        var (file, before) = (Trial.DatabaseOf(folder), Path.Combine(folder, "before.db"));
        File.Copy(file, before);
        double rate, cpu;
        await using (var engine = await trial.OpenAsync(folder, now))
        {
            (rate, cpu) = await AdvanceAsync(engine, now, cancellationToken);
            await CountAsync(engine, now, cancellationToken);
        }

        var raw = RawSteps.PerSecond(before, file);
        return
        [
            new Figure("steps, decided and stored", rate, "/s") { AtLeast = 25_000, Against = new("raw updates and inserts of the same rows", raw) },
            new Figure("processor time of 1,000 steps", cpu, "CPU-s"),
        ];
    }

    private static async Task FillAsync(PostPurchaseEngine engine, int count, Instant now, CancellationToken cancellationToken)
    {
        foreach (var group in Enumerable.Range(0, count).Chunk(2_000))
        {
            await Task.WhenAll(group.Select(number =>
            {
                var channel = number % 2 == 0 ? TrialShop.Waits : TrialShop.Teaches;
                var body = TrialShop.Purchase($"{channel}-{number}", channel, now.ToDateTimeOffset());
                var fact = CanonicalEvents.Read(body) is EventReading.Sound sound ? sound.Event : throw new InvalidOperationException(Encoding.UTF8.GetString(body));
                return engine.Intake.AcceptAsync(new Taken { Source = TrialShop.Source, DeliveryId = fact.Id, Body = body, Events = [fact] }, now, cancellationToken);
            }));
        }
    }

    // The purchases' own figures, which a shop that has stood for a while has counted: they are measured where purchases are.
    private static async Task CountAsync(PostPurchaseEngine engine, Instant now, CancellationToken cancellationToken)
    {
        await engine.Learning.CatchUpWhollyAsync(now, cancellationToken);
        await engine.Associations.BuildAsync(now, cancellationToken);
    }

    private static async Task<(double Rate, double Cpu)> AdvanceAsync(PostPurchaseEngine engine, Instant now, CancellationToken cancellationToken)
    {
        var runner = new Runner(new EnrollmentStore(engine.Database), new RunningStore(engine.Database), () => engine.Journeys.Current, engine.Facts);
        var (steps, timed) = (0, 0);
        var (watch, cpu) = (new Stopwatch(), TimeSpan.Zero);
        while (await runner.AdvanceDueAsync(now, cancellationToken) is var advanced and > 0)
        {
            // The first batches compile.
            if (steps == 0) (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            else timed += advanced;
            steps += advanced;
        }

        var used = Environment.CpuUsage.TotalTime - cpu;
        return timed == 0 ? (steps, 0) : (timed / watch.Elapsed.TotalSeconds, used.TotalSeconds * 1_000 / timed);
    }
}
