using System.Text;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class SmtpTransactionTests
{
    public static TheoryData<bool, bool, bool, bool, bool> AllOutcomes()
    {
        var all = new TheoryData<bool, bool, bool, bool, bool>();
        for (var bits = 0; bits < 32; bits++) all.Add((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0, (bits & 16) > 0);
        return all;
    }

    [Theory]
    [MemberData(nameof(AllOutcomes))]
    public async Task Each_answer_to_mail_rcpt_and_data_decides_in_its_turn(bool mail, bool rcpt, bool data, bool pipelining, bool dripping)
    {
        var first = true; // the second message must find a server that is ready for MAIL again
        await using var server = new ScriptedServer(talk =>
        {
            talk.Dripping = dripping;
            return talk.ServeAsync(pipelining ? "PIPELINING,SIZE 0" : "SIZE 0", line => !first ? null : line switch
            {
                ['M', ..] when !mail => "550 5.1.8 mail refused",
                ['R', 'C', ..] when !rcpt => "550 5.1.1 rcpt refused",
                "DATA" when !data => "554 5.6.0 data refused",
                "." when !mail || !rcpt => "554 5.5.1 no valid recipients",
                _ => null,
            });
        });
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);

        var outcome = await pool.SendAsync(An.Envelope(1), CancellationToken.None).WaitAsync(An.Hang);
        first = false;
        var second = await pool.SendAsync(An.Envelope(2), CancellationToken.None).WaitAsync(An.Hang);

        var strange = !mail && rcpt && data && pipelining; // refused MAIL, took the rest: the connection ends, nothing is delivered
        Assert.Equal((mail, rcpt, data) switch
        {
            _ when strange => new SendOutcome.Deferred(FailureScope.Connection, SmtpStage.Unknown, 550, new(5, 1, 8), "the server answered 550 to MAIL and took the recipient all the same: mail refused"),
            (false, _, _) => new SendOutcome.Rejected(FailureScope.Message, SmtpStage.Sender, 550, new(5, 1, 8), "mail refused"),
            (_, false, _) => new SendOutcome.Rejected(FailureScope.Recipient, SmtpStage.Recipient, 550, new(5, 1, 1), "rcpt refused"),
            (_, _, false) => new SendOutcome.Rejected(FailureScope.Message, SmtpStage.Message, 554, new(5, 6, 0), "data refused"),
            _ => new SendOutcome.Accepted(new(2, 0, 0), "Ok: queued as A1"),
        }, outcome);
        Assert.IsType<SendOutcome.Accepted>(second);
        Assert.Equal(strange ? 2 : 1, server.ConnectionCount);
        Assert.DoesNotContain(server.Messages, m => m.Length > 0 && m.Length != An.Body.Length);
        Assert.Equal(mail && rcpt && data ? 2 : 1, server.Messages.Count(m => m.Length > 0));
    }

    [Fact]
    public async Task The_group_of_the_next_message_leaves_with_the_end_of_this_one()
    {
        var release = new TaskCompletionSource();
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.SayAsync("220 x");
            await talk.ExpectAsync("EHLO");
            await talk.SayAsync("250-x|250 PIPELINING");
            await talk.UntilAsync(release.Task);
            foreach (var expected in new[] { "MAIL", "RCPT", "DATA" }) await talk.ExpectAsync(expected);
            await talk.SayAsync("250 m1|250 r1|354 d1");
            await talk.ReadMessageAsync();
            foreach (var expected in new[] { "MAIL", "RCPT", "DATA" }) await talk.ExpectAsync(expected); // no answer to the dot yet
            await talk.SayAsync("250 done1|250 m2|250 r2|354 d2");
            await talk.ReadMessageAsync();
            await talk.SayAsync("250 done2");
            await talk.ExpectAsync("QUIT");
            await talk.SayAsync("221 bye");
        });
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        var log = new MemoryLog();
        await pool.EnqueueAsync(An.Envelope(1), log, CancellationToken.None);
        await pool.EnqueueAsync(An.Envelope(2, "joe@example.com"), log, CancellationToken.None).AsTask().WaitAsync(An.Hang);
        release.SetResult();

        Assert.Equal(new SendOutcome.Accepted(null, "done1"), await log.Outcome(1));
        Assert.Equal(new SendOutcome.Accepted(null, "done2"), await log.Outcome(2));
        await pool.DrainAsync(CancellationToken.None).WaitAsync(An.Hang);
    }

    [Fact]
    public async Task Only_what_the_server_offers_is_used()
    {
        await using var bare = new ScriptedServer(talk => talk.ServeAsync(""));
        await An.OutcomeAsync(An.Transport(bare), An.Envelope());
        Assert.Contains("MAIL FROM:<bounce@shop.example>", bare.Lines);
        Assert.Contains("RCPT TO:<jane@example.com>", bare.Lines);

        await using var rich = new ScriptedServer(talk => talk.ServeAsync("size 100000,8bitmime,SmtpUtf8,dsn,pipelining"));
        var envelope = new Envelope(1, null, An.Address("jürgen@example.com"), new(Encoding.UTF8.GetBytes("Subject: ü\r\n\r\n"))) { NotificationId = "a=b+c" };
        await An.OutcomeAsync(An.Transport(rich), envelope);
        Assert.Contains("MAIL FROM:<> SIZE=15 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+3Db+2Bc", rich.Lines);
        Assert.Contains("RCPT TO:<jürgen@example.com> NOTIFY=FAILURE", rich.Lines);
    }

    [Theory]
    [InlineData("SIZE 20", "jane@example.com", "Message 5.3.4")]
    [InlineData("SIZE", "jürgen@example.com", "Recipient 5.6.7")]
    [InlineData("SIZE", "jane@example.com", "Message 5.6.3")]
    public async Task What_the_server_can_never_take_is_rejected_without_asking(string keywords, string recipient, string expected)
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync(keywords));
        var outcome = await An.OutcomeAsync(An.Transport(server), An.Envelope(recipient: recipient, body: "Subject: schön and long\r\n\r\n"));
        var rejected = Assert.IsType<SendOutcome.Rejected>(outcome);
        Assert.Equal((expected, null), ($"{rejected.Scope} {rejected.Status}", rejected.Code));
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_large_message_arrives_whole()
    {
        var body = string.Concat(Enumerable.Range(0, 40_000).Select(i => i % 7 == 0 ? $".{i}\r\n" : $"line {i}\r\n"));
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING"));
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(An.Transport(server), An.Envelope(body: body)));
        Assert.Equal(body, Encoding.UTF8.GetString(server.Messages.Single()).Replace("\r\n..", "\r\n.", StringComparison.Ordinal)[1..]);
    }

    [Theory]
    [InlineData("502 no")]
    [InlineData("550 no")]
    public async Task A_server_without_EHLO_gets_HELO(string refusal)
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("", line => line.StartsWith("EHLO", StringComparison.Ordinal) ? refusal : null));
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(An.Transport(server)));
        Assert.Contains("HELO client.example", server.Lines);
    }

    [Theory]
    [InlineData("503 5.5.1 no recipient", 1)]
    [InlineData("354 go ahead all the same", 0)] // the lone dot has ended that transaction
    public async Task RSET_is_said_once_and_only_after_an_error(string answerToData, int expected)
    {
        var refused = false;
        await using var server = new ScriptedServer(talk => talk.ServeAsync("PIPELINING", line =>
        {
            var afterRefusal = refused && line == "DATA";
            refused = line == "RCPT TO:<bad@example.com>";
            return refused ? "550 5.1.1 no" : afterRefusal ? answerToData : null;
        }));
        await using var pool = new SmtpPool(An.Transport(server), TimeProvider.System);
        foreach (var name in new[] { "a", "bad", "b", "c" }) await pool.SendAsync(An.Envelope(recipient: name + "@example.com"), CancellationToken.None).WaitAsync(An.Hang);
        Assert.Equal((expected, 1), (server.Lines.Count(l => l == "RSET"), server.ConnectionCount));
    }

    [Fact]
    public async Task An_error_before_the_end_of_a_large_message_is_reported_not_the_broken_socket()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.SayAsync("220 x");
            await talk.ExpectAsync("EHLO");
            await talk.SayAsync("250-x|250 PIPELINING");
            for (var i = 0; i < 3; i++) await talk.ReadLineAsync();
            await talk.SayAsync("250 m|250 r|354 d");
            for (var i = 0; i < 10; i++) await talk.ReadLineAsync();
            await talk.SayAsync("552 5.3.4 that is too much");
            await talk.StallAsync();
        });
        var body = string.Concat(Enumerable.Repeat(new string('a', 70) + "\r\n", 200_000));
        Assert.Equal(new SendOutcome.Rejected(FailureScope.Message, SmtpStage.Message, 552, new(5, 3, 4), "that is too much"),
            await An.OutcomeAsync(An.Transport(server), An.Envelope(body: body)));
    }
}
