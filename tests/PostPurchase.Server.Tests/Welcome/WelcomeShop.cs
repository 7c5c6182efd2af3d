using System.Net;
using System.Text;
using System.Text.Json;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Welcome;

/// <summary>A server over an empty folder, and the calls that the first run makes.</summary>
internal sealed class WelcomeShop(RunningServer server) : IAsyncDisposable
{
    public RunningServer Server => server;

    public string SettingsFile => Path.Combine(server.Folder.Path, "data", "settings.json");

    public static async Task<WelcomeShop> OpenAsync(string scope = "admin", params (string Name, string Value)[] settings)
    {
        var shop = new WelcomeShop(await RunningServer.StartAsync(settings));
        await shop.Server.UseKeyAsync(scope);
        return shop;
    }

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode status = HttpStatusCode.OK) => await JsonAsync(await server.GetAsync($"/api/v1{path}"), status);

    public Task<JsonElement> PostAsync(string path, object body, HttpStatusCode status = HttpStatusCode.OK) => SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body), status);

    public Task<JsonElement> PutAsync(string path, object body, HttpStatusCode status = HttpStatusCode.OK) => SendAsync(HttpMethod.Put, path, JsonSerializer.Serialize(body), status);

    /// <summary>Reads a file of orders.</summary>
    public Task<JsonElement> ReadAsync(string text, HttpStatusCode status = HttpStatusCode.OK) => SendAsync(HttpMethod.Post, "/orders/files?name=orders.csv", text, status);

    /// <summary>Loads the file that was read, to its end.</summary>
    public async Task<JsonElement> LoadAsync()
    {
        await PostAsync("/orders/load", new { }, HttpStatusCode.Accepted);
        return await LoadedAsync();
    }

    /// <summary>What is being loaded, when it is over.</summary>
    public async Task<JsonElement> LoadedAsync()
    {
        await Eventually.TrueAsync(async () => (await GetAsync("/orders/loading")).GetProperty("state").GetString() is "done" or "failed");
        return await GetAsync("/orders/loading");
    }

    /// <summary>Plays the sample shop or the orders, to its end.</summary>
    public async Task<JsonElement> ReplayAsync(string source)
    {
        return await PlayedAsync((await PostAsync("/replays", new { source }, HttpStatusCode.Accepted)).GetProperty("id").GetString());
    }

    /// <summary>A replay, when it is over.</summary>
    public async Task<JsonElement> PlayedAsync(string? id)
    {
        await Eventually.TrueAsync(async () => (await GetAsync($"/simulations/{id}")).GetProperty("state").GetString() is not ("waiting" or "running"));
        return await GetAsync($"/simulations/{id}");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1{path}", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await JsonAsync(await server.Client.SendAsync(request), status);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        if (text.Length == 0) return default;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
