using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>Content of another kind than an address of the API takes is refused with a reason.</summary>
public sealed class OtherContentTests
{
    [Theory]
    [InlineData("events", "text/plain", "not text/plain")]
    [InlineData("events", null, "and there is none")]
    [InlineData("deliveries/failed", "text/plain", "not text/plain")]
    [InlineData("customers/1/pause", "application/x-www-form-urlencoded", "not application/x-www-form-urlencoded")]
    public async Task The_API_says_that_it_takes_JSON(string path, string? type, string given)
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));

        using var content = Content("{}", type);
        var answer = await server.Client.PostAsync(new Uri($"/api/v1/{path}", UriKind.Relative), content);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, $"expected a body with the content type application/json, {given}"), (answer.StatusCode, json.RootElement.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("nothing", "text/plain")]
    [InlineData("replays/x/mails/abc/send", "application/json")]
    public async Task An_address_that_is_not_there_is_not_found_whatever_is_sent_to_it(string path, string type)
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));

        using var content = Content("{}", type);
        var answer = await server.Client.PostAsync(new Uri($"/api/v1/{path}", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static StringContent Content(string body, string? type)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
