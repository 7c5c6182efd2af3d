using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

public sealed class CustomerListTests
{
    private static readonly Instant s_noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Theory]
    [InlineData("", 60)]
    [InlineData("q=even&", 120)]
    public async Task Customers_are_read_on_page_by_page_newest_first_also_those_of_a_search(string asked, int made)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");
        await AddAsync(server, made);

        var first = await ListAsync(server, asked);
        var second = await ListAsync(server, $"{asked}before={first.GetProperty("next").GetString()}");

        var ids = IdsOf(first).Concat(IdsOf(second)).ToList();
        Assert.Equal((50, 60, JsonValueKind.Null), (IdsOf(first).Count, ids.Count, second.GetProperty("next").ValueKind));
        Assert.Equal(ids.Distinct().OrderDescending(), ids);
    }

    [Fact]
    public async Task The_list_knows_the_zone_the_language_and_the_tags_of_a_customer_as_their_own_page_does()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");
        await server.Runner.Database.WriteAsync(
            session =>
            {
                CustomerStore.Insert(session, new Customer { Owner = new(1), Store = "default", Email = "jane@example.com", Address = "jane@example.com", TimeZone = "America/New_York", Locale = "en-US", Tags = ["vip"], FactsAt = s_noon, CreatedAt = s_noon });
                return true;
            },
            CancellationToken.None);

        var row = Assert.Single((await ListAsync(server, "")).GetProperty("items").EnumerateArray());

        Assert.Equal(("America/New_York", "en-US", "vip"), (row.GetProperty("time_zone").GetString(), row.GetProperty("locale").GetString(), row.GetProperty("tags")[0].GetString()));
    }

    // Every other one is found by "even".
    private static Task<bool> AddAsync(RunningServer server, int count) => server.Runner.Database.WriteAsync(
        session =>
        {
            for (var i = 0; i < count; i++)
            {
                var address = $"{(i % 2 == 0 ? "even" : "odd")}-{i}@example.com";
                CustomerStore.Insert(session, new Customer { Owner = new(1000 + i), Store = "default", Email = address, Address = address, FactsAt = s_noon, CreatedAt = s_noon });
            }

            return true;
        },
        CancellationToken.None);

    private static async Task<JsonElement> ListAsync(RunningServer server, string asked) =>
        await (await server.GetAsync($"/api/v1/customers?{asked}")).Content.ReadFromJsonAsync<JsonElement>();

    private static List<long> IdsOf(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(row => long.Parse(row.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture))];
}
