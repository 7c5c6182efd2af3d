using System.Net;
using System.Text;
using System.Text.Json;
using PostPurchase.Core.Sending;
using PostPurchase.Mail.Reading;
using PostPurchase.Server.Tests.Hosting;

namespace PostPurchase.Server.Tests.Brands;

/// <summary>A server with one journey of one branded mail, and the calls of the form.</summary>
internal sealed class ABrand(RunningServer server) : IAsyncDisposable
{
    public const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: thanks, email: { template: thanks, content: transactional, subject: "Hello from {{ store.name }}" } }
        """;

    private const string Template = """
        <style>a { color: {{ store.brand.color }} }</style>
        <img src="{{ store.brand.logo_url ?? '' }}" alt="{{ store.name }}">
        <p style="font-family:{{ store.brand.font }};color:{{ store.brand.text_on_color }};background:{{ store.brand.color }}">{{ store.brand.signed_by ?? '' }}</p>
        {{ for page in store.brand.socials }}<a href="{{ page.url }}">{{ page.name }}</a>{{ end }}
        <p>{{ store.postal_address ?? '' }}</p>
        <a href="{{ links.unsubscribe }}">Unsubscribe</a> <a href="{{ links.preferences }}">Preferences</a> <a href="{{ links.view }}">View</a>
        """;

    private System.Net.Http.Headers.AuthenticationHeaderValue? _events;

    public RunningServer Server => server;

    public static async Task<ABrand> OpenAsync(string scope = "write", params (string Name, string Value)[] settings)
    {
        var server = await RunningServer.StartAsync(
            folder =>
            {
                folder.Write("workflows/hello.yaml", Journey);
                folder.Write("templates/thanks.html", Template);
            },
            settings);
        await server.UseKeyAsync(scope);
        return new(server);
    }

    public async Task<JsonElement> SaveAsync(object look, long revision = 0, HttpStatusCode status = HttpStatusCode.OK, string store = "default")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/v1/brand?store={store}", UriKind.Relative)) { Content = new StringContent(JsonSerializer.Serialize(look), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{revision}\"");
        return await JsonAsync(await server.Client.SendAsync(request), status);
    }

    public async Task<JsonElement> GetAsync(string path) => await JsonAsync(await server.GetAsync(path), HttpStatusCode.OK);

    public async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode status = HttpStatusCode.OK) => await JsonAsync(await server.PostAsync(path, JsonSerializer.Serialize(body)), status);

    /// <summary>One purchase; its mail as it was captured.</summary>
    public async Task<MailPart> MailAsync(string number = "1")
    {
        var own = server.Client.DefaultRequestHeaders.Authorization;
        var sent = server.CountOf(SendState.Accepted);
        if (_events is null) await server.UseKeyAsync("events");
        server.Client.DefaultRequestHeaders.Authorization = _events ??= server.Client.DefaultRequestHeaders.Authorization;
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase($"evt-{number}", $"jane{number}@example.com"))).EnsureSuccessStatusCode();
        server.Client.DefaultRequestHeaders.Authorization = own;
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) > sent);
        return MailReader.Read(await File.ReadAllBytesAsync(new DirectoryInfo(Path.Combine(server.Folder.Path, "data", "outbox")).GetFiles("*.eml").OrderBy(file => file.Name).Last().FullName));
    }

    public static string HtmlOf(MailPart mail) => mail.Walk().First(part => part.MediaType == "text/html").Text!;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != status) throw new InvalidOperationException($"expected {status}, was {answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
