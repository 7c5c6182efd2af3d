using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What a marketer does with a test: from the first look at the plan to the winner that everybody gets.</summary>
public sealed partial class ExperimentTaskTests
{
    private const int Batch = 260;

    // So far apart the sizes of two arms would have to be, of so many customers, that chance does not explain it.
    private const int Balanced = 40;

    private const string Hello = """
        journey: hello
        name: Hello
        status: live
        trigger: { on: purchase }
        steps:
          - id: note
            email: { template: thank-you-note, content: own, subject: "Thank you" }
        """;

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_test_is_planned_made_run_decided_promoted_and_stopped_by_an_alarm()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Hello));
        var page = await shop.PageAsync("/experiments");

        await PlanAsync(page);
        await MakeAsync(page, shop);
        await shop.BuyManyAsync(1, 3);
        await SaysAsync(page, shop, "Not enough data");
        await BalancedAsync(shop);
        await ClickAsync(shop, await MailsOfAsync(shop, "Picked for you"));
        await SaysAsync(page, shop, "“B” is best: proven at this confidence however often you look.");
        await PromoteAsync(page, shop);
        await AlarmAsync(page, shop);
    }

    // The plan says what is known, and that nothing is where nothing was sent yet.
    private static async Task PlanAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan a test" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByText("nothing to plan with yet").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task MakeAsync(IPage page, Shop shop)
    {
        await page.GotoAsync($"{shop.Address}/journeys/hello?step=note");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add an experiment" }).ClickAsync();
        await page.GetByLabel("Decides", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Click rate" }).ClickAsync();
        await page.Locator(".rule").Filter(new() { HasText = "Variant b" }).GetByLabel("Subject", new() { Exact = true }).FillAsync("Picked for you");
        await page.GetByText("Draft saved at").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await page.GetByText("is in force").WaitForAsync();
    }

    // Arms are by hash and customers are new each time: more buy until neither arm is large by chance.
    private static async Task BalancedAsync(Shop shop)
    {
        var bought = 3;
        do
        {
            await shop.BuyManyAsync(bought + 1, bought < Batch ? Batch : 10);
            bought += bought < Batch ? Batch : 10;
            await Shop.UntilAsync(async () => (await AssignedAsync(shop)).Sum() == bought);
        }
        while ((await AssignedAsync(shop)) is var arms && Math.Abs(arms[0] - arms[1]) > Balanced);
        // Customers are in an arm as soon as they are in the journey; their mails leave one after the other.
        await Shop.UntilAsync(async () => await SentAsync(shop) == bought);
    }

    // The one that left last is the first of them.
    private static async Task<List<string>> MailsOfAsync(Shop shop, string subject)
    {
        var (found, before) = (new List<(string At, string Id)>(), (string?)null);
        do
        {
            var answer = await shop.GetAsync($"/deliveries?state=accepted{(before is null ? "" : $"&before={before}")}");
            found.AddRange(answer.GetProperty("items").EnumerateArray().Where(row => row.GetProperty("subject").GetString() == subject)
                .Select(row => (row.GetProperty("at").GetString()!, row.GetProperty("id").GetString()!)));
            before = answer.GetProperty("next").GetString();
        }
        while (before is not null);
        return [.. found.OrderByDescending(mail => mail.At, StringComparer.Ordinal).Select(mail => mail.Id)];
    }

    // In the first seconds after delivery it is scanners that click: the mail that left last is followed until its click counts, the others then.
    private static async Task ClickAsync(Shop shop, List<string> sends)
    {
        var links = new List<string>();
        foreach (var send in sends.Take(60)) links.Add(ClickLink().Match((await shop.GetAsync($"/deliveries/{send}")).GetProperty("html").GetString()!).Value);
        async Task<long> CountedAsync() => (await JourneyAsync(shop)).GetProperty("human_clicks").GetInt64();
        await Shop.UntilAsync(async () => await shop.FollowAsync(links[0]) is not null && await CountedAsync() == 1);
        await Task.WhenAll(links.Skip(1).Select(shop.FollowAsync));
        await Shop.UntilAsync(async () => await CountedAsync() == links.Count);
    }

    private static async Task SaysAsync(IPage page, Shop shop, string words)
    {
        var said = "";
        async Task<bool> SaysItAsync() => (said = (await TestAsync(shop)).GetProperty("verdict").GetProperty("text").GetString()!).StartsWith(words, StringComparison.Ordinal);
        try
        {
            await Shop.UntilAsync(SaysItAsync);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"it was to say \"{words}\" and says \"{said}\"", exception);
        }

        await page.GotoAsync($"{shop.Address}/experiments");
        await Assertions.Expect(page.GetByText(words).First).ToBeVisibleAsync();
    }

    private static async Task PromoteAsync(IPage page, Shop shop)
    {
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("“Note”") }).ClickAsync();
        await page.GetByRole(AriaRole.Row, new() { NameRegex = new("^B ") }).GetByRole(AriaRole.Button, new() { Name = "Make it the winner" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Make it the winner" }).ClickAsync();
        await Assertions.Expect(page.GetByText("“b” is in force since")).ToBeVisibleAsync();
        var (sent, before) = (await SentAsync(shop), (await MailsOfAsync(shop, "Picked for you")).Count);
        await shop.BuyManyAsync(5001, 8);
        await Shop.UntilAsync(async () => await SentAsync(shop) == sent + 8);
        Assert.Equal(before + 8, (await MailsOfAsync(shop, "Picked for you")).Count);
        await page.GotoAsync($"{shop.Address}/journeys/hello?step=note");
        await Assertions.Expect(page.GetByText("“b” is in force since")).ToBeVisibleAsync();
    }

    // As if nine of ten had to be in the arm that has half of them.
    private static async Task AlarmAsync(IPage page, Shop shop)
    {
        await using (var connection = new SqliteConnection($"Data Source={shop.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "update experiment_arm set expected = case name when 'a' then 9000 else 1000 end";
            await command.ExecuteNonQueryAsync();
        }

        await page.GotoAsync($"{shop.Address}/experiments/{(await TestAsync(shop)).GetProperty("id").GetString()}");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).GetByText("The variants do not have the sizes that they should have")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Make it the winner" })).ToHaveCountAsync(0);
    }

    private static async Task<long> SentAsync(Shop shop) => (await JourneyAsync(shop)).GetProperty("sent").GetInt64();

    private static async Task<JsonElement> JourneyAsync(Shop shop) => (await shop.GetAsync("/journeys")).GetProperty("items")[0];

    private static async Task<JsonElement> TestAsync(Shop shop) => (await shop.GetAsync("/experiments")).GetProperty("items")[0];

    private static async Task<IReadOnlyList<long>> AssignedAsync(Shop shop) => [.. (await TestAsync(shop)).GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("assigned").GetInt64())];

    [GeneratedRegex("http://[^\"]*/c/[a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex ClickLink();
}
