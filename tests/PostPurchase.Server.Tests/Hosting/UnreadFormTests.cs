using System.Net;
using System.Net.Http.Headers;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What is posted to a page for customers and is no form, or one beyond all limits.</summary>
public sealed class UnreadFormTests
{
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Preferences_that_are_no_form_are_refused_and_change_nothing(string body, string? type)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var path = TrackingTests.Link(await TrackingTests.FirstMailAsync(server), "p");
        var before = await ConsentAsync(server);

        using var content = Content(body, type);
        var answer = await server.Client.PostAsync(new Uri(path, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Nothing was changed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await ConsentAsync(server));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Unsubscribing_and_answering_read_no_body(string body, string? type)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var mail = await TrackingTests.FirstMailAsync(server);

        using var one = Content(body, type);
        using var other = Content(body, type);
        var unsubscribed = await server.Client.PostAsync(new Uri(TrackingTests.Link(mail, "u"), UriKind.Relative), one);
        var answered = await server.Client.PostAsync(new Uri(TrackingTests.Link(mail, "r"), UriKind.Relative), other);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (unsubscribed.StatusCode, answered.StatusCode));
    }

    public static TheoryData<string, string?> Forms() => new()
    {
        { $"{new string('a', 2049)}=1", "application/x-www-form-urlencoded" },
        { string.Join('&', Enumerable.Range(0, 1025).Select(number => $"a{number}=1")), "application/x-www-form-urlencoded" },
        { "own=on", "multipart/form-data" },
        { "--b\r\nContent-Disposition: form-data; name=\"own\"\r\n\r\non", "multipart/form-data; boundary=b" },
        { """{"own":true}""", "application/json" },
        { "own=on", null },
    };

    private static StringContent Content(string body, string? type)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static async Task<ConsentFacts> ConsentAsync(RunningServer server) => (await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com"))!.Consent;
}
