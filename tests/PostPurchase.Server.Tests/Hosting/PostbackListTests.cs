using System.Net;
using System.Text.Json;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>Postbacks that are lists: each row is taken and answered alone, and what cannot be read of them is kept.</summary>
public sealed class PostbackListTests
{
    private const string Address = "/postbacks/impact/a-secret-of-our-own-1";
    private const string List = """
        [{"action_id":"1","status":"PENDING","payout":"8.00","currency":"USD"},
         {"action_id":"2","status":"PENDING","payout":"much","currency":"USD"},
         {"action_id":"3","status":"APPROVED","payout":"2.50","currency":"USD"},
         {"status":"APPROVED","payout":"1.00"}]
        """;

    [Fact]
    public async Task Of_a_list_with_bad_rows_the_rest_is_booked_and_each_is_answered_alone()
    {
        await using var server = await CommissionTests.StartAsync();

        var answer = await server.PostAsync(Address, List);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            """{"results":[{"id":"1","status":200,"outcome":"recorded"},{"id":"2","status":400,"error":"'much' is no amount such as 12.34","path":"[1].payout"},{"id":"3","status":200,"outcome":"recorded"},{"status":400,"error":"is missing: a conversion needs the network's id","path":"[3].actionid"}]}""",
            (await answer.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal));
        Assert.Equal(["3", "1"], (await ItemsAsync(server, "conversions")).Select(row => row.GetProperty("network_id").GetString()));
    }

    [Fact]
    public async Task A_date_that_never_comes_takes_its_own_row_alone()
    {
        await using var server = await CommissionTests.StartAsync();

        var answer = await server.PostAsync(Address, """
            [{"action_id":"1","status":"PENDING","payout":"8.00","currency":"USD"},
             {"action_id":"2","status":"PENDING","payout":"8.00","currency":"USD","event_date":"9999-12-31T23:59:59Z"},
             {"action_id":"3","status":"PENDING","payout":"8.00","currency":"USD"}]
            """);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["3", "1"], (await ItemsAsync(server, "conversions")).Select(row => row.GetProperty("network_id").GetString()));
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_kept_once_with_their_places_and_reasons()
    {
        await using var server = await CommissionTests.StartAsync();
        await server.PostAsync(Address, List);
        await server.PostAsync(Address, List);

        var kept = Assert.Single(await ItemsAsync(server, "webhooks?source=network:impact"));

        Assert.Equal(("network:impact", "malformed"), (kept.GetProperty("source").GetString(), kept.GetProperty("status").GetString()));
        Assert.Equal("[1] payout 'much' is no amount such as 12.34; [3] actionid is missing: a conversion needs the network's id", kept.GetProperty("error").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await server.PostAsync($"/api/v1/webhooks/{kept.GetProperty("id").GetString()}/replay", "{}")).StatusCode);
        Assert.Equal(List, await (await server.GetAsync($"/api/v1/webhooks/{kept.GetProperty("id").GetString()}")).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"action_id":"2","status":"PENDING","payout":"much","currency":"USD"}""", "payout 'much' is no amount such as 12.34")]
    [InlineData("[", "it is no JSON")]
    public async Task One_alone_that_cannot_be_read_is_refused_and_shown(string body, string why)
    {
        await using var server = await CommissionTests.StartAsync();

        var answer = await server.PostAsync(Address, body);

        var refused = Assert.Single(await ItemsAsync(server, "webhooks?source=network:impact"));
        Assert.Equal((HttpStatusCode.BadRequest, "malformed", JsonValueKind.Null), (answer.StatusCode, refused.GetProperty("status").GetString(), refused.GetProperty("id").ValueKind));
        Assert.StartsWith(why, refused.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(RunningServer server, string path)
    {
        using var document = JsonDocument.Parse(await (await server.GetAsync($"/api/v1/{path}")).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return [.. document.RootElement.GetProperty("items").EnumerateArray().Select(item => item.Clone())];
    }
}
