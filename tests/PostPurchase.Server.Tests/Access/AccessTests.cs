using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PostPurchase.Server.Security;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Access;

public sealed class AccessTests
{
    private const string Password = "correct horse";

    [Fact]
    public async Task The_first_account_is_made_with_the_token_that_serve_prints()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = new Browser(server);

        var guessed = await browser.PostAsync("/api/v1/setup", new { token = "guess", name = "ann", password = Password });
        var made = await browser.PostAsync("/api/v1/setup", new { token = TokenOf(server), name = "Ann", password = Password });
        var again = await browser.PostAsync("/api/v1/setup", new { token = TokenOf(server), name = "eve", password = Password });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Conflict), (guessed.StatusCode, made.StatusCode, again.StatusCode));
        Assert.Equal(("ann", "admin"), (Text(await browser.MeAsync(), "name"), Text(await browser.MeAsync(), "role")));
    }

    [Theory]
    [InlineData("analyst", "/api/v1/deliveries/1/approve", HttpStatusCode.Forbidden)]
    [InlineData("marketer", "/api/v1/deliveries/1/approve", HttpStatusCode.NotFound, HttpStatusCode.Conflict)]
    [InlineData("marketer", "/api/v1/keys", HttpStatusCode.Forbidden)]
    [InlineData("developer", "/api/v1/keys", HttpStatusCode.BadRequest)]
    [InlineData("developer", "/api/v1/accounts", HttpStatusCode.Forbidden)]
    [InlineData("admin", "/api/v1/accounts", HttpStatusCode.BadRequest)]
    public async Task A_role_may_what_it_may_and_no_more(string role, string path, params HttpStatusCode[] expected)
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await Browser.SignedInAsync(server, role);

        var answer = await browser.PostAsync(path, new { });

        Assert.Contains(answer.StatusCode, expected);
    }

    [Fact]
    public async Task A_change_without_the_token_of_the_page_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await Browser.SignedInAsync(server, "admin");

        browser.Token = null;
        var without = await browser.PostAsync("/api/v1/keys", new { name = "x", scopes = new[] { "read" } });
        browser.Token = "another";
        var wrong = await browser.PostAsync("/api/v1/keys", new { name = "x", scopes = new[] { "read" } });

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (without.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task Another_sites_page_cannot_sign_anybody_in()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = new Browser(server) { Origin = "https://evil.example" };

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/api/v1/login", new { name = "ann", password = Password })).StatusCode);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while_also_for_the_right_one()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await Browser.SignedInAsync(server, "admin");

        var wrong = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++) wrong.Add((await browser.PostAsync("/api/v1/login", new { name = "admin", password = "wrong password" })).StatusCode);
        var right = await browser.PostAsync("/api/v1/login", new { name = "admin", password = Browser.Password });

        Assert.All(wrong, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.NotNull(right.Headers.RetryAfter);
    }

    [Fact]
    public async Task Signing_out_ends_the_login_not_only_the_cookie()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await Browser.SignedInAsync(server, "analyst");

        await browser.PostAsync("/api/v1/logout", new { });

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/overview")).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_only_sent_over_tls_where_there_is_tls()
    {
        await using var server = await RunningServer.StartAsync();
        using var plain = await Browser.SignedInAsync(server, "analyst");
        using var tls = new Browser(server) { ForwardedProto = "https" };
        var answer = await tls.PostAsync("/api/v1/login", new { name = "analyst", password = Browser.Password });

        Assert.Contains("httponly", plain.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", plain.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", plain.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_can_be_revoked()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await Browser.SignedInAsync(server, "developer");

        var made = await JsonAsync(await browser.PostAsync("/api/v1/keys", new { name = "shop", scopes = new[] { "read" } }));
        var listed = await (await browser.GetAsync("/api/v1/keys")).Content.ReadAsStringAsync();
        var secret = Text(made, "secret")!;
        var works = await WithKeyAsync(server, secret);
        await browser.DeleteAsync("/api/v1/keys/shop");

        Assert.DoesNotContain(secret, listed, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (works, await WithKeyAsync(server, secret)));
    }

    [Fact]
    public async Task Nobody_makes_a_key_that_may_more_than_they_may()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await Browser.SignedInAsync(server, "developer");

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/api/v1/keys", new { name = "more", scopes = new[] { "admin" } })).StatusCode);
    }

    [Fact]
    public async Task Nobody_ends_a_key_that_may_more_than_they_may()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("admin");
        await server.UseKeyAsync("read");
        using var browser = await Browser.SignedInAsync(server, "developer");

        var refused = await browser.DeleteAsync("/api/v1/keys/admin");
        var taken = await browser.DeleteAsync("/api/v1/keys/read");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NoContent), (refused.StatusCode, taken.StatusCode));
        Assert.Contains("\"admin\"", await (await browser.GetAsync("/api/v1/keys")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_accounts_stand_in_the_audit_without_secrets()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await Browser.SignedInAsync(server, "admin");
        await browser.PostAsync("/api/v1/accounts", new { name = "bob", role = "analyst", password = Password });
        await browser.PutAsync("/api/v1/accounts/bob", new { role = "marketer", password = "another secret" });

        var audit = await (await browser.GetAsync("/api/v1/audit")).Content.ReadAsStringAsync();

        Assert.Contains("\"account.role\",\"subject\":\"bob\",\"before\":\"analyst\",\"after\":\"marketer\"", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("another secret", audit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":""", null)]
    [InlineData("""{"name":"ann","pasword":"x"}""", null)]
    [InlineData("""{"name":7}""", "$.name")]
    public async Task A_body_that_is_not_understood_is_answered_with_why_and_where(string body, string? path)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostAsync("/api/v1/login", body);
        var json = await JsonAsync(answer);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(Text(json, "error")!);
        if (path is not null) Assert.Equal(path, Text(json, "path"));
    }

    private static string TokenOf(RunningServer server) => server.Services.GetRequiredService<SetupToken>().Value;

    private static async Task<HttpStatusCode> WithKeyAsync(RunningServer server, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/overview", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", key);
        return (await server.Client.SendAsync(request)).StatusCode;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using var json = await answer.Content.ReadFromJsonAsync<JsonDocument>();
        return json!.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
