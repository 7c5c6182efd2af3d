using NodaTime;
using PostPurchase.Engine.Connectors;
using PostPurchase.Engine.Connectors.Shops;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Engine.Tests.Connectors.Shops;

/// <summary>Against a shop on the loopback that answers as Shopify and WooCommerce document it.</summary>
public sealed class ShopPullTests : IAsyncLifetime, IDisposable
{
    private const string NoOrders = """{"orders":[]}""";
    private const string NoProducts = """{"products":[]}""";
    private static readonly Instant Placed = Instant.FromUtc(2026, 3, 1, 9, 0);

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();
    private readonly ShopStub _stub = new();
    private readonly List<TimeSpan> _waits = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _temporary.DisposeAsync();

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task Shopifys_pages_are_followed_and_a_product_that_is_none_is_set_aside()
    {
        _stub.Answer = place => place.Contains("orders.json", StringComparison.Ordinal) ? new(200, NoOrders)
            : place.Contains("page_info=two", StringComparison.Ordinal) ? new(200, """{"products":[{"id":880013,"handle":"no-title","variants":[]},{"id":880012,"title":"Pegs","handle":"pegs","status":"archived","published_at":"2026-01-01T00:00:00Z","variants":[{"price":"8.00"}]}]}""")
            : new(200, $$"""{"products":[{{Tent}}]}""", ("Link", $"<{_stub.Url}/admin/api/2026-01/products.json?limit=100&page_info=one>; rel=\"previous\", <{_stub.Url}/admin/api/2026-01/products.json?limit=100&page_info=two>; rel=\"next\""));

        var found = await PullAsync(Shopify);

        Assert.Equal((2, 1, "product 880013 has no title"), (found.Products, found.Refused, found.Reasons[0]));
        Assert.Equal(
            [("880012", "Pegs", null, false), ("880011", "Tent for two", "https://cdn.test/tent.jpg", true)],
            new CatalogueStore(_temporary.Database).All().Select(one => (one.Item.Id, one.Item.Name, one.Item.ImageUrl, one.Item.InStock)).OrderByDescending(one => one.Id));
        Assert.All(_stub.Asked, asked => Assert.Equal("shpat_secret", asked.ShopifyToken));
    }

    [Fact]
    public async Task A_product_has_link_category_and_price()
    {
        AnswerShopify(Tent, NoOrders);

        await PullAsync(Shopify);

        var (_, program, item) = Assert.Single(new CatalogueStore(_temporary.Database).All());
        Assert.Equal(("own", "https://shop.test/products/tent-two", "tents", "49.90"), (program, item.Url, item.Category, item.Price?.ToString()));
    }

    [Fact]
    public async Task A_shop_that_wants_patience_is_waited_for()
    {
        var isFirst = true;
        _stub.Answer = place =>
        {
            if (!isFirst) return new(200, place.Contains("orders.json", StringComparison.Ordinal) ? NoOrders : NoProducts);
            isFirst = false;
            return new(429, "", ("Retry-After", "2"));
        };

        await PullAsync(Shopify);

        Assert.Equal(TimeSpan.FromSeconds(2), Assert.Single(_waits));
        Assert.Equal(_stub.Asked[0].Place, _stub.Asked[1].Place);
    }

    [Fact]
    public async Task The_first_reading_is_of_a_year_and_starts_nothing_however_young_the_order()
    {
        AnswerShopify("", Orders(ShopifyPayloads.Order));

        var found = await PullAsync(Shopify, Placed + Duration.FromHours(1));

        Assert.Equal((1, 1), (found.Orders, found.Stored));
        Assert.Contains("status=any&limit=100&created_at_min=2025-03-01T10:00:00Z", _stub.Asked[^1].Place, StringComparison.Ordinal);
        Assert.False(Assert.Single(Starts));
    }

    [Fact]
    public async Task Later_only_what_changed_is_read_and_a_young_order_may_start_something()
    {
        AnswerShopify("", NoOrders);
        await PullAsync(Shopify, Placed - Duration.FromHours(1));
        AnswerShopify("", Orders(ShopifyPayloads.Order));

        await PullAsync(Shopify, Placed + Duration.FromHours(1));

        Assert.Contains("updated_at_min=2026-03-01T07:50:00Z", _stub.Asked[^1].Place, StringComparison.Ordinal);
        Assert.True(Assert.Single(Starts));
    }

    [Fact]
    public async Task An_old_order_that_was_missed_starts_nothing()
    {
        AnswerShopify("", NoOrders);
        await PullAsync(Shopify, Placed - Duration.FromHours(1));
        AnswerShopify("", Orders(ShopifyPayloads.Order));

        await PullAsync(Shopify, Placed + Duration.FromDays(3));

        Assert.DoesNotContain(true, Starts);
        Assert.Equal(1, Count("purchase"));
    }

    [Fact]
    public async Task What_a_webhook_told_already_is_not_doubled_by_the_reading()
    {
        var source = Shopify().Source;
        foreach (var (topic, body) in new[] { ("orders/create", ShopifyPayloads.Order), ("fulfillments/create", ShopifyPayloads.Fulfillment), ("refunds/create", ShopifyPayloads.Refund) })
        {
            var read = Assert.IsType<HookReading.Events>(Hooks.ReadAgain(source, topic, topic, System.Text.Encoding.UTF8.GetBytes(body), Placed));
            await Intake.AcceptAsync(new() { Source = "shop", DeliveryId = topic, Topic = topic, Body = "{}"u8.ToArray(), Events = read.Items }, Placed);
        }

        var before = (Count("purchase"), Count("line"), Count("refund"));
        AnswerShopify("", Orders(ShopifyPayloads.Order.TrimEnd()[..^1] + $",\"fulfillments\":[{ShopifyPayloads.Fulfillment}],\"refunds\":[{ShopifyPayloads.Refund}]}}"));
        await PullAsync(Shopify, Placed + Duration.FromHours(1));
        var found = await PullAsync(Shopify, Placed + Duration.FromHours(2));

        Assert.Equal(before, (Count("purchase"), Count("line"), Count("refund")));
        Assert.Equal((1, 0), (found.Orders, found.Stored));
    }

    [Fact]
    public async Task A_reading_that_was_broken_off_goes_on_with_its_page()
    {
        var isDown = true;
        _stub.Answer = place => place.Contains("products", StringComparison.Ordinal) ? new(200, "[]", ("X-WP-TotalPages", "1"))
            : place.EndsWith("page=1", StringComparison.Ordinal) ? new(200, $"[{WooPayloads.Order}]", ("X-WP-TotalPages", "2"))
            : isDown ? new(500, "") : new(200, "[]", ("X-WP-TotalPages", "2"));

        var problem = await Assert.ThrowsAsync<ShopPullException>(() => PullAsync(Woo));
        isDown = false;
        var found = await PullAsync(Woo);

        Assert.Equal("shop answered 500", problem.Message);
        Assert.EndsWith("&page=2", _stub.Asked[^1].Place, StringComparison.Ordinal);
        Assert.Equal((0, 1), (found.Orders, Count("purchase")));
        Assert.All(_stub.Asked, asked => Assert.Equal("Basic Y2tfYTpjc19i", asked.Authorization));
    }

    [Fact]
    public async Task A_place_that_the_shop_forgot_is_begun_anew()
    {
        _stub.Answer = place => place.Contains("orders", StringComparison.Ordinal) ? new(200, NoOrders)
            : place.Contains("page_info", StringComparison.Ordinal) ? new(500, "")
            : new(200, $$"""{"products":[{{Tent}}]}""", ("Link", $"<{_stub.Url}/admin/products.json?page_info=x>; rel=\"next\""));
        await Assert.ThrowsAsync<ShopPullException>(() => PullAsync(Shopify));
        _stub.Answer = place => place.Contains("page_info", StringComparison.Ordinal) ? new(400, "") : new(200, place.Contains("orders", StringComparison.Ordinal) ? NoOrders : NoProducts);

        await PullAsync(Shopify);

        Assert.Equal("/admin/api/2026-01/products.json?limit=100", _stub.Asked[^2].Place);
    }

    [Fact]
    public async Task A_token_never_goes_to_another_host_nor_into_a_message()
    {
        _stub.Answer = _ => new(200, NoProducts, ("Link", "<https://elsewhere.test/x?page_info=1>; rel=\"next\""));
        Assert.Equal("shop: the next page is on another host", (await Assert.ThrowsAsync<ShopPullException>(() => PullAsync(Shopify))).Message);

        _stub.Answer = _ => new(401, "");
        Assert.Equal("shop answered 401: is ApiToken right, and may it read products and orders?", (await Assert.ThrowsAsync<ShopPullException>(() => PullAsync(Shopify))).Message);
        Assert.DoesNotContain("shpat", Shopify().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_machine_is_not_asked_unless_a_setting_allows_it()
    {
        var problem = await Assert.ThrowsAsync<ShopPullException>(() => PullAsync(Shopify, isPrivate: false));

        Assert.Contains("not on the public internet", problem.Message, StringComparison.Ordinal);
        Assert.Empty(_stub.Asked);
    }

    private const string Tent = """
        {"id":880011,"title":"Tent for two","handle":"tent-two","product_type":"tents","status":"active","published_at":"2025-01-01T00:00:00Z","image":{"src":"https://cdn.test/tent.jpg"},"images":[],
         "variants":[{"price":"49.90","inventory_management":"shopify","inventory_policy":"deny","inventory_quantity":0},{"price":"54.90","inventory_management":"shopify","inventory_policy":"deny","inventory_quantity":3}]}
        """;

    private List<bool> Starts { get; } = [];

    private EventIntake Intake => new(_temporary.Database, new()
    {
        Enroll = (fact, _) =>
        {
            Starts.Add(fact.MayStart && fact.News.HasFlag(Core.Purchases.PurchaseNews.Usable));
            return RunChanges.None;
        },
    });

    private ShopSettings Shopify() => new()
    {
        Name = "shop",
        Source = new(SourceKind.Shopify, "s"),
        Url = new(_stub.Url),
        Token = "shpat_secret",
        Currency = Core.Purchases.Currency.Parse("EUR"),
        Storefront = new("https://shop.test"),
    };

    private ShopSettings Woo() => Shopify() with { Source = new(SourceKind.WooCommerce, "s"), Token = "ck_a:cs_b", Currency = A.Usd };

    private async Task<ShopFound> PullAsync(Func<ShopSettings> shop, Instant? now = null, bool isPrivate = true)
    {
        using var pull = new ShopPull(_temporary.Database, Intake, new CatalogueStore(_temporary.Database), new ShopClient(GuardedHandler.Of(isPrivate), TimeProvider.System)
        {
            Wait = (length, _) =>
            {
                _waits.Add(length);
                return Task.CompletedTask;
            },
        });
        var found = new ShopFound();
        await pull.RunAsync(shop(), found, now ?? Placed, default);
        return found;
    }

    private void AnswerShopify(string products, string orders) => _stub.Answer = place => new(200, place.Contains("orders.json", StringComparison.Ordinal) ? orders : $$"""{"products":[{{products}}]}""");

    private static string Orders(string order) => $$"""{"orders":[{{order}}]}""";

    private long Count(string table) => _temporary.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, $"select count(*) from {table}"));
}
