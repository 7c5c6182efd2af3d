using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

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

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_headline_that_is_changed_in_a_block_is_seen_in_the_preview_and_in_the_mail_that_is_sent()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey));
        var page = await shop.PageAsync("/templates/order-confirmation");

        await page.GetByLabel("Small line above").First.WaitForAsync();
        // Jane is the customer of the sample purchase, too.
        await page.GetByLabel("Small line above", new() { Exact = true }).First.FillAsync("Hooray for {{ customer.first_name ?? \"you\" }}");
        await page.FrameLocator("iframe.mail-frame").GetByText("Hooray for Jane", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByText("· Saved").WaitForAsync();
        await shop.BuyAsync("2001");
        await Shop.UntilAsync(async () => (await shop.GetAsync("/deliveries?state=accepted")).GetProperty("items").GetArrayLength() == 1);

        await page.GotoAsync($"{shop.Address}/deliveries");
        // Anywhere in its row, not only on the words of its link.
        await page.GetByRole(AriaRole.Row, new() { NameRegex = new("Got #2001") }).ClickAsync(new() { Position = new() { X = 4, Y = 4 } });
        await page.FrameLocator("iframe.mail-frame").GetByText("Hooray for Jane", new() { Exact = true }).WaitForAsync();
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_field_that_is_none_says_so_where_it_is_typed_and_cannot_be_saved()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey));
        var page = await shop.PageAsync("/templates/order-confirmation");

        await page.GetByLabel("Small line above", new() { Exact = true }).First.FillAsync("Hooray for {{ customer.frist_name }}");
        await page.GetByText("customer.first_name").First.WaitForAsync();
        await page.GetByText("1 field says something that is not in the mail yet").WaitForAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_mail_is_duplicated_and_the_copy_that_nobody_sends_deleted()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey));
        var page = await shop.PageAsync("/templates/order-confirmation");

        await page.GetByLabel("Duplicate or delete").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "hello · thanks" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByLabel("Duplicate or delete").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Duplicate" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Duplicate", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Order confirmation copy" }).WaitForAsync();
        await page.GetByLabel("Duplicate or delete").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete it in all 2 languages" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Templates", Exact = true }).WaitForAsync();

        Assert.DoesNotContain((await shop.GetAsync("/templates")).GetProperty("items").EnumerateArray(), row => row.GetProperty("name").GetString() == "order-confirmation-copy");
    }
}
