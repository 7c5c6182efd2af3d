using System.Collections.Concurrent;
using Microsoft.Playwright;
using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>What must hold on every page, in whatever state it is: nothing for axe to say, no word in the console, no sideways scrolling on a phone; in light and dark.</summary>
internal sealed class PageCheck : IAsyncDisposable
{
    /// <summary>Whether nothing loads any more.</summary>
    public const string IsLoaded = "() => !document.querySelector('[role=status][aria-label=Loading]')";

    // Until two more frames are drawn and nothing is on its way from one colour to another. A loop of its own: a condition that is a promise counts as met to some who wait.
    private const string Still = """
        async () => {
          do await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          while (document.getAnimations().some((one) => one instanceof CSSTransition && one.playState === 'running'));
        }
        """;

    private const int Wide = 1440;
    private const int Narrow = 390;
    private const string NoRegion = """{ "rules": { "region": { "enabled": false } } }""";

    // What stands over the edge and is not inside something that scrolls by itself. A menu hears of a new width by an event and is moved some frames after it:
    // what stands over the edge counts if it stays there.
    private const string Over = """
        async () => {
          for (let look = 1; ; look++) {
            const over = document.documentElement.scrollWidth <= innerWidth + 1 ? [] : [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
            if (over.length === 0 || look === 60) return over.slice(0, 3).map((one) => `wider than ${innerWidth} px: ${one.outerHTML.slice(0, 160)}`);
            await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          }
        }
        """;

    // The app says which scheme it shows; pages without script show the device's.
    private const string Shows = """
        (scheme) => (document.documentElement.getAttribute('data-mantine-color-scheme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === scheme
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

    // Once one page has hung the next are not waited for as long: all of them are told within the time of a run.
    private const float AfterOneHung = 30_000;

    private readonly IPage _page;

    // What the console says comes on another thread.
    private readonly ConcurrentQueue<string> _found = new();
    private string _name = "";

    private PageCheck(IPage page)
    {
        _page = page;
        page.PageError += (_, error) => _found.Enqueue($"{_name}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !_found.Contains($"{_name}: console: {message.Text}")) _found.Enqueue($"{_name}: console: {message.Text}");
        };
    }

    /// <summary>What was wrong until now, each with the page's name.</summary>
    public IReadOnlyList<string> Found => [.. _found];

    /// <summary>A browser window for checks.</summary>
    public static async Task<PageCheck> StartAsync()
    {
        var context = await Chromium.WindowAsync(new() { ViewportSize = new() { Width = Wide, Height = 900 }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await context.AddInitScriptAsync(await s_axe.Value);
        return new(await context.NewPageAsync());
    }

    /// <summary>Waits until a page has been drawn and changes no more: what axe sees before that, nobody gets to see.</summary>
    public static Task StandsStillAsync(IPage page) => page.EvaluateAsync(Still).InTimeAsync("a page that stands still");

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
            _found.Enqueue($"{_name}: {exception.Message.ReplaceLineEndings(" ")}");
            _page.SetDefaultTimeout(AfterOneHung);
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
        await StandsStillAsync(_page);
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
        await _page.WaitForFunctionAsync(Shows, scheme == ColorScheme.Dark ? "dark" : "light");
        await StandsStillAsync(_page);
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
        Add(await _page.EvaluateAsync<string[]>(Over).InTimeAsync("the look at the edge"), $"{_name} (phone)");
    }

    /// <summary>Closes the window.</summary>
    public async ValueTask DisposeAsync() => await _page.Context.CloseAsync().InTimeAsync("a window to close");

    private async Task AxeAsync(string how, bool isNew, string rules)
    {
        Add(await _page.EvaluateAsync<string[]>(Axe, new { isNew, rules }).InTimeAsync($"axe on {_name}{how}"), $"{_name}{how}");
    }

    private void Add(string[] found, string where)
    {
        foreach (var one in found) _found.Enqueue($"{where}: {one}");
    }
}
