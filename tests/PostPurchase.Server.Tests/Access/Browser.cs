using System.Net.Http.Json;
using System.Text.Json;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Security;
using PostPurchase.Server.Tests.Hosting;
using PostPurchase.Testing;

namespace PostPurchase.Server.Tests.Access;

/// <summary>A browser as the web app uses it: with a cookie, and the token of its page on each change.</summary>
internal sealed class Browser(RunningServer server) : IDisposable
{
    /// <summary>Of everybody here.</summary>
    public const string Password = "a long enough one";

    // A client of its own: that of the server may carry a key.
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Client.BaseAddress, Timeout = Patience.Limit };
    private string? _cookie;

    public string? Token { get; set; }

    public string? Origin { get; init; }

    public string? ForwardedProto { get; init; }

    public string SetCookie { get; private set; } = "";

    /// <summary>A browser in which somebody with a role signed in; the account is named as its role.</summary>
    public static async Task<Browser> SignedInAsync(RunningServer server, string role)
    {
        await new AccountStore(server.Runner.Database).AddAsync(role, role, Passwords.Hash(Password), "test", TimeProvider.System.Now());
        var browser = new Browser(server);
        var answer = await browser.PostAsync("/api/v1/login", new { name = role, password = Password });
        answer.EnsureSuccessStatusCode();
        return browser;
    }

    public async Task<JsonElement> MeAsync()
    {
        using var json = await (await GetAsync("/api/v1/me")).Content.ReadFromJsonAsync<JsonDocument>();
        return json!.RootElement.Clone();
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<HttpResponseMessage> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public Task<HttpResponseMessage> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        if (_cookie is not null) request.Headers.Add("Cookie", _cookie);
        if (Token is not null) request.Headers.Add("X-Csrf-Token", Token);
        if (Origin is not null) request.Headers.Add("Origin", Origin);
        if (ForwardedProto is not null) request.Headers.Add("X-Forwarded-Proto", ForwardedProto);
        var answer = await _client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            SetCookie = cookies.Single();
            // A real browser drops the cookie at sign-out; this one keeps it, so that the server has to refuse it.
            if (path != "/api/v1/logout") _cookie = SetCookie.Split(';')[0];
        }
        if (answer.IsSuccessStatusCode && path is "/api/v1/login" or "/api/v1/setup" && answer.Content.Headers.ContentLength != 0)
        {
            var me = await answer.Content.ReadFromJsonAsync<JsonElement>();
            if (me.TryGetProperty("csrf", out var token)) Token = token.GetString();
        }
        return answer;
    }
}
