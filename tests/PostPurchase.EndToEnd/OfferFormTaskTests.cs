using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>A marketer makes a program and its offers by hand, in a browser, and sees them as a mail would.</summary>
public sealed class OfferFormTaskTests
{
    [NeedsProgramFact(Chromium.Program)]
    public async Task A_program_and_two_offers_are_made_by_hand_and_each_is_seen_as_a_mail_shows_it()
    {
        await using var shop = await Shop.OpenAsync();
        var page = await shop.PageAsync("/offers?tab=programs");

        await page.GetByRole(AriaRole.Link, new() { Name = "Add a program" }).First.ClickAsync();
        await page.GetByLabel("Name of the merchant").FillAsync("Slow Mornings");
        await page.GetByText("Allowed", new() { Exact = true }).First.ClickAsync();
        await page.GetByLabel("Commission", new() { Exact = true }).FillAsync("9 %");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await page.GetByText("Slow Mornings has no offers yet.").WaitForAsync();
        await AddOfferAsync(page, "Double-wall cup", "28");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add an offer" }).ClickAsync();
        await page.GetByText("Fill in the name and the address").WaitForAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Program" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Slow Mornings" }).ClickAsync();
        await FillOfferAsync(page, "Linen cloth", "14,50");
        await page.GetByRole(AriaRole.Link, new() { Name = "Linen cloth", Exact = true }).WaitForAsync();

        Assert.Equal(Written, (await File.ReadAllTextAsync(Path.Combine(shop.Workflows, "offers", "slow-mornings.yaml"))).ReplaceLineEndings("\n"));
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_deleted_offer_is_put_back_by_a_press_and_unsaved_changes_are_asked_about()
    {
        await using var shop = await Shop.OpenAsync();
        var file = Path.Combine(shop.Workflows, "offers", "own.yaml");
        const string Own = "# Ours.\nprogram: own\noffers:\n  # The first.\n  - { id: cup, name: \"Cup\", url: \"https://shop.example/cup\" }\n";
        await shop.TryAsync(HttpMethod.Put, "/api/v1/offers/files/own.yaml", new { text = Own });
        var page = await shop.PageAsync("/offers/item/cup");

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Category" }).FillAsync("cups");
        await page.GetByRole(AriaRole.Link, new() { Name = "Customers" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay here" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByText("Cup was deleted.").WaitForAsync();
        var gone = (await shop.GetAsync("/offers")).GetProperty("items").GetArrayLength();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText("It is back.").WaitForAsync();

        Assert.Equal(0, gone);
        Assert.Equal(Own, await File.ReadAllTextAsync(file));
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_coupon_pool_keeps_its_comments_when_it_is_changed_and_a_feed_is_made_by_hand()
    {
        await using var shop = await Shop.OpenAsync();
        const string Codes = "# Ours.\ncoupons:\n  - pool: welcome-back   # week 2\n    summary: \"10% off\"\n    valid_for: 14d   # from the mail\n";
        await shop.TryAsync(HttpMethod.Put, "/api/v1/offers/files/coupons.yaml", new { text = Codes });
        var page = await shop.PageAsync("/offers?tab=coupons");

        await page.GetByRole(AriaRole.Link, new() { Name = "10% off" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Valid for" }).FillAsync("21");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        await AddFeedAsync(page, $"{shop.Address}/offers?tab=feeds");

        Assert.Equal(Codes.Replace("14d", "21d", StringComparison.Ordinal), await OfferFileAsync(shop, "coupons.yaml"));
        Assert.Equal("feeds:\n  - name: shop\n    url: \"https://shop.example/feed.xml\"\n    every: 12h\n", await OfferFileAsync(shop, "feeds.yaml"));
    }

    private const string Written = """
        program: slow-mornings
        name: Slow Mornings
        terms:
          email_allowed: "yes"
        commission: 9%
        offers:
          - id: double-wall-cup
            name: Double-wall cup
            url: "https://slow.example/double-wall-cup"
            price: "28 USD"
          - id: linen-cloth
            name: Linen cloth
            url: "https://slow.example/linen-cloth"
            price: "14.50 USD"

        """;

    private static async Task AddFeedAsync(IPage page, string feeds)
    {
        await page.GotoAsync(feeds);
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a feed" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("shop");
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync("https://shop.example/feed.xml");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Fetched every", Exact = true }).FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "shop", Exact = true }).WaitForAsync();
    }

    private static Task<string> OfferFileAsync(Shop shop, string name) => File.ReadAllTextAsync(Path.Combine(shop.Workflows, "offers", name));

    private static async Task AddOfferAsync(IPage page, string name, string price)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Add an offer" }).ClickAsync();
        await FillOfferAsync(page, name, price);
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).WaitForAsync();
    }

    private static async Task FillOfferAsync(IPage page, string name, string price)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Address of the product’s page").FillAsync($"https://slow.example/{name.Replace(' ', '-').ToLowerInvariant()}");
        await page.GetByLabel("Price", new() { Exact = true }).FillAsync(price);
        await page.GetByText("mail’s mark").First.WaitForAsync();
        await page.FrameLocator("iframe[title='The card as a mail shows it']").GetByText(name).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
    }
}
