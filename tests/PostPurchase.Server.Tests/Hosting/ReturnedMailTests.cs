using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PostPurchase.Core;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>The three ways by which bounces and complaints come, against a running server: one and the same effect.</summary>
public sealed class ReturnedMailTests
{
    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: tips, email: { template: tips, content: own, subject: "Tips" } }
        """;

    [Fact]
    public async Task A_providers_signed_call_is_stored_and_acted_on_once()
    {
        await using var server = await StartAsync(("Sources:mg:Kind", "mailgun"), ("Sources:mg:Secret", "key"));
        var send = await SentAsync(server);
        var body = Mailgun("key", "t1", MessageIdOf(server, send));

        var first = await server.PostAsync("/hooks/mg", body);
        var again = await server.PostAsync("/hooks/mg", body);

        Assert.Equal([(HttpStatusCode.OK, "stored"), (HttpStatusCode.OK, "duplicate")], [(first.StatusCode, await StatusAsync(first)), (again.StatusCode, await StatusAsync(again))]);
        Assert.Equal("address_unknown", Assert.Single(await SuppressionsAsync(server)).Reason);
        Assert.StartsWith("bounced: address_unknown", (await FindAsync(server, send)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other", HttpStatusCode.Unauthorized)]
    [InlineData("key", HttpStatusCode.OK)]
    public async Task Forged_calls_and_calls_without_a_token_of_ours_change_nothing(string key, HttpStatusCode expected)
    {
        await using var server = await StartAsync(("Sources:mg:Kind", "mailgun"), ("Sources:mg:Secret", "key"));
        var send = await SentAsync(server);

        var answer = await server.PostAsync("/hooks/mg", Mailgun(key, "t1", $"send.{send.Id.Value}@shop.example"));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Empty(await SuppressionsAsync(server));
    }

    [Fact]
    public async Task The_watched_maildir_is_emptied_into_the_ledger()
    {
        await using var server = await StartAsync(("Bounces:Maildir", "bounces"));
        var send = await SentAsync(server);
        var folder = Path.Combine(server.Folder.Path, "bounces");

        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName, "m"), Dsn(server, send));
        File.Move(Path.Combine(folder, "tmp", "m"), Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "new")).FullName, "m"));

        await Eventually.TrueAsync(async () => (await SuppressionsAsync(server)).Count == 1);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(folder, "cur", "m:2,S")));
    }

    [Fact]
    public async Task A_report_by_pipe_is_written_to_the_ledger_beside_the_running_server()
    {
        await using var server = await StartAsync();
        var send = await SentAsync(server);

        var run = await CommandRun.With(server.Folder, [], Dsn(server, send), "bounce");
        var forged = await CommandRun.With(server.Folder, [], Dsn(server, send).Replace("bounce+", "bounce-", StringComparison.Ordinal), "bounce");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\"reason\":\"address_unknown\",\"action\":\"suppress\"", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("bounced: address_unknown (5.1.1)", (await FindAsync(server, send)).Reason, StringComparison.Ordinal);
        Assert.Equal((0, true), (forged.ExitCode, forged.Error.StartsWith("nothing was changed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_brake_is_released_by_command_and_by_API()
    {
        await using var server = await StartAsync();
        var on = await CommandRun.Of(server.Folder, "brake", "on", "hello", "--reason", "too many complaints");
        await server.UseKeyAsync("read,write");

        var listed = await (await server.GetAsync("/api/v1/brakes")).Content.ReadAsStringAsync();
        var health = await (await server.GetAsync("/api/v1/health")).Content.ReadAsStringAsync();
        var released = await server.PostAsync("/api/v1/journeys/hello/brake/release", "");
        var again = await CommandRun.Of(server.Folder, "brake", "release", "hello");

        Assert.Equal(0, on.ExitCode);
        Assert.Contains("too many complaints", listed, StringComparison.Ordinal);
        Assert.Contains("the brake holds the marketing of hello", health, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, 1), (released.StatusCode, again.ExitCode));
        Assert.Contains("released", (await CommandRun.Of(server.Folder, "brake")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3_999, false)]
    [InlineData(4_000, true)]
    public async Task Health_warns_before_Gmail_takes_the_sender_for_a_bulk_sender(int count, bool warns)
    {
        await using var server = await StartAsync();
        await server.UseKeyAsync("read");
        var day = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 86_400;
        // A new database counts its days once, which would empty what is written here.
        await Eventually.TrueAsync(() => server.Runner.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from learning_state where name = 'zones'")) == 1);
        // Of the next day too: the question may come after midnight.
        await server.Runner.Database.WriteAsync(
            session => Dapper.SqlMapper.Execute(
                session.Connection,
                "insert into domain_day (day, domain, state, sends) values (@day, 'gmail.com', 4, @count), (@day, 'example.com', 4, 9000), (@day + 1, 'gmail.com', 4, @count), (@day + 1, 'example.com', 4, 9000)",
                new { day, count }),
            default);

        var health = await (await server.GetAsync("/api/v1/health")).Content.ReadAsStringAsync();

        Assert.Equal(warns, health.Contains("4000 mails went to Gmail today", StringComparison.Ordinal));
    }

    private static Task<RunningServer> StartAsync(params (string, string)[] settings) => RunningServer.StartAsync(
        folder =>
        {
            folder.Write("workflows/hello.yaml", Journey);
            folder.Write("templates/tips.html", "<p>Tips</p><a href=\"{{ links.unsubscribe }}\">Unsubscribe</a>");
        },
        settings);

    private static async Task<StoredSend> SentAsync(RunningServer server)
    {
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase("evt-1"))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 1);
        var file = Directory.GetFiles(Path.Combine(server.Folder.Path, "data", "outbox"), "*.eml").Single();
        return await FindAsync(server, new SendId(long.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture)));
    }

    private static Task<StoredSend> FindAsync(RunningServer server, StoredSend send) => FindAsync(server, send.Id);

    private static async Task<StoredSend> FindAsync(RunningServer server, SendId id) => (await new SendLedger(server.Runner.Database).FindAsync(id))!;

    private static Task<IReadOnlyList<Suppression>> SuppressionsAsync(RunningServer server) => new SuppressionStore(server.Runner.Database).OfAsync("default", "jane@example.com");

    private static byte[] KeyOf(RunningServer server) => File.ReadAllBytes(Path.Combine(server.Folder.Path, "data", "secret.key"));

    private static string MessageIdOf(RunningServer server, StoredSend send) => $"{ReturnPath.MessageId(send.Id.Value, KeyOf(server))}@shop.example";

    private static string Dsn(RunningServer server, StoredSend send) => $"""
        From: MAILER-DAEMON@mx.example.com
        To: {ReturnPath.Encode(send.Id.Value, KeyOf(server), "shop.example")}
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; jane@example.com
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 user unknown

        --b--
        """;

    private static string Mailgun(string key, string token, string messageId)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{at}{token}")));
        return $$$"""
            {"signature":{"timestamp":"{{{at}}}","token":"{{{token}}}","signature":"{{{signature}}}"},
            "event-data":{"event":"failed","severity":"permanent","recipient":"jane@example.com","delivery-status":{"code":550,"message":"5.1.1 user unknown"},"message":{"headers":{"message-id":"{{{messageId}}}"} } } }
            """;
    }

    private static async Task<string?> StatusAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("status").GetString();
    }
}
