using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

public sealed class UnreadablePurchaseTests
{
    private static readonly Instant s_noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly Sql s_damage = new("""
        update purchase
        set document = '{}'
        where id = (select purchase_id from purchase_key where external_id = '1')
        """);

    [Fact]
    public async Task A_purchase_that_cannot_be_read_is_left_out_of_lists_and_takes_none_down()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");
        await server.Runner.Intake.AcceptAsync(new Delivery { Source = "api", Body = "{}"u8.ToArray(), Events = [Order("1"), Order("2")], IsHistory = true }, s_noon);
        await server.Runner.Database.WriteAsync(session => session[s_damage].Run(), CancellationToken.None);

        var recent = await (await server.GetAsync("/api/v1/purchases/recent")).Content.ReadFromJsonAsync<JsonElement>();
        var customer = (await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com"))!.Owner.Value;
        var story = await server.GetAsync($"/api/v1/customers/{customer}");

        Assert.Equal(["2"], recent.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("number").GetString()));
        Assert.Equal(HttpStatusCode.OK, story.StatusCode);
    }

    private static StoreEvent Order(string id) => new()
    {
        Id = $"evt-{id}",
        OccurredAt = s_noon,
        Customer = new CustomerFacts { Email = "jane@example.com" },
        PurchaseId = id,
        Body = new EventBody.PurchaseChanged(new PurchaseFacts { Id = id, UpdatedAt = s_noon, Total = new Money(500, Currency.Parse("EUR")) }),
    };
}
