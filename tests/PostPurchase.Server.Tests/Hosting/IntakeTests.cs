using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

public sealed class IntakeTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    [Fact]
    public async Task An_event_is_stored_once()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");

        var first = await server.PostAsync("/api/v1/events", Purchase("evt-1"));
        var second = await server.PostAsync("/api/v1/events", Purchase("evt-1"));

        Assert.Equal((HttpStatusCode.OK, "stored"), (first.StatusCode, await Text(first, "outcome")));
        Assert.Equal((HttpStatusCode.OK, "duplicate"), (second.StatusCode, await Text(second, "outcome")));
    }

    [Fact]
    public async Task Each_event_of_a_list_is_answered_alone()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");

        var answer = await server.PostAsync("/api/v1/events", $"[{Purchase("a")},{{\"id\":\"b\",\"type\":\"purchase\"}}]");

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal([("a", 200), ("b", 400)], json.RootElement.GetProperty("results").EnumerateArray().Select(one => (one.GetProperty("id").GetString(), one.GetProperty("status").GetInt32())));
    }

    [Fact]
    public async Task An_event_of_a_store_that_is_not_there_is_refused_and_the_stores_are_named()
    {
        await using var server = await RunningServer.StartAsync(("Stores:eu:Name", "Europe"));
        await server.UseKeyAsync("events");
        string Of(string store, string id) => Purchase(id).Replace("\"type\"", $"\"store\":\"{store}\",\"type\"", StringComparison.Ordinal);

        var one = await server.PostAsync("/api/v1/events", Of("us", "a"));
        var list = await server.PostAsync("/api/v1/events", $"[{Of("eu", "b")},{Of("us", "c")}]");

        using var json = JsonDocument.Parse(await list.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.BadRequest, "there is no store 'us'; there are default, eu", "store"), (one.StatusCode, await Text(one, "error"), await Text(one, "path")));
        Assert.Equal([("b", 200), ("c", 400)], json.RootElement.GetProperty("results").EnumerateArray().Select(each => (each.GetProperty("id").GetString(), each.GetProperty("status").GetInt32())));
        Assert.Equal(1L, server.Runner.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from customer")));
    }

    [Fact]
    public async Task A_webhook_that_names_another_store_than_that_of_its_secret_is_told_which_it_is()
    {
        await using var server = await RunningServer.StartAsync(("Sources:shop:Kind", "standard"), ("Sources:shop:Secret", Secret));

        var answer = await SendAsync(server, "shop", Purchase("evt-1").Replace("\"type\"", "\"store\":\"us\",\"type\"", StringComparison.Ordinal), Secret);

        Assert.Equal((HttpStatusCode.BadRequest, "store"), (answer.StatusCode, await Text(answer, "path")));
        Assert.Contains("belongs to default: leave the store out", await Text(answer, "error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_event_is_refused_with_its_path()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("events");

        var answer = await server.PostAsync("/api/v1/events", Purchase("evt-1").Replace("\"quantity\":1", "\"quantity\":-1", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.BadRequest, "purchase.lines[0].quantity"), (answer.StatusCode, await Text(answer, "path")));
    }

    [Fact]
    public async Task Without_a_key_or_with_another_scope_nothing_is_taken()
    {
        await using var server = await RunningServer.StartAsync();

        var without = await server.PostAsync("/api/v1/events", Purchase("evt-1"));
        await server.UseKeyAsync("read");
        var other = await server.PostAsync("/api/v1/events", Purchase("evt-1"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (without.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task A_signed_webhook_is_stored_and_a_forged_one_is_not()
    {
        await using var server = await RunningServer.StartAsync(("Sources:shop:Kind", "standard"), ("Sources:shop:Secret", Secret));

        var signed = await SendAsync(server, "shop", Purchase("evt-1"), Secret);
        var again = await SendAsync(server, "shop", Purchase("evt-1"), Secret);
        var forged = await SendAsync(server, "shop", Purchase("evt-2"), "whsec_" + Convert.ToBase64String(new byte[32]));
        var unknown = await SendAsync(server, "other", Purchase("evt-3"), Secret);

        Assert.Equal("stored", await Text(signed, "status"));
        Assert.Equal("duplicate", await Text(again, "status"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound], new[] { signed, again, forged, unknown }.Select(answer => answer.StatusCode));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_read()
    {
        await using var server = await RunningServer.StartAsync(("Sources:shop:Kind", "standard"), ("Sources:shop:Secret", Secret));

        var answer = await SendAsync(server, "shop", new string(' ', (1024 * 1024) + 1), Secret);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_second_runner_on_the_same_database_is_refused()
    {
        await using var server = await RunningServer.StartAsync();

        var run = await CommandRun.Of(server.Folder, "serve");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is already being run by", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_and_the_page_for_an_unbuilt_app_answer_with_safe_headers()
    {
        await using var server = await RunningServer.StartAsync();

        var (health, ready, home) = (await server.GetAsync("/healthz"), await server.GetAsync("/readyz"), await server.GetAsync("/"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], new[] { health, ready, home }.Select(answer => answer.StatusCode));
        Assert.Equal(["nosniff"], home.Headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("default-src 'self'", home.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_icon_that_browsers_ask_for_by_themselves_is_no_mistake()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.GetAsync("/favicon.ico");

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.GetAsync("/openapi/v1.json");

        Assert.Contains("/api/v1/events", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // The real clock: an order that is over 48 hours old would start nothing.
    internal static string Purchase(string id, string email = "jane@example.com") => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"id":"{{{id}}}","type":"purchase","occurred_at":"{{{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}}}",
        "customer":{"email":"{{{email}}}","country":"US","first_name":"Jane"},
        "purchase":{"id":"o-{{{id}}}","number":"#{{{id}}}","currency":"USD","total":"59.90","lines":[{"id":"l1","name":"Trail backpack","quantity":1,"unit_price":"59.90"}]}}
        """);

    internal static async Task<HttpResponseMessage> SendAsync(RunningServer server, string source, string body, string secret)
    {
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"msg-1.{at}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/hooks/{source}", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", "msg-1");
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", "v1," + signature);
        return await server.Client.SendAsync(request);
    }

    private static async Task<string?> Text(HttpResponseMessage answer, string name)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty(name).GetString();
    }
}
