using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>A shop in which every hostile text was written, and what a browser saw on its pages. All of it happens once, with the first test that asks.</summary>
public sealed partial class HostileShop : IAsyncLifetime
{
    private const int MostDetails = 12;
    private const int FewDetails = 3;

    // What a text would have become if the page had taken it for markup, run or not.
    private const string Made = """
        () => [...document.querySelectorAll('.canary, script:not([src]), iframe:not([sandbox]), object, embed, base, a[href^="javascript:" i], a[href^="data:" i], [src^="javascript:" i]')]
          .concat([...document.querySelectorAll('*')].filter((one) => [...one.attributes].some(({ name }) => /^on/i.test(name)))).map((one) => one.outerHTML.slice(0, 160))
        """;

    private static readonly IReadOnlyList<string> s_texts = Conformance.Folder is null ? HostileTexts.Ours : [.. HostileTexts.Ours, .. HostileTexts.Naughty()];

    private readonly Lazy<Task<Shop>> _shop = new(() => Shop.OpenAsync(HostileTexts.Files(s_texts)));
    private readonly Lazy<Task<SeenPages>> _seen;

    public HostileShop() => _seen = new(LookAsync);

    internal Task<Shop> ShopAsync() => _shop.Value;

    internal Task<SeenPages> SeenAsync() => _seen.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_shop.IsValueCreated) await (await _shop.Value).DisposeAsync();
    }

    private async Task<SeenPages> LookAsync()
    {
        var shop = await ShopAsync();
        var otherwise = await HostileTexts.FillAsync(shop, s_texts);
        await Shop.UntilAsync(async () => (await shop.GetAsync("/deliveries?state=accepted")).GetProperty("items").GetArrayLength() >= 10);
        var customer = (await shop.GetAsync("/customers")).GetProperty("items")[0].GetProperty("id").GetString()!;
        otherwise = [.. otherwise, .. await HostileTexts.AboutAsync(shop, customer, s_texts[1])];
        var page = await shop.WindowAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, UserAgent = s_texts[0] });
        var ran = Listen(page);
        var paths = await PathsAsync(shop);
        foreach (var path in paths)
        {
            await page.GotoAsync(shop.Address + path);
            await page.Locator("h1, p").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            // A mail in the browser is markup of the marketer's; that nothing of it runs is told by the dialogs alone.
            if (path.StartsWith("/v/", StringComparison.Ordinal)) continue;
            await page.WaitForFunctionAsync(PageCheck.IsLoaded);
            foreach (var made in await page.EvaluateAsync<string[]>(Made)) ran.Enqueue($"{path}: {made}");
        }

        return new(s_texts.Count, paths.Count, otherwise, [.. ran]);
    }

    // Told on another thread.
    private static ConcurrentQueue<string> Listen(IPage page)
    {
        var ran = new ConcurrentQueue<string>();
        page.Dialog += async (_, dialog) =>
        {
            ran.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Popup += (_, popup) => ran.Enqueue($"window: {popup.Url}");
        page.PageError += (_, error) => ran.Enqueue($"error: {error}");
        return ran;
    }

    // Every page; of those that are one of many the first few; and what customers see of a mail.
    private static async Task<IReadOnlyList<string>> PathsAsync(Shop shop)
    {
        var paths = AppPages.All.Select(page => page.Path).Where(path => !path.Contains("new-buyer", StringComparison.Ordinal) && !path.Contains('{', StringComparison.Ordinal)).ToList();
        paths.AddRange(["/journeys/hostile", "/journeys/hostile?step=mail", "/journeys/hostile?tab=yaml", "/journeys/hostile?tab=versions", "/journeys/many", "/journeys/many?step=mail-1", "/journeys/many?tab=yaml"]);
        foreach (var (list, to) in new[] { ("customers", "/customers/"), ("deliveries?state=accepted", "/deliveries/"), ("conversions", "/commission?conversion=") })
        {
            var ids = (await shop.GetAsync($"/{list}")).GetProperty("items").EnumerateArray().Take(s_texts.Count > HostileTexts.Ours.Count ? MostDetails : FewDetails).Select(one => one.GetProperty("id").GetString()!).ToList();
            paths.AddRange(ids.Select(id => to + id));
        }

        var mail = (await shop.GetAsync($"/deliveries/{(await shop.GetAsync("/deliveries?state=accepted")).GetProperty("items")[0].GetProperty("id").GetString()}")).GetProperty("html").GetString()!;
        paths.AddRange(CustomerPage().Matches(mail).Select(match => match.Groups[1].Value).Distinct());
        return paths;
    }

    [GeneratedRegex("https?://[^/\"]+(/[puv]/[a-z0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex CustomerPage();
}

/// <summary>What came of the texts.</summary>
/// <param name="Texts">How many were written.</param>
/// <param name="Pages">How many pages were looked at.</param>
/// <param name="Otherwise">Writes that were not answered as they should be.</param>
/// <param name="Ran">What ran, or became a part of a page, with the page.</param>
internal sealed record SeenPages(int Texts, int Pages, IReadOnlyList<string> Otherwise, IReadOnlyList<string> Ran);
