using System.Net;
using System.Net.Sockets;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class SmtpPoolHealthTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_server_that_is_not_there_pauses_the_transport_ever_longer()
    {
        var clock = new ManualClock(Noon);
        using var nobody = Nobody();
        var options = new SmtpTransportOptions { Host = "127.0.0.1", Port = ((IPEndPoint)nobody.LocalEndPoint!).Port, MaxConnections = 1 };
        await using var pool = new SmtpPool(options, clock);
        var pauses = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var deferred = Assert.IsType<SendOutcome.Deferred>(await pool.SendAsync(An.Envelope(), CancellationToken.None).WaitAsync(An.Hang));
            Assert.Equal((FailureScope.Transport, null), (deferred.Scope, deferred.Code));
            Assert.Contains("cannot connect", deferred.Text, StringComparison.Ordinal);
            var pause = pool.PausedUntil!.Value - clock.GetUtcNow();
            pauses.Add(pause.TotalSeconds);
            clock.Advance(pause);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300], pauses);
        Assert.Null(pool.PausedUntil);
    }

    [Fact]
    public async Task A_paused_transport_turns_mail_away_at_once_and_is_tried_again_after_the_pause()
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(talk => talk.SayAsync("421 4.3.2 not now"), talk => talk.ServeAsync("PIPELINING"));
        await using var pool = new SmtpPool(SmtpPoolTests.With(server), clock);
        for (var i = 0; i < 3; i++)
        {
            var deferred = Assert.IsType<SendOutcome.Deferred>(await pool.SendAsync(An.Envelope(), CancellationToken.None).WaitAsync(An.Hang));
            Assert.Equal((FailureScope.Transport, 421), (deferred.Scope, deferred.Code));
        }

        Assert.Equal((1, Noon.AddSeconds(1)), (server.ConnectionCount, pool.PausedUntil));
        Assert.Equal(Noon, pool.Trouble?.Since);
        Assert.Contains("not now", pool.Trouble?.Text, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<SendOutcome.Accepted>(await pool.SendAsync(An.Envelope(), CancellationToken.None).WaitAsync(An.Hang));
        await pool.DrainAsync(CancellationToken.None);
        Assert.Null(pool.PausedUntil);
        Assert.Null(pool.Trouble);
    }

    [Fact]
    public async Task A_limit_on_connections_slows_growth_and_fails_no_message()
    {
        var open = 0;
        await using var server = new ScriptedServer(async talk =>
        {
            if (Interlocked.Increment(ref open) > 1) await talk.SayAsync("421 4.7.0 too many connections");
            else await talk.ServeAsync("PIPELINING");
            Interlocked.Decrement(ref open);
        });
        await using var pool = new SmtpPool(SmtpPoolTests.With(server, connections: 4), TimeProvider.System);
        await SmtpPoolTests.SendAllAsync(pool, 300);
        Assert.Equal(300, server.Messages.Count);
    }

    [Fact]
    public async Task A_domain_that_always_gets_421_is_deferred_after_a_few_connections_and_others_go()
    {
        await using var server = new ScriptedServer(talk =>
            talk.ServeAsync("PIPELINING", line => line.Contains("slow.example", StringComparison.Ordinal) ? "421 4.7.28 rate" : null));
        await using var pool = new SmtpPool(An.Transport(server, connections: 2, tries: 2), TimeProvider.System);
        var log = new MemoryLog();
        for (var i = 0; i < 30; i++)
            await pool.EnqueueAsync(An.Envelope(i, i % 10 == 0 ? "jane@slow.example" : "jane@example.com"), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);
        for (var i = 0; i < 30; i++)
        {
            var outcome = await log.Outcome(i);
            if (i % 10 == 0) Assert.Equal(421, Assert.IsType<SendOutcome.Deferred>(outcome).Code);
            else Assert.IsType<SendOutcome.Accepted>(outcome);
        }
    }

    [Fact]
    public async Task A_domain_that_is_closed_on_pauses_nobody_else()
    {
        await using var server = new ScriptedServer(ClosesFor("slow.example"));
        await using var pool = new SmtpPool(An.Transport(server, connections: 1, tries: 2), new ManualClock(Noon));
        for (var i = 0; i < 5; i++)
        {
            var deferred = Assert.IsType<SendOutcome.Deferred>(await SendAsync(pool, "jane@slow.example"));
            Assert.Equal((FailureScope.Domain, 421), (deferred.Scope, deferred.Code));
        }

        Assert.Null(pool.PausedUntil);
        Assert.Null(pool.Trouble);
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(pool, "jane@example.com"));
    }

    [Fact]
    public async Task A_server_that_closes_for_every_domain_is_paused_like_one_that_fails()
    {
        await using var server = new ScriptedServer(ClosesFor(".example"));
        await using var pool = new SmtpPool(An.Transport(server, connections: 1, tries: 1), new ManualClock(Noon));
        foreach (var domain in (string[])["a.example", "b.example"]) await SendAsync(pool, $"jane@{domain}");
        Assert.Null(pool.PausedUntil);
        await SendAsync(pool, "jane@c.example");
        await pool.DrainAsync(CancellationToken.None);
        Assert.NotNull(pool.PausedUntil);
    }

    [Theory]
    [InlineData("PIPELINING")]
    [InlineData("SIZE")]
    public async Task A_domain_that_is_hung_up_on_without_a_word_pauses_nobody_else(string keywords)
    {
        await using var server = new ScriptedServer(HangsUpOn("slow.example", keywords));
        await using var pool = new SmtpPool(An.Transport(server, connections: 1, tries: 3), new ManualClock(Noon));
        for (var i = 0; i < 3; i++)
        {
            var deferred = Assert.IsType<SendOutcome.Deferred>(await SendAsync(pool, "jane@slow.example"));
            Assert.Equal((FailureScope.Domain, SmtpStage.Recipient, null), (deferred.Scope, deferred.Stage, deferred.Code));
        }

        Assert.Null(pool.PausedUntil);
        Assert.Null(pool.Trouble);
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(pool, "jane@example.com"));
    }

    [Fact]
    public async Task A_server_that_hangs_up_on_every_domain_is_paused_like_one_that_fails()
    {
        await using var server = new ScriptedServer(HangsUpOn(".example", "PIPELINING"));
        await using var pool = new SmtpPool(An.Transport(server, connections: 1, tries: 2), new ManualClock(Noon));
        foreach (var domain in (string[])["a.example", "b.example"]) await SendAsync(pool, $"jane@{domain}");
        Assert.Null(pool.PausedUntil);
        await SendAsync(pool, "jane@c.example");
        await pool.DrainAsync(CancellationToken.None);
        Assert.NotNull(pool.PausedUntil);
    }

    [Fact]
    public async Task A_server_that_hangs_up_on_the_sender_is_paused_at_once()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING", line => line.StartsWith("MAIL", StringComparison.Ordinal) ? throw new IOException("hangs up") : null));
        await using var pool = new SmtpPool(An.Transport(server, connections: 1, tries: 2), new ManualClock(Noon));

        var deferred = Assert.IsType<SendOutcome.Deferred>(await SendAsync(pool, "jane@example.com"));

        Assert.Equal((FailureScope.Connection, null), (deferred.Scope, deferred.Code));
        await pool.DrainAsync(CancellationToken.None);
        Assert.NotNull(pool.PausedUntil);
    }

    [Theory]
    [InlineData("530 5.7.0 Authentication required", "PIPELINING")]
    [InlineData("530 5.7.0 Authentication required", "SIZE")]
    [InlineData("452 4.3.1 Insufficient system storage", "PIPELINING")]
    public async Task A_server_that_refuses_every_sender_is_paused_and_told_until_it_takes_mail_again(string refusal, string keywords)
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(Refuses("shop.example", refusal, keywords), talk => talk.ServeAsync(keywords));
        await using var pool = new SmtpPool(SmtpPoolTests.With(server), clock);

        var first = Assert.IsType<SendOutcome.Deferred>(await SendAsync(pool, "jane@example.com"));
        var second = Assert.IsType<SendOutcome.Deferred>(await SendAsync(pool, "joe@example.com"));
        var trouble = pool.Trouble;
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((SmtpStage.Sender, SmtpStage.Connect, 1), (first.Stage, second.Stage, server.ConnectionCount));
        Assert.Equal(new SmtpTrouble(Noon, $"the server answered {refusal[..3]} to Sender: {refusal[10..]}"), trouble);
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(pool, "jane@example.com"));
        // Who sent is told before the pool has judged its connection.
        await pool.DrainAsync(CancellationToken.None);
        Assert.Null(pool.Trouble);
    }

    [Fact]
    public async Task A_sender_that_alone_is_refused_pauses_nobody_once_another_was_taken()
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(Refuses("bad.example", "451 local error", "PIPELINING"));
        await using var pool = new SmtpPool(SmtpPoolTests.With(server), clock);
        await SendFromAsync(pool, "bad.example");
        Assert.Equal(SmtpStage.Connect, Assert.IsType<SendOutcome.Deferred>(await SendFromAsync(pool, "shop.example")).Stage);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<SendOutcome.Accepted>(await SendFromAsync(pool, "shop.example"));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SmtpStage.Sender, Assert.IsType<SendOutcome.Deferred>(await SendFromAsync(pool, "bad.example")).Stage);
            Assert.IsType<SendOutcome.Accepted>(await SendFromAsync(pool, "shop.example"));
        }
    }

    private static Func<ServerTalk, Task> Refuses(string sender, string refusal, string keywords) => talk =>
    {
        var isRefused = false;
        return talk.ServeAsync(keywords, line => line.Split(' ')[0] switch
        {
            "MAIL" => (isRefused = line.Contains(sender, StringComparison.Ordinal)) ? refusal : null,
            "RCPT" or "DATA" when isRefused => "503 5.5.1 MAIL first",
            _ => null,
        });
    };

    private static Task<SendOutcome> SendFromAsync(SmtpPool pool, string sender) =>
        pool.SendAsync(An.Envelope(returnPath: $"bounce@{sender}"), CancellationToken.None).WaitAsync(An.Hang);

    // Where commands came together, the answer to MAIL may be lost with the connection, or not: both must come to the same.
    private static Func<ServerTalk, Task> HangsUpOn(string domain, string keywords) => talk => talk.ServeAsync(keywords, line =>
        line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains(domain, StringComparison.Ordinal) ? throw new IOException("hangs up") : null);

    private static Func<ServerTalk, Task> ClosesFor(string domain) => talk =>
        talk.ServeAsync("PIPELINING", line => line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains(domain, StringComparison.Ordinal) ? "421 4.7.28 rate" : null);

    private static Task<SendOutcome> SendAsync(SmtpPool pool, string to) => pool.SendAsync(An.Envelope(0, to), CancellationToken.None).WaitAsync(An.Hang);

    [Fact]
    public async Task Disposing_settles_everything_by_how_far_it_got()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.SayAsync("220 x");
            await talk.ExpectAsync("EHLO");
            await talk.SayAsync("250-x|250 PIPELINING");
            for (var i = 0; i < 3; i++) await talk.ReadLineAsync();
            await talk.SayAsync("250 m|250 r|354 d");
            await talk.ReadMessageAsync();
            await talk.StallAsync();
        });
        var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog();
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await server.Stalled.Task.WaitAsync(An.Hang);
        await pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None);

        await pool.DisposeAsync().AsTask().WaitAsync(An.Hang);

        Assert.IsType<SendOutcome.Uncertain>(await log.Outcome(1));
        Assert.Equal(new SendOutcome.Deferred(FailureScope.Connection, SmtpStage.Unknown, null, null, "the pool was stopped"), await log.Outcome(2));
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.EnqueueAsync(An.Envelope(3), log, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Enqueueing_waits_while_no_connection_is_free()
    {
        await using var server = new ScriptedServer(talk => talk.StallAsync());
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog();
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await server.Stalled.Task.WaitAsync(An.Hang); // the connection is being opened for the first one
        await pool.EnqueueAsync(An.Envelope(2), log, CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var third = pool.EnqueueAsync(An.Envelope(3), log, cancel.Token).AsTask();
        Assert.False(third.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Theory]
    [InlineData("", 25, "Host")]
    [InlineData("h", 0, "Port")]
    [InlineData("h", 70000, "Port")]
    public void A_bad_option_is_refused_by_name(string host, int port, string name) =>
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => new SmtpPool(new() { Host = host, Port = port }, TimeProvider.System)).ParamName);

    [Theory]
    [InlineData("my_host.example")]
    [InlineData("a b")]
    [InlineData("a\r\nMAIL FROM:<x>")]
    [InlineData("-a.example")]
    [InlineData("[127.0.0.1\r\n]")]
    public void An_EHLO_name_that_could_not_be_said_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new SmtpPool(new() { Host = "h", EhloName = name }, TimeProvider.System));

    // Holds a port on which it does not listen, so that no server of another test can come to listen there.
    private static Socket Nobody()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
