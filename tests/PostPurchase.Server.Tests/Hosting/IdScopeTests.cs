using System.Text.Json;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>Ids of sales that are unique within one account or one merchant only, and orders that are told product by product.</summary>
public sealed class IdScopeTests
{
    private const string Secret = "a-secret-of-our-own-1";

    [Fact]
    public async Task Accounts_of_one_kind_that_number_their_own_sales_share_no_id()
    {
        await using var server = await StartAsync();

        foreach (var account in (string[])["direct", "roast", "mugs"]) await server.GetAsync($"/postbacks/{account}/{Secret}?id=1001&commission=5&sale=50&currency=USD");

        Assert.Equal((3, "15.00"), await SumAsync(server));
    }

    [Fact]
    public async Task A_network_whose_ids_are_its_own_knows_a_sale_whichever_account_reports_it()
    {
        await using var server = await StartAsync();

        foreach (var account in (string[])["awin", "awin-uk"]) await server.GetAsync($"/postbacks/{account}/{Secret}?transactionid=1001&commission=5&sale_amount=50&currency=USD");

        Assert.Equal((1, "5.00"), await SumAsync(server));
    }

    [Theory]
    [InlineData("&transaction_date=2026-01-02")]
    [InlineData("")]
    public async Task One_order_number_at_two_merchants_is_two_sales(string date)
    {
        await using var server = await StartAsync();

        await server.GetAsync($"/postbacks/rakuten/{Secret}?order_id=5001&sku=A&mid=1&commission=10&currency=USD{date}");
        await server.GetAsync($"/postbacks/rakuten/{Secret}?order_id=5001&sku=A&mid=2&commission=4&currency=USD{date}");

        Assert.Equal((2, "14.00"), await SumAsync(server));
    }

    [Fact]
    public async Task Products_of_an_order_that_come_one_by_one_add_up_and_again_in_a_list_change_nothing()
    {
        await using var server = await StartAsync();

        await server.GetAsync($"/postbacks/rakuten/{Secret}?order_id=6001&sku_number=A&transaction_date=2026-01-02&commission=10&currency=USD");
        await server.GetAsync($"/postbacks/rakuten/{Secret}?order_id=6001&sku_number=B&transaction_date=2026-01-02&commission=4&currency=USD");
        var one = await SumAsync(server);
        await server.PostAsync($"/postbacks/rakuten/{Secret}", """
            [{"order_id":"6001","sku_number":"B","transaction_date":"2026-01-02","commission":"4.00","currency":"USD"},
             {"order_id":"6001","sku_number":"A","transaction_date":"2026-01-02","commission":"10.00","currency":"USD"}]
            """);

        Assert.Equal(((1, "14.00"), (1, "14.00")), (one, await SumAsync(server)));
    }

    private static Task<RunningServer> StartAsync() => RunningServer.StartAsync(
        _ => { },
        [
            ("Security:OpenOnLoopback", "true"), ("Networks:direct:Secret", Secret), ("Networks:roast:Secret", Secret), ("Networks:roast:Kind", "direct"), ("Networks:mugs:Secret", Secret), ("Networks:mugs:Kind", "direct"),
            ("Networks:awin:Secret", Secret), ("Networks:awin-uk:Secret", Secret), ("Networks:awin-uk:Kind", "awin"), ("Networks:rakuten:Secret", Secret),
        ]);

    private static async Task<(int Conversions, string? Pending)> SumAsync(RunningServer server)
    {
        using var document = JsonDocument.Parse(await (await server.GetAsync("/api/v1/conversions/networks")).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        var sum = Assert.Single(document.RootElement.GetProperty("items").EnumerateArray());
        return (sum.GetProperty("conversions").GetInt32(), sum.GetProperty("pending").GetString());
    }
}
