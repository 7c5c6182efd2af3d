using System.Text;
using PostPurchase.Mail.Smtp;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class SmtpLoginTests
{
    [Fact]
    public async Task PLAIN_says_everything_in_one_line()
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("AUTH LOGIN PLAIN", line => line.StartsWith("AUTH", StringComparison.Ordinal) ? "235 2.7.0 ok" : null));
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(Transport(server)));
        Assert.Contains("AUTH PLAIN " + Base64("\0user\0pencil"), server.Lines);
    }

    [Fact]
    public async Task LOGIN_answers_two_questions()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await OfferAsync(talk, "AUTH=LOGIN");
            await talk.ExpectAsync("AUTH LOGIN");
            await talk.SayAsync("334 " + Base64("Username:"));
            await talk.ExpectAsync(Base64("user"));
            await talk.SayAsync("334 " + Base64("Password:"));
            await talk.ExpectAsync(Base64("pencil"));
            await talk.SayAsync("235 ok");
            await talk.ServeAfterGreetingAsync("");
        });
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(Transport(server)));
    }

    [Fact]
    public async Task XOAUTH2_answers_the_error_challenge_with_an_empty_line()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await OfferAsync(talk, "AUTH XOAUTH2 PLAIN");
            await talk.ExpectAsync("AUTH XOAUTH2 " + Base64("user=user\u0001auth=Bearer t0ken\u0001\u0001"));
            await talk.SayAsync("334 " + Base64("{\"status\":\"400\"}"));
            Assert.Equal("", await talk.ReadLineAsync());
            await talk.SayAsync("535 5.7.8 token t0ken of user@example.com refused");
            await talk.StallAsync();
        });
        var deferred = await FailureAsync(Transport(server, token: "t0ken"));
        Assert.Equal((535, "5.7.8"), (deferred.Code, deferred.Status?.ToString()));
        Assert.Equal("the server answered 535 to AUTH: token (secret) of (address) refused", deferred.Text);
    }

    [Fact]
    public async Task A_token_that_is_too_long_for_a_command_line_follows_on_its_own()
    {
        var token = new string('t', 2_000);
        await using var server = new ScriptedServer(async talk =>
        {
            await OfferAsync(talk, "AUTH XOAUTH2");
            Assert.Equal("AUTH XOAUTH2", await talk.ReadLineAsync());
            await talk.SayAsync("334 ");
            await talk.ExpectAsync(Base64($"user=user\u0001auth=Bearer {token}\u0001\u0001"));
            await talk.SayAsync("235 ok");
            await talk.ServeAfterGreetingAsync("");
        });
        Assert.IsType<SendOutcome.Accepted>(await An.OutcomeAsync(Transport(server, token: token)));
    }

    [Fact]
    public void SCRAM_says_what_the_example_of_the_standard_says()
    {
        // RFC 7677 section 3
        var scram = new ScramExchange("user", "pencil", "rOprNGfwEbeRWgbNEkqO");
        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", scram.First());
        Assert.True(scram.TryAnswer("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", out var answer));
        Assert.Equal("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", answer);
        Assert.True(scram.IsProof("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        Assert.False(scram.IsProof("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        Assert.False(new ScramExchange("user", "pencil", "x").IsProof(""));
    }

    [Theory]
    [InlineData("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=nonce,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=nonce1,s=?,i=4096")]
    [InlineData("r=nonce1,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1")]
    [InlineData("r=nonce1,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=999999999")]
    [InlineData("m=ext,r=nonce1,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("")]
    public void A_bad_SCRAM_challenge_gets_no_proof(string challenge) =>
        Assert.False(new ScramExchange("user", "pencil", "nonce").TryAnswer(challenge, out _));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SCRAM_trusts_only_a_server_that_knows_the_password(bool honest)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await OfferAsync(talk, "AUTH SCRAM-SHA-256 PLAIN");
            var first = Text((await talk.ExpectAsync("AUTH SCRAM-SHA-256 ")).Split(' ')[2]);
            var serverFirst = $"r={first.Split("r=")[1]}srv,s={Base64("salt salt")},i=4096";
            await talk.SayAsync("334 " + Base64(serverFirst));
            await talk.ReadLineAsync();
            var knowing = new ScramExchange("user", honest ? "pencil" : "guess", first.Split("r=")[1]);
            knowing.TryAnswer(serverFirst, out _);
            await talk.SayAsync("334 " + Base64(knowing.ServerFinal));
            if (await talk.ReadLineAsync() == "*") { await talk.SayAsync("501 cancelled"); return; }
            await talk.SayAsync("235 ok");
            await talk.ServeAfterGreetingAsync("");
        });
        var outcome = await An.OutcomeAsync(Transport(server, clearText: false));
        if (honest) Assert.IsType<SendOutcome.Accepted>(outcome);
        else Assert.Contains("did not prove", Assert.IsType<SendOutcome.Deferred>(outcome).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("535 5.7.8 wrong", 535)]
    [InlineData("454 4.7.0 later", 454)]
    [InlineData("535 5.7.8 pencil is not the password", 535)]
    [InlineData("535 5.7.8 AUTH PLAIN AHVzZXIAcGVuY2ls", 535)]
    public async Task A_refused_login_is_the_transports_failure_and_shows_no_secret(string reply, int code)
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync("AUTH PLAIN", line => line.StartsWith("AUTH", StringComparison.Ordinal) ? reply : null));
        var deferred = await FailureAsync(Transport(server));
        Assert.Equal((FailureScope.Transport, code), (deferred.Scope, deferred.Code));
        Assert.DoesNotContain("pencil", deferred.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Base64("\0user\0pencil"), deferred.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN XOAUTH2")]
    [InlineData("AUTH CRAM-MD5")]
    [InlineData("SIZE")]
    public async Task No_secret_goes_over_clear_text_unless_allowed(string keywords)
    {
        await using var server = new ScriptedServer(talk => talk.ServeAsync(keywords));
        var deferred = await FailureAsync(Transport(server, clearText: false, token: "t0ken"));
        Assert.Contains("no way to log in", deferred.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_challenge_that_is_no_base64_is_cancelled()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await OfferAsync(talk, "AUTH LOGIN");
            await talk.ExpectAsync("AUTH LOGIN");
            await talk.SayAsync("334 ???");
            await talk.ExpectAsync("*");
            await talk.SayAsync("501 cancelled");
        });
        Assert.Contains("not base64", (await FailureAsync(Transport(server))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_cannot_be_had_defers_the_message_and_the_next_one_goes()
    {
        var (clock, tries) = (new ManualClock(new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero)), 0);
        await using var server = new ScriptedServer(talk => talk.ServeAsync("AUTH XOAUTH2", line => line.StartsWith("AUTH", StringComparison.Ordinal) ? "235 ok" : null));
        var options = new SmtpTransportOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Security = SmtpSecurity.None,
            User = "user",
            AllowClearTextSecrets = true,
            AccessToken = _ => ++tries == 1 ? throw new IOException("the file is not there") : ValueTask.FromResult("t0ken"),
        };
        await using var pool = new SmtpPool(options, clock);

        var first = Assert.IsType<SendOutcome.Deferred>(await pool.SendAsync(An.Envelope(1), CancellationToken.None).WaitAsync(An.Hang));
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await pool.SendAsync(An.Envelope(2), CancellationToken.None).WaitAsync(An.Hang);

        Assert.Equal((FailureScope.Transport, "the access token cannot be had: the file is not there"), (first.Scope, first.Text));
        Assert.IsType<SendOutcome.Accepted>(second);
    }

    private static SmtpTransportOptions Transport(ScriptedServer server, bool clearText = true, string? token = null) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = SmtpSecurity.None,
        User = "user",
        Password = "pencil",
        AccessToken = token is null ? null : _ => ValueTask.FromResult(token),
        AllowClearTextSecrets = clearText,
    };

    private static async Task<SendOutcome.Deferred> FailureAsync(SmtpTransportOptions options) => Assert.IsType<SendOutcome.Deferred>(await An.OutcomeAsync(options));

    private static async Task OfferAsync(ServerTalk talk, string keyword)
    {
        await talk.SayAsync("220 x");
        await talk.ExpectAsync("EHLO");
        await talk.SayAsync("250-x|250 " + keyword);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
