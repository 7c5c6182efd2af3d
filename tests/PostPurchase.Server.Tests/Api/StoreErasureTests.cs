using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

public sealed class StoreErasureTests
{
    private static readonly Instant s_noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Theory]
    [InlineData("jane@example.com", null, true)]
    [InlineData(null, "c-9", true)]
    [InlineData("joe@example.com", "c-8", false)]
    public async Task Whom_a_store_asks_to_forget_is_forgotten(string? email, string? externalId, bool isErased)
    {
        await using var server = await RunningServer.StartAsync();
        var order = new Core.Purchases.StoreEvent
        {
            Id = "e1",
            OccurredAt = s_noon,
            Customer = new CustomerFacts { Email = "jane@example.com", ExternalId = "c-9" },
            Body = new Core.Purchases.EventBody.Lapsed(),
        };
        await server.Runner.Intake.AcceptAsync(new() { Source = "api", Body = "{}"u8.ToArray(), Events = [order], IsHistory = true }, s_noon);

        var isFound = await CustomerActions.ForgetAsync(server.Runner, ("default", email, externalId), "shop", s_noon);

        var found = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com");
        Assert.Equal((isErased, isErased), (isFound, found is null));
    }
}
