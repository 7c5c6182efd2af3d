using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class SmtpPoolTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task One_connection_is_used_again_and_ends_with_QUIT()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        for (var i = 0; i < 20; i++) await pool.SendAsync(An.Envelope(i), CancellationToken.None).WaitAsync(An.Hang);
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);
        Assert.Equal((1, "QUIT", 20), (server.ConnectionCount, server.Lines.Last(), server.Messages.Count));
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    public async Task A_connection_carries_no_more_messages_than_allowed(int most, int expectedConnections)
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(With(server, most: most), TimeProvider.System);
        await SendAllAsync(pool, 6);
        Assert.Equal((expectedConnections, expectedConnections), (server.ConnectionCount, server.Lines.Count(l => l == "QUIT")));
    }

    [Fact]
    public async Task A_connection_that_is_too_old_is_closed_and_made_anew()
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(With(server, idle: TimeSpan.FromDays(1)), clock);
        await pool.SendAsync(An.Envelope(), CancellationToken.None).WaitAsync(An.Hang);
        clock.Advance(TimeSpan.FromMinutes(11));
        await pool.SendAsync(An.Envelope(), CancellationToken.None).WaitAsync(An.Hang);
        Assert.Equal(2, server.ConnectionCount);
    }

    [Fact]
    public async Task An_idle_connection_is_closed_before_the_server_does()
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server), clock);
        await pool.SendAsync(An.Envelope(), CancellationToken.None).WaitAsync(An.Hang);

        // The word itself: a client whose clock runs this fast may be gone before it is answered.
        await Patience.UntilAsync(() => server.Lines.Contains("QUIT"), "the QUIT of an idle connection", () => clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.InRange(clock.GetUtcNow() - Noon, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(30));
        Assert.IsType<SendOutcome.Accepted>(await pool.SendAsync(An.Envelope(), CancellationToken.None).WaitAsync(An.Hang));
        Assert.Equal(2, server.ConnectionCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_closes_between_messages_costs_no_message_and_no_failure(bool says421)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            var done = 0;
            await talk.ServeAsync("PIPELINING", line => line switch
            {
                "." when ++done > 0 => null,
                _ when done == 2 && line.StartsWith("MAIL", StringComparison.Ordinal) => says421 ? "421 4.7.0 enough" : throw new IOException("closed"),
                _ => null,
            });
        });
        await using var pool = new SmtpPool(An.Transport(server, tries: 3), TimeProvider.System);
        await SendAllAsync(pool, 9);
        Assert.Equal(9, server.Messages.Count);
    }

    [Fact]
    public async Task A_lost_answer_to_the_final_dot_is_uncertain_and_the_next_message_goes_elsewhere()
    {
        var both = new TaskCompletionSource();
        await using var server = new ScriptedServer(
            async talk =>
            {
                await talk.SayAsync("220 x");
                await talk.ExpectAsync("EHLO");
                await talk.SayAsync("250-x|250 PIPELINING");
                for (var i = 0; i < 3; i++) await talk.ReadLineAsync();
                await talk.UntilAsync(both.Task);
                await talk.SayAsync("250 m|250 r|354 d");
                await talk.ReadMessageAsync();
                await talk.ExpectAsync("MAIL"); // the next one is announced already
                talk.Reset();
            },
            talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog();
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        both.SetResult();

        Assert.Contains("final dot", Assert.IsType<SendOutcome.Uncertain>(await log.Outcome(1)).Text, StringComparison.Ordinal);
        Assert.IsType<SendOutcome.Accepted>(await log.Outcome(2));
        Assert.Equal([1, 2], log.Handed);
    }

    [Fact]
    public async Task Nothing_waits_behind_a_slow_answer()
    {
        var clock = new ManualClock(Noon);
        var release = new TaskCompletionSource();
        await using var server = new ScriptedServer(
            async talk =>
            {
                await talk.SayAsync("220 x");
                await talk.ExpectAsync("EHLO");
                await talk.SayAsync("250-x|250 PIPELINING");
                for (var i = 0; i < 3; i++) await talk.ReadLineAsync();
                await talk.SayAsync("250 m|250 r|354 d");
                await talk.ReadMessageAsync();
                await talk.UntilAsync(release.Task); // a content filter that thinks for a long time
                await talk.SayAsync("250 at last");
                await talk.StallAsync();
            },
            talk => talk.ServeAsync("PIPELINING"));
        var second = new TaskCompletionSource<bool>();
        var log = new MemoryLog { OnHanding = envelope => envelope.Id == 1 ? new(second.Task.InTimeAsync("the mark")) : new(true) };
        await using var pool = new SmtpPool(An.Transport(server, connections: 1), clock);
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        second.SetResult(true);
        await Patience.UntilAsync(() => !server.Messages.IsEmpty, "the first message");
        clock.Advance(TimeSpan.FromSeconds(5));
        release.SetResult();

        Assert.Equal(new SendOutcome.Accepted(null, "at last"), await log.Outcome(1));
        Assert.IsType<SendOutcome.Accepted>(await log.Outcome(2));
    }

    [Fact]
    public async Task An_answer_that_came_before_the_connection_broke_counts()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.ServeAsync("PIPELINING", line => line == "MAIL FROM:<second@shop.example>" ? throw new IOException("reset") : null);
        });
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        Assert.IsType<SendOutcome.Accepted>(await pool.SendAsync(An.Envelope(1), CancellationToken.None).WaitAsync(An.Hang));
        var lost = await pool.SendAsync(An.Envelope(2, returnPath: "second@shop.example"), CancellationToken.None).WaitAsync(An.Hang);
        Assert.Equal(FailureScope.Connection, Assert.IsType<SendOutcome.Deferred>(lost).Scope);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_message_whose_connection_broke_before_the_dot_is_marked_once_and_sent_on_another()
    {
        await using var server = new ScriptedServer(
            talk => talk.ServeAsync("PIPELINING", line => line == "DATA" ? throw new IOException("reset") : null),
            talk => talk.ServeAsync("PIPELINING"));
        var options = An.Transport(server, tries: 2);
        await using var pool = new SmtpPool(options, TimeProvider.System);
        var log = new MemoryLog();
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        Assert.IsType<SendOutcome.Accepted>(await log.Outcome(1));
        Assert.Equal((2, 1), (server.ConnectionCount, log.Handed.Count));
    }

    [Fact]
    public async Task No_content_leaves_before_the_ledger_has_its_mark()
    {
        var marked = new TaskCompletionSource<bool>();
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog { OnHanding = _ => new ValueTask<bool>(marked.Task.InTimeAsync("the mark")) };
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await Patience.UntilAsync(() => server.Lines.Contains("DATA"), "DATA");
        Assert.Empty(server.Messages);
        marked.SetResult(true);
        Assert.IsType<SendOutcome.Accepted>(await log.Outcome(1));
    }

    [Fact]
    public async Task A_withdrawn_envelope_is_not_sent_has_no_outcome_and_holds_nobody()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog { OnHanding = envelope => ValueTask.FromResult(envelope.Id != 1) };
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None);
        Assert.IsType<SendOutcome.Accepted>(await log.Outcome(2));
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);
        Assert.Equal((1, 1), (server.Messages.Count, log.SettledCount));
    }

    [Theory]
    [InlineData("550 5.1.1 no such user")]
    [InlineData("451 4.7.1 greylisted")]
    [InlineData("421 4.7.28 rate")]
    [InlineData(null)]
    public async Task A_withdrawn_envelope_has_no_outcome_whatever_the_server_says_to_it(string? answer)
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING", line =>
            line.Contains("late@example.com", StringComparison.Ordinal) ? answer ?? throw new IOException("it ends without a word") : null));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog { OnHanding = envelope => ValueTask.FromResult(envelope.Id != 1) };
        await pool.EnqueueAsync(An.Envelope(1, "late@example.com"), log, CancellationToken.None);
        await pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None);

        Assert.IsType<SendOutcome.Accepted>(await log.Outcome(2));
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);
        Assert.Equal(1, log.SettledCount);
    }

    [Fact]
    public async Task A_ledger_that_breaks_stops_the_pool_and_says_why()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog { OnHanding = _ => throw new InvalidOperationException("disk full") };
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang));
        Assert.Equal("disk full", thrown.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None).AsTask());
        Assert.Empty(server.Messages);
    }

    internal static SmtpTransportOptions With(ScriptedServer server, int connections = 1, int most = 1_000, TimeSpan? idle = null) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = SmtpSecurity.None,
        MaxConnections = connections,
        MaxMessagesPerConnection = most,
        IdleClose = idle ?? TimeSpan.FromSeconds(20),
    };

    internal static async Task SendAllAsync(SmtpPool pool, int count)
    {
        var log = new MemoryLog();
        for (var i = 0; i < count; i++) await pool.EnqueueAsync(An.Envelope(i), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);
        for (var i = 0; i < count; i++) Assert.IsType<SendOutcome.Accepted>(await log.Outcome(i));
    }
}
