using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace PostPurchase.Server.Bench;

/// <summary>One served shop: purchases posted over HTTP, the way from webhook to accepted mail, and how long that takes when little happens.</summary>
internal static class ServingTrial
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        var arrivals = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        await using var sink = new LoopbackSink((recipient, _) => arrivals.TryAdd(recipient, Stopwatch.GetTimestamp()));
        var folder = trial.NewShop("serving");
        await using var shop = await ServedShop.StartAsync(folder, sink.Port, cancellationToken);
        List<Figure> figures = [.. await IntakeAsync(trial, shop, folder, cancellationToken)];
        figures.AddRange(await WholeWayAsync(trial, shop, sink, cancellationToken));
        figures.AddRange(await LatencyAsync(trial, shop, arrivals, cancellationToken));
        figures.Add(new Figure("resident memory of the server after all this", shop.ResidentBytes / 1e6, "MB"));
        return figures;
    }

    /// <summary>The first part alone.</summary>
    public static async Task<IReadOnlyList<Figure>> IntakeAsync(Trial trial, CancellationToken cancellationToken)
    {
        await using var sink = new LoopbackSink((_, _) => { });
        var folder = trial.NewShop("serving");
        await using var shop = await ServedShop.StartAsync(folder, sink.Port, cancellationToken);
        return await IntakeAsync(trial, shop, folder, cancellationToken);
    }

    private static async Task<IReadOnlyList<Figure>> IntakeAsync(Trial trial, ServedShop shop, string folder, CancellationToken cancellationToken)
    {
        var count = trial.Size.Purchases;
        await HookLoad.PostAsync(shop.Address, trial.Requests(TrialShop.Waits, 0, count), BenchSize.Connections, cancellationToken);
        var requests = trial.Requests(TrialShop.Waits, count, count);
        var cpu = shop.Cpu;
        var load = await HookLoad.PostAsync(shop.Address, requests, BenchSize.Connections, cancellationToken);
        var used = (shop.Cpu - cpu).TotalSeconds * 1_000 / count;
        var later = await shop.SettleAsync(cancellationToken);
        var raw = await RawInserts.PerSecondAsync(Trial.DatabaseOf(folder), Path.Combine(folder, "raw.db"), 2 * count, BenchSize.Connections, cancellationToken);
        var bare = await BareServer.PostAsync(requests, BenchSize.Connections, cancellationToken);
        var least = bare.Cpu + raw.Cpu;
        return
        [
            new Figure($"purchases stored over HTTP, {BenchSize.Connections} connections", load.PerSecond, "/s") { AtLeast = 5_000, Against = new("raw inserts of the same rows", raw.PerSecond, 0.6) },
            new Figure("answer to a purchase, median", load.Percentile(0.5), "ms"),
            new Figure("answer to a purchase, p99", load.Percentile(0.99), "ms") { AtMost = 50 },
            new Figure("processor time of 1,000 purchases", used, "CPU-s") { Note = "the server alone; each run is advanced once" },
            new Figure("processor time of the figures of reports, for 1,000 purchases", later.TotalSeconds * 1_000 / (2 * count), "CPU-s") { Note = "afterwards, when the server has time" },
            new Figure("processor time of the load generator for 1,000 purchases", load.Cpu, "CPU-s"),
            new Figure("processor time of 1,000 raw inserts and of 1,000 answers of a bare web server", least, "CPU-s") { Note = string.Create(CultureInfo.InvariantCulture, $"{raw.Cpu:0.000} and {bare.Cpu:0.000}, the load generator in it") },
            new Figure("purchases that the processors could do at that", Environment.ProcessorCount * 1_000 / least, "/s"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> WholeWayAsync(Trial trial, ServedShop shop, LoopbackSink sink, CancellationToken cancellationToken)
    {
        var count = trial.Size.Mails;
        await SendAsync(count / 3, 0);
        var cpu = shop.Cpu;
        var watch = Stopwatch.StartNew();
        await SendAsync(count, count / 3);
        var rate = count / watch.Elapsed.TotalSeconds;
        return
        [
            new Figure("webhook to accepted mail", rate, "/s"),
            new Figure("processor time of 1,000 mails, webhook to accepted", (shop.Cpu - cpu).TotalSeconds * 1_000 / count, "CPU-s") { AtMost = 0.8 },
        ];

        async Task SendAsync(int mails, int first)
        {
            var target = sink.Count + mails;
            await HookLoad.PostAsync(shop.Address, trial.Requests(TrialShop.Confirms, first, mails), BenchSize.Connections, cancellationToken);
            await Trial.UntilAsync(() => sink.Count >= target, s_patience, "the mails of all purchases", cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<Figure>> LatencyAsync(Trial trial, ServedShop shop, ConcurrentDictionary<string, long> arrivals, CancellationToken cancellationToken)
    {
        var count = Math.Max(2, trial.Size.Seconds * 2);
        using var connection = HookConnection.Open(shop.Address);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(500), trial.Clock);
        var sent = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var number = 0; number < count && await beat.WaitForNextTickAsync(cancellationToken); number++)
        {
            var id = $"slow-{number}";
            var request = Trial.Request(id, TrialShop.Confirms, trial.Clock.GetUtcNow());
            sent[TrialShop.Address(id)] = Stopwatch.GetTimestamp();
            if (connection.Post(request) != 200) throw new InvalidOperationException("a purchase was refused");
        }

        await Trial.UntilAsync(() => sent.Keys.All(arrivals.ContainsKey), s_patience, "the mails of single purchases", cancellationToken);
        var times = sent.Select(pair => Stopwatch.GetElapsedTime(pair.Value, arrivals[pair.Key]).TotalMilliseconds).Order().ToList();
        var load = new LoadResult(2, times, 0);
        return
        [
            new Figure("webhook to mail at 2 a second, median", load.Percentile(0.5), "ms") { AtMost = 15 },
            new Figure("webhook to mail at 2 a second, p99", load.Percentile(0.99), "ms") { AtMost = 50, Note = $"{count} purchases" },
        ];
    }
}
