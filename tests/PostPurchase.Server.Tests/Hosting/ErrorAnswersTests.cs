using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using PostPurchase.Server.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What is wrong with a body is said in its own words.</summary>
public sealed class ErrorAnswersTests
{
    [Theory]
    [InlineData("""{ "decision": "retry", "all": true }""", "unknown key 'all'")]
    [InlineData("""{ "decision": 7 }""", "'decision' is of another kind than expected: text, a number, true or false, a list or an object (line 1, byte 16)")]
    [InlineData("""{ "decision" }""", "this is no JSON: '}' is invalid after a property name. Expected a ':'. (line 1, byte 14)")]
    public async Task A_body_that_is_not_as_expected_is_explained_without_types_of_the_program(string body, string words)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("operate");

        var answer = await server.PostAsync("/api/v1/deliveries/failed", body);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.BadRequest, words), (answer.StatusCode, json.RootElement.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("reports/rows?figure=cohort&a=2026-01&did=maybe", "expected true or false", "did")]
    [InlineData("earnings?window_days=abc", "expected a number", "window_days")]
    [InlineData("reports/rows?a=1", "'figure' is missing", "figure")]
    [InlineData("reports/rows?figure=cohort", "'a' is missing", "a")]
    [InlineData("reports/runs", "'journey' is missing", "journey")]
    [InlineData("earnings/rows?key=hello", "'figure' is missing", "figure")]
    public async Task A_value_of_the_address_that_cannot_be_taken_is_named_without_words_about_the_program(string asked, string words, string path)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");

        var answer = await server.GetAsync($"/api/v1/{asked}");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.BadRequest, words, path), (answer.StatusCode, json.RootElement.GetProperty("error").GetString(), json.RootElement.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"arm":null}""")]
    public async Task A_promotion_names_its_variant(string body)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("write");

        var answer = await server.PostAsync("/api/v1/experiments/1/promote", body);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.BadRequest, "'arm' is missing", "arm"), (answer.StatusCode, json.RootElement.GetProperty("error").GetString(), json.RootElement.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("deliveries/failed")]
    [InlineData("experiments/1/promote")]
    public async Task A_body_that_is_null_is_none(string path)
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));

        var answer = await server.PostAsync($"/api/v1/{path}", "null");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.BadRequest, "expected a JSON document in the body, and there is none"), (answer.StatusCode, json.RootElement.GetProperty("error").GetString()));
    }

    [Fact]
    public void Keys_that_are_missing_are_named()
    {
        var problem = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Body>("{}"));

        Assert.Equal("missing: 'first', 'second'", ErrorAnswers.WordsOf(problem));
    }

    [Theory]
    [InlineData("later")]
    [InlineData("")]
    public async Task A_decision_that_is_none_is_refused(string decision)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("operate");

        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/api/v1/deliveries/failed", $$"""{ "decision": "{{decision}}" }""")).StatusCode);
    }

    private sealed class Body
    {
        [JsonPropertyName("first")]
        public required string First { get; init; }

        [JsonPropertyName("second")]
        public required int Second { get; init; }
    }
}
