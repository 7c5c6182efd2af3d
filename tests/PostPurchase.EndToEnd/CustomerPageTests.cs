using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>The pages that a customer opens from a mail: without script, on a phone, in the language of the mail.</summary>
public sealed partial class CustomerPageTests
{
    private const string Journey = """
        journey: hello
        name: Hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: ask, email: { template: how-was-it, content: own, subject: "Did everything go well?" } }
        """;

    [NeedsProgramFact(Chromium.Program)]
    public async Task They_are_open_to_everybody_branded_and_fit_for_a_phone()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey));
        await using var check = await PageCheck.StartAsync();

        foreach (var (language, texts) in new[] { ("en", new[] { "What would you like to get?", "Unsubscribe", "Your answer" }), ("de", ["Was möchten Sie bekommen?", "Abmelden", "Ihre Antwort"]) })
        {
            var links = await LinksAsync(shop, language);
            foreach (var (kind, shows) in new[] { "p", "u", "r" }.Zip(texts))
            {
                var page = await check.OpenAsync($"{language} {kind}", shop.Address + links[kind], shows);
                await check.LookAsync();
                await GroundAsync(page, ColorScheme.Dark, "rgb(18, 21, 26)");
                await GroundAsync(page, ColorScheme.Light, "rgb(245, 246, 248)");
                Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
                await Assertions.Expect(page.GetByText("Lantern Coffee").First).ToBeVisibleAsync();
            }

            await check.OpenAsync($"{language} v", shop.Address + links["v"], "Lantern Coffee");
            await check.NarrowAsync();
        }

        // The pictures of the mail lie at the address that its readers know, where nobody serves in a test.
        var found = check.Found.Where(one => !one.Contains(" v: console: Failed to load resource", StringComparison.Ordinal)).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task They_do_what_they_say_without_script()
    {
        await using var shop = await Shop.OpenAsync(("hello.yaml", Journey));
        var links = await LinksAsync(shop, "de");
        var page = await shop.WindowAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 390, Height = 844 } });

        await page.GotoAsync(shop.Address + links["r"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ja, alles da und alles bestens" }).ClickAsync();
        await page.GetByText("Danke, Ihre Antwort ist da.").WaitForAsync();
        await page.GotoAsync(shop.Address + links["p"]);
        await page.GetByLabel("Empfehlungen anderer Läden").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Speichern" }).ClickAsync();
        await page.GetByText("Gespeichert. Es gilt ab sofort.").WaitForAsync();
        await Assertions.Expect(page.GetByLabel("Empfehlungen anderer Läden")).Not.ToBeCheckedAsync();
        await page.GotoAsync(shop.Address + links["u"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Abmelden" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Sie sind abgemeldet" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Doch anders? Auswählen, was kommt" }).ClickAsync();

        await Assertions.Expect(page.GetByLabel("Tipps und Neuigkeiten zu unseren eigenen Produkten")).Not.ToBeCheckedAsync();
    }

    // What is behind the page in a scheme of the device.
    private static async Task GroundAsync(IPage page, ColorScheme scheme, string expected)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", expected);
    }

    // Of the mail that this customer got: preferences, unsubscribe, view in browser, and an answer.
    private static async Task<Dictionary<string, string>> LinksAsync(Shop shop, string language)
    {
        var email = $"{language}@example.com";
        Assert.True(await shop.TryAsync(HttpMethod.Post, "/api/v1/events", new
        {
            id = language,
            type = "purchase",
            occurred_at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            customer = new { email, first_name = "Kim", country = "US", locale = language, consent = new { own = true, third_party = true, tracking = true } },
            purchase = new { id = language, number = "#1", currency = "USD", total = "10.00", lines = new[] { new { id = "l1", product_id = "p1", name = "Cup", unit_price = "10.00" } } },
        }));
        string? send = null;
        await Shop.UntilAsync(async () =>
            (send = (await shop.GetAsync("/deliveries?state=accepted")).GetProperty("items").EnumerateArray().Where(row => row.GetProperty("address").GetString() == email).Select(row => row.GetProperty("id").GetString()).FirstOrDefault()) is not null);
        var html = (await shop.GetAsync($"/deliveries/{send}")).GetProperty("html").GetString()!;
        return Link().Matches(html).GroupBy(match => match.Groups[2].Value).ToDictionary(links => links.Key, links => links.First().Groups[1].Value);
    }

    [GeneratedRegex("https?://[^/\"]+(/([purv])/[a-z0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
