using Xunit;

namespace PostPurchase.Server.Tests.Journeys;

/// <summary>Which order is the newest, where none was chosen.</summary>
public sealed class NewestOrderTests
{
    [Fact]
    public async Task The_newest_order_is_the_one_that_was_made_last_not_the_one_that_came_in_last()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync("1002", "2020-03-02T10:00:00Z");
        await shop.BuyAsync("1001", "2020-03-01T10:00:00Z");

        var preview = await shop.PostAsync("/api/v1/preview", new { template = "thanks" });
        var recent = (await shop.GetAsync("/api/v1/purchases/recent")).GetProperty("items");

        Assert.Equal("#1002", preview.GetProperty("purchase").GetString());
        Assert.Equal(["#1002", "#1001"], recent.EnumerateArray().Select(purchase => purchase.GetProperty("number").GetString()));
    }
}
