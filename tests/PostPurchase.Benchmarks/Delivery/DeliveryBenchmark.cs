using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using PostPurchase.Benchmarks.Storage;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;

namespace PostPurchase.Benchmarks.Delivery;

/// <summary>Marketing sends that are due, from the ledger to Postfix's smtp-sink: gate, model, rendering, tracked links, message of 15 KB, marks and outcomes on disk; unsigned.</summary>
internal static class DeliveryBenchmark
{
    private const int Sends = 10_000;
    private const int Connections = 16;
    private const string SourceProgram = "/usr/sbin/smtp-source";
    private static readonly Instant s_now = Instant.FromUtc(2026, 1, 2, 12, 0);

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-bench-").FullName;
        try
        {
            await MeasureAsync(folder, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, TextWriter output)
    {
        WriteTemplate(Path.Combine(folder, "templates"));
        await using var database = Database.Open(Path.Combine(folder, "a.db"));
        await new EnrollmentStore(database).AddVersionAsync(new JourneyVersion("default", "new-buyer", "v1", "{}"), s_now);
        foreach (var group in Enumerable.Range(0, Sends).Chunk(1_000)) await database.WriteAsync(session => Plan(session, database.Ids, group), default);
        using var sink = await SmtpSink.StartAsync();
        var bound = await RunSourceAsync(sink.Port, folder);

        var pool = new SmtpPool(new() { Host = "127.0.0.1", Port = sink.Port, Security = SmtpSecurity.None, MaxConnections = Connections }, TimeProvider.System);
        await using var outlet = new SmtpOutlet(new Dictionary<string, SmtpPool> { [SmtpOutlet.Default] = pool });
        var accepted = 0;
        await using var loop = new DeliveryLoop(Setup(database, Path.Combine(folder, "templates"), outlet), TimeProvider.System, NullLogger.Instance)
        {
            Observer = happened => accepted += happened.State == SendState.Accepted ? 1 : 0,
        };
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        while (await loop.StepAsync(s_now, CancellationToken.None) > 0)
        {
        }

        await loop.SettleAsync(CancellationToken.None);
        var (seconds, used) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        if (accepted != Sends) throw new InvalidOperationException($"{accepted} of {Sends} mails were accepted");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"delivery: {Sends / seconds:0} mails/s from due to accepted ({Connections} connections), smtp-source with prebuilt ones {bound:0}/s, ratio {Sends / seconds / bound:0.00}, {used / Sends * 1000:0.000} CPU-s per 1,000"));
    }

    private static DeliverySetup Setup(Database database, string templates, IMailOutlet outlet)
    {
        var stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Shop" } } };
        var plan = new JourneyPlan
        {
            Key = "new-buyer",
            Name = "New buyer",
            Status = JourneyStatus.Live,
            Trigger = new("purchase"),
            Version = "v1",
            Steps = [new Step.Email("teach", Step.End, new() { Template = "teach", Kind = ContentKind.Own, Subject = new("Three things, {{ customer.first_name }}") })],
        };
        var journeys = new JourneySet([plan], [], new Dictionary<string, Condition>());
        return new()
        {
            Database = database,
            Settings = new()
            {
                Senders = new Dictionary<string, StoreSender> { ["default"] = new(new(EmailAddress.Parse("shop@shop.example"), "Shop"), "https://mail.shop.example") },
                Key = new byte[32],
            },
            Stores = stores,
            Journeys = () => journeys,
            Facts = new(database, stores),
            Templates = new(templates),
            Outlet = outlet,
            Window = 256,
        };
    }

    private static void WriteTemplate(string folder)
    {
        Directory.CreateDirectory(folder);
        var row = "<tr><td style=\"padding:8px;font-family:Helvetica,Arial,sans-serif;font-size:16px\">Tip {0}: fill it, {{{{ customer.first_name }}}}, and let it rest. <a href=\"https://shop.example/tips/{0}\">How</a></td></tr>\n";
        var rows = string.Concat(Enumerable.Range(0, 32).Select(i => string.Format(CultureInfo.InvariantCulture, row, i % 8)));
        File.WriteAllText(Path.Combine(folder, "teach.html"), $"<html><body><table>{rows}</table><a href=\"{{{{ links.unsubscribe }}}}\">Unsubscribe</a></body></html>");
        File.WriteAllText(Path.Combine(folder, "teach.txt"), string.Concat(Enumerable.Range(0, 32).Select(i => $"Tip {i}: fill it, {{{{ customer.first_name }}}}, and let it rest: https://shop.example/tips/{i % 8}\n")));
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

    private static async Task<double> RunSourceAsync(int port, string folder)
    {
        var file = Path.Combine(folder, "message");
        await File.WriteAllTextAsync(file, "Subject: x\n\n" + string.Concat(Enumerable.Repeat("A line of the length that quoted-printable text has on average, or so=\n", 210)));
        var watch = Stopwatch.StartNew();
        using var source = Process.Start(SourceProgram, ["-d", "-s", "4", "-m", "8000", "-F", file, "-f", "bounce@shop.example", "-t", "jane@example.com", $"127.0.0.1:{port}"]);
        await source.WaitForExitAsync();
        return source.ExitCode == 0 ? 8000 / watch.Elapsed.TotalSeconds : throw new InvalidOperationException("smtp-source failed");
    }
}
