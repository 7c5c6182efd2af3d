using System.Text;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

/// <summary>Servers that lie, ramble, close in the middle or want another way of sending.</summary>
public class SmtpFaultTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_server_that_offers_chunks_gets_DATA_all_the_same()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING,CHUNKING,BINARYMIME,8BITMIME"));

        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(An.Transport(server), An.Envelope(body: "Subject: ü\r\n\r\n.\r\nend\r\n")));

        Assert.Contains("DATA", server.Lines);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("BDAT", StringComparison.Ordinal));
        Assert.Contains("MAIL FROM:<bounce@shop.example> BODY=8BITMIME", server.Lines); // never BINARYMIME, which DATA cannot carry (RFC 3030 3)
        Assert.Equal("Subject: ü\r\n\r\n..\r\nend\r\n", Encoding.UTF8.GetString(server.Messages.Single()));
    }

    [Fact]
    public async Task A_refused_BODY_parameter_is_the_messages_failure_and_the_next_one_goes()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("8BITMIME", line => line.Contains("BODY=", StringComparison.Ordinal) ? "555 5.5.4 unsupported" : null));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);

        var first = await pool.SendAsync(An.Envelope(body: "Subject: ü\r\n\r\n"), CancellationToken.None).WaitAsync(An.Hang);
        var second = await pool.SendAsync(An.Envelope(), CancellationToken.None).WaitAsync(An.Hang);

        Assert.Equal(new SendOutcome.Rejected(FailureScope.Message, SmtpStage.Sender, 555, new(5, 5, 4), "unsupported"), first);
        Assert.IsType<SendOutcome.Accepted>(second);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Five_hundred_in_a_row_get_their_own_transaction_and_421_at_each_51st_costs_none_of_them(bool pipelining)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            var recipients = 0;
            await talk.ServeAsync(pipelining ? "PIPELINING" : "SIZE", line => line.StartsWith("RCPT", StringComparison.Ordinal) && ++recipients > 50 ? "421 4.7.0 that is enough for one connection" : null);
        });
        await using var pool = new SmtpPool(An.Transport(server, tries: 3), TimeProvider.System);
        var log = new MemoryLog();

        for (var i = 0; i < 500; i++) await pool.EnqueueAsync(An.Envelope(i, $"r{i}@example.com"), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);

        for (var i = 0; i < 500; i++) Assert.IsType<SendOutcome.Accepted>(await log.Outcome(i));
        Assert.Equal(500, server.Messages.Count);
        Assert.Equal(10, server.ConnectionCount);
        Assert.Equal(500, log.Handed.Distinct().Count());
    }

    [Theory]
    [InlineData("greeting", "Deferred Transport 421 4.3.2")]
    [InlineData("EHLO", "Deferred Transport 421 4.3.2")]
    [InlineData("MAIL", "Deferred Connection 421 4.3.2")]
    [InlineData("RCPT", "Deferred Domain 421 4.3.2")]
    [InlineData("DATA", "Deferred Connection 421 4.3.2")]
    [InlineData(".", "Deferred Connection 421 4.3.2")]
    public async Task A_421_at_any_stage_is_told_itself_and_not_the_socket_that_closed_behind_it(string stage, string expected)
    {
        foreach (var pipelining in new[] { true, false })
        {
            await using var server = new ScriptedServer(talk => stage == "greeting"
                ? talk.SayAsync("421 4.3.2 shutting down")
                : talk.ServeAsync(pipelining ? "PIPELINING" : "SIZE", line => line.StartsWith(stage, StringComparison.Ordinal) ? "421 4.3.2 shutting down" : null));

            var deferred = Assert.IsType<SendOutcome.Deferred>(await An.OutcomeAsync(An.Transport(server)));

            Assert.Equal(expected, $"Deferred {deferred.Scope} {deferred.Code} {deferred.Status}");
            Assert.Equal(stage == "." ? 1 : 0, server.Messages.Count);
        }
    }

    [Fact]
    public async Task A_421_after_the_dot_leaves_what_was_announced_behind_it_to_another_connection()
    {
        var both = new TaskCompletionSource();
        await using var server = new ScriptedServer(
            async talk =>
            {
                await GroupAsync(talk, () => both.Task.WaitAsync(An.Hang));
                await talk.ReadMessageAsync();
                foreach (var expected in new[] { "MAIL", "RCPT", "DATA" }) await talk.ExpectAsync(expected);
                await talk.SayAsync("421 4.3.2 not this one either");
            },
            talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog();
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        both.SetResult();

        Assert.Equal(421, Assert.IsType<SendOutcome.Deferred>(await log.Outcome(1)).Code);
        Assert.IsType<SendOutcome.Accepted>(await log.Outcome(2));
        Assert.Equal(2, server.ConnectionCount);
    }

    [Fact]
    public async Task A_ledger_that_breaks_over_one_message_leaves_the_one_announced_behind_it_an_outcome()
    {
        var both = new TaskCompletionSource();
        await using var server = new ScriptedServer(async talk =>
        {
            await GroupAsync(talk, () => both.Task.WaitAsync(An.Hang));
            await talk.ReadMessageAsync();
            foreach (var expected in new[] { "MAIL", "RCPT", "DATA" }) await talk.ExpectAsync(expected);
            await talk.SayAsync("250 done");
            await talk.StallAsync();
        });
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog { OnSettling = envelope => envelope.Id == 1 ? throw new InvalidOperationException("disk full") : ValueTask.CompletedTask };
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        both.SetResult();

        Assert.Equal("the pool was stopped", Assert.IsType<SendOutcome.Deferred>(await log.Outcome(2)).Text);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang));
    }

    [Fact]
    public async Task A_250_that_came_before_the_reset_is_an_acceptance()
    {
        var read = new TaskCompletionSource();
        await using var server = new ScriptedServer(
            async talk =>
            {
                await GroupAsync(talk, () => Task.CompletedTask);
                await talk.ReadMessageAsync();
                await talk.SayAsync("250 2.0.0 queued");
                await read.Task.WaitAsync(An.Hang);
                talk.Reset();
            },
            talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);

        Assert.Equal(new SendOutcome.Accepted(new(2, 0, 0), "queued"), await pool.SendAsync(An.Envelope(1), CancellationToken.None).WaitAsync(An.Hang));
        read.SetResult();
        while (server.ConnectionCount < 2)
        {
            // the reset may be noticed before the next group is written or after
            var outcome = await pool.SendAsync(An.Envelope(2), CancellationToken.None).WaitAsync(An.Hang);
            Assert.True(outcome is SendOutcome.Accepted or SendOutcome.Deferred { Scope: FailureScope.Connection }, outcome.ToString());
        }
    }

    [Theory]
    [InlineData("EHLO", "Deferred")]
    [InlineData("MAIL", "Deferred")]
    [InlineData("RCPT", "Deferred")]
    [InlineData("DATA", "Deferred")]
    [InlineData(".", "Uncertain")]
    public async Task A_reply_of_ten_thousand_lines_is_not_listened_to(string stage, string expected)
    {
        var reply = string.Join('|', Enumerable.Repeat("250-blah", 10_000)) + "|250 at last";
        await using var server = new ScriptedServer(talk => talk.ServeAsync("SIZE", line => line.StartsWith(stage, StringComparison.Ordinal) ? reply : null));

        var outcome = await An.OutcomeAsync(An.Transport(server));

        Assert.Equal(expected, outcome.GetType().Name);
        Assert.Contains("longer than 16384 bytes", outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_offers_pipelining_and_drops_what_it_has_not_read_costs_time_and_no_message()
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(async talk =>
        {
            await GroupAsync(talk, () => Task.CompletedTask, answers: "250 m"); // and RCPT and DATA are forgotten
            await talk.StallAsync();
        });
        await using var pool = new SmtpPool(An.Transport(server), clock);
        var sending = pool.SendAsync(An.Envelope(), CancellationToken.None);
        await server.Stalled.Task.WaitAsync(An.Hang);
        await Patience.UntilAsync(() => sending.IsCompleted, "the outcome", () => clock.Advance(TimeSpan.FromSeconds(5)));

        Assert.Contains("RCPT", Assert.IsType<SendOutcome.Deferred>(await sending).Text, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData("a\n.\nMAIL FROM:<evil@example.com>\nb")]
    [InlineData("a\r.\rMAIL FROM:<evil@example.com>\rb")]
    [InlineData("a\n.\r\nMAIL FROM:<evil@example.com>\r\nb")]
    [InlineData("a\r\n.\nMAIL FROM:<evil@example.com>\nb")]
    [InlineData("a\r\n.\rMAIL FROM:<evil@example.com>\rb")]
    [InlineData("a\r\n.\r\nMAIL FROM:<evil@example.com>\r\nb")]
    public async Task A_body_that_smuggles_an_end_and_a_command_stays_one_message(string body)
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));

        await An.OutcomeAsync(An.Transport(server), An.Envelope(body: "Subject: x\r\n\r\n" + body));

        var message = Encoding.UTF8.GetString(server.Messages.Single());
        Assert.Equal("Subject: x\r\n\r\na\r\n..\r\nMAIL FROM:<evil@example.com>\r\nb\r\n", message);
        Assert.Single(server.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static async Task GroupAsync(ServerTalk talk, Func<Task> before, string answers = "250 m|250 r|354 d")
    {
        await talk.SayAsync("220 x");
        await talk.ExpectAsync("EHLO");
        await talk.SayAsync("250-x|250 PIPELINING");
        foreach (var expected in new[] { "MAIL", "RCPT", "DATA" }) await talk.ExpectAsync(expected);
        await before();
        await talk.SayAsync(answers);
    }
}
