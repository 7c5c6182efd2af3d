using System.Net;
using System.Text.Json;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

public sealed class ApiTests
{
    [Fact]
    public async Task The_app_can_read_everything_about_one_mail()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");

        var overview = await JsonAsync(server, "/api/v1/overview");
        var row = (await JsonAsync(server, "/api/v1/deliveries?state=accepted&journey=hello")).GetProperty("items")[0];
        var delivery = await JsonAsync(server, $"/api/v1/deliveries/{row.GetProperty("id").GetString()}");
        var story = await JsonAsync(server, $"/api/v1/customers/{row.GetProperty("customer_id").GetString()}");

        Assert.Equal(0, overview.GetProperty("counts").GetProperty("sent_total").GetInt64());
        Assert.Equal(("jane@example.com", "hello", "thanks", "Hello"), (Text(row, "customer"), Text(row, "journey"), Text(row, "step"), Text(row, "subject")));
        Assert.Contains("<p>Hello</p>", Text(delivery, "html"), StringComparison.Ordinal);
        Assert.Contains("https://shop.example/care?a=1&b=2", delivery.GetProperty("links").EnumerateArray().Select(link => Text(link, "url")));
        Assert.Equal(["event", "enter", "accepted"], story.GetProperty("timeline").EnumerateArray().Select(line => Text(line, "kind")));
    }

    [Fact]
    public async Task The_overview_lists_what_happened_and_not_what_is_only_planned()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");

        var happened = (await JsonAsync(server, "/api/v1/overview")).GetProperty("recent").GetArrayLength();
        const string inTheYear3000 = "update send set state = 0, due_at = 32503680000000";
        await server.Runner.Database.WriteAsync(session => Dapper.SqlMapper.Execute(session.Connection, inTheYear3000), CancellationToken.None);
        var planned = (await JsonAsync(server, "/api/v1/overview")).GetProperty("recent").GetArrayLength();

        Assert.Equal((1, 0), (happened, planned));
        Assert.Equal(1, (await JsonAsync(server, "/api/v1/deliveries?state=planned")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Journeys_and_templates_come_with_their_numbers_and_problems()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");

        var journey = (await JsonAsync(server, "/api/v1/journeys")).GetProperty("items")[0];
        var steps = (await JsonAsync(server, "/api/v1/journeys/hello")).GetProperty("steps");
        var template = (await JsonAsync(server, "/api/v1/templates")).GetProperty("items")[0];

        Assert.Equal(("hello", "live", 1L, 28), (Text(journey, "key"), Text(journey, "status"), journey.GetProperty("sent").GetInt64(), journey.GetProperty("sparkline").GetArrayLength()));
        Assert.Equal([("thanks", "email"), ("rest", "wait"), ("tips", "email")], steps.EnumerateArray().Select(step => (Text(step, "id"), Text(step, "kind"))));
        Assert.Equal(("thanks", 2), (Text(template, "name"), template.GetProperty("used_by").GetArrayLength()));
    }

    [Theory]
    [InlineData("read", "this key has the scope read; this takes write")]
    [InlineData("events,read", "this key has the scopes events, read; this takes write")]
    public async Task A_key_that_may_not_is_told_what_it_may(string scope, string error)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync(scope);

        var answer = await server.PostAsync("/api/v1/journeys", "{}");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.Forbidden, error), (answer.StatusCode, Text(json.RootElement, "error")));
    }

    [Fact]
    public async Task A_journey_is_checked_as_it_is_typed()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");

        var answer = await server.PostAsync("/api/v1/validate", JsonSerializer.Serialize(new Dictionary<string, string> { ["yaml"] = "journey: a\ntriger: {}\n" }));
        var bad = await server.PostAsync("/api/v1/validate", """{"yml":""}""");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Contains(json.RootElement.GetProperty("problems").EnumerateArray(), problem => problem.GetProperty("line").GetInt32() == 2);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/customers")]
    [InlineData("/api/v1/purchases/recent")]
    [InlineData("/api/v1/webhooks")]
    [InlineData("/api/v1/health")]
    public async Task Lists_answer_those_who_may_read(string path)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var without = await server.GetAsync(path);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without.StatusCode, (await server.GetAsync(path)).StatusCode));
    }

    [Fact]
    public async Task People_at_this_machine_need_no_key_where_that_is_switched_on()
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));

        using var foreign = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/overview", UriKind.Relative));
        foreign.Headers.Host = "evil.example";

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/api/v1/overview")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync(foreign)).StatusCode);
    }

    [Theory]
    [InlineData("true", null, true)]
    [InlineData("false", null, false)]
    [InlineData("false", "postpurchase=of-a-login", true)]
    public async Task A_page_of_the_app_says_whether_its_caller_is_expected_to_be_let_in(string isOpen, string? cookie, bool isExpected)
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", isOpen));
        if (cookie is not null) server.Client.DefaultRequestHeaders.Add("Cookie", cookie);

        var page = await (await server.GetAsync("/journeys")).Content.ReadAsStringAsync();

        Assert.Equal(isExpected, page.Contains("<html data-expected ", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        var answer = await server.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
