using System.Net;
using System.Text;
using System.Text.Json;
using PostPurchase.Core.Sending;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Journeys;

/// <summary>A server with one journey, and the calls that the designer makes.</summary>
internal sealed class JourneyShop(RunningServer server) : IAsyncDisposable
{
    public const string Text = """
        # says hello
        journey: hello
        name: Hello
        status: live   # since Monday
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: thanks, content: transactional, subject: "Got {{ purchase.number }}" } }
          - { id: rest, wait: { for: 1d } }
          - { id: tips, email: { template: thanks, content: own, subject: "Tips" } }
        """;

    private System.Net.Http.Headers.AuthenticationHeaderValue? _events;

    public RunningServer Server => server;

    public string File => Path.Combine(server.Folder.Path, "workflows", "hello.yaml");

    public static async Task<JourneyShop> OpenAsync(string scope = "write", string text = Text)
    {
        var server = await RunningServer.StartAsync(folder =>
        {
            folder.Write("workflows/hello.yaml", text);
            folder.Write("templates/thanks.html", "<p>Hello {{ customer.first_name }}</p><a href=\"https://shop.example/care\">Care</a><p>{{ store.postal_address ?? '' }}</p><a href=\"{{ links.unsubscribe }}\">Unsubscribe</a>");
            folder.Write("templates/bare.html", "<p>Hello</p>");
        });
        await server.UseKeyAsync(scope);
        return new(server);
    }

    public async Task BuyAsync(string number = "1001", string? at = null)
    {
        var own = server.Client.DefaultRequestHeaders.Authorization;
        if (_events is null) await server.UseKeyAsync("events");
        server.Client.DefaultRequestHeaders.Authorization = _events ??= server.Client.DefaultRequestHeaders.Authorization;
        at ??= DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var answer = await server.PostAsync("/api/v1/events", $$$"""
            {"id":"e{{{number}}}","type":"purchase","occurred_at":"{{{at}}}","customer":{"email":"jane{{{number}}}@example.com","first_name":"Jane","country":"US","consent":{"own":true,"third_party":true,"tracking":true}},
             "purchase":{"id":"{{{number}}}","number":"#{{{number}}}","currency":"USD","total":"59.90","lines":[{"id":"l1","product_id":"p1","name":"Trail backpack","unit_price":"59.90"}]}}
            """);
        answer.EnsureSuccessStatusCode();
        server.Client.DefaultRequestHeaders.Authorization = own;
    }

    public Task SentAsync(long count) => Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) >= count);

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode status = HttpStatusCode.OK) => await JsonAsync(await server.GetAsync(path), status);

    public async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode status = HttpStatusCode.OK) => await JsonAsync(await server.PostAsync(path, JsonSerializer.Serialize(body)), status);

    public async Task<JsonElement> SaveAsync(string yaml, long revision, HttpStatusCode status = HttpStatusCode.OK, string key = "hello", string? basis = null, string? start = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/v1/journeys/{key}/draft", UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { yaml, base_hash = basis, base_yaml = start }), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{revision}\"");
        return await JsonAsync(await server.Client.SendAsync(request), status);
    }

    /// <summary>The hash of the text in force.</summary>
    public async Task<string?> HashAsync() => (await GetAsync("/api/v1/journeys/hello")).GetProperty("hash").GetString();

    /// <summary>Publishes the draft as its plan shows it.</summary>
    public async Task<JsonElement> PublishAsync(string? status = null, string key = "hello", HttpStatusCode expected = HttpStatusCode.OK)
    {
        var plan = await GetAsync($"/api/v1/journeys/{key}/publish-plan");
        return await PostAsync($"/api/v1/journeys/{key}/publish", new { revision = plan.GetProperty("revision").GetInt64(), expected_version = plan.GetProperty("old_version").GetString(), status }, expected);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        if (text.Length == 0) return default;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
