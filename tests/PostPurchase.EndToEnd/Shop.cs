using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;
using PostPurchase.Testing;

namespace PostPurchase.EndToEnd;

/// <summary>A shop that has just been set up: the shipped templates, no journey, captured mail; and windows of a browser in front of it. Ends with the test.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private const string Person = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    private readonly string _folder;
    private readonly DemoProcess _server;
    private readonly HttpClient _client;
    private readonly List<IBrowserContext> _windows = [];

    private Shop(string folder, DemoProcess server)
    {
        (_folder, _server) = (folder, server);
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address), Timeout = Patience.Limit };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(Person);
    }

    public string Address => _server.Address;

    public string Workflows => Path.Combine(_folder, "workflows");

    public string Database => Path.Combine(_folder, "data", "postpurchase.db");

    /// <summary>The address at which the first account is made; null where people at this machine need none.</summary>
    public string? SetupAddress => _server.Said.Select(line => line.Split(" make the first at ")).FirstOrDefault(parts => parts.Length == 2)?[1];

    public static Task<Shop> OpenAsync(params (string File, string Text)[] journeys) => OpenAsync(isOpen: true, journeys);

    /// <summary>A shop in which everybody has to sign in.</summary>
    public static Task<Shop> OpenWithAccountsAsync(params (string File, string Text)[] journeys) => OpenAsync(isOpen: false, journeys);

    /// <summary>Nothing but the program: empty folders, no account, and no setting but those given.</summary>
    public static async Task<Shop> OpenBareAsync(params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-shop-").FullName;
        foreach (var empty in (ReadOnlySpan<string>)["workflows", "templates"]) Directory.CreateDirectory(Path.Combine(folder, empty));
        return await StartAsync(folder, settings.ToDictionary(setting => $"PostPurchase__{setting.Name}", setting => setting.Value));
    }

    private static async Task<Shop> OpenAsync(bool isOpen, (string File, string Text)[] journeys)
    {
        var folder = Directory.CreateTempSubdirectory("postpurchase-shop-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "workflows"));
        Directory.CreateDirectory(Path.Combine(folder, "workflows", "offers"));
        foreach (var (file, text) in journeys) await File.WriteAllTextAsync(Path.Combine(folder, "workflows", file), text);
        Directory.CreateDirectory(Path.Combine(folder, "templates"));
        foreach (var path in Directory.EnumerateFiles(Path.Combine(DemoProcess.Root(), "templates"))) File.Copy(path, Path.Combine(folder, "templates", Path.GetFileName(path)));
        var settings = new Dictionary<string, string>
        {
            ["PostPurchase__Security__OpenOnLoopback"] = isOpen ? "true" : "false",
            ["PostPurchase__Store__Name"] = "Lantern Coffee",
            ["PostPurchase__Store__Url"] = "https://lantern.example",
            ["PostPurchase__Store__PostalAddress"] = "Lantern Coffee, Speicherweg 4, 20457 Hamburg",
            ["PostPurchase__Store__Currency"] = "USD",
            [$"PostPurchase__Networks__{HostileTexts.Network}__Secret"] = HostileTexts.Secret,
        };
        return await StartAsync(folder, settings);
    }

    private static async Task<Shop> StartAsync(string folder, Dictionary<string, string> settings)
    {
        var server = await DemoProcess.ServeAsync(
            ["serve", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(folder, "data"), "--workflows", Path.Combine(folder, "workflows"), "--templates", Path.Combine(folder, "templates")], settings);
        return new(folder, server);
    }

    /// <summary>A page of a window of its own: nobody has signed in there.</summary>
    public async Task<IPage> WindowAsync(BrowserNewContextOptions? options = null)
    {
        _windows.Add(await Chromium.WindowAsync(options ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } }));
        return await _windows[^1].NewPageAsync();
    }

    public async Task<IPage> PageAsync(string path)
    {
        var page = await WindowAsync();
        await page.GotoAsync($"{Address}{path}");
        return page;
    }

    /// <summary>What the shop itself asks and posts goes with this API key.</summary>
    public void UseKey(string key) => _client.DefaultRequestHeaders.Authorization = new("Bearer", key);

    public Task BuyAsync(string number) => PostAsync(Purchase(number));

    /// <summary>As many customers buy at once, by their numbers.</summary>
    public Task BuyManyAsync(int first, int count) =>
        PostAsync(Enumerable.Range(first, count).Select(number => Purchase(number.ToString(CultureInfo.InvariantCulture))).ToList());

    private static object Purchase(string number) => new
    {
        id = $"e{number}",
        type = "purchase",
        occurred_at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        customer = new { email = $"jane{number}@example.com", first_name = "Jane", country = "US", consent = new { own = true, third_party = true, tracking = true } },
        purchase = new { id = number, number = $"#{number}", currency = "USD", total = "59.90", status_url = "https://shop.example/o", lines = new[] { new { id = "l1", product_id = "p1", name = "Trail backpack", unit_price = "59.90", url = "https://shop.example/p1" } } },
    };

    private async Task PostAsync<T>(T events)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri("/api/v1/events", UriKind.Relative), events);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var json = await _client.GetFromJsonAsync<JsonDocument>(new Uri($"/api/v1{path}", UriKind.Relative));
        return json!.RootElement.Clone();
    }

    /// <summary>Sends JSON to <c>METHOD PATH</c>, on top of what was seen where a revision is named; the status and what was answered, undefined where that is no JSON.</summary>
    public async Task<(int Status, JsonElement Answer)> AnswerAsync(string what, object body, string? seen)
    {
        var words = what.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(words[0]), new Uri(words[1], UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (seen is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{seen}\"");
        using var answer = await _client.SendAsync(request);
        using var json = answer.Content.Headers.ContentType?.MediaType == "application/json" ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()) : null;
        return ((int)answer.StatusCode, json?.RootElement.Clone() ?? default);
    }

    /// <summary>Sends JSON, on top of what was seen where a revision is named; whether it was taken.</summary>
    public async Task<bool> TryAsync(HttpMethod method, string path, object body, string? seen = null) =>
        (await AnswerAsync($"{method} {path}", body, seen)).Status is >= 200 and < 300;

    /// <summary>Follows a link of a mail as a person's browser does; where it leads.</summary>
    public async Task<Uri?> FollowAsync(string url)
    {
        using var answer = await _client.GetAsync(new Uri(new Uri(url).AbsolutePath, UriKind.Relative));
        return answer.Headers.Location;
    }

    /// <summary>Asks until it holds; the limit only ends a test that fails.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience.Limit) throw new TimeoutException($"waited {Patience.Limit.TotalSeconds:0} s until {what}");
            await often.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        try
        {
            foreach (var window in _windows) await window.CloseAsync().InTimeAsync("the end of a window");
        }
        finally
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
