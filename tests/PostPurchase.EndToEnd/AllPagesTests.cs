using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What holds on every page of the app and in every dialog.</summary>
[Collection(nameof(Alone))]
public sealed partial class AllPagesTests(StandingDemo standing)
{
    [Fact]
    public async Task Every_route_of_the_app_is_among_the_pages()
    {
        var app = await File.ReadAllTextAsync(Path.Combine(DemoProcess.Root(), "src/PostPurchase.Designer/src/App.tsx"));

        var routes = RoutePath().Matches(app).Select(match => match.Groups[1].Value).ToList();
        var without = routes.Where(route => route != "*" && !AppPages.All.Any(page => new Regex($"^/{Parameter().Replace(route, "[^/?]+")}(\\?|$)").IsMatch(page.Path)));

        Assert.True(routes.Count > 15, $"{routes.Count} routes");
        Assert.Empty(without);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Axe_phone_and_console_find_nothing_on_any_page_or_dialog_in_light_and_dark()
    {
        var demo = await standing.DemoAsync();
        var at = await AppPages.PathsAsync(demo.Address);
        await using var pages = await PageCheck.StartAsync();
        await using var dialogs = await PageCheck.StartAsync();

        var found = await Task.WhenAll(PagesAsync(pages, path => demo.Address + at(path)), DialogsAsync(dialogs, path => demo.Address + at(path)));

        Nothing(found.SelectMany(one => one));
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Nor_on_the_pages_of_a_shop_that_has_nothing_yet()
    {
        await using var shop = await Shop.OpenAsync();
        await using var check = await PageCheck.StartAsync();

        foreach (var (name, path, _) in AppPages.All.Where(page => !page.Path.Contains("new-buyer", StringComparison.Ordinal) && !page.Path.Contains('{', StringComparison.Ordinal)))
        {
            await check.TryAsync(async () =>
            {
                var page = await check.OpenAsync($"empty {name}", shop.Address + path, "PostPurchase");
                await page.Locator("h1").First.WaitForAsync();
                await check.LookAsync();
            });
        }

        Nothing(check.Found);
    }

    private static async Task<IReadOnlyList<string>> PagesAsync(PageCheck check, Func<string, string> at)
    {
        var (tabs, seen) = (new HashSet<string>(), new HashSet<string>());
        foreach (var (name, path, shows) in AppPages.All)
        {
            await check.TryAsync(async () =>
            {
                var page = await check.OpenAsync(name, at(path), shows);
                await check.LookAsync();
                await TabsAsync(page, path.Split('?')[0]);
            });
        }

        return [.. check.Found, .. tabs.Except(seen).Select(tab => $"no line for the tab {tab}")];

        async Task TabsAsync(IPage page, string route)
        {
            seen.UnionWith((await page.GetByRole(AriaRole.Tab, new() { Selected = true }).AllInnerTextsAsync()).Select(tab => $"{route} {tab}"));
            foreach (var tab in await page.GetByRole(AriaRole.Tab).AllAsync())
            {
                var label = $"{route} {await tab.InnerTextAsync()}";
                tabs.Add(label);
                // Those in the address have lines of their own.
                if (HasLines(route) || !seen.Add(label)) continue;
                await check.NowAsync(label);
                await tab.ClickAsync();
                await page.WaitForFunctionAsync(PageCheck.IsLoaded);
                await check.LookAtNewAsync();
            }
        }
    }

    private static bool HasLines(string route) => AppPages.All.Any(page => page.Path.StartsWith($"{route}?", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> DialogsAsync(PageCheck check, Func<string, string> at)
    {
        foreach (var (name, path, presses) in AppPages.Dialogs)
        {
            await check.TryAsync(async () =>
            {
                var page = await check.OpenAsync(name, at(path), AppPages.All.First(one => one.Path == path).Shows);
                await check.NowAsync(name);
                foreach (var press in presses) await Named(page, press).ClickAsync();
                await page.Locator("[role=dialog]:visible, [role=menu]:visible").First.WaitForAsync();
                await page.WaitForFunctionAsync(PageCheck.IsLoaded);
                await check.LookAtNewAsync();
            });
        }

        return check.Found;
    }

    private static ILocator Named(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name })
        .Or(page.GetByRole(AriaRole.Link, new() { Name = name })).Or(page.GetByRole(AriaRole.Menuitem, new() { Name = name })).First;

    internal static void Nothing(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    [GeneratedRegex("<Route path=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex RoutePath();

    [GeneratedRegex(":[a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}

/// <summary>Runs after all others and by itself: what axe sees while a slow machine is still drawing is not what people get to see.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone : ICollectionFixture<StandingDemo>;
