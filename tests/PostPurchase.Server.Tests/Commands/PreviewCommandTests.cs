using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class PreviewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PreviewCommandTests()
    {
        _folder.Write("templates/hello.html", "<p>Hello {{ customer.first_name }}</p>");
        _folder.Write("workflows/hello.yaml", """
            journey: hello
            trigger: { on: purchase }
            steps:
              - id: hi
                email:
                  template: hello
                  content: transactional
                  subject: "Hello"
                  experiments: [ { name: tone, metric: conversion, variants: { plain: { weight: 1, subject: "Hello" }, warm: { weight: 1, subject: "Dear you" } } } ]
            """);
        _folder.Write("event.json", """
            {"id":"e1","type":"purchase","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"jane@example.com","first_name":"Jane","country":"US"},
             "purchase":{"id":"1","currency":"USD","total":"5.00","lines":[]}}
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("warm", "Dear you\n")]
    [InlineData("tone:plain", "Hello\n")]
    public async Task A_variant_is_shown_as_it_would_be_sent(string variant, string subject)
    {
        var run = await CommandRun.Of(_folder, "preview", "hello", "--event", "event.json", "--journey", "hello", "--step", "hi", "--variant", variant, "--part", "subject");

        Assert.Equal((0, subject), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task A_variant_that_does_not_exist_is_refused_with_those_that_do()
    {
        var run = await CommandRun.Of(_folder, "preview", "hello", "--event", "event.json", "--journey", "hello", "--step", "hi", "--variant", "loud");

        Assert.Equal((1, "the step 'hi' has no variant 'loud': it has tone:plain, tone:warm\n"), (run.ExitCode, run.Error));
    }
}
