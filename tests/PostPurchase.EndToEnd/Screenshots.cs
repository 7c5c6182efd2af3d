using Microsoft.Playwright;

namespace PostPurchase.EndToEnd;

/// <summary>Takes pictures of every page, or of those that are named, for people to look at: <c>screenshots.sh FOLDER [NAME...]</c>. No test.</summary>
public sealed class Screenshots
{
    [AskedForFact("POSTPURCHASE_SCREENSHOTS", "a folder", "have pictures taken")]
    public async Task Of_every_page_wide_and_narrow_light_and_dark()
    {
        var folder = Environment.GetEnvironmentVariable("POSTPURCHASE_SCREENSHOTS")!;
        await using var demo = await DemoProcess.StartAsync();
        var at = await AppPages.PathsAsync(demo.Address);
        var names = Environment.GetEnvironmentVariable("POSTPURCHASE_SCREENSHOTS_OF")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var pages = AppPages.All.Where(page => names.Length == 0 || names.Contains(page.Name)).ToList();
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await using var context = await Chromium.WindowAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                foreach (var (name, path, shows) in pages)
                {
                    var page = await context.NewPageAsync();
                    await page.GotoAsync($"{demo.Address}{at(path)}", new() { WaitUntil = WaitUntilState.NetworkIdle });
                    await page.GetByText(shows).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png") });
                    await page.CloseAsync();
                }
            }
        }
    }
}
