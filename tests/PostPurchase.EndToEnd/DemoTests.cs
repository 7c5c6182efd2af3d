using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What the README's first command shows.</summary>
[Collection(nameof(Alone))]
public sealed partial class DemoTests(StandingDemo standing)
{
    [Fact]
    public async Task The_demo_plays_four_weeks_and_parks_nothing()
    {
        var demo = await standing.DemoAsync();

        var played = Played().Match(demo.Said[0]);

        Assert.True(int.Parse(played.Groups[1].ValueSpan, CultureInfo.InvariantCulture) > 100, demo.Said[0]);
        Assert.Equal("0", played.Groups[2].Value);
    }

    [Fact]
    public async Task The_demo_answers_without_a_key_on_this_machine()
    {
        var demo = await standing.DemoAsync();
        using var client = new HttpClient { BaseAddress = new Uri(demo.Address) };

        foreach (var path in new[] { "/healthz", "/readyz", "/openapi/v1.json", "/", "/api/v1/journeys", "/demo/img/espresso.png" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        }
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task The_first_page_opens_in_a_browser_without_an_error()
    {
        var demo = await standing.DemoAsync();
        await using var window = await Chromium.WindowAsync(new());
        var page = await window.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);

        var answer = await page.GotoAsync(demo.Address, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Equal(200, answer!.Status);
        Assert.Empty(errors);
    }

    [GeneratedRegex("(\\d+) mails captured.* (\\d+) parked", RegexOptions.CultureInvariant)]
    private static partial Regex Played();
}
