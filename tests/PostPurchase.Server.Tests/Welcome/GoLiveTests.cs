using System.Globalization;
using System.Net;
using System.Text.Json;
using PostPurchase.Server.Commands;
using PostPurchase.Server.Tests.Hosting;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Welcome;

/// <summary>What is shown before mail really leaves, and the switch.</summary>
public sealed class GoLiveTests
{
    [Fact]
    public async Task What_is_missing_is_listed()
    {
        await using var shop = await WelcomeShop.OpenAsync("read");

        var answer = await shop.GetAsync("/go-live");

        Assert.Equal(("captured", "captured"), (answer.GetProperty("mode").GetString(), answer.GetProperty("next").GetString()));
        Assert.Equal(["postal_address", "from_address", "base_url", "transport"], Wrong(answer));
    }

    [Fact]
    public async Task What_is_planned_next_comes_in_the_order_in_which_it_leaves()
    {
        await using var shop = await WelcomeShop.OpenAsync("read");
        await using (var database = new DataFolder(Path.Combine(shop.Server.Folder.Path, "data")).OpenAsGuest())
        {
            await database.WriteAsync(
                session => Dapper.SqlMapper.Execute(session.Connection, """
                    insert or ignore into name (id, kind, text) values (901, 1, 'default'), (902, 4, 'tips');
                    insert into send (id, owner, store_id, channel, purpose, run, step_id, visit, kind, state, due_at, planned_at, attempt_count, priority)
                    select column1, 1, (select id from name where kind = 1 and text = 'default'), 1, 1, column1, 902, 1, column2, column3, column4, 1000, 0, 50
                    from (values (7, 0, 0, 7258118400003), (8, 1, 0, 7258118400001), (9, 2, 0, 7258118400002), (10, 1, 1, 7258118400000));
                    """),
                default);
        }

        var planned = (await shop.GetAsync("/go-live")).GetProperty("planned").EnumerateArray();

        Assert.Equal([8, 9, 7], planned.Select(row => long.Parse(row.GetProperty("id").GetString()!, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task An_address_of_the_shop_that_nobody_said_is_told_and_does_not_keep_mail_from_leaving()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        var before = await shop.GetAsync("/go-live");

        await shop.PutAsync("/store-settings", new { url = "https://lantern.example" });

        Assert.Equal("advice", StateOf(before, "store_url"));
        Assert.Equal("ok", StateOf(await shop.GetAsync("/go-live"), "store_url"));
    }

    [Fact]
    public async Task Pictures_that_only_this_machine_reaches_are_told_once_customers_reach_it_elsewhere()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Store:Brand:LogoUrl", "http://127.0.0.1:5080/logo.png"));
        shop.Server.Folder.Write("templates/tips.html", $"<img src=\"http://localhost:5080/a/{new string('a', 64)}\" alt=\"\">");
        var before = await shop.GetAsync("/go-live");

        await shop.PutAsync("/store-settings", new { base_url = "https://mail.lantern.example" });

        Assert.DoesNotContain(before.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "pictures");
        var check = (await shop.GetAsync("/go-live")).GetProperty("checks").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "pictures");
        Assert.Equal("the brand, tips.html", check.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("hello@lantern.example", "advice")]
    [InlineData("hello@example.com", "advice")]
    [InlineData("hello@mail.lantern.test", "advice")]
    [InlineData("hello@shop.invalid", "advice")]
    [InlineData("hello@shop.localhost", "advice")]
    [InlineData("hello@myexample.com", "ok")]
    [InlineData("hello@lantern.shop", "ok")]
    public async Task A_sender_that_is_an_example_is_told(string sender, string state)
    {
        await using var shop = await WelcomeShop.OpenAsync("read", ("Store:FromAddress", sender));

        Assert.Equal(state, StateOf(await shop.GetAsync("/go-live"), "from_address"));
    }

    [Fact]
    public async Task Live_journeys_whose_notices_to_the_staff_go_to_an_example_are_named()
    {
        await using var shop = new WelcomeShop(await RunningServer.StartAsync(folder =>
        {
            folder.Write("workflows/best.yaml", Noticing("best", "live", "team@your-shop.example"));
            folder.Write("workflows/worst.yaml", Noticing("worst", "draft", "team@your-shop.example"));
            folder.Write("workflows/other.yaml", Noticing("other", "live", "team@lantern.shop"));
        }));
        await shop.Server.UseKeyAsync("read");

        var check = (await shop.GetAsync("/go-live")).GetProperty("checks").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "notices");

        Assert.Equal(("advice", "best (team@your-shop.example)"), (check.GetProperty("state").GetString(), check.GetProperty("detail").GetString()));
    }

    [NeedsProgramFact(SmtpSink.Program)]
    public async Task With_all_of_it_nothing_is_wrong_and_the_mail_server_was_reached()
    {
        using var sink = await SmtpSink.StartAsync();
        await using var shop = await WelcomeShop.OpenAsync("read", [.. Ready, ("Smtp:Port", sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

        Assert.Empty(Wrong(await shop.GetAsync("/go-live")));
    }

    [Fact]
    public async Task A_mail_server_that_cannot_be_reached_is_told()
    {
        await using var shop = await WelcomeShop.OpenAsync("read", [.. Ready, ("Smtp:Port", "1")]);

        Assert.Equal(["transport"], Wrong(await shop.GetAsync("/go-live")));
    }

    [Fact]
    public async Task Live_is_refused_without_what_it_needs_and_nothing_is_kept()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var answer = await shop.PutAsync("/mail-mode", new { mode = "live" }, HttpStatusCode.UnprocessableEntity);

        Assert.Contains("postal address", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(shop.SettingsFile));
    }

    [Fact]
    public async Task A_mode_holds_from_the_next_start_on_and_never_while_mail_is_under_way()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", [.. Ready, ("Smtp:Port", "1")]);

        var answer = await shop.PutAsync("/mail-mode", new { mode = "approve" });

        Assert.Equal(("captured", "approve", false), (answer.GetProperty("mode").GetString(), answer.GetProperty("next").GetString(), answer.GetProperty("restarts").GetBoolean()));
        Assert.Equal("captured", (await shop.GetAsync("/overview")).GetProperty("mail_mode").GetString());
        Assert.Equal("Mail:Mode", (await shop.GetAsync("/audit")).GetProperty("items")[0].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_change_of_the_mode_is_in_the_audit_with_the_mode_before_and_after_also_from_the_usual_one()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", [.. Ready, ("Smtp:Port", "1")]);

        await shop.PutAsync("/mail-mode", new { mode = "approve" });

        var row = (await shop.GetAsync("/audit")).GetProperty("items")[0];
        Assert.Equal(("captured", "approve"), (row.GetProperty("before").GetString(), row.GetProperty("after").GetString()));
    }

    [Fact]
    public async Task A_mode_that_was_set_outside_is_changed_there()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Mail:Mode", "captured"));

        var answer = await shop.PutAsync("/mail-mode", new { mode = "redirect", redirect_to = "me@lantern.example" }, HttpStatusCode.Conflict);

        Assert.Contains("change it there", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(JsonValueKind.Null, (await shop.GetAsync("/go-live")).GetProperty("locked").ValueKind);
    }

    [Fact]
    public async Task Only_an_admin_may_switch()
    {
        await using var shop = await WelcomeShop.OpenAsync("operate");

        await shop.PutAsync("/mail-mode", new { mode = "captured" }, HttpStatusCode.Forbidden);
    }

    private static string Noticing(string journey, string status, string to) =>
        $"{{ journey: {journey}, status: {status}, trigger: {{ on: purchase }}, steps: [ {{ id: tell, notify: {{ to: {to}, subject: New, text: Look }} }} ] }}";

    private static (string, string)[] Ready =>
    [
        ("Store:PostalAddress", "Speicherweg 4, Hamburg"), ("Store:FromAddress", "hello@lantern.example"), ("Store:BaseUrl", "https://mail.lantern.example"), ("Smtp:Host", "127.0.0.1"), ("Smtp:Security", "none"),
    ];

    private static string? StateOf(JsonElement answer, string check) =>
        answer.GetProperty("checks").EnumerateArray().Single(one => one.GetProperty("name").GetString() == check).GetProperty("state").GetString();

    private static IEnumerable<string?> Wrong(JsonElement answer) =>
        answer.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("state").GetString() == "wrong").Select(check => check.GetProperty("name").GetString());
}
