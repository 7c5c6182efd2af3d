using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

/// <summary>Each stage gives up after its time of RFC 5321 4.5.3.2, and not before.</summary>
public class SmtpTimeLimitTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    // No stage has more; what is a day away is the limit of the connecting, which none of these tests is about.
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("greeting", 5, "Deferred")]
    [InlineData("EHLO", 5, "Deferred")]
    [InlineData("MAIL", 5, "Deferred")]
    [InlineData("RCPT", 5, "Deferred")]
    [InlineData("DATA", 2, "Deferred")]
    [InlineData(".", 10, "Uncertain")]
    public async Task A_server_that_falls_silent_is_left_after_the_stages_limit(string stage, int minutes, string expected)
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(talk => FallSilentAsync(talk, stage));
        await using var pool = new SmtpPool(An.Transport(server), clock);
        var sending = pool.SendAsync(An.Envelope(), CancellationToken.None);
        await server.Stalled.Task.WaitAsync(An.Hang);

        // The client may still be about to read when the server stalls, so time goes on once it does.
        var outcome = await AdvanceUntilDoneAsync(clock, sending);

        Assert.Equal(expected, outcome.GetType().Name);
        Assert.InRange((clock.GetUtcNow() - Noon).TotalMinutes, minutes, minutes + 20);
        Assert.Contains(stage == "." ? "final dot" : stage, outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_drips_in_gets_no_more_time_than_one_that_does_not_come()
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.SayRawAsync("220-");
            for (var i = 0; i < 3; i++)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                await talk.SayRawAsync("x");
            }

            await talk.StallAsync();
        });
        await using var pool = new SmtpPool(An.Transport(server), clock);
        var sending = pool.SendAsync(An.Envelope(), CancellationToken.None);
        await server.Stalled.Task.WaitAsync(An.Hang);
        Assert.IsType<SendOutcome.Deferred>(await AdvanceUntilDoneAsync(clock, sending));
        Assert.InRange((clock.GetUtcNow() - Noon).TotalMinutes, 5, 25);
    }

    [Theory]
    [InlineData("220-never ending\r\n", 2_000, "longer than")]
    [InlineData("220 one line without an end ", 2_000, "longer than")]
    [InlineData("SSH-2.0-other\r\n", 1, "no SMTP reply")]
    public async Task A_server_that_talks_nonsense_is_left_at_once(string words, int times, string expected)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            for (var i = 0; i < times; i++) await talk.SayRawAsync(words);
            await talk.StallAsync();
        });
        var deferred = Assert.IsType<SendOutcome.Deferred>(await An.OutcomeAsync(An.Transport(server)));
        Assert.Equal(FailureScope.Transport, deferred.Scope);
        Assert.Contains(expected, deferred.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_no_content_is_left_after_the_block_limit()
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.SayAsync("220 x");
            await talk.ExpectAsync("EHLO");
            await talk.SayAsync("250-x|250 PIPELINING");
            for (var i = 0; i < 3; i++) await talk.ReadLineAsync();
            await talk.SayAsync("250 m|250 r|354 d");
            await talk.StallAsync();
        });
        await using var pool = new SmtpPool(An.Transport(server), clock);
        var sending = pool.SendAsync(An.Envelope(body: new string('a', 30_000_000)), CancellationToken.None);
        await server.Stalled.Task.WaitAsync(An.Hang);
        Assert.Equal(FailureScope.Connection, Assert.IsType<SendOutcome.Deferred>(await AdvanceUntilDoneAsync(clock, sending)).Scope);
    }

    [Fact]
    public async Task A_TLS_handshake_that_stalls_is_left()
    {
        var clock = new ManualClock(Noon);
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.ReadByteAsync(); // of the client's hello
            await talk.StallAsync();
        });
        var options = new SmtpTransportOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.Tls };
        await using var pool = new SmtpPool(options, clock);
        var sending = pool.SendAsync(An.Envelope(), CancellationToken.None);
        await server.Stalled.Task.WaitAsync(An.Hang);
        Assert.Contains("TLS handshake", Assert.IsType<SendOutcome.Deferred>(await AdvanceUntilDoneAsync(clock, sending)).Text, StringComparison.Ordinal);
    }

    private static async Task FallSilentAsync(ServerTalk talk, string stage)
    {
        if (stage == "greeting") await talk.StallAsync();
        await talk.SayAsync("220 x");
        while (true)
        {
            var line = await talk.ReadLineAsync();
            if (line.StartsWith(stage, StringComparison.Ordinal)) await talk.StallAsync();
            await talk.SayAsync(line.StartsWith("DATA", StringComparison.Ordinal) ? "354 go" : "250 ok");
            if (line != "DATA") continue;
            await talk.ReadMessageAsync();
            await talk.StallAsync();
        }
    }

    private static async Task<SendOutcome> AdvanceUntilDoneAsync(ManualClock clock, Task<SendOutcome> sending)
    {
        await Patience.UntilAsync(() => sending.IsCompleted, "the outcome", () => clock.Advance(clock.NextIn < s_longest ? TimeSpan.FromSeconds(5) : TimeSpan.Zero));
        return await sending;
    }
}
