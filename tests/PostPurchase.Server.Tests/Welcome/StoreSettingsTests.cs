using System.Net;
using System.Text.Json;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Settings;
using Xunit;

namespace PostPurchase.Server.Tests.Welcome;

/// <summary>Settings that are changed in the app.</summary>
public sealed class StoreSettingsTests
{
    [Fact]
    public async Task What_is_set_in_the_app_is_in_force_at_once_and_after_the_next_start()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var answer = await shop.PutAsync("/store-settings", new { from_address = "hello@lantern.example", sends_receipt = true, time_zone = "Europe/Berlin" });

        Assert.Equal("hello@lantern.example", answer.GetProperty("from_address").GetString());
        Assert.True(shop.Server.Runner.Stores.Of("default").SendsReceipt);
        Assert.Equal("hello@lantern.example", shop.Server.Runner.Engine.Delivery.Settings.Senders["default"].From.Address.ToString());
        var next = SettingsReader.Read(Quiet(shop), shop.Server.Runner.Folders.Data);
        Assert.Equal(("hello@lantern.example", "Europe/Berlin", true), (next.Store.FromAddress?.ToString(), next.Store.Profile.TimeZone.Id, next.Store.Profile.SendsReceipt));
    }

    [Fact]
    public async Task Only_the_owner_of_the_process_may_read_the_file()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.PutAsync("/store-settings", new { from_name = "Lantern" });

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(shop.SettingsFile));
        Assert.Equal("{\n  \"Store:FromName\": \"Lantern\"\n}\n", (await File.ReadAllTextAsync(shop.SettingsFile)).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("""{"from_address":"nobody"}""", "from_address")]
    [InlineData("""{"time_zone":"Berlin"}""", "time_zone")]
    [InlineData("""{"currency":"EURO"}""", "currency")]
    public async Task What_cannot_be_is_refused_with_its_field_and_nothing_is_kept(string body, string field)
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var answer = await shop.SendAsync(HttpMethod.Put, "/store-settings", body, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(field, answer.GetProperty("path").GetString());
        Assert.StartsWith("'", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(shop.SettingsFile));
    }

    [Fact]
    public async Task What_the_environment_says_counts_and_is_locked_in_the_app()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Stores:default:FromAddress", "set@lantern.example"));

        var refused = await shop.PutAsync("/store-settings", new { from_address = "other@lantern.example" }, HttpStatusCode.Conflict);
        var answer = await shop.PutAsync("/store-settings", new { from_name = "Lantern" });

        Assert.Contains("the environment", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(("set@lantern.example", "Lantern"), (answer.GetProperty("from_address").GetString(), answer.GetProperty("from_name").GetString()));
        Assert.Equal(["from_address"], answer.GetProperty("locked").EnumerateArray().Select(field => field.GetString()));
    }

    [Fact]
    public async Task What_somebody_chose_is_told_apart_from_what_the_program_guesses()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Store:FromAddress", "set@lantern.example"));

        var answer = await shop.PutAsync("/store-settings", new { currency = "EUR" });

        Assert.Equal(["currency", "from_address"], answer.GetProperty("set").EnumerateArray().Select(field => field.GetString()).Order());
    }

    [Fact]
    public async Task An_empty_text_takes_a_setting_away()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.PutAsync("/store-settings", new { reply_to = "help@lantern.example" });

        var answer = await shop.PutAsync("/store-settings", new { reply_to = "" });

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("reply_to").ValueKind);
    }

    [Fact]
    public async Task The_shop_has_no_address_until_somebody_says_it_and_never_that_of_this_server()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Store:BaseUrl", "https://mail.lantern.example"));
        var before = shop.Server.Runner.Stores.Of("default").Url;

        await shop.PutAsync("/store-settings", new { url = "https://lantern.example/" });

        Assert.Null(before);
        Assert.Equal("https://lantern.example", shop.Server.Runner.Stores.Of("default").Url);
    }

    [Fact]
    public async Task A_change_is_in_the_audit_with_before_and_after()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.PutAsync("/store-settings", new { from_name = "Lantern" });
        await shop.PutAsync("/store-settings", new { from_name = "Lantern Coffee" });

        var row = (await shop.GetAsync("/audit")).GetProperty("items")[0];

        Assert.Equal(("setting.changed", "Store:FromName", "Lantern", "Lantern Coffee"), (Text(row, "action"), Text(row, "subject"), Text(row, "before"), Text(row, "after")));
    }

    [Fact]
    public async Task A_setting_that_is_said_for_the_first_time_or_taken_away_was_or_is_not_set()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.PutAsync("/mail-server", new { host = "smtp.lantern.example" });
        await shop.PutAsync("/mail-server", new { host = "" });

        var rows = (await shop.GetAsync("/audit")).GetProperty("items");

        Assert.Equal(("smtp.lantern.example", "(not set)"), (Text(rows[0], "before"), Text(rows[0], "after")));
        Assert.Equal(("(not set)", "smtp.lantern.example"), (Text(rows[1], "before"), Text(rows[1], "after")));
    }

    [Fact]
    public async Task A_marketer_may_not_change_them()
    {
        await using var shop = await WelcomeShop.OpenAsync("write");

        await shop.PutAsync("/store-settings", new { from_name = "Lantern" }, HttpStatusCode.Forbidden);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static Shell Quiet(WelcomeShop shop) => new() { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Folder = shop.Server.Folder.Path, Environment = new Dictionary<string, string>() };
}
