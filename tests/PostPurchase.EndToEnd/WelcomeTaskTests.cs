using System.Text.Json;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>The first run, in a browser: from an empty folder to a mail in the outbox.</summary>
public sealed class WelcomeTaskTests
{
    private const string Password = "a lantern in the window";

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_new_owner_walks_from_the_first_account_to_a_mail_of_the_sample_shop_and_reads_it()
    {
        await using var shop = await Shop.OpenBareAsync();
        var (page, found) = (await SetUpAsync(shop), new List<string>());

        await page.GetByRole(AriaRole.Radio, new() { Name = "A sample shop" }).CheckAsync();
        await page.GetByText("are in your folders now").WaitForAsync();
        await CheckAsync(page, "source", found);
        await NextAsync(page, "Next", "How do your mails look?");
        await page.GetByLabel("Name of the shop").FillAsync("Lantern Coffee");
        await page.GetByLabel("Address of your shop").FillAsync("https://lantern.example");
        await page.GetByLabel("Postal address").FillAsync("Speicherweg 4\n20457 Hamburg");
        await page.FrameLocator("iframe.mail-frame").GetByText("Lantern Coffee").First.WaitForAsync();
        await CheckAsync(page, "brand", found);
        await NextAsync(page, "Save and go on", "Who is your mail from?");
        await page.GetByLabel("Sender address").FillAsync("hello@lantern.example");
        await CheckAsync(page, "sender", found);
        await NextAsync(page, "Save and go on", "Does your store mail its own receipt?");
        await CheckAsync(page, "receipt", found);
        await NextAsync(page, "Next", "Your last orders, replayed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play it", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Five of the mails" }).WaitForAsync();
        await Assertions.Expect(page.Locator(".five-mail")).ToHaveCountAsync(5);
        await CheckAsync(page, "replay", found);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Five of the mails" }).WaitForAsync();
        await NextAsync(page, "Next", "See one in your own inbox");
        await page.GetByLabel("Your address").FillAsync("owner@lantern.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it to me" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Look at it" }).WaitForAsync();
        await CheckAsync(page, "end", found);
        await page.GetByRole(AriaRole.Link, new() { Name = "Look at it" }).ClickAsync();

        await page.GetByText("Lantern Coffee <hello@lantern.example> → owner@lantern.example").WaitForAsync();
        await page.FrameLocator("iframe.mail-frame").GetByText("Speicherweg 4").First.WaitForAsync();
        Assert.Empty(found);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task What_was_put_off_does_not_open_again_and_live_mail_is_refused_while_something_is_missing()
    {
        await using var shop = await Shop.OpenBareAsync();
        var page = await SetUpAsync(shop);
        await page.GetByRole(AriaRole.Button, new() { Name = "Do this later" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();

        await page.GotoAsync($"{shop.Address}/go-live");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Live: customers receive it" }).CheckAsync();
        await page.GetByLabel("Yes, let mail leave").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch to live" }).ClickAsync();

        await page.GetByText("expected the shop's postal address").WaitForAsync();
        await Assertions.Expect(page.GetByText("Mail is captured: nothing leaves this server.")).ToBeVisibleAsync();
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task The_way_of_mail_is_changed_in_the_app_and_the_server_begins_anew_at_the_same_address()
    {
        await using var shop = await Shop.OpenBareAsync(("Store__FromAddress", "hello@lantern.example"), ("Smtp__Host", "127.0.0.1"), ("Smtp__Port", "1"), ("Smtp__Security", "none"));
        var page = await SetUpAsync(shop);
        await page.GetByRole(AriaRole.Link, new() { Name = "Going live" }).First.ClickAsync();

        await page.GetByRole(AriaRole.Radio, new() { Name = "Approve: the first 20 mails" }).CheckAsync();
        await page.GetByLabel("Yes, let mail leave").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch to approve" }).ClickAsync();

        await page.GetByText("The first mails of each journey wait for your approval").WaitForAsync();
        await Assertions.Expect(page.GetByText("After the next start of the server")).ToHaveCountAsync(0);
    }

    private static async Task<IPage> SetUpAsync(Shop shop)
    {
        var page = await shop.WindowAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(shop.SetupAddress!);
        await page.GetByLabel("Name").FillAsync("Ann");
        await page.Locator("input[type=password]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account and sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Where do your orders come from?" }).WaitForAsync();
        return page;
    }

    private static async Task NextAsync(IPage page, string button, string heading)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = heading }).WaitForAsync();
    }

    private static async Task CheckAsync(IPage page, string step, List<string> found)
    {
        await PageCheck.StandsStillAsync(page);
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(DemoProcess.Root(), "src/PostPurchase.Designer/node_modules/axe-core/axe.min.js")));
        var violations = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { iframes: false })).violations.map((one) => `${one.id}: ${one.nodes[0].html}`)").InTimeAsync($"axe on {step}");
        found.AddRange(violations.EnumerateArray().Select(one => $"{step}: {one.GetString()}"));
    }
}
