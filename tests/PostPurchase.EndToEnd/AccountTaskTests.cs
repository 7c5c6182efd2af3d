using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>Who may do what, in a browser.</summary>
public sealed class AccountTaskTests
{
    private const string Password = "a lantern in the window";

    private const string Hello = """
        journey: hello
        name: Hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: order-confirmation, content: transactional, subject: "Got it" } }
        """;

    [NeedsProgramFact(Chromium.Program)]
    public async Task The_owner_sets_up_adds_an_analyst_and_erases_a_customer_whom_the_analyst_may_only_read()
    {
        await using var shop = await Shop.OpenWithAccountsAsync(("hello.yaml", Hello));
        var owner = await SetUpAsync(shop);
        shop.UseKey(await MakeKeyAsync(shop, owner));
        await shop.BuyAsync("1001");
        await Shop.UntilAsync(async () => (await shop.GetAsync("/customers")).GetProperty("items").GetArrayLength() == 1);
        var customer = $"/customers/{(await shop.GetAsync("/customers")).GetProperty("items")[0].GetProperty("id").GetString()}";
        await AddAnalystAsync(shop, owner);

        var analyst = await SignInAsync(shop, "bob", customer);
        await Assertions.Expect(analyst.GetByRole(AriaRole.Heading, new() { Name = "Jane" })).ToBeVisibleAsync();
        await Assertions.Expect(analyst.GetByRole(AriaRole.Button, new() { Name = "More for this customer" })).ToHaveCountAsync(0);
        var refused = await analyst.EvaluateAsync<int>("async path => (await fetch('/api/v1' + path, { method: 'DELETE' })).status", customer);
        await analyst.GotoAsync($"{shop.Address}/journeys/hello");
        await Assertions.Expect(analyst.GetByText("Nothing is kept: changing it needs another role.")).ToBeVisibleAsync();
        await EraseAsync(shop, owner, customer);

        await owner.GotoAsync(shop.Address + customer);
        await Assertions.Expect(owner.GetByRole(AriaRole.Heading, new() { Name = "This customer was erased" })).ToBeVisibleAsync();
        await owner.GetByRole(AriaRole.Link, new() { Name = "All customers" }).ClickAsync();
        await Assertions.Expect(owner.GetByText("No customers yet")).ToBeVisibleAsync();
        Assert.Equal(403, refused);
        Assert.Equal(0, (await shop.GetAsync("/customers")).GetProperty("items").GetArrayLength());
        await owner.GotoAsync($"{shop.Address}/settings?tab=audit");
        await Assertions.Expect(owner.GetByText("Customer erased")).ToBeVisibleAsync();
    }

    private static async Task<IPage> SetUpAsync(Shop shop)
    {
        var page = await shop.WindowAsync();
        await page.GotoAsync(shop.SetupAddress!);
        await page.GetByLabel("Name").FillAsync("Ann");
        await page.Locator("input[type=password]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account and sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Your account" }).WaitForAsync();
        return page;
    }

    private static async Task<string> MakeKeyAsync(Shop shop, IPage page)
    {
        await page.GotoAsync($"{shop.Address}/settings?tab=keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("What it is for").FillAsync("the shop");
        await dialog.GetByLabel("Read everything").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        return await dialog.Locator("code, pre").First.InnerTextAsync();
    }

    private static async Task AddAnalystAsync(Shop shop, IPage page)
    {
        await page.GotoAsync($"{shop.Address}/settings?tab=accounts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a person" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("bob");
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Role" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Analyst" }).ClickAsync();
        await dialog.Locator("input[type=password]").FillAsync(Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add a person" }).ClickAsync();
        await dialog.GetByText("Account made").WaitForAsync();
    }

    private static async Task<IPage> SignInAsync(Shop shop, string name, string path)
    {
        var page = await shop.WindowAsync();
        await page.GotoAsync($"{shop.Address}{path}");
        await page.GetByLabel("Name").FillAsync(name);
        await page.Locator("input[type=password]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        return page;
    }

    private static async Task EraseAsync(Shop shop, IPage page, string customer)
    {
        await page.GotoAsync($"{shop.Address}{customer}");
        await page.GetByRole(AriaRole.Button, new() { Name = "More for this customer" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Erase this customer" }).ClickAsync();
        await page.GetByLabel("Yes, forget who this was").CheckAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Erase this customer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The customer was erased")).ToBeVisibleAsync();
    }
}
