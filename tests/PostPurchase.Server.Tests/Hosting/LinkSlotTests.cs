using System.Net;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>A partner that is linked to gets the token of the link: it opens nothing of the customer's.</summary>
public sealed class LinkSlotTests
{
    [Theory]
    [InlineData("v", "c")]
    [InlineData("p", "c")]
    [InlineData("u", "c")]
    [InlineData("r", "c")]
    [InlineData("v", "r")]
    [InlineData("c", "v")]
    [InlineData("r", "v")]
    public async Task The_token_of_another_link_leads_nowhere(string page, string link)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var path = await PathAsync(server, page, link);

        var (answer, wrong) = (await server.GetAsync(path), await server.GetAsync($"/{page}/aaaaaaaaaaaaaaaaaaaa"));

        Assert.Equal((HttpStatusCode.NotFound, await wrong.Content.ReadAsStringAsync()), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("p")]
    [InlineData("u")]
    [InlineData("r")]
    public async Task Nothing_is_changed_by_posting_with_the_token_of_another_link(string page)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var path = await PathAsync(server, page, "c");
        var before = await FindAsync(server);

        using var form = new FormUrlEncodedContent([]);
        var answer = await server.Client.PostAsync(new Uri(path, UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(before.Consent, (await FindAsync(server)).Consent);
        Assert.Empty(await new SuppressionStore(server.Runner.Database).OfAsync("default", "jane@example.com"));
    }

    [Fact]
    public async Task The_picture_that_tells_of_an_open_does_not_take_it()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var token = (await PathAsync(server, "o", "c"))[3..];

        (await server.GetAsync($"/o/{token}.gif")).EnsureSuccessStatusCode();
        await server.GetAsync($"/c/{token}");

        Assert.Equal("Click", Assert.Single(await TouchesAsync(server)).Seen.Kind.ToString());
    }

    private static async Task<string> PathAsync(RunningServer server, string page, string link) =>
        $"/{page}/{TrackingTests.Link(await TrackingTests.FirstMailAsync(server), link)[3..]}";

    private static async Task<Customer> FindAsync(RunningServer server) => (await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com"))!;

    private static async Task<IReadOnlyList<StoredTouch>> TouchesAsync(RunningServer server)
    {
        var (customer, history) = (await FindAsync(server), new HistoryStore(server.Runner.Database));
        IReadOnlyList<StoredTouch> touches = [];
        await Eventually.TrueAsync(async () => (touches = await history.TouchesOfAsync(customer.Owner)).Count > 0);
        return touches;
    }
}
