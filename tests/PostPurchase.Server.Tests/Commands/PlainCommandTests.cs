using System.Text.Json;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class PlainCommandTests : IDisposable
{
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

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
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
