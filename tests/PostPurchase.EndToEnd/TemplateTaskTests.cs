using Microsoft.Playwright;
using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>What a marketer does with a mail, in a browser.</summary>
public sealed class TemplateTaskTests
{
    private const string Journey = """
        journey: hello
        name: Hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: order-confirmation, content: transactional, subject: "Got {{ purchase.number }}" } }
        """;

    [NeedsProgramFact(Shop.Chromium)]
    public async Task A_headline_that_is_changed_in_a_block_is_seen_in_the_preview_and_in_the_mail_that_is_sent()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey));
        var page = await shop.PageAsync("/templates/order-confirmation");

        await page.GetByLabel("Small line above").First.WaitForAsync();
        // The shipped mail has an expression here, so a text stands in quotes.
        await page.GetByLabel("Small line above").First.FillAsync("\"Hooray for you\"");
        await page.FrameLocator("iframe.mail-frame").GetByText("Hooray for you", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByText("· Saved").WaitForAsync();
        await shop.BuyAsync("2001");
        await Shop.UntilAsync(async () => (await shop.GetAsync("/deliveries?state=accepted")).GetProperty("items").GetArrayLength() == 1);

        await page.GotoAsync($"{shop.Address}/deliveries");
        await page.GetByText("Got #2001").First.ClickAsync();
        await page.FrameLocator("iframe.mail-frame").GetByText("Hooray for you", new() { Exact = true }).WaitForAsync();
    }
}
