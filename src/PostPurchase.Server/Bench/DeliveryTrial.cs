using System.Buffers;
using System.Diagnostics;
using System.Text;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Server.Bench;

/// <summary>Marketing mails that are due, sent by a served shop: gate, model, rendering, tracked links, a message of about 15 KB, marks and outcomes on disk; unsigned.</summary>
internal static class DeliveryTrial
{
    private const int BoundMessages = 20_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <param name="trial">The trial.</param>
    /// <param name="folder">A shop with <paramref name="due"/> due sends.</param>
    /// <param name="due">How many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Trial trial, string folder, int due, CancellationToken cancellationToken)
    {
        var (started, size) = (0L, 0L);
        await using var sink = new LoopbackSink((_, message) => size = message.Length);
        var bound = await BoundAsync(sink.Port, Math.Min(BoundMessages, due), cancellationToken);
        var before = sink.Count;
        await using var shop = await ServedShop.StartAsync(folder, sink.Port, cancellationToken);
        // Until a part has left the program compiles itself.
        var warm = due / 4;
        await Trial.UntilAsync(() => sink.Count - before >= warm, s_patience, "the first due mails", cancellationToken);
        started = sink.Count - before;
        var (watch, cpu) = (Stopwatch.StartNew(), shop.Cpu);
        await Trial.UntilAsync(() => sink.Count - before >= due, s_patience, "all due mails", cancellationToken);
        var (seconds, used, count) = (watch.Elapsed.TotalSeconds, (shop.Cpu - cpu).TotalSeconds, Math.Max(1, due - started));
        return
        [
            new Figure("due mails accepted by a mail server", count / seconds, "/s") { AtLeast = 2_500, Against = new("the same client with prebuilt messages and no ledger", bound), Note = $"{size / 1000.0:0.0} KB each" },
            new Figure("processor time of 1,000 due mails", used * 1_000 / count, "CPU-s"),
        ];
    }

    private static async Task<double> BoundAsync(int port, int count, CancellationToken cancellationToken)
    {
        var message = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(
            "From: shop@shop.example\r\nSubject: x\r\n\r\n" + string.Concat(Enumerable.Repeat("A line of the length that quoted-printable text has on average, or so=\r\n", 205))));
        var (sender, recipient) = (EmailAddress.Parse("bounce@shop.example"), EmailAddress.Parse("jane@bench.example"));
        await using var pool = new SmtpPool(new() { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None }, TimeProvider.System);
        var log = new NoLedger();
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < count; number++) await pool.EnqueueAsync(new Envelope(number, sender, recipient, message), log, cancellationToken);
        await pool.DrainAsync(cancellationToken);
        return count / watch.Elapsed.TotalSeconds;
    }

    private sealed class NoLedger : ISendLog
    {
        public ValueTask<bool> HandingAsync(Envelope envelope) => ValueTask.FromResult(true);

        public ValueTask SettledAsync(Envelope envelope, SendOutcome outcome) => outcome is SendOutcome.Accepted
            ? ValueTask.CompletedTask
            : throw new InvalidOperationException($"the sink answered {outcome}");
    }
}
