using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>What a request lacks is named, and never a fault of the server.</summary>
public sealed partial class WholeBodyTests
{
    [Theory]
    [InlineData("post", "compliance/overrides", "{}", "finding")]
    [InlineData("post", "compliance/overrides", """{"finding":"x"}""", "reason")]
    [InlineData("post", "compliance/overrides", """{"finding":"x","reason":null}""", "reason")]
    [InlineData("post", "offer-checks", "{}", "name")]
    [InlineData("post", "offer-checks", """{"name":"x.yaml"}""", "text")]
    [InlineData("put", "offers/files/x.yaml", "{}", "text")]
    [InlineData("post", "offers/import", """{"program":"own"}""", "text")]
    [InlineData("post", "coupons/spring/codes", "{}", "codes")]
    [InlineData("post", "coupons/spring/codes", """{"codes":["A",null]}""", "codes[1]")]
    [InlineData("post", "conversions/1/match", "{}", "delivery")]
    [InlineData("post", "templates", """{"name":"hello","files":{"hello.html":null}}""", "files.hello.html")]
    public async Task A_member_that_is_missing_or_null_is_refused_by_its_name(string method, string path, string body, string missing)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("write");

        var answer = await SendAsync(server, method, $"/api/v1/{path}", body);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var (error, at) = (json.RootElement.GetProperty("error").GetString(), json.RootElement.GetProperty("path").GetString());
        Assert.Equal((HttpStatusCode.BadRequest, $"'{missing}' is missing", missing), (answer.StatusCode, error, at));
    }

    [Fact]
    public async Task What_may_be_left_out_may_be_null()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("write");

        var answer = await SendAsync(server, "post", "/api/v1/offer-checks", """{"name":"x.yaml","text":"program: peak","offer":null}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_call_is_not_told_what_is_missing()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");

        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(server, "post", "/api/v1/compliance/overrides", "{}")).StatusCode);
    }

    [Fact]
    public async Task An_empty_object_is_no_fault_of_the_server_at_any_address()
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));
        using var document = JsonDocument.Parse(await (await server.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync());
        var answers = new List<(string Asked, HttpStatusCode Status)>();

        foreach (var (method, path) in Changes(document.RootElement)) answers.Add(($"{method} {path}", (await SendAsync(server, method, PartRegex().Replace(path, "1"), "{}")).StatusCode));

        Assert.True(answers.Count > 40, $"{answers.Count} addresses");
        Assert.DoesNotContain(answers, answer => answer.Status == HttpStatusCode.InternalServerError);
    }

    private static IEnumerable<(string Method, string Path)> Changes(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name is "post" or "put"
        select (operation.Name, path.Name);

    private static async Task<HttpResponseMessage> SendAsync(RunningServer server, string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await server.Client.SendAsync(request);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex PartRegex();
}
