using System.Text.Json;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class PlainCommandTests : IDisposable
{
    private const string Bounce = """
        From: MAILER-DAEMON@mail.example
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        The mail system
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example

        Final-Recipient: rfc822; gone@example.com
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 User unknown
        --b--
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_sample_ratio_of_even_arms_is_not_suspicious()
    {
        var run = await CommandRun.Of(_folder, "stats", "srm", "--users", "5000,5000", "--weights", "1,1");

        Assert.Equal((0, "1\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Numbers_that_cannot_be_read_fail_with_one_line()
    {
        var run = await CommandRun.Of(_folder, "stats", "srm", "--users", "5000,x", "--weights", "1,1");

        Assert.Equal((2, "", "users 'x': expected whole numbers separated by commas\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Two_arms_are_compared()
    {
        _folder.Write("cases.json", """{"cases":[{"kind":"bayesian","a":{"type":"proportion","n":100,"sum":10},"b":{"type":"proportion","n":100,"sum":20}}]}""");

        var run = await CommandRun.Of(_folder, "stats", "compare", "--file", "cases.json");

        using var answer = JsonDocument.Parse(run.Out);
        Assert.Equal(1, answer.RootElement.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task Each_address_gets_one_verdict()
    {
        _folder.Write("addresses.txt", "jane@example.com\njane@\n\n(c)jane@example.com\n");

        var run = await CommandRun.Of(_folder, "address", "--check", "addresses.txt");

        Assert.Equal(["accepted", "refused no_domain", "refused empty", "refused comment"], run.Lines);
    }

    [Fact]
    public async Task Windows_line_ends_are_no_part_of_an_address_though_the_last_line_has_none()
    {
        _folder.Write("addresses.txt", "jane@example.com\r\njoe@example.com\r\nann@example.com");

        var run = await CommandRun.Of(_folder, "address", "--check", "addresses.txt");

        Assert.Equal(["accepted", "accepted", "accepted"], run.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("From: jane@example.com\nSubject: Hello\n\nWhere is my order?\n")]
    public async Task Mail_that_is_no_bounce_is_said_to_change_nothing(string mail)
    {
        var run = await CommandRun.With(_folder, [], mail, "bounce");

        Assert.Equal((0, "", "nothing was changed: this is neither a bounce nor a complaint\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_bounce_that_is_read_is_0_whatever_it_changes()
    {
        _folder.Write("data/secret.key", new string('k', 32));
        await CommandRun.Of(_folder, "key", "add", "shop", "--scope", "events"); // makes the database

        var run = await CommandRun.With(_folder, [], Bounce, "bounce");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("address_unknown", Assert.Single(run.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bounce_in_the_wrong_folder_is_kept_by_the_mail_server()
    {
        var run = await CommandRun.With(_folder, [], Bounce, "bounce", "--data", "elsewhere");

        Assert.Equal((75, ""), (run.ExitCode, run.Out));
        Assert.EndsWith("elsewhere is no data folder that mail was sent from: name it with --data\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bounce_is_kept_by_the_mail_server_while_the_database_is_missing_and_none_is_made()
    {
        _folder.Write("data/secret.key", new string('k', 32));

        var run = await CommandRun.With(_folder, [], Bounce, "bounce");

        Assert.Equal((75, ""), (run.ExitCode, run.Out));
        Assert.Matches("^try again later: [^\n]*postpurchase.db does not exist\n$", run.Error);
        Assert.Equal(["secret.key"], Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "data")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_bounce_is_kept_by_the_mail_server_while_the_key_is_empty()
    {
        await CommandRun.Of(_folder, "key", "add", "shop", "--scope", "events"); // makes the database
        _folder.Write("data/secret.key", "");

        var run = await CommandRun.With(_folder, [], Bounce, "bounce");

        Assert.Equal((75, ""), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task A_bounce_is_kept_by_the_mail_server_while_the_database_cannot_be_opened()
    {
        _folder.Write("data/secret.key", new string('k', 32));
        _folder.Write("data/postpurchase.db/in-its-place", "a folder");

        var run = await CommandRun.With(_folder, [], Bounce, "bounce");

        Assert.Equal((75, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"try again later: {Path.Combine(_folder.Path, "data")}", run.Error, StringComparison.Ordinal);
    }

    [ConformanceFact]
    public async Task A_bounce_is_classified_on_one_line_a_recipient()
    {
        var file = Conformance.PathTo("bounces", "emails", "lhost-exim-01.eml");

        var run = await CommandRun.Of(_folder, "bounce", "--classify", file, file);

        using var line = JsonDocument.Parse(run.Lines[0]);
        Assert.Equal(["file", "recipient", "status", "reason", "action"], line.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task The_schema_is_JSON()
    {
        var run = await CommandRun.Of(_folder, "schema");

        using var schema = JsonDocument.Parse(run.Out);
        Assert.Equal("#/$defs/journey", schema.RootElement.GetProperty("$ref").GetString());
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("explain", "something", "--else")]
    [InlineData("test")]
    public async Task Reserved_names_are_not_available(params string[] args)
    {
        var run = await CommandRun.Of(_folder, args);

        Assert.Equal((2, $"{args[0]}: not available in this version\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("Argument 'maybe' not recognized. Must be one of: 'none' 'files'", "simulate", "simulate", "--events", "e", "--from", "2026-01-01", "--days", "1", "--out", "o", "--mail", "maybe")]
    [InlineData("Option '--role' is required.", "user add", "user", "add", "jane")]
    public async Task Wrong_arguments_are_told_one_a_line_with_the_command_whose_help_says_more(string expected, string command, params string[] args)
    {
        var run = await CommandRun.Of(_folder, args);

        Assert.Equal((2, "", $"{expected}\nsee: postpurchase {command} --help\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_key_is_printed_alone_and_its_name_is_taken_then()
    {
        var first = await CommandRun.Of(_folder, "key", "add", "shop", "--scope", "events");
        var second = await CommandRun.Of(_folder, "key", "add", "shop", "--scope", "events");
        var wrong = await CommandRun.Of(_folder, "key", "add", "other", "--scope", "everything");

        Assert.Equal((0, 47, 1, 2), (first.ExitCode, first.Out.Length, second.ExitCode, wrong.ExitCode));
        Assert.StartsWith("pp_", first.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_database_is_sound_backed_up_and_restored()
    {
        await CommandRun.Of(_folder, "key", "add", "shop", "--scope", "events");

        var verify = await CommandRun.Of(_folder, "verify");
        var backup = await CommandRun.Of(_folder, "backup", "copy.db");
        var again = await CommandRun.Of(_folder, "backup", "copy.db");
        var restore = await CommandRun.Of(_folder, "restore", "copy.db");
        var confirm = await CommandRun.Of(_folder, "restore", "--confirm");
        var neither = await CommandRun.Of(_folder, "restore");

        Assert.Equal([0, 0, 1, 0, 0, 2], new[] { verify, backup, again, restore, confirm, neither }.Select(run => run.ExitCode));
    }

    public void Dispose() => _folder.Dispose();
}
