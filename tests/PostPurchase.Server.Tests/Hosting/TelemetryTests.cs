using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Spans_and_measures_go_to_the_collector_without_an_address()
    {
        var got = new ConcurrentDictionary<string, string>();
        await using var collector = await CollectAsync(got);
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"), ("Telemetry:OtlpEndpoint", collector.Urls.First()));
        using var export = TelemetryExport.Start(ShellWith(("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")), server.Runner)!;

        using var answer = await server.PostAsync("/api/v1/events", """{"id":"e1","type":"custom","name":"hello","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"jane@example.com"}}""");

        foreach (var (path, name) in new[] { ("/v1/traces", "intake"), ("/v1/metrics", "postpurchase.events"), ("/v1/metrics", "postpurchase.queue.due") })
        {
            // A flush waits for 5 seconds at most, which a busy machine may need for the first.
            await Eventually.TrueAsync(() =>
            {
                export.Flush();
                return got.GetValueOrDefault(path, "").Contains(name, StringComparison.Ordinal);
            });
        }

        Assert.All(got.Values, text => Assert.DoesNotContain("jane@example.com", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_exported_where_no_address_is_given()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Null(TelemetryExport.Start(ShellWith(), server.Runner));
    }

    private static async Task<WebApplication> CollectAsync(ConcurrentDictionary<string, string> got)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/{what}", async (HttpRequest request, string what) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            // Protocol buffers hold texts as they are.
            got.AddOrUpdate("/v1/" + what, Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
            return Results.Ok();
        });
        await app.StartAsync();
        return app;
    }

    private static Shell ShellWith(params (string Name, string Value)[] environment) => new()
    {
        In = Stream.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Folder = Path.GetTempPath(),
        Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value),
    };
}
