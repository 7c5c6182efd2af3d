using System.Text;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

/// <summary>The faults that Postfix's smtp-sink can play, each with the fate that the message must get.</summary>
public class SmtpSinkTests
{
    [NeedsProgramFact(SmtpSink.Program)]
    public async Task Every_fault_of_smtp_sink_gives_the_right_outcome()
    {
        var wrong = new List<string>();
        foreach (var (flags, expected) in Faults)
        {
            var outcome = await OutcomeAsync(flags);
            if (Short(outcome) != expected) wrong.Add($"{string.Join(' ', flags)}: expected {expected}, got {outcome}");
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task Two_thousand_messages_over_four_connections_are_all_accepted()
    {
        using var sink = await SmtpSink.StartAsync();
        await using var pool = new SmtpPool(Transport(sink, connections: 4), TimeProvider.System);
        var log = new MemoryLog();
        for (var i = 0; i < 2_000; i++) await pool.EnqueueAsync(An.Envelope(i), log, CancellationToken.None);
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);
        for (var i = 0; i < 2_000; i++) Assert.IsType<SendOutcome.Accepted>(await log.Outcome(i));
        Assert.Equal(2_000, log.Handed.Distinct().Count());
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task A_file_of_smtp_sink_holds_the_message_as_it_was()
    {
        var folder = Directory.CreateTempSubdirectory("smtp-sink");
        if (Environment.UserName == "root" && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)Convert.ToInt32("777", 8));
        using (var sink = await SmtpSink.StartAsync("-d", Path.Combine(folder.FullName, "%M.")))
            Assert.IsType<SendOutcome.Accepted>(await SendAsync(sink, "Subject: dots\r\n\r\n.\r\n..two\r\nend\r\n"));
        var dump = await File.ReadAllTextAsync(folder.GetFiles().Single().FullName, Encoding.UTF8);
        folder.Delete(recursive: true);
        Assert.EndsWith("Subject: dots\n\n.\n..two\nend\n\n", dump.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    internal static readonly (string[] Flags, string Expected)[] Faults =
    [
        (["-r", "RCPT", "-b", "451 4.7.1 Greylisted, try again"], "Deferred Recipient 451 4.7.1"),
        (["-f", "RCPT", "-B", "550 5.1.1 No such user"], "Rejected Recipient 550 5.1.1"),
        (["-f", "MAIL", "-B", "550 5.7.26 Not authenticated"], "Rejected Domain 550 5.7.26"),
        (["-Q", "CONNECT"], "Deferred Transport 421 4.0.0"),
        (["-Q", "RCPT"], "Deferred Domain 421 4.0.0"),
        (["-Q", "DATA"], "Deferred Connection 421 4.0.0"),
        (["-Q", "."], "Deferred Connection 421 4.0.0"),
        (["-q", "CONNECT"], "Deferred Transport"),
        (["-q", "RCPT"], "Deferred Domain"),
        (["-q", "DATA"], "Deferred Connection"),
        (["-q", "."], "Uncertain"),
        (["-r", ".", "-b", "451 4.3.0 Later"], "Deferred Transport 451 4.3.0"),
        (["-f", ".", "-B", "554 5.6.0 Bad content"], "Rejected Message 554 5.6.0"),
        (["-f", "DATA", "-B", "554 5.5.1 No"], "Rejected Message 554 5.5.1"),
        (["-A", "1"], "Rejected Message 550"),
        (["-w", "1"], "Accepted"),
        (["-e"], "Accepted"),
        (["-f", "EHLO"], "Accepted"),
        (["-p"], "Accepted"),
        (["-8"], "Accepted"),
    ];

    private static async Task<SendOutcome> OutcomeAsync(string[] flags)
    {
        using var sink = await SmtpSink.StartAsync(flags);
        return await SendAsync(sink, An.Body);
    }

    private static async Task<SendOutcome> SendAsync(SmtpSink sink, string body)
    {
        await using var pool = new SmtpPool(Transport(sink, connections: 1), TimeProvider.System);
        return await pool.SendAsync(An.Envelope(body: body), CancellationToken.None).WaitAsync(An.Hang);
    }

    private static SmtpTransportOptions Transport(SmtpSink sink, int connections) =>
        new() { Host = "127.0.0.1", Port = sink.Port, Security = SmtpSecurity.None, MaxConnections = connections, FirstPause = TimeSpan.FromTicks(1) };

    private static string Short(SendOutcome outcome) => (outcome switch
    {
        SendOutcome.Deferred deferred => $"Deferred {deferred.Scope} {deferred.Code} {deferred.Status}",
        SendOutcome.Rejected rejected => $"Rejected {rejected.Scope} {rejected.Code} {rejected.Status}",
        SendOutcome.Uncertain => "Uncertain",
        _ => "Accepted",
    }).TrimEnd();
}
