using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>Customers whom a store asks to forget.</summary>
public sealed class StoreErasureTests
{
    private const string Secret = "hush-hush";

    private static readonly Instant s_noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    private static readonly Sql s_damage = new("""
        update purchase
        set document = '{}'
        where id = (select purchase_id from purchase_key where external_id = '1')
        """);

    private static readonly Sql s_break = new("create trigger broken before update on customer begin select raise(abort, 'broken'); end");

    [Theory]
    [InlineData("77", true, false)]
    [InlineData("88", false, true)]
    public async Task An_address_that_somebody_with_another_id_has_erases_only_whom_the_id_names(string id, bool isAnnErased, bool isBobErased)
    {
        await using var server = await StartAsync(Order("1", "ann@example.com", "77"), Order("2", "bob@example.com", "88"));
        var (ann, bob) = (await OwnerAsync(server, "ann@example.com"), await OwnerAsync(server, "bob@example.com"));

        using var answer = await RedactAsync(server, id, id == "77" ? "bob@example.com" : "ann@example.com");

        Assert.Equal((HttpStatusCode.OK, isAnnErased, isBobErased), (answer.StatusCode, IsErased(server, ann), IsErased(server, bob)));
    }

    [Fact]
    public async Task An_address_without_an_id_is_that_of_whom_the_store_names()
    {
        await using var server = await StartAsync(Order("1", "ann@example.com", null));
        var ann = await OwnerAsync(server, "ann@example.com");

        using var answer = await RedactAsync(server, "77", "ann@example.com");

        Assert.True(IsErased(server, ann));
    }

    [Fact]
    public async Task An_order_that_cannot_be_read_keeps_nobody_from_being_erased()
    {
        await using var server = await StartAsync(Order("1", "ann@example.com", "77"));
        var ann = await OwnerAsync(server, "ann@example.com");
        await server.Runner.Database.WriteAsync(session => session[s_damage].Run(), CancellationToken.None);

        using var answer = await RedactAsync(server, "77", "ann@example.com");

        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, IsErased(server, ann)));
    }

    [Fact]
    public async Task What_fails_is_answered_so_that_the_store_comes_again()
    {
        await using var server = await StartAsync(Order("1", "ann@example.com", "77"));
        await server.Runner.Database.WriteAsync(session => session[s_break].Run(), CancellationToken.None);

        using var answer = await RedactAsync(server, "77", "ann@example.com");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private static async Task<RunningServer> StartAsync(params StoreEvent[] orders)
    {
        var server = await RunningServer.StartAsync(("Sources:shop:Kind", "shopify"), ("Sources:shop:Secret", Secret));
        await server.Runner.Intake.AcceptAsync(new Delivery { Source = "api", Body = "{}"u8.ToArray(), Events = [.. orders], IsHistory = true }, s_noon);
        return server;
    }

    private static StoreEvent Order(string id, string email, string? externalId) => new()
    {
        Id = $"evt-{id}",
        OccurredAt = s_noon,
        Customer = new CustomerFacts { Email = email, ExternalId = externalId },
        PurchaseId = id,
        Body = new EventBody.PurchaseChanged(new PurchaseFacts { Id = id, UpdatedAt = s_noon, Total = new Money(500, Currency.Parse("EUR")) }),
    };

    private static async Task<CustomerId> OwnerAsync(RunningServer server, string email) => (await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", email))!.Owner;

    private static bool IsErased(RunningServer server, CustomerId owner) => server.Runner.Database.Read(session => CustomerErasure.IsErased(session, owner));

    private static async Task<HttpResponseMessage> RedactAsync(RunningServer server, string id, string email)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { shop_id = 1, shop_domain = "a.myshopify.com", customer = new { id = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture), email }, orders_to_redact = Array.Empty<long>() });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/hooks/shop", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Shopify-Topic", "customers/redact");
        request.Headers.Add("X-Shopify-Webhook-Id", "d-1");
        request.Headers.Add("X-Shopify-Shop-Domain", "a.myshopify.com");
        request.Headers.Add("X-Shopify-Hmac-Sha256", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)));
        return await server.Client.SendAsync(request);
    }
}
