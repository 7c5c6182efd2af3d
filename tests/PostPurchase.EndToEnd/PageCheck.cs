using Microsoft.Playwright;
using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>What must hold on every page, in whatever state it is: nothing for axe to say, no word in the console, no sideways scrolling on a phone; in light and dark.</summary>
internal sealed class PageCheck : IAsyncDisposable
{
    /// <summary>Whether nothing loads any more.</summary>
    public const string IsLoaded = "() => !document.querySelector('[role=status][aria-label=Loading]')";

    private const int Wide = 1440;
    private const int Narrow = 390;
    private const string NoRegion = """{ "rules": { "region": { "enabled": false } } }""";

    // What stands over the edge and is not inside something that scrolls by itself.
    private const string Over = """
        () => document.documentElement.scrollWidth <= innerWidth + 1 ? [] : [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map((one) => `wider than ${innerWidth} px: ${one.outerHTML.slice(0, 160)}`)
        """;

    // In the scheme, with two frames drawn in it and nothing on its way from one colour to another.
    private const string IsPainted = """
        async (scheme) => {
          if (document.documentElement.getAttribute('data-mantine-color-scheme') !== scheme) return false;
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          return !document.getAnimations().some((one) => one instanceof CSSTransition && one.playState === 'running');
        }
        """;

    private const string Remember = "() => { window.shownBefore = new WeakSet([...document.querySelectorAll('*')].filter((one) => one.checkVisibility({ visibilityProperty: true }))); }";

    // Of what was not shown before, the outermost: axe looks inside by itself.
    private const string Axe = """
        async ({ isNew, rules }) => {
          const news = (one) => one.checkVisibility({ visibilityProperty: true }) && !window.shownBefore.has(one);
          const include = isNew ? [...document.querySelectorAll('*')].filter((one) => news(one) && !(one.parentElement && news(one.parentElement))) : [];
          if (isNew && include.length === 0) return [];
          const { violations } = await axe.run(isNew ? { include } : document, { iframes: false, preload: false, resultTypes: ['violations'], selectors: false, ...JSON.parse(rules) });
          return violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)} ${one.nodes[0].failureSummary.replace(/\s+/g, ' ')}`);
        }
        """;

    private static readonly Lazy<Task<string>> s_axe = new(() => File.ReadAllTextAsync(Path.Combine(DemoProcess.Root(), "src/PostPurchase.Designer/node_modules/axe-core/axe.min.js")));

    private readonly IPage _page;
    private readonly List<string> _found = [];
    private string _name = "";

    private PageCheck(IPage page)
    {
        _page = page;
        // A page that hangs is told beside the others, within the time of a run.
        page.SetDefaultTimeout(60_000);
        page.PageError += (_, error) => _found.Add($"{_name}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !_found.Contains($"{_name}: console: {message.Text}")) _found.Add($"{_name}: console: {message.Text}");
        };
    }

    /// <summary>What was wrong until now, each with the page's name.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>A browser window for checks.</summary>
    public static async Task<PageCheck> StartAsync()
    {
        var context = await Chromium.WindowAsync(new() { ViewportSize = new() { Width = Wide, Height = 900 }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await context.AddInitScriptAsync(await s_axe.Value);
        return new(await context.NewPageAsync());
    }

    /// <summary>Opens a page and waits until it shows what it should and nothing loads.</summary>
    public async Task<IPage> OpenAsync(string name, string url, string shows)
    {
        _name = name;
        await _page.GotoAsync(url);
        await _page.GetByText(shows).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await _page.WaitForFunctionAsync(IsLoaded);
        return _page;
    }

    /// <summary>From now on the same page is in another state, which has a name of its own; <see cref="LookAtNewAsync"/> will look at what has come since.</summary>
    public async Task<IPage> NowAsync(string name)
    {
        _name = name;
        await _page.EvaluateAsync(Remember).InTimeAsync("a look at what is shown");
        return _page;
    }

    /// <summary>Does what a check needs; where the page does not let it, that is a finding, and the next page follows.</summary>
    public async Task TryAsync(Func<Task> steps)
    {
        try
        {
            await steps();
        }
        catch (TimeoutException exception)
        {
            _found.Add($"{_name}: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Holds what is shown now against everything; the window is as before afterwards.</summary>
    public async Task LookAsync()
    {
        await ThemesAsync(isNew: false);
        await _page.EvaluateAsync(Remember).InTimeAsync("a look at what is shown");
        await PhoneAsync();
    }

    /// <summary>The same for what has come since <see cref="NowAsync"/>: a dialog over a page that was looked at, or another tab of it.</summary>
    public async Task LookAtNewAsync()
    {
        await ThemesAsync(isNew: true);
        await _page.EvaluateAsync(Remember).InTimeAsync("a look at what is shown");
        await PhoneAsync();
    }

    // Of all rules those about colour alone judge a theme.
    private async Task ThemesAsync(bool isNew)
    {
        // An open menu lies over the page and is no part of its regions.
        await AxeAsync("", isNew, await _page.Locator("[role=menu]").CountAsync() > 0 ? NoRegion : "{}");
        await PaintAsync(ColorScheme.Dark);
        await AxeAsync(" (dark)", isNew, """{ "runOnly": ["color-contrast"] }""");
        await PaintAsync(ColorScheme.Light);
    }

    // The app hears of the device's scheme by an event, a moment after the device has changed.
    private async Task PaintAsync(ColorScheme scheme)
    {
        await _page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await _page.WaitForFunctionAsync(IsPainted, scheme == ColorScheme.Dark ? "dark" : "light");
    }

    // What a phone shows as a wide window does was judged there; whether it scrolls depends on the width.
    private async Task PhoneAsync()
    {
        await NarrowAsync();
        await AxeAsync(" (phone)", isNew: true, NoRegion);
        await AxeAsync(" (phone)", isNew: false, """{ "runOnly": ["scrollable-region-focusable"] }""");
        await _page.SetViewportSizeAsync(Wide, 900);
    }

    /// <summary>Makes the window a phone's, and holds what is shown against that alone: for what allows no script, axe's included.</summary>
    public async Task NarrowAsync()
    {
        await _page.SetViewportSizeAsync(Narrow, 844);
        _found.AddRange((await _page.EvaluateAsync<string[]>(Over).InTimeAsync("the look at the edge")).Select(one => $"{_name} (phone): {one}"));
    }

    /// <summary>Closes the window.</summary>
    public async ValueTask DisposeAsync() => await _page.Context.CloseAsync().InTimeAsync("a window to close");

    private async Task AxeAsync(string how, bool isNew, string rules)
    {
        var found = await _page.EvaluateAsync<string[]>(Axe, new { isNew, rules }).InTimeAsync($"axe on {_name}{how}");
        _found.AddRange(found.Select(one => $"{_name}{how}: {one}"));
    }
}
