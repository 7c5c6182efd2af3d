using System.Net;
using System.Text.Json;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Welcome;

/// <summary>A store's API, connected in the app.</summary>
public sealed class ShopConnectionTests : IDisposable
{
    private const string Token = "shpat_0123456789";

    private const string Order = """
        {"id":1001,"name":"#1001","email":"jane@example.com","created_at":"2026-01-02T10:00:00Z","updated_at":"2026-01-02T10:00:00Z","currency":"EUR","total_price":"20.00","subtotal_price":"20.00","financial_status":"paid",
         "customer":{"id":7,"email":"jane@example.com","first_name":"Jane"},"line_items":[{"id":1,"product_id":70,"title":"Beans","quantity":1,"price":"20.00"}]}
        """;

    private readonly ShopStub _stub = new();

    public ShopConnectionTests() => _stub.Answer = place => new(
        200,
        place.Contains("/shop.json", StringComparison.Ordinal) ? """{"shop":{"name":"Lantern","currency":"EUR","iana_timezone":"Europe/Berlin","domain":"lantern.example"}}"""
        : place.Contains("/orders.json", StringComparison.Ordinal) ? $$"""{"orders":[{{Order}}]}"""
        : """{"products":[{"id":70,"title":"Beans","handle":"beans","status":"active","published_at":"2026-01-01T00:00:00Z","variants":[{"price":"20.00"}]}]}""");

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task A_token_is_tried_without_being_kept()
    {
        await using var shop = await OpenAsync();

        var answer = await shop.PostAsync("/shop-connection/try", Body());

        Assert.Equal(("Lantern", "EUR", "Europe/Berlin"), (answer.GetProperty("name").GetString(), answer.GetProperty("currency").GetString(), answer.GetProperty("time_zone").GetString()));
        Assert.All(_stub.Asked, question => Assert.Equal(Token, question.ShopifyToken));
        Assert.False(File.Exists(shop.SettingsFile));
    }

    [Fact]
    public async Task A_store_that_is_connected_brings_its_orders_its_currency_and_its_zone()
    {
        await using var shop = await OpenAsync();

        await shop.PutAsync("/shop-connection", Body(), HttpStatusCode.Accepted);
        var loaded = await shop.LoadedAsync();

        Assert.Equal(("done", 1, 1), (loaded.GetProperty("state").GetString(), loaded.GetProperty("orders").GetInt32(), loaded.GetProperty("products").GetInt32()));
        var welcome = await shop.GetAsync("/welcome");
        Assert.Equal(("shop", "shopify", false), (Text(welcome.GetProperty("shop"), "name"), Text(welcome.GetProperty("shop"), "kind"), welcome.GetProperty("shop").GetProperty("takes_hooks").GetBoolean()));
        var store = shop.Server.Runner.Stores.Of("default");
        Assert.Equal(("EUR", "Europe/Berlin", "https://lantern.example"), (store.Currency.Code, store.TimeZone.Id, store.Url));
    }

    [Fact]
    public async Task The_token_is_in_the_file_and_nowhere_else()
    {
        await using var shop = await OpenAsync();
        await shop.PutAsync("/shop-connection", Body(), HttpStatusCode.Accepted);
        await shop.LoadedAsync();

        var seen = string.Join('\n', await shop.GetAsync("/welcome"), await shop.GetAsync("/store-settings"), await shop.GetAsync("/audit"), await shop.GetAsync("/health"), await shop.GetAsync("/orders/loading"));

        Assert.DoesNotContain(Token, seen, StringComparison.Ordinal);
        Assert.Contains(Token, await File.ReadAllTextAsync(shop.SettingsFile), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(shop.Server.Folder.Path, "data"), "postpurchase.db*").Where(file => !file.EndsWith(".runner", StringComparison.Ordinal)))
            Assert.False(Bytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Token)) >= 0, file);
    }

    [Theory]
    [InlineData(401, "is the token right", "token")]
    [InlineData(404, "is the address", "url")]
    public async Task A_store_that_refuses_says_what_to_look_at_and_is_not_kept(int status, string says, string field)
    {
        _stub.Answer = _ => new(status, "");
        await using var shop = await OpenAsync();

        var answer = await shop.PutAsync("/shop-connection", Body(), HttpStatusCode.UnprocessableEntity);

        Assert.Contains(says, Text(answer, "error"), StringComparison.Ordinal);
        Assert.Equal(field, Text(answer, "path"));
        Assert.False(File.Exists(shop.SettingsFile));
    }

    [Fact]
    public async Task A_page_that_is_no_shop_is_refused_and_a_key_without_secret_too()
    {
        _stub.Answer = _ => new(200, "<html>Welcome</html>");
        await using var shop = await OpenAsync();

        var page = await shop.PostAsync("/shop-connection/try", Body(), HttpStatusCode.UnprocessableEntity);
        var key = await shop.PostAsync("/shop-connection/try", new { kind = "woocommerce", url = _stub.Url, token = "ck_only" }, HttpStatusCode.UnprocessableEntity);

        Assert.Contains("no list of products", Text(page, "error"), StringComparison.Ordinal);
        Assert.Equal("token", Text(key, "path"));
    }

    [Fact]
    public async Task Without_the_secret_no_webhook_is_taken_and_with_it_they_are()
    {
        await using var shop = await OpenAsync();
        await shop.PutAsync("/shop-connection", Body(), HttpStatusCode.Accepted);
        await shop.LoadedAsync();
        using var unsigned = await shop.Server.PostAsync("/hooks/shop", "{}");

        await shop.PutAsync("/shop-connection/secret", new { secret = "hush-hush" }, HttpStatusCode.NoContent);

        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.True((await shop.GetAsync("/welcome")).GetProperty("shop").GetProperty("takes_hooks").GetBoolean());
        Assert.Equal("hush-hush", shop.Server.Runner.Settings.Sources["shop"].Secret);
    }

    [Fact]
    public async Task A_store_is_forgotten_with_its_token()
    {
        await using var shop = await OpenAsync();
        await shop.PutAsync("/shop-connection", Body(), HttpStatusCode.Accepted);
        await shop.LoadedAsync();

        await shop.SendAsync(HttpMethod.Delete, "/shop-connection", "", HttpStatusCode.NoContent);

        Assert.Equal(JsonValueKind.Null, (await shop.GetAsync("/welcome")).GetProperty("shop").ValueKind);
        Assert.DoesNotContain("Sources", await File.ReadAllTextAsync(shop.SettingsFile), StringComparison.Ordinal);
        await shop.PostAsync("/orders/pull", new { }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_private_address_is_not_asked()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        await shop.PostAsync("/shop-connection/try", Body(), HttpStatusCode.UnprocessableEntity);

        Assert.Empty(_stub.Asked);
    }

    private static Task<WelcomeShop> OpenAsync() => WelcomeShop.OpenAsync("admin", ("Webhooks:AllowPrivate", "true"));

    private object Body() => new { kind = "shopify", url = _stub.Url, token = Token };

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    // The server goes on writing: a file may be cut off, or grow, while it is read.
    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
