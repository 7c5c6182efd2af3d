using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Tests.Access;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

public sealed class SourceSecretTests
{
    private const string First = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private const string Rotate = "/api/v1/webhook-sources/shop/secret";
    private const string Retire = "/api/v1/webhook-sources/shop/previous-secret";

    [Fact]
    public async Task A_new_secret_is_shown_once_and_both_sign_until_the_old_one_is_retired()
    {
        await using var server = await StartAsync("standard", First);
        using var admin = await Browser.SignedInAsync(server, "admin");

        var second = (await (await admin.PostAsync(Rotate, new { })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        var both = (await PostAsync(server, "a", First), await PostAsync(server, "b", second));
        var retired = await admin.DeleteAsync(Retire);
        var after = (await PostAsync(server, "c", First), await PostAsync(server, "d", second));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), both);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (retired.StatusCode, after.Item1, after.Item2));
    }

    [Fact]
    public async Task The_list_says_which_secret_signed_last_and_never_a_secret()
    {
        await using var server = await StartAsync("standard", First);
        using var admin = await Browser.SignedInAsync(server, "admin");
        var second = (await (await admin.PostAsync(Rotate, new { })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;

        await PostAsync(server, "a", First);
        var text = await (await admin.GetAsync("/api/v1/webhook-sources")).Content.ReadAsStringAsync();

        using var json = JsonDocument.Parse(text);
        var source = json.RootElement.GetProperty("items")[0];
        var (current, previous) = (source.GetProperty("current"), source.GetProperty("previous"));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (current.GetProperty("last_used_at").ValueKind, previous.GetProperty("last_used_at").ValueKind));
        Assert.Equal((JsonValueKind.String, JsonValueKind.Null), (current.GetProperty("since").ValueKind, source.GetProperty("set_outside").ValueKind));
        Assert.DoesNotContain(text, [First, second], StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_change_of_a_secret_is_in_the_audit_without_it()
    {
        await using var server = await StartAsync("standard", First);
        using var admin = await Browser.SignedInAsync(server, "admin");

        await admin.PostAsync(Rotate, new { });

        var entries = new AuditStore(server.Runner.Database).List(null, 10).Select(row => row.Entry).Where(entry => entry.Action == "setting.changed").ToList();
        Assert.Equal(["Sources:shop:PreviousSecret", "Sources:shop:Secret"], entries.Select(entry => entry.Subject).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Equal(("admin", "(secret)"), (entry.Actor, entry.After)));
    }

    [Fact]
    public async Task A_third_secret_takes_the_place_of_the_newer_one()
    {
        await using var server = await StartAsync("standard", First);
        using var admin = await Browser.SignedInAsync(server, "admin");

        var nothing = await admin.DeleteAsync(Retire);
        var lost = (await (await admin.PostAsync(Rotate, new { })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        var third = (await (await admin.PostAsync(Rotate, new { })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;

        Assert.Equal(HttpStatusCode.Conflict, nothing.StatusCode);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK),
            (await PostAsync(server, "a", First), await PostAsync(server, "b", lost), await PostAsync(server, "c", third)));
    }

    [Fact]
    public async Task What_a_secret_signed_is_remembered_when_it_becomes_the_old_one()
    {
        await using var server = await StartAsync("standard", First);
        using var admin = await Browser.SignedInAsync(server, "admin");
        await PostAsync(server, "a", First);

        await admin.PostAsync(Rotate, new { });

        using var json = JsonDocument.Parse(await (await admin.GetAsync("/api/v1/webhook-sources")).Content.ReadAsStringAsync());
        var source = json.RootElement.GetProperty("items")[0];
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.String),
            (source.GetProperty("current").GetProperty("last_used_at").ValueKind, source.GetProperty("previous").GetProperty("last_used_at").ValueKind));
    }

    [Fact]
    public async Task What_the_sender_makes_has_to_be_given()
    {
        await using var server = await StartAsync("shopify", "shpss_1");
        using var admin = await Browser.SignedInAsync(server, "admin");

        var (made, given) = (await admin.PostAsync(Rotate, new { }), await admin.PostAsync(Rotate, new { secret = "shpss_2" }));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (made.StatusCode, given.StatusCode));
        Assert.Equal(("shpss_2", "shpss_1"), (server.Runner.Settings.Sources["shop"].Secret, server.Runner.Settings.Sources["shop"].PreviousSecret));
    }

    [Fact]
    public async Task A_secret_of_the_environment_is_changed_there_and_by_an_admin_only()
    {
        await using var server = await RunningServer.StartAsync(("Sources:shop:Kind", "standard"), ("Sources:shop:Secret", First));
        using var admin = await Browser.SignedInAsync(server, "admin");
        using var developer = await Browser.SignedInAsync(server, "developer");

        var (locked, refused) = (await admin.PostAsync(Rotate, new { }), await developer.GetAsync("/api/v1/webhook-sources"));
        var list = await (await admin.GetAsync("/api/v1/webhook-sources")).Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Forbidden), (locked.StatusCode, refused.StatusCode));
        Assert.Contains("in the environment (PostPurchase__Sources__shop__Secret)", list, StringComparison.Ordinal);
    }

    // The secret is set in the app, as where a store was connected there.
    private static Task<RunningServer> StartAsync(string kind, string secret) => RunningServer.StartAsync(
        folder => folder.Write("data/settings.json", JsonSerializer.Serialize(new Dictionary<string, string> { ["Sources:shop:Kind"] = kind, ["Sources:shop:Secret"] = secret })));

    private static async Task<HttpStatusCode> PostAsync(RunningServer server, string id, string secret) =>
        (await IntakeTests.SendAsync(server, "shop", IntakeTests.Purchase(id), secret)).StatusCode;
}
