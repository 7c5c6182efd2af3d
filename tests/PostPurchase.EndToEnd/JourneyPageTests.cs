using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What holds for the pages of journeys: light, and fit for long ones.</summary>
public sealed class JourneyPageTests
{
    private const int MostBytes = 300 * 1024;

    [NeedsProgramFact(Chromium.Program)]
    public async Task The_list_of_journeys_loads_less_than_300_KB()
    {
        await using var shop = await Shop.OpenAsync();
        var page = await shop.WindowAsync();
        // They are told on another thread.
        var answers = new ConcurrentQueue<IResponse>();
        page.Response += (_, answer) => answers.Enqueue(answer);

        await page.GotoAsync($"{shop.Address}/journeys", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var sizes = await Task.WhenAll(answers.Select(async answer => (await answer.Request.SizesAsync()).ResponseBodySize));

        Assert.InRange(sizes.Sum(), 1, MostBytes);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task A_journey_of_200_steps_is_shown_found_through_and_edited()
    {
        await using var shop = await Shop.OpenAsync(("long.yaml", Long(200)));
        var page = await shop.PageAsync("/journeys/long");

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Find a step" }).FillAsync("wait-199");
        await page.GetByRole(AriaRole.Option, new() { NameRegex = new("^wait-199 ") }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "For a time", Exact = true }).FillAsync("7");
        await page.GetByText("Draft saved at").WaitForAsync();

        var draft = (await shop.GetAsync("/journeys/long/draft")).GetProperty("yaml").GetString();
        Assert.Equal(Long(200).Replace("wait-199, wait: { for: 1d }", "wait-199, wait: { for: 7d }", StringComparison.Ordinal), draft);
    }

    /// <summary>A draft of so many steps: a mail, a day, a mail, a day.</summary>
    internal static string Long(int steps)
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
