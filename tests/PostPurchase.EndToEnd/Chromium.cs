using Microsoft.Playwright;
using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>A browser and the driver behind it: one for all tests, which starts with the first that wants a window. Each test has windows of its own and closes them.</summary>
internal static class Chromium
{
    /// <summary>Full path of the program (Debian package chromium).</summary>
    public const string Program = "/usr/bin/chromium";

    private static readonly float s_limit = (float)Patience.Limit.TotalMilliseconds;

    private static readonly Lazy<Task<IBrowser>> s_browser = new(OpenAsync);

    /// <summary>A window that knows nothing of the others, in English and in UTC whatever this machine is set to. Whatever is waited for in it may take as long as <see cref="Patience.Limit"/>: Playwright's own limits (5 s for what is expected) fail on a busy machine.</summary>
    public static async Task<IBrowserContext> WindowAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.Locale ??= "en-US";
        options.TimezoneId ??= "UTC";
        var window = await (await s_browser.Value).NewContextAsync(options);
        window.SetDefaultTimeout(s_limit);
        return window;
    }

    private static async Task<IBrowser> OpenAsync()
    {
        Assertions.SetDefaultExpectTimeout(s_limit);
        var playwright = await Playwright.CreateAsync().InTimeAsync("Playwright's driver");
        try
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAsync(playwright).Wait();
            return await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                Timeout = s_limit,
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
