using System.Text;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What a marketer does with products, in a browser.</summary>
public sealed class OfferTaskTests
{
    private const string Feed = """
        id,title,link,price
        cup,Enamel cup,https://shop.example/cup,12.00 USD
        ,Nameless,https://shop.example/nameless,1.00 USD
        mug,Stone mug,ftp://shop.example/mug,9.00 USD
        pot,Tea pot,https://shop.example/pot,much
        cup,Enamel cup again,https://shop.example/cup,12.00 USD
        jug,Glass jug,https://shop.example/jug,22.00 USD
        """;

    [NeedsProgramFact(Chromium.Program)]
    public async Task Of_a_feed_with_bad_rows_each_is_named_with_its_line_and_the_rest_is_taken()
    {
        await using var shop = await Shop.OpenAsync();
        var page = await shop.PageAsync("/offers");

        await page.GetByRole(AriaRole.Button, new() { Name = "Import products" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "feed.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Feed) });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await dialog.GetByText("2 products taken").WaitForAsync();
        await dialog.GetByText("4 rows were set aside").WaitForAsync();
        await Assertions.Expect(dialog.Locator("tbody tr")).ToHaveCountAsync(4);
        var rows = await dialog.Locator("tbody tr").AllInnerTextsAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await page.GetByText("Glass jug").WaitForAsync();

        Assert.Collection(
            rows.Select(row => row.ReplaceLineEndings(" ").Replace('\t', ' ')),
            row => Assert.StartsWith("3 it has no `id`", row, StringComparison.Ordinal),
            row => Assert.StartsWith("4 its address does not start with https:// or http://", row, StringComparison.Ordinal),
            row => Assert.StartsWith("5 its price is `much`", row, StringComparison.Ordinal),
            row => Assert.StartsWith("6 the id `cup` is there twice", row, StringComparison.Ordinal));
        Assert.Equal(["cup", "jug"], (await shop.GetAsync("/offers")).GetProperty("items").EnumerateArray().Select(offer => offer.GetProperty("id").GetString()));
    }
}
