using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace PostPurchase.EndToEnd;

/// <summary>Measures how fast the web app opens, for RESULTS.md of the benchmarks: <c>POSTPURCHASE_PAGE_SPEED=ROUNDS dotnet test --filter FullyQualifiedName~PageSpeed --logger "console;verbosity=detailed"</c>. No test.</summary>
/// <param name="output">Where the figures are written.</param>
public sealed class PageSpeed(ITestOutputHelper output)
{
    private const string List = "document.querySelector('a[href=\"/journeys/new-buyer\"]')";

    /// <summary>At most so much text validates without delay in the designer: the goal is 50 ms.</summary>
    private const int Validations = 40;

    /// <summary>From the start of the navigation until what is waited for is in the page and its thread had time for something else; kept in the page, so that the driver is not measured.</summary>
    private const string Watch = """
        (() => {
          const look = () => {
            let there = false;
            try { there = Boolean(CONDITION); } catch { there = false; }
            if (there) setTimeout(() => { window.postPurchaseThere = performance.now(); }, 0);
            else requestAnimationFrame(look);
          };
          look();
        })();
        """;

    [AskedForFact("POSTPURCHASE_PAGE_SPEED", "a number of rounds", "have the speed of pages measured")]
    public async Task Of_the_list_and_the_designer()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("POSTPURCHASE_PAGE_SPEED")!, CultureInfo.InvariantCulture);
        await using var demo = await DemoProcess.StartAsync();
        await using var shop = await Shop.OpenAsync(("long.yaml", JourneyPageTests.Long(200)));

        await OpenAsync("the list of journeys", $"{demo.Address}/journeys", List, rounds);
        await OpenAsync("the designer of new-buyer", $"{demo.Address}/journeys/new-buyer", Designer(5), rounds);
        await OpenAsync("a journey of 200 steps", $"{shop.Address}/journeys/long", Designer(100), rounds);
        await ValidateAsync(demo.Address);
    }

    /// <summary>Cards as they are in the window (those outside are drawn when they come into it), and a field beside them.</summary>
    private static string Designer(int cards) =>
        $"(document.querySelectorAll('.react-flow__node').length >= {Math.Min(cards, 5)} && document.querySelector('main input, aside input'))";

    private async Task OpenAsync(string what, string address, string condition, int rounds)
    {
        List<double> cold = [], warm = [], bytes = [], requests = [];
        for (var round = 0; round < rounds; round++)
        {
            await using var window = await Chromium.WindowAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
            await window.AddInitScriptAsync(Watch.Replace("CONDITION", condition, StringComparison.Ordinal));
            var page = await window.NewPageAsync();
            var answers = new ConcurrentQueue<IResponse>();
            page.Response += (_, answer) => answers.Enqueue(answer);
            cold.Add(await ThereAsync(page, address));
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            requests.Add(answers.Count);
            bytes.Add((await Task.WhenAll(answers.Select(async answer => (await answer.Request.SizesAsync()).ResponseBodySize))).Sum() / 1024.0);
            warm.Add(await ThereAsync(page, address));
        }

        output.WriteLine($"{what}, cache empty: {Sorted(cold)} ms, {Sorted(bytes)} KB in {Sorted(requests)} requests; cache filled: {Sorted(warm)} ms");
    }

    private static async Task<double> ThereAsync(IPage page, string address)
    {
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => window.postPurchaseThere !== undefined");
        return (await page.EvaluateAsync<JsonElement>("() => window.postPurchaseThere")).GetDouble();
    }

    private async Task ValidateAsync(string address)
    {
        using var client = new HttpClient { BaseAddress = new(address) };
        var yaml = await File.ReadAllTextAsync(Path.Combine(DemoProcess.Root(), "workflows", "new-buyer.yaml"));
        List<double> taken = [];
        for (var i = 0; i < Validations; i++)
        {
            using var text = System.Net.Http.Json.JsonContent.Create(new { yaml = $"{yaml}# {i}\n" });
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsync(new Uri("/api/v1/validate", UriKind.Relative), text);
            answer.EnsureSuccessStatusCode();
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        taken.Sort();
        output.WriteLine($"a text of new-buyer validated {Validations} times: {taken[0]:0} to {taken[^1]:0} ms, median {taken[taken.Count / 2]:0}");
    }

    private static string Sorted(IEnumerable<double> values) => string.Join(' ', values.Order().Select(value => value.ToString("0", CultureInfo.InvariantCulture)));
}
