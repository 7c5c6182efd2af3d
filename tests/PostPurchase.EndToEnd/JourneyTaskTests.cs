using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What a marketer does with journeys, in a browser.</summary>
public sealed partial class JourneyTaskTests
{
    private const string Waiting = """
        journey: hello
        name: Hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: order-confirmation, content: transactional, subject: "Got it" } }
          - { id: rest, wait: { for: 2d } }   # let it arrive
          - { id: note, email: { template: thank-you-note, content: own, subject: "Thank you" } }
        """;

    [NeedsProgramFact(Chromium.Program)]
    public async Task From_an_empty_page_to_a_click_that_is_counted()
    {
        await using var shop = await Shop.OpenAsync();
        var page = await shop.PageAsync("/journeys");

        await MakeAsync(page);
        await PreviewAsync(page);
        await SimulateAsync(page);
        await PublishAsync(page, "Publish and go live");
        await shop.BuyAsync("1001");
        await page.GetByRole(AriaRole.Button, new() { Name = "1 sent at Mail: show who" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Your order #1001" }).ClickAsync();
        await page.FrameLocator("iframe").GetByText("Trail backpack").First.WaitForAsync();

        var send = (await shop.GetAsync("/deliveries?state=accepted")).GetProperty("items")[0].GetProperty("id").GetString();
        var link = ClickLink().Match((await shop.GetAsync($"/deliveries/{send}")).GetProperty("html").GetString()!).Value;
        // In the first seconds after delivery it is scanners that click; a person's click counts from then on.
        await Shop.UntilAsync(async () => await shop.FollowAsync(link) is not null && (await shop.GetAsync("/journeys")).GetProperty("items")[0].GetProperty("human_clicks").GetInt64() == 1);
        await page.GotoAsync($"{shop.Address}/journeys/thank-first-time-buyers");
        await page.GetByRole(AriaRole.Button, new() { Name = "1 human click at Mail: show who" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByText("jane1001@example.com")).ToBeVisibleAsync();
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Those_inside_finish_on_the_version_on_which_they_entered()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Waiting));
        await shop.BuyAsync("1001");
        await Shop.UntilAsync(async () => (await shop.GetAsync("/journeys/hello/people?step=rest")).GetProperty("items").GetArrayLength() == 1);
        var page = await shop.PageAsync("/journeys/hello?step=rest");

        await page.GetByRole(AriaRole.Textbox, new() { Name = "For a time", Exact = true }).FillAsync("5");
        await page.GetByText("Draft saved at").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 person finishes on the old version")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Move them to the new version" })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByText("is in force").WaitForAsync();
        await shop.BuyAsync("1002");
        await Shop.UntilAsync(async () => (await shop.GetAsync("/journeys/hello/people?step=rest")).GetProperty("items").GetArrayLength() == 2);

        await FinishesOnAsync(page, shop);
        Assert.Contains("for: 5d } }   # let it arrive", await File.ReadAllTextAsync(Path.Combine(shop.Workflows, "hello.yaml")), StringComparison.Ordinal);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Of_two_who_edit_at_once_the_second_sees_what_the_first_changed()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Waiting));
        var ann = await shop.PageAsync("/journeys/hello?step=note");
        var bob = await shop.PageAsync("/journeys/hello?step=rest");
        // Both have read the same text: only then is one of them late.
        await bob.GetByRole(AriaRole.Textbox, new() { Name = "For a time", Exact = true }).WaitForAsync();

        await ann.GetByLabel("Subject", new() { Exact = true }).FillAsync("Many thanks");
        await ann.GetByText("Draft saved at").WaitForAsync();
        await bob.GetByRole(AriaRole.Textbox, new() { Name = "For a time", Exact = true }).FillAsync("4");
        await Assertions.Expect(bob.GetByRole(AriaRole.Alert).GetByText("Many thanks")).ToBeVisibleAsync();
        await bob.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await bob.GetByRole(AriaRole.Textbox, new() { Name = "For a time", Exact = true }).FillAsync("3");
        await bob.GetByText("Draft saved at").WaitForAsync();

        var draft = (await shop.GetAsync("/journeys/hello/draft")).GetProperty("yaml").GetString();
        Assert.Equal(Waiting.Replace("Thank you", "Many thanks", StringComparison.Ordinal).Replace("for: 2d", "for: 3d", StringComparison.Ordinal), draft);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Steps_are_moved_by_keyboard_and_by_mouse_and_back_again()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Waiting));
        var page = await shop.PageAsync("/journeys/hello");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Wait · Rest") }).ClickAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await page.GetByText("Draft saved at").WaitForAsync();
        Assert.Equal(["thanks", "note", "rest"], await IdsAsync(shop));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add: Leave" }).DragToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Add a step here" }).Last);
        await page.GetByLabel("Reason").FillAsync("done");
        await Shop.UntilAsync(async () => (await IdsAsync(shop)).SequenceEqual(["thanks", "rest", "note", "leave"]));

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Leave") }).PressAsync("Delete");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Leave") })).ToHaveCountAsync(0);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task The_keyboard_goes_on_with_the_step_that_was_added_pasted_or_left_over()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Waiting));
        var page = await shop.PageAsync("/journeys/hello");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a step here" }).Nth(1).PressAsync("Enter");
        await page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^Leave") }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Leave") })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Mail · Thanks") })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+c");
        await page.Keyboard.PressAsync("Control+v");

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Mail · Thanks 2") })).ToBeFocusedAsync();
    }

    // Each version says how many are inside, and the people behind the number who is on the older one.
    private static async Task FinishesOnAsync(IPage page, Shop shop)
    {
        await page.GotoAsync($"{shop.Address}/journeys/hello?tab=versions");
        var versions = page.Locator("ol.versions > li");
        await Assertions.Expect(versions).ToHaveCountAsync(2);
        await Assertions.Expect(versions.Nth(0)).ToContainTextAsync("In force1 person inside");
        await Assertions.Expect(versions.Nth(1)).ToContainTextAsync("1 person inside");
        await Assertions.Expect(versions.Nth(1)).Not.ToContainTextAsync("In force");
        await page.GotoAsync($"{shop.Address}/journeys/hello");
        await page.GetByRole(AriaRole.Button, new() { Name = "2 people are here at Rest: show who" }).ClickAsync();
        var inside = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Row);
        await Assertions.Expect(inside.Filter(new() { HasText = "jane1001@example.com" })).ToContainTextAsync("on the older version");
        await Assertions.Expect(inside.Filter(new() { HasText = "jane1002@example.com" })).Not.ToContainTextAsync("on the older version");
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(Shop shop) =>
        [.. StepId().Matches((await shop.GetAsync("/journeys/hello/draft")).GetProperty("yaml").GetString()!).Select(match => match.Groups[1].Value)];

    private static async Task MakeAsync(IPage page)
    {
        await page.GetByText("No journeys yet").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New journey" }).First.ClickAsync();
        await page.GetByLabel("Name").FillAsync("Thank first-time buyers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create draft" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add: Mail" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await page.GetByLabel("Search templates").FillAsync("order confirmation");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Order confirmation") }).ClickAsync();
        await page.GetByText("Order mail", new() { Exact = true }).First.ClickAsync();
        await page.GetByLabel("Subject", new() { Exact = true }).FillAsync("Your order {{ purchase.nummer }}");
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary).GetByText("has no field").First).ToBeVisibleAsync();
        await page.GetByLabel("Subject", new() { Exact = true }).FillAsync("Your order {{ purchase.number }}");
        await page.GetByText("Draft saved at").WaitForAsync();
    }

    private static async Task PreviewAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview the mail" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByText("Your order #1001")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task SimulateAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Simulate" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        var emma = page.GetByRole(AriaRole.Button, new() { Name = "emma@sample.example" });
        await Assertions.Expect(emma).ToBeVisibleAsync();
        await emma.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Your order #") }).First.ClickAsync();
        await page.FrameLocator("[role=dialog] iframe").GetByText("Emma").First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task PublishAsync(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.GetByText("is in force").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync();
    }

    [GeneratedRegex("http://[^\"]*/c/[a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex ClickLink();

    [GeneratedRegex("\\bid: ([a-z-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex StepId();
}
