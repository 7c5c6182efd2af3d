using System.Text;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What holds on every page holds, too, in states that neither a demo nor an empty shop is in.</summary>
[Collection(nameof(Alone))]
public sealed class TroubledPagesTests
{
    private const string Password = "a lantern in the window";

    private const string Journey = """
        journey: hello
        name: Hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: note, email: { template: thank-you-note, content: own, subject: "Thank you", coupon: rare } }
        """;

    private const string Pool = """
        coupons:
          - pool: rare
            summary: "10% off"
            valid_for: 14d
        """;

    private const string Orders = """
        order_id,ordered_at,email,currency,total,name
        1,2026-01-02T10:00:00Z,jane@example.com,USD,5.00,Cup
        2,yesterday,jane@example.com,USD,5.00,Cup
        3,2026-01-03T10:00:00Z,jane@example.com,USD,much,Cup
        """;

    [NeedsProgramFact(Chromium.Program)]
    public async Task Where_codes_run_out_and_rows_are_bad_axe_phone_and_console_find_nothing()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey), ("offers/pools.yaml", Pool));
        await using var check = await PageCheck.StartAsync();

        await check.OpenAsync("health with an incident", $"{shop.Address}/health", "rare");
        await check.LookAsync();
        await CodesAsync(check, shop);
        await FeedAsync(check, shop);
        await OrdersAsync(check, shop);

        AllPagesTests.Nothing(check.Found);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Where_people_sign_in_or_are_refused_it_is_the_same()
    {
        await using var shop = await Shop.OpenWithAccountsAsync();
        await using var check = await PageCheck.StartAsync();

        await check.OpenAsync("sign in before there is an account", $"{shop.Address}/journeys", "Nobody has an account yet");
        await check.LookAsync();
        await SetUpAsync(check, shop);
        await check.OpenAsync("where I am signed in", $"{shop.Address}/settings", "this browser");
        await check.LookAsync();
        await SignInAsync(shop, "ann");
        await check.OpenAsync("another browser", $"{shop.Address}/settings", "Sign out there");
        await check.LookAsync();

        AllPagesTests.Nothing(check.Found);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Beside_an_account_so_are_the_forms_to_sign_in_with_a_wrong_password_and_with_a_key()
    {
        await using var shop = await Shop.OpenWithAccountsAsync();
        await using (var owner = await PageCheck.StartAsync()) await SetUpAsync(owner, shop);
        await using var check = await PageCheck.StartAsync();

        var page = await check.OpenAsync("sign in", $"{shop.Address}/journeys", "With the name and password");
        await check.LookAsync();
        await check.NowAsync("wrong password");
        await FillAsync(page, "ann", "not the password");
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await check.LookAtNewAsync();
        await check.NowAsync("sign in with a key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use an API key instead" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a password instead" }).WaitForAsync();
        await check.LookAtNewAsync();

        // A browser says of the wrong password that it was refused, and of nothing else.
        var refused = check.Found.Where(one => one.Contains("401 (Unauthorized)", StringComparison.Ordinal)).ToList();
        Assert.Single(refused);
        AllPagesTests.Nothing(check.Found.Except(refused));
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Where_two_edit_one_journey_at_once_it_is_the_same()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey), ("offers/pools.yaml", Pool));
        await using var check = await PageCheck.StartAsync();
        var late = await check.OpenAsync("a journey that two edit", $"{shop.Address}/journeys/hello", "Starts on a purchase");
        await late.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).WaitForAsync();
        var first = await shop.PageAsync("/journeys/hello?step=note");
        await first.GetByLabel("Subject", new() { Exact = true }).FillAsync("Many thanks");
        await first.GetByText("Draft saved at").WaitForAsync();

        await check.NowAsync("what another saved meanwhile");
        await late.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync("Good day");
        await late.GetByRole(AriaRole.Alert).GetByText("Many thanks").WaitForAsync();
        await check.LookAtNewAsync();

        // A browser says of each request that was refused that it was.
        AllPagesTests.Nothing(check.Found.Where(one => !one.Contains("412 (Precondition Failed)", StringComparison.Ordinal)));
    }

    private static async Task CodesAsync(PageCheck check, Shop shop)
    {
        var page = await check.OpenAsync("coupons that run out", $"{shop.Address}/offers?tab=coupons", "10% off");
        await check.LookAsync();
        await check.NowAsync("add codes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add codes" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Codes").FillAsync("SUMMER-1\nnot a code\nSUMMER-1\nSUMMER-2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add codes" }).ClickAsync();
        await dialog.GetByText("set aside").WaitForAsync();
        await check.LookAtNewAsync();
    }

    private static async Task FeedAsync(PageCheck check, Shop shop)
    {
        var page = await check.OpenAsync("offers", $"{shop.Address}/offers", "Nothing to offer yet");
        await check.NowAsync("rows of a feed that were set aside");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import products" }).First.ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "feed.csv", MimeType = "text/csv", Buffer = "id,title,link,price\n,Nameless,https://shop.example/n,1.00 USD\n"u8.ToArray() });
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("1 row was set aside").WaitForAsync();
        await check.LookAtNewAsync();
    }

    private static async Task OrdersAsync(PageCheck check, Shop shop)
    {
        var page = await check.OpenAsync("past orders", $"{shop.Address}/welcome?step=source", "Where do your orders come from?");
        await check.NowAsync("rows of past orders that cannot be used");
        await page.GetByRole(AriaRole.Radio, new() { Name = "A file of past orders" }).CheckAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "orders.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Orders) });
        await page.GetByText("2 rows cannot be used").First.WaitForAsync();
        await check.LookAtNewAsync();
    }

    private static async Task SetUpAsync(PageCheck check, Shop shop)
    {
        var page = await check.OpenAsync("first account", shop.SetupAddress!, "Make the account and sign in");
        await check.LookAsync();
        await page.GetByLabel("Name").FillAsync("ann");
        await page.Locator("input[type=password]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account and sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Your account" }).WaitForAsync();
    }

    private static async Task SignInAsync(Shop shop, string name)
    {
        var page = await shop.PageAsync("/journeys");
        await FillAsync(page, name, Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Your account" }).WaitForAsync();
    }

    private static async Task FillAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.Locator("input[type=password]").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
