using System.Net;
using System.Text.Json;
using PostPurchase.Server.Api.Welcome;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Welcome;

/// <summary>Past orders from a file, in the app.</summary>
public sealed class OrderFileTests
{
    private const string Header = "order_id,ordered_at,email,currency,total,product_id,name,quantity,unit_price\n";

    private const string Shopify = """
        Name,Email,Financial Status,Currency,Subtotal,Taxes,Shipping,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Accepts Marketing,Shipping Name,Shipping Country
        #1001,jane@example.com,paid,EUR,20.00,0.00,0.00,20.00,0.00,2026-01-02 10:00:00 +0100,1,Beans,20.00,B-1,yes,Jane Doe,DE
        """;

    [Fact]
    public async Task A_file_is_told_about_first_and_loaded_at_a_word()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var read = await shop.ReadAsync(Header + "1,2026-01-02T10:00:00Z,jane@example.com,USD,20.00,p1,Beans,1,20.00\n2,2026-02-02T10:00:00Z,bob@example.com,USD,10.00,p1,Beans,1,10.00\n");
        var before = (await shop.GetAsync("/welcome")).GetProperty("orders").GetInt64();
        var loaded = await shop.LoadAsync();

        Assert.Equal(("purchases-csv", "checked", 2, 2), (read.GetProperty("kind").GetString(), read.GetProperty("state").GetString(), read.GetProperty("orders").GetInt32(), read.GetProperty("customers").GetInt32()));
        Assert.Equal(("2026-01-02T10:00:00Z", "2026-02-02T10:00:00Z"), (read.GetProperty("first_at").GetString(), read.GetProperty("last_at").GetString()));
        Assert.Equal((0L, 2, "done"), (before, loaded.GetProperty("stored").GetInt32(), loaded.GetProperty("state").GetString()));
        Assert.Equal(2, (await shop.GetAsync("/welcome")).GetProperty("orders").GetInt64());
    }

    [Fact]
    public async Task Who_loaded_orders_is_in_the_audit_with_how_many_there_were_before_and_after()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.ReadAsync(Header + "1,2026-01-02T10:00:00Z,jane@example.com,USD,20.00,p1,Beans,1,20.00\n2,2026-02-02T10:00:00Z,bob@example.com,USD,10.00,p1,Beans,1,10.00\n");
        await shop.LoadAsync();

        var row = (await shop.GetAsync("/audit")).GetProperty("items")[0];

        string? Text(string name) => row.GetProperty(name).GetString();
        Assert.Equal(("admin", "orders.loaded", "orders.csv", "0 orders", "2 orders"), (Text("actor"), Text("action"), Text("subject"), Text("before"), Text("after")));
    }

    [Fact]
    public async Task Bad_rows_are_named_with_their_line_and_the_others_can_be_loaded()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var read = await shop.ReadAsync(Header
            + "1,2026-01-02T10:00:00Z,jane@example.com,USD,20.00,p1,Beans,1,20.00\n"
            + "2,2026-01-02T10:00:00Z,not-an-address,USD,20.00,p1,Beans,1,20.00\n"
            + "3,yesterday,bob@example.com,USD,20.00,p1,Beans,1,20.00\n");
        var loaded = await shop.LoadAsync();

        Assert.Equal([3, 4], read.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("line").GetInt32()));
        Assert.Contains("email", read.GetProperty("problems")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, loaded.GetProperty("stored").GetInt32());
    }

    [Fact]
    public async Task An_order_of_the_future_is_set_aside_with_its_line_and_the_reason()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var read = await shop.ReadAsync(Header
            + "1,2026-01-02T10:00:00Z,jane@example.com,USD,20.00,p1,Beans,1,20.00\n"
            + "2,2099-01-02T10:00:00Z,bob@example.com,USD,20.00,p1,Beans,1,20.00\n");

        var problem = Assert.Single(read.GetProperty("problems").EnumerateArray());
        Assert.Equal((3, "ordered_at: 2099-01-02T10:00:00Z is in the future: write when it really happened"), (problem.GetProperty("line").GetInt32(), problem.GetProperty("text").GetString()));
        Assert.Equal(1, read.GetProperty("orders").GetInt32());
    }

    [Fact]
    public async Task The_time_of_an_order_may_be_called_created_at_and_its_absence_is_told_by_the_columns_own_name()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var read = await shop.ReadAsync("order_id,created_at,email,currency,total\n1,2026-01-02T10:00:00Z,jane@example.com,USD,20.00\n2,,bob@example.com,USD,20.00\n");

        Assert.Equal((1, 0), (read.GetProperty("orders").GetInt32(), read.GetProperty("unread").GetArrayLength()));
        Assert.Equal("ordered_at: is required", read.GetProperty("problems")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_order_with_a_row_that_cannot_be_read_is_left_out_as_a_whole()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var read = await shop.ReadAsync(Header
            + "1,2026-01-02T10:00:00Z,jane@example.com,USD,30.00,p1,Beans,1,20.00\n1,,,,,p2,Filters\n"
            + "2,2026-01-02T10:00:00Z,bob@example.com,USD,20.00,p1,Beans,1,20.00\n");

        Assert.Equal(1, read.GetProperty("orders").GetInt32());
        Assert.Equal([2, 3], read.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task An_export_of_shopify_is_known_and_its_currency_becomes_the_shops_once_it_is_loaded()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var read = await shop.ReadAsync(Shopify);
        var before = CurrencyOf(shop.Server);
        await shop.LoadAsync();

        Assert.Equal(("shopify-csv", "EUR"), (read.GetProperty("kind").GetString(), read.GetProperty("currency_taken").GetString()));
        Assert.Equal(("USD", "EUR"), (before, CurrencyOf(shop.Server)));
    }

    [Fact]
    public async Task A_currency_that_was_chosen_since_the_file_was_read_stays()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.ReadAsync(Shopify);
        await shop.PutAsync("/store-settings", new { currency = "CHF" });

        var loaded = await shop.LoadAsync();

        Assert.Equal("CHF", CurrencyOf(shop.Server));
        Assert.Equal(JsonValueKind.Null, loaded.GetProperty("currency_taken").ValueKind);
    }

    [Fact]
    public async Task A_currency_that_cannot_be_saved_is_told_and_the_file_waits_on()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.ReadAsync(Shopify);
        await File.WriteAllTextAsync(shop.SettingsFile, """{"Store:TimeZone":"Nowhere/At-all"}""");

        var refused = await shop.PostAsync("/orders/load", new { }, HttpStatusCode.Conflict);
        var waiting = await shop.GetAsync("/orders/loading");
        File.Delete(shop.SettingsFile);
        var loaded = await shop.LoadAsync();

        Assert.Contains("Nowhere", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(("checked", "done", "EUR"), (waiting.GetProperty("state").GetString(), loaded.GetProperty("state").GetString(), CurrencyOf(shop.Server)));
    }

    [Fact]
    public async Task A_file_that_is_taken_is_not_taken_again_or_replaced_until_it_is_given_back()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await using var jobs = new OrderJobs(shop.Server.Runner, TimeProvider.System);
        var reading = new OrderReading([], [], [], []);
        jobs.Hold("first", "purchases-csv", reading);

        var taken = jobs.Claim()!;
        var (again, other) = (jobs.Claim(), jobs.Hold("second", "purchases-csv", reading));
        jobs.GiveBack(taken);

        Assert.Equal(("first", null, null), (taken.Name, again, other));
        Assert.Same(taken, jobs.Claim());
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_the_columns_of_the_file()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var shopify = await shop.ReadAsync(Shopify.Replace("Beans,20.00", "Beans,twenty", StringComparison.Ordinal));
        var ours = await shop.ReadAsync(Header + "1,2026-01-02T10:00:00Z,jane@example.com,USD,20.00,p1,Beans,1,twenty\n2,2026-01-02T10:00:00Z,bob@example.com,USD,many,p1,Beans,1,20.00\n");

        Assert.StartsWith("Lineitem price: ", shopify.GetProperty("problems")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(["unit_price", "total"], ours.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("text").GetString()!.Split(':')[0]));
    }

    [Fact]
    public async Task A_currency_that_was_set_outside_stays_and_one_with_orders_does_too()
    {
        await using var set = await WelcomeShop.OpenAsync("admin", ("Store:Currency", "USD"));
        await using var used = await WelcomeShop.OpenAsync();
        await used.ReadAsync(Header + "1,2026-01-02T10:00:00Z,jane@example.com,USD,20.00,p1,Beans,1,20.00\n");
        await used.LoadAsync();

        await set.ReadAsync(Shopify);
        await set.LoadAsync();
        await used.ReadAsync(Shopify);
        await used.LoadAsync();
        var refused = await used.PutAsync("/store-settings", new { currency = "EUR" }, HttpStatusCode.Conflict);

        Assert.Equal(("USD", "USD", "currency"), (CurrencyOf(set.Server), CurrencyOf(used.Server), refused.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task The_same_file_twice_adds_nothing_and_starts_nothing()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        var text = """{"id":"e1","type":"purchase","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"jane@example.com"},"purchase":{"id":"1","currency":"USD","total":"5.00","lines":[{"id":"1","name":"Beans","unit_price":"5.00"}]}}""";
        await shop.ReadAsync("\uFEFF" + text);
        await shop.LoadAsync();

        await shop.ReadAsync(text);
        var again = await shop.LoadAsync();

        Assert.Equal((0, 1), (again.GetProperty("stored").GetInt32(), again.GetProperty("done").GetInt32()));
        Assert.Equal(0, (await shop.GetAsync("/overview")).GetProperty("counts").GetProperty("inside").GetInt32());
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("colour,size\nred,1\n", "no file of orders")]
    [InlineData("\"order_id\";ordered_at;email;total\r\n1;2026-01-02T10:00:00Z;jane@example.com;20,00\r\n", "are separated by semicolons, and commas are expected")]
    [InlineData("order_id,order_id\n1,1\n", "a column is there twice")]
    public async Task A_file_that_holds_no_orders_is_refused_in_words(string text, string says)
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var answer = await shop.ReadAsync(text, HttpStatusCode.UnprocessableEntity);

        Assert.Contains(says, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        await shop.PostAsync("/orders/load", new { }, HttpStatusCode.Conflict);
    }

    private static string CurrencyOf(RunningServer server) => server.Runner.Stores.Of("default").Currency.Code;
}
