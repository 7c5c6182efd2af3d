using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What holds on every page of the app and in every dialog.</summary>
[Collection(nameof(Alone))]
public sealed partial class AllPagesTests(StandingDemo standing)
{
    private const string Others = "other pages";

    /// <summary>The first parts of addresses, a case each: one over all pages would look like one that hangs. Those with a page or two are together.</summary>
    public static TheoryData<string> Areas => [.. AppPages.All.Select(page => AreaOf(page.Path)).Distinct()];

    [Fact]
    public async Task Every_route_of_the_app_is_among_the_pages()
    {
        var table = await File.ReadAllTextAsync(Path.Combine(DemoProcess.Root(), "src/PostPurchase.Designer/src/routes.ts"));

        var routes = RoutePath().Matches(table).Select(match => match.Groups[1].Value).ToList();
        var without = routes.Where(route => !AppPages.All.Any(page => new Regex($"^/{Parameter().Replace(route, "[^/?]+")}(\\?|$)").IsMatch(page.Path)));

        Assert.True(routes.Count > 15, $"{routes.Count} routes");
        Assert.Empty(without);
    }

    [NeedsProgramTheory(Chromium.Program)]
    [MemberData(nameof(Areas))]
    public async Task Axe_phone_and_console_find_nothing_in_light_and_dark_on_the_pages_and_dialogs_of(string area)
    {
        var address = (await standing.DemoAsync()).Address;
        var at = await standing.PathsAsync();
        var (tabs, seen) = (new ConcurrentDictionary<string, bool>(), new ConcurrentDictionary<string, bool>());
        var looks = new ConcurrentQueue<Func<PageCheck, Task>>([
            .. AppPages.All.Where(page => AreaOf(page.Path) == area).Select(page => (Func<PageCheck, Task>)(check => PageAsync(check, page, (tabs, seen), path => address + at(path)))),
            .. AppPages.Dialogs.Where(dialog => AreaOf(dialog.Path) == area).Select(dialog => (Func<PageCheck, Task>)(check => DialogAsync(check, dialog, address, at))),
        ]);

        var found = await Task.WhenAll(WindowAsync(looks), WindowAsync(looks));

        Nothing([.. found.SelectMany(one => one), .. tabs.Keys.Except(seen.Keys).Select(tab => $"no line for the tab {tab}")]);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Nor_on_the_pages_of_a_shop_that_has_nothing_yet()
    {
        await using var shop = await Shop.OpenAsync();
        var pages = AppPages.All.Where(page => !page.Path.Contains("new-buyer", StringComparison.Ordinal) && !page.Path.Contains('{', StringComparison.Ordinal));
        var looks = new ConcurrentQueue<Func<PageCheck, Task>>(pages.Select(line => (Func<PageCheck, Task>)(async check =>
        {
            var page = await check.OpenAsync($"empty {line.Name}", shop.Address + line.Path, "PostPurchase");
            await page.Locator("h1").First.WaitForAsync();
            await check.LookAsync();
        })));

        var found = await Task.WhenAll(WindowAsync(looks), WindowAsync(looks));

        Nothing(found.SelectMany(one => one));
    }

    private static async Task<IReadOnlyList<string>> WindowAsync(ConcurrentQueue<Func<PageCheck, Task>> looks)
    {
        await using var check = await PageCheck.StartAsync();
        while (looks.TryDequeue(out var look)) await check.TryAsync(() => look(check));
        return check.Found;
    }

    private static async Task PageAsync(
        PageCheck check, (string Name, string Path, string Shows) line, (ConcurrentDictionary<string, bool> All, ConcurrentDictionary<string, bool> Seen) tabs, Func<string, string> at)
    {
        var page = await check.OpenAsync(line.Name, at(line.Path), line.Shows);
        await check.LookAsync();
        var route = line.Path.Split('?')[0];
        foreach (var tab in await page.GetByRole(AriaRole.Tab, new() { Selected = true }).AllInnerTextsAsync()) tabs.Seen[LabelOf(route, tab)] = true;
        foreach (var tab in await page.GetByRole(AriaRole.Tab).AllAsync())
        {
            var label = LabelOf(route, await tab.InnerTextAsync());
            tabs.All[label] = true;
            // Those in the address have lines of their own.
            if (HasLines(route) || !tabs.Seen.TryAdd(label, true)) continue;
            await check.NowAsync(label);
            await tab.ClickAsync();
            await page.WaitForFunctionAsync(PageCheck.IsLoaded);
            await check.LookAtNewAsync();
        }
    }

    // How many there are behind a tab comes a moment after it, and may change.
    private static string LabelOf(string route, string tab) => $"{route} {TabCount().Replace(tab, "")}";

    private static bool HasLines(string route) => AppPages.All.Any(page => page.Path.StartsWith($"{route}?", StringComparison.Ordinal));

    private static async Task DialogAsync(PageCheck check, (string Name, string Path, string[] Presses) dialog, string address, Func<string, string> at)
    {
        var page = await check.OpenAsync(dialog.Name, address + at(dialog.Path), AppPages.All.First(one => one.Path == dialog.Path).Shows);
        await check.NowAsync(dialog.Name);
        foreach (var press in dialog.Presses) await Named(page, at(press)).ClickAsync();
        await page.Locator("[role=dialog]:visible, [role=menu]:visible").First.WaitForAsync();
        await page.WaitForFunctionAsync(PageCheck.IsLoaded);
        await check.LookAtNewAsync();
    }

    private static ILocator Named(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name })
        .Or(page.GetByRole(AriaRole.Link, new() { Name = name })).Or(page.GetByRole(AriaRole.Menuitem, new() { Name = name })).First;

    private static string AreaOf(string path)
    {
        var first = FirstOf(path);
        return AppPages.All.Count(page => FirstOf(page.Path) == first) > 2 ? first : Others;
    }

    private static string FirstOf(string path) => path.Split('/', '?')[1];

    internal static void Nothing(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    [GeneratedRegex(@"\bpage\(\s*'/([^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex RoutePath();

    [GeneratedRegex(":[a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex(" \\([0-9]+\\)$", RegexOptions.CultureInvariant)]
    private static partial Regex TabCount();
}

/// <summary>Runs after all others and by itself: what axe sees while a slow machine is still drawing is not what people get to see.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone : ICollectionFixture<StandingDemo>;
