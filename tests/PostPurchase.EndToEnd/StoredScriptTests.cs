using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.EndToEnd;

/// <summary>What others have written is shown, and never run.</summary>
public sealed class StoredScriptTests(HostileShop hostile) : IClassFixture<HostileShop>
{
    [NeedsProgramFact(Chromium.Program)]
    public async Task Texts_of_ours_are_run_on_no_page()
    {
        var seen = await hostile.SeenAsync();

        Assert.Empty(seen.Otherwise);
        Assert.True(seen.Pages > 50, $"{seen.Pages} pages");
        Assert.Empty(seen.Ran);
    }

    // They are in the same shop, where they are there at all: more texts make no other pages.
    [ConformanceFact]
    public async Task Naughty_strings_are_run_on_no_page()
    {
        var seen = await hostile.SeenAsync();

        Assert.True(seen.Texts > HostileTexts.Ours.Count + 100, $"{seen.Texts} texts");
        Assert.Empty(seen.Ran);
    }

    [NeedsProgramFact(Chromium.Program)]
    public async Task Every_page_forbids_script_in_its_text()
    {
        using var client = new HttpClient { BaseAddress = new Uri((await hostile.ShopAsync()).Address) };

        foreach (var path in new[] { "/", "/journeys", "/p/nobody", "/u/nobody", "/v/nobody", "/r/nobody" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.DoesNotContain(policy.Split(';'), rule => rule.Contains("unsafe-inline", StringComparison.Ordinal) && !rule.TrimStart().StartsWith("style-src", StringComparison.Ordinal));
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        }
    }
}
