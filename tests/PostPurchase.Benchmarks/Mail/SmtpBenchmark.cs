using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;

namespace PostPurchase.Benchmarks.Mail;

/// <summary>Prebuilt messages of 15 KB to Postfix's smtp-sink, against Postfix's smtp-source in the same run.</summary>
internal static class SmtpBenchmark
{
    private const int MessageCount = 8_000;
    private const int Rounds = 3;
    private const string SourceProgram = "/usr/sbin/smtp-source";

    public static async Task RunAsync(TextWriter output)
    {
        var message = Message();
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal)));
        using var sink = await SmtpSink.StartAsync();
        await SendAsync(sink.Port, message, 4, 2_000);

        output.WriteLine($"SMTP out, {message.Length} bytes a message, {MessageCount} messages, median of {Rounds} rounds");
        output.WriteLine("connections | smtp-source/s | ours/s | ratio | CPU-s per 1,000");
        foreach (var connections in new[] { 1, 4, 16 })
        {
            var (theirs, ours, cpu) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                theirs.Add(await RunSourceAsync(sink.Port, file, connections));
                var (rate, seconds) = await SendAsync(sink.Port, message, connections, MessageCount);
                ours.Add(rate);
                cpu.Add(seconds);
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{connections,11} | {Median(theirs),13:0} | {Median(ours),6:0} | {Median(ours) / Median(theirs),5:0.00} | {Median(cpu) / MessageCount * 1000:0.000}"));
        }

        var (marked, markedCpu) = await SendAsync(sink.Port, message, 16, MessageCount, TimeSpan.FromMilliseconds(1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"16 connections where each mark in the ledger takes 1 ms or more: {marked:0}/s, {markedCpu / MessageCount * 1000:0.000} CPU-s per 1,000"));
        File.Delete(file);
    }

    private static async Task<(double Rate, double CpuSeconds)> SendAsync(int port, byte[] message, int connections, int count, TimeSpan? mark = null)
    {
        var options = new SmtpTransportOptions { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, MaxConnections = connections, MaxMessagesPerConnection = int.MaxValue };
        await using var pool = new SmtpPool(options, TimeProvider.System);
        var log = new CountingLog(mark);
        var (sender, recipient) = (Address("bounce@shop.example"), Address("jane@example.com"));
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
            await pool.EnqueueAsync(new Envelope(i, sender, recipient, new ReadOnlySequence<byte>(message)), log, CancellationToken.None);
        await pool.DrainAsync(CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        return log.AcceptedCount == count
            ? (count / seconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds)
            : throw new InvalidOperationException($"{log.AcceptedCount} of {count} messages were accepted");
    }

    private static async Task<double> RunSourceAsync(int port, string file, int connections)
    {
        var watch = Stopwatch.StartNew();
        using var source = Process.Start(SourceProgram, ["-d", "-s", connections.ToString(CultureInfo.InvariantCulture), "-m", MessageCount.ToString(CultureInfo.InvariantCulture),
            "-F", file, "-f", "bounce@shop.example", "-t", "jane@example.com", $"127.0.0.1:{port}"]);
        await source.WaitForExitAsync();
        return source.ExitCode == 0 ? MessageCount / watch.Elapsed.TotalSeconds : throw new InvalidOperationException("smtp-source failed");
    }

    private static EmailAddress Address(string text) => EmailAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    private static byte[] Message()
    {
        var text = new StringBuilder("From: shop@shop.example\r\nTo: jane@example.com\r\nSubject: Three things to do first\r\n\r\n");
        while (text.Length < 15_000) text.Append("A line of the length that quoted-printable text has on average, or so=\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class CountingLog(TimeSpan? mark) : ISendLog
    {
        private int _acceptedCount;

        public int AcceptedCount => _acceptedCount;

        public async ValueTask<bool> HandingAsync(Envelope envelope)
        {
            if (mark is { } time) await Task.Delay(time);
            return true;
        }

        public ValueTask SettledAsync(Envelope envelope, SendOutcome outcome)
        {
            if (outcome is SendOutcome.Accepted) Interlocked.Increment(ref _acceptedCount);
            return ValueTask.CompletedTask;
        }
    }
}
