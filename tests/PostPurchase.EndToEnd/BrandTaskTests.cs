using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>A shop owner makes the mails look like the shop, in a browser.</summary>
public sealed class BrandTaskTests
{
    private const string Journey = """
        journey: hello
        name: Hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: order-confirmation, content: transactional, subject: "Thank you from {{ store.name }}" } }
        """;

    // A picture of one pixel.
    private static readonly byte[] s_logo = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_brand_that_is_chosen_is_seen_beside_the_form_and_in_the_mail_that_is_sent()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey));
        var page = await shop.PageAsync("/brand");

        await page.GetByLabel("Name of the shop").FillAsync("Peak Roasters");
        await page.GetByLabel("Buttons", new() { Exact = true }).FillAsync("#7a1f5c");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "logo.gif", MimeType = "image/gif", Buffer = s_logo });
        await page.FrameLocator("iframe.mail-frame").GetByText("Peak Roasters", new() { Exact = true }).First.WaitForAsync();
        await page.FrameLocator("iframe.mail-frame").Locator("img[src*='/a/']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the brand" }).ClickAsync();
        await page.GetByText("Saved: the next mail has it.").WaitForAsync();
        await shop.BuyAsync("2001");
        await Shop.UntilAsync(async () => (await shop.GetAsync("/deliveries?state=accepted")).GetProperty("items").GetArrayLength() == 1);

        var id = (await shop.GetAsync("/deliveries?state=accepted")).GetProperty("items")[0].GetProperty("id").GetString();
        var mail = await shop.GetAsync($"/deliveries/{id}");
        Assert.Equal("Thank you from Peak Roasters", mail.GetProperty("subject").GetString());
        Assert.Contains("background:#7a1f5c", mail.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Contains("/a/", mail.GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_colour_that_is_none_and_text_that_cannot_be_read_say_so_beside_the_field()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey));
        var page = await shop.PageAsync("/brand");

        await page.GetByLabel("Buttons", new() { Exact = true }).FillAsync("#ffe");
        await page.GetByText("is no colour").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save the brand" })).ToBeDisabledAsync();
        await page.GetByLabel("Buttons", new() { Exact = true }).FillAsync("#ffdd00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use #1d2129" }).ClickAsync();

        await Assertions.Expect(page.GetByLabel("Text on buttons", new() { Exact = true })).ToHaveValueAsync("#1d2129");
    }
}
