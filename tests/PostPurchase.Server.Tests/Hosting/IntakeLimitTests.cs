using System.Net;
using System.Text.Json;
using PostPurchase.Server.Api;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>How much one request may hold.</summary>
public sealed class IntakeLimitTests
{
    private const int MostBytes = 8 * 1024 * 1024;

    [Fact]
    public async Task A_list_of_a_thousand_is_answered_one_by_one_and_one_more_is_refused_whole()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");
        string List(int count) => $"[{string.Join(',', Enumerable.Range(1, count).Select(i => i == 500 ? "{\"id\":\"bad\"}" : Custom($"e{i}")))}]";

        var answer = await server.PostAsync("/api/v1/events", List(1_000));
        var refused = await server.PostAsync("/api/v1/events", List(1_001));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (answer.StatusCode, refused.StatusCode));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var statuses = json.RootElement.GetProperty("results").EnumerateArray().Select(one => one.GetProperty("status").GetInt32()).ToList();
        Assert.Equal((1_000, 400), (statuses.Count, statuses[499]));
        Assert.Equal(999, statuses.Count(status => status == 200));
    }

    // A byte more is refused by HeldBody, as OverloadTests show without sending eight mebibytes to a server that hangs up.
    [Fact]
    public async Task Eight_mebibytes_of_events_are_taken()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");
        var body = Custom("e1");

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("/api/v1/events", body + new string(' ', MostBytes - body.Length))).StatusCode);
        Assert.Equal(MostBytes, EventsEndpoint.MostBytes);
    }

    [Fact]
    public async Task A_topic_that_is_not_used_is_stored_and_ignored_and_a_known_event_is_a_duplicate()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");

        var first = await server.PostAsync("/api/v1/events", Custom("e1"));
        var again = await server.PostAsync("/api/v1/events", Custom("e1"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Contains("duplicate", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Custom(string id) => $$$"""{"id":"{{{id}}}","type":"custom","name":"hello","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"{{{id}}}@example.com"}}""";
}
