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

    [Fact]
    public async Task A_template_that_the_step_does_not_send_is_refused()
    {
        _folder.Write("templates/other.html", "<p>Other</p>");

        var run = await CommandRun.Of(_folder, "preview", "other", "--event", "event.json", "--journey", "hello", "--step", "hi");

        Assert.Equal((1, "the step 'hi' sends 'hello', not 'other': name that template, or leave out the step\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("events.json", "[", ",", "]")]
    [InlineData("events.jsonl", "", "\n", "")]
    public async Task The_mail_of_a_parcel_is_shown_with_the_order_that_came_before(string file, string open, string between, string close)
    {
        _folder.Write("templates/parcel.html", "{{ purchase.number }} by {{ shipment.carrier }}");
        const string Customer = """ "customer":{"email":"jane@example.com","country":"US"} """;
        const string Order = $$$"""{"id":"e1","type":"purchase","occurred_at":"2026-01-02T10:00:00Z",{{{Customer}}},"purchase":{"id":"1","number":"#1","currency":"USD","total":"5.00","lines":[]}}""";
        const string Parcel = $$$"""{"id":"e2","type":"shipped","occurred_at":"2026-01-03T10:00:00Z",{{{Customer}}},"purchase":{"id":"1"},"shipment":{"id":"s1","carrier":"DHL"}}""";
        _folder.Write(file, open + Order + between + Parcel + close);

        var run = await CommandRun.Of(_folder, "preview", "parcel", "--event", file);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("#1 by DHL", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mail_of_an_arrival_is_shown_with_what_was_sent_in_the_parcel()
    {
        _folder.Write("templates/parcel.html", "{{ shipment.lines.size }} by {{ shipment.carrier }}");
        _folder.Write("events.jsonl", """
            {"id":"e1","type":"purchase","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"jane@example.com"},"purchase":{"id":"1","currency":"USD","total":"5.00","lines":[]}}
            {"id":"e2","type":"shipped","occurred_at":"2026-01-03T10:00:00Z","customer":{"email":"jane@example.com"},"purchase":{"id":"1"},"shipment":{"id":"s1","carrier":"DHL","lines":[{"line_id":"l1","product_id":"p1","name":"Bottle","quantity":1}]}}
            {"id":"e3","type":"delivered","occurred_at":"2026-01-05T10:00:00Z","customer":{"email":"jane@example.com"},"purchase":{"id":"1"},"shipment":{"id":"s1"}}
            """);

        var run = await CommandRun.Of(_folder, "preview", "parcel", "--event", "events.jsonl");

        Assert.StartsWith("1 by DHL", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_event_of_several_is_named_with_its_place()
    {
        _folder.Write("events.json", """[{"id":"e1","type":"shipped"}]""");

        var run = await CommandRun.Of(_folder, "preview", "hello", "--event", "events.json");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("events.json: [0].", run.Error, StringComparison.Ordinal);
    }
}
