using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What holds for the pages of journeys: light, open to everybody, and fit for long ones.</summary>
public sealed class JourneyPageTests
{
    private const int MostBytes = 300 * 1024;

    [NeedsProgramFact(Shop.Chromium)]
    public async Task The_list_of_journeys_loads_less_than_300_KB()
    {
        await using var shop = await Shop.OpenAsync();
        var page = await shop.Browser.NewPageAsync();
        var answers = new List<IResponse>();
        page.Response += (_, answer) => answers.Add(answer);

        await page.GotoAsync($"{shop.Address}/journeys", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var sizes = await Task.WhenAll(answers.Select(async answer => (await answer.Request.SizesAsync()).ResponseBodySize));

        Assert.InRange(sizes.Sum(), 1, MostBytes);
    }

    [NeedsProgramFact(Shop.Chromium)]
    public async Task Axe_finds_nothing_on_the_pages_of_journeys()
    {
        await using var demo = await DemoProcess.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Shop.LaunchAsync(playwright);
        var axe = await File.ReadAllTextAsync(Path.Combine(DemoProcess.Root(), "src/PostPurchase.Designer/node_modules/axe-core/axe.min.js"));
        var found = new List<string>();

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, ColorScheme = scheme, BypassCSP = true });
            foreach (var (name, path, shows) in AppPages.OfJourneys)
            {
                var page = await context.NewPageAsync();
                await page.GotoAsync($"{demo.Address}{path}");
                await page.GetByText(shows).First.WaitForAsync();
                await page.EvaluateAsync(axe);
                var violations = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { iframes: false })).violations.map((one) => `${one.id}: ${one.nodes[0].html}`)");
                found.AddRange(violations.EnumerateArray().Select(one => $"{name} ({scheme}): {one.GetString()}"));
                await page.CloseAsync();
            }
        }

        Assert.Empty(found);
    }

    [NeedsProgramFact(Shop.Chromium)]
    public async Task A_journey_of_200_steps_is_shown_found_through_and_edited()
    {
        await using var shop = await Shop.OpenAsync(("long.yaml", Long(200)));
        var page = await shop.PageAsync("/journeys/long");

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Find a step" }).FillAsync("wait-199");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "For a time", Exact = true }).FillAsync("7");
        await page.GetByText("Draft saved at").WaitForAsync();

        var draft = (await shop.GetAsync("/journeys/long/draft")).GetProperty("yaml").GetString();
        Assert.Equal(Long(200).Replace("wait-199, wait: { for: 1d }", "wait-199, wait: { for: 7d }", StringComparison.Ordinal), draft);
    }

    private static string Long(int steps)
    {
        var text = new StringBuilder("journey: long\nname: Long\nstatus: draft\ntrigger: { on: purchase }\nsteps:\n");
        for (var i = 0; i < steps; i += 2)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ id: mail-{i}, email: {{ template: thank-you-note, content: own, subject: \"Mail {i}\" }} }}\n");
            text.Append(CultureInfo.InvariantCulture, $"  - {{ id: wait-{i + 1}, wait: {{ for: 1d }} }}\n");
        }

        return text.ToString();
    }
}
