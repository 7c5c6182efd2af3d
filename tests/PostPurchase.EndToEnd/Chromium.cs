using Microsoft.Playwright;
using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>A browser and the driver behind it: one for all tests, which starts with the first that wants a window. Each test has windows of its own and closes them.</summary>
internal static class Chromium
{
    /// <summary>Full path of the program (Debian package chromium).</summary>
    public const string Program = "/usr/bin/chromium";

    private static readonly Lazy<Task<IBrowser>> s_browser = new(OpenAsync);

    /// <summary>A window that knows nothing of the others.</summary>
    public static async Task<IBrowserContext> WindowAsync(BrowserNewContextOptions? options = null) => await (await s_browser.Value).NewContextAsync(options);

    private static async Task<IBrowser> OpenAsync()
    {
        var playwright = await Playwright.CreateAsync().InTimeAsync("Playwright's driver");
        try
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAsync(playwright).Wait();
            return await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
        catch
        {
            await EndAsync(playwright);
            throw;
        }
    }

    private static Task EndAsync(IPlaywright playwright) => Task.Run(playwright.Dispose).InTimeAsync("the end of Playwright's driver");
}
