using System.Globalization;
using System.Net;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Personalisation;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api.Welcome;
using PostPurchase.Server.Settings;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Welcome;

/// <summary>The mail server as the app sets it: its password is taken and never given.</summary>
public sealed class MailServerTests
{
    [Fact]
    public async Task A_server_is_kept_for_the_next_start_and_its_password_is_never_shown()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var answer = await shop.PutAsync("/mail-server", new { host = "smtp.lantern.example", port = "465", security = "tls", user = "lantern", password = "sesame street" });

        Assert.Equal(("smtp.lantern.example", 465, "tls", "lantern", true), (answer.GetProperty("host").GetString(), answer.GetProperty("port").GetInt32(), answer.GetProperty("security").GetString(), answer.GetProperty("user").GetString(), answer.GetProperty("has_password").GetBoolean()));
        Assert.DoesNotContain("sesame", answer.GetRawText() + (await shop.GetAsync("/mail-server")).GetRawText() + (await shop.GetAsync("/audit")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal("sesame street", KeptSettings.Read(shop.Server.Runner.Folders.Data)["Smtp:Password"]);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(shop.SettingsFile));
    }

    [Fact]
    public async Task While_mail_is_captured_the_server_counts_at_once_for_what_is_checked()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var answer = await shop.PutAsync("/mail-server", new { host = "127.0.0.1", port = "1", security = "none" });

        Assert.False(answer.GetProperty("is_waiting").GetBoolean());
        var check = (await shop.GetAsync("/go-live")).GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "transport");
        Assert.Equal("wrong", check.GetProperty("state").GetString());
        Assert.NotEqual(JsonValueKind.Null, check.GetProperty("detail").ValueKind);
    }

    [Fact]
    public async Task What_is_left_out_stays_and_an_empty_host_takes_all_of_it_away()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.PutAsync("/mail-server", new { host = "smtp.lantern.example", user = "lantern", password = "sesame" });

        var changed = await shop.PutAsync("/mail-server", new { port = "2525" });
        var emptied = await shop.PutAsync("/mail-server", new { host = "" });

        Assert.Equal(("smtp.lantern.example", 2525, true), (changed.GetProperty("host").GetString(), changed.GetProperty("port").GetInt32(), changed.GetProperty("has_password").GetBoolean()));
        Assert.Equal((JsonValueKind.Null, false), (emptied.GetProperty("host").ValueKind, emptied.GetProperty("has_password").GetBoolean()));
        Assert.DoesNotContain("Smtp", await File.ReadAllTextAsync(shop.SettingsFile), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"host":"smtp.lantern.example","port":"99999"}""", "port", "Smtp:Port")]
    [InlineData("""{"host":"smtp.lantern.example","user":"lantern"}""", "password", "Smtp:Password")]
    [InlineData("""{"host":"smtp.lantern.example","security":"ssl"}""", "security", "Smtp:Security")]
    public async Task What_cannot_be_is_refused_with_its_field_and_the_settings_name_beside_the_words(string body, string field, string setting)
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var refused = await shop.SendAsync(HttpMethod.Put, "/mail-server", body, HttpStatusCode.UnprocessableEntity);

        Assert.Equal((field, setting), (refused.GetProperty("path").GetString(), refused.GetProperty("settings")[0].GetProperty("setting").GetString()));
        Assert.DoesNotContain("Smtp:", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(shop.SettingsFile));
    }

    [Fact]
    public async Task What_the_environment_says_is_shown_with_its_place_and_cannot_be_changed()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Smtp:Host", "set.lantern.example"));

        var refused = await shop.PutAsync("/mail-server", new { host = "other.lantern.example" }, HttpStatusCode.Conflict);
        var outside = (await shop.GetAsync("/mail-server")).GetProperty("outside");

        Assert.Equal("in the environment (PostPurchase__Smtp__Host)", outside.GetProperty("host").GetString());
        Assert.Single(outside.EnumerateObject());
        Assert.StartsWith("set in the environment (PostPurchase__Smtp__Host)", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_says_plainly_that_the_server_cannot_be_reached()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Store:FromAddress", "hello@lantern.example"));

        var failed = await shop.PostAsync("/mail-server/test", new { to = "me@lantern.example", server = new { host = "127.0.0.1", port = "1", security = "none" } }, HttpStatusCode.BadGateway);

        Assert.StartsWith("127.0.0.1:1: ", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(shop.SettingsFile));
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task A_test_goes_through_the_server_as_it_is_typed_also_while_mail_is_captured()
    {
        using var sink = await SmtpSink.StartAsync();
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Store:FromAddress", "hello@lantern.example"));

        var answer = await shop.PostAsync("/mail-server/test", new { to = "me@lantern.example", server = new { host = "127.0.0.1", port = sink.Port.ToString(CultureInfo.InvariantCulture), security = "none" } });

        Assert.Equal("accepted", answer.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_test_comes_from_the_brands_sender_name_as_any_other_mail()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        var runner = shop.Server.Runner;
        var before = MailServerEndpoints.SenderName(runner, runner.Settings);

        await new BrandStore(runner.Database).SaveAsync(new("default", new StoreLook { SenderName = "Ada of Lantern" }, 0, "ada", Instant.FromUtc(2026, 3, 1, 9, 0)), CancellationToken.None);

        Assert.Equal(("My store", "Ada of Lantern"), (before, MailServerEndpoints.SenderName(runner, runner.Settings)));
    }

    [Fact]
    public async Task Each_of_several_problems_is_refused_with_its_own_setting()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var refused = await shop.PutAsync("/mail-server", new { host = "smtp.lantern.example", port = "99999", security = "ssl" }, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["Smtp:Port", "Smtp:Security"], refused.GetProperty("settings").EnumerateArray().Select(problem => problem.GetProperty("setting").GetString()).Order());
    }

    [Theory]
    [InlineData("write")]
    [InlineData("operate")]
    public async Task Only_an_admin_changes_it(string scope)
    {
        await using var shop = await WelcomeShop.OpenAsync(scope);

        await shop.PutAsync("/mail-server", new { host = "smtp.lantern.example" }, HttpStatusCode.Forbidden);
        await shop.PostAsync("/mail-server/test", new { to = "me@lantern.example" }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Going_live_says_each_missing_setting_with_its_name_beside_the_words()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var refused = await shop.PutAsync("/mail-mode", new { mode = "live" }, HttpStatusCode.UnprocessableEntity);

        Assert.Contains("Store:PostalAddress", refused.GetProperty("settings").EnumerateArray().Select(problem => problem.GetProperty("setting").GetString()));
        Assert.DoesNotContain("Store:", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
