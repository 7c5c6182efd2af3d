using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace PostPurchase.EndToEnd;

/// <summary>A shop that has just been set up: the shipped templates, no journey, captured mail; and a browser in front of it. Ends with the test.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Chromium = "/usr/bin/chromium";

    private const string Person = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly DemoProcess _server;
    private readonly IPlaywright _playwright;
    private readonly HttpClient _client;

    private Shop(string folder, DemoProcess server, IPlaywright playwright, IBrowser browser)
    {
        (_folder, _server, _playwright, Browser) = (folder, server, playwright, browser);
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address) };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(Person);
    }

    public string Address => _server.Address;

    public IBrowser Browser { get; }

    public string Workflows => Path.Combine(_folder, "workflows");

    /// <summary>The address at which the first account is made; null where people at this machine need none.</summary>
    public string? SetupAddress => _server.Said.Select(line => line.Split(" make the first at ")).FirstOrDefault(parts => parts.Length == 2)?[1];

    public static Task<Shop> OpenAsync(params (string File, string Text)[] journeys) => OpenAsync(isOpen: true, journeys);

    /// <summary>A shop in which everybody has to sign in.</summary>
    public static Task<Shop> OpenWithAccountsAsync(params (string File, string Text)[] journeys) => OpenAsync(isOpen: false, journeys);

    private static async Task<Shop> OpenAsync(bool isOpen, (string File, string Text)[] journeys)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-shop-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "workflows"));
        foreach (var (file, text) in journeys) await File.WriteAllTextAsync(Path.Combine(folder, "workflows", file), text);
        Directory.CreateDirectory(Path.Combine(folder, "templates"));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(DemoProcess.Root(), "templates"))) File.Copy(path, Path.Combine(folder, "templates", Path.GetFileName(path)));
        var settings = new Dictionary<string, string>
        {
            ["PostPurchase__Security__OpenOnLoopback"] = isOpen ? "true" : "false",
            ["PostPurchase__Store__Name"] = "Lantern Coffee",
            ["PostPurchase__Store__PostalAddress"] = "Lantern Coffee, Speicherweg 4, 20457 Hamburg",
            ["PostPurchase__Store__Currency"] = "USD",
        };
        var server = await DemoProcess.StartAsync(
            ["serve", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(folder, "data"), "--workflows", Path.Combine(folder, "workflows"), "--templates", Path.Combine(folder, "templates")], settings);
        var playwright = await Playwright.CreateAsync();
        return new(folder, server, playwright, await LaunchAsync(playwright));
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Chromium,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    public async Task<IPage> PageAsync(string path)
    {
        var page = await Browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.GotoAsync($"{Address}{path}");
        return page;
    }

    /// <summary>What the shop itself asks and posts goes with this API key.</summary>
    public void UseKey(string key) => _client.DefaultRequestHeaders.Authorization = new("Bearer", key);

    public async Task BuyAsync(string number)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        using var answer = await _client.PostAsJsonAsync(new Uri("/api/v1/events", UriKind.Relative), new
        {
            id = $"e{number}",
            type = "purchase",
            occurred_at = now,
            customer = new { email = $"jane{number}@example.com", first_name = "Jane", country = "US", consent = new { own = true, third_party = true, tracking = true } },
            purchase = new { id = number, number = $"#{number}", currency = "USD", total = "59.90", status_url = "https://shop.example/o", lines = new[] { new { id = "l1", product_id = "p1", name = "Trail backpack", unit_price = "59.90", url = "https://shop.example/p1" } } },
        });
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var json = await _client.GetFromJsonAsync<JsonDocument>(new Uri($"/api/v1{path}", UriKind.Relative));
        return json!.RootElement.Clone();
    }

    /// <summary>Follows a link of a mail as a person's browser does; where it leads.</summary>
    public async Task<Uri?> FollowAsync(string url)
    {
        using var answer = await _client.GetAsync(new Uri(new Uri(url).AbsolutePath, UriKind.Relative));
        return answer.Headers.Location;
    }

    /// <summary>Asks until it holds; the limit only ends a test that fails.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(s_limit);
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!await holds()) await often.WaitForNextTickAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        _client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
