using System.Net;
using System.Text.Json;
using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Server.Tests.Welcome;

/// <summary>The first run's replay, over an empty folder: the shipped journeys come with the program.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task The_sample_shop_gives_a_calendar_reasons_and_five_mails_of_different_templates_and_nothing_is_sent()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var replay = await shop.ReplayAsync("sample");
        var mails = (await shop.GetAsync($"/replays/{Text(replay, "id")}/mails")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal("done", Text(replay, "state"));
        Assert.Equal(12, replay.GetProperty("totals").GetProperty("people").GetInt32());
        Assert.Equal(35, replay.GetProperty("mails_per_day").GetArrayLength());
        Assert.NotEqual(0, replay.GetProperty("reasons").GetArrayLength());
        Assert.Equal(5, mails.Select(mail => Text(mail, "template")).Distinct().Count());
        Assert.Equal(mails.Select(mail => Text(mail, "at")).Order(StringComparer.Ordinal), mails.Select(mail => Text(mail, "at")));
        Assert.Equal(0, shop.Server.CountOf(SendState.Accepted));
        Assert.False(Directory.Exists(Path.Combine(shop.Server.Folder.Path, "workflows")));
    }

    [Fact]
    public async Task Mails_show_the_shop_as_it_is_set_now_and_their_pictures_come_from_here()
    {
        await using var shop = await WelcomeShop.OpenAsync("admin", ("Store:Name", "Lantern Coffee"), ("Store:PostalAddress", "Speicherweg 4, Hamburg"));

        var replay = await shop.ReplayAsync("sample");
        var first = (await shop.GetAsync($"/replays/{Text(replay, "id")}/mails")).GetProperty("items")[0].GetProperty("number").GetInt32();
        var mail = await shop.GetAsync($"/simulations/{Text(replay, "id")}/mails/{first}");

        Assert.Contains("Lantern Coffee", Text(mail, "html"), StringComparison.Ordinal);
        Assert.Contains("Speicherweg 4", Text(mail, "html"), StringComparison.Ordinal);
        Assert.Contains(shop.Server.Client.BaseAddress!.Authority, Text(mail, "html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_of_a_file_are_played_from_the_oldest_of_their_last_year_on()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.ReadAsync("order_id,ordered_at,email,country,currency,total,product_id,name,quantity,unit_price\n"
            + "1,2024-01-02T10:00:00Z,jane@example.com,US,USD,20.00,p1,Beans,1,20.00\n"
            + "2,2025-06-02T10:00:00Z,bob@example.com,US,USD,10.00,p1,Beans,1,10.00\n");
        await shop.LoadAsync();

        var replay = await shop.ReplayAsync("orders");

        Assert.Equal(("done", "2025-06-02T00:00:00Z", 31), (Text(replay, "state"), Text(replay, "from"), replay.GetProperty("days").GetInt32()));
        Assert.Equal(["bob@example.com"], replay.GetProperty("people").EnumerateArray().Select(person => Text(person, "customer")));
        Assert.NotEqual(0, replay.GetProperty("totals").GetProperty("sent").GetInt32());
    }

    [Fact]
    public async Task An_order_of_the_future_that_was_stored_before_such_were_dated_by_their_receipt_hides_no_other()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.ReadAsync("order_id,ordered_at,email,country,currency,total,product_id,name,quantity,unit_price\n1,2025-06-02T10:00:00Z,bob@example.com,US,USD,10.00,p1,Beans,1,10.00\n");
        await shop.LoadAsync();
        await shop.PostAsync("/events", new
        {
            id = "late",
            type = "purchase",
            occurred_at = "2099-01-02T10:00:00Z",
            customer = new { email = "jane@example.com", country = "US" },
            purchase = new { id = "late", currency = "USD", total = "5.00", lines = new[] { new { id = "1", name = "Beans", unit_price = "5.00" } } },
        });
        await shop.Server.Runner.Database.WriteAsync(
            session => Dapper.SqlMapper.Execute(session.Connection, """
                update purchase set ordered_at = 4071031200000 where ordered_at > 1750000000000;
                update event set occurred_at = 4071031200000 where occurred_at > 1750000000000;
                """),
            CancellationToken.None);

        var replay = await shop.ReplayAsync("orders");

        Assert.Equal(("done", "2025-06-02T00:00:00Z", 31), (Text(replay, "state"), Text(replay, "from"), replay.GetProperty("days").GetInt32()));
        Assert.Equal(["bob@example.com"], replay.GetProperty("people").EnumerateArray().Select(person => Text(person, "customer")));
    }

    [Fact]
    public async Task A_journey_of_the_shop_stands_for_the_shipped_one_of_the_same_key()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        shop.Server.Folder.Write("workflows/mine.yaml", "journey: new-buyer\nname: Mine\nstatus: draft\ntrigger: { on: purchase }\nsteps:\n  - { id: hello, email: { template: order-confirmation, content: transactional, subject: \"Mine\" } }\n");

        var replay = await shop.ReplayAsync("sample");

        var steps = replay.GetProperty("steps").EnumerateArray().Where(step => Text(step, "journey") == "new-buyer").Select(step => Text(step, "step"));
        Assert.Equal(["hello"], steps);
    }

    [Fact]
    public async Task Orders_that_say_nothing_of_consent_are_played_once_more_as_if_all_had_agreed()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.ReadAsync("order_id,ordered_at,email,country,currency,total,product_id,name,quantity,unit_price\n1,2025-06-02T10:00:00Z,bob@example.com,DE,USD,10.00,p1,Beans,1,10.00\n");
        await shop.LoadAsync();

        var replay = await shop.ReplayAsync("orders");
        var agreed = await shop.PlayedAsync(Text(await shop.GetAsync("/welcome"), "replay_agreed"));

        Assert.InRange(agreed.GetProperty("totals").GetProperty("sent").GetInt32(), replay.GetProperty("totals").GetProperty("sent").GetInt32() + 1, 100);
        Assert.Equal(Text(replay, "from"), Text(agreed, "from"));
    }

    [Fact]
    public async Task A_new_replay_takes_the_place_of_the_last_one_with_all_that_it_played()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        await shop.ReadAsync("order_id,ordered_at,email,country,currency,total,product_id,name,quantity,unit_price\n1,2025-06-02T10:00:00Z,bob@example.com,DE,USD,10.00,p1,Beans,1,10.00\n");
        await shop.LoadAsync();
        await shop.PostAsync("/replays", new { source = "orders" }, HttpStatusCode.Accepted);
        var before = await shop.GetAsync("/welcome");

        for (var i = 0; i < 3; i++) await shop.PostAsync("/replays", new { source = "orders" }, HttpStatusCode.Accepted);

        await shop.GetAsync($"/simulations/{Text(before, "replay")}", HttpStatusCode.NotFound);
        await shop.GetAsync($"/simulations/{Text(before, "replay_agreed")}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_somebody_may_be_mailed_nothing_is_played_as_if()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        await shop.ReplayAsync("sample");

        Assert.Null(Text(await shop.GetAsync("/welcome"), "replay_agreed"));
    }

    [Fact]
    public async Task Without_orders_there_is_nothing_to_play_but_the_sample()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var answer = await shop.PostAsync("/replays", new { source = "orders" }, HttpStatusCode.UnprocessableEntity);

        Assert.Contains("no orders yet", Text(answer, "error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_the_mails_is_kept_in_the_outbox_where_no_mail_server_is_set_and_can_be_read_there()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        var replay = await shop.ReplayAsync("sample");
        var first = (await shop.GetAsync($"/replays/{Text(replay, "id")}/mails")).GetProperty("items")[0];

        var sent = await shop.PostAsync($"/replays/{Text(replay, "id")}/mails/{first.GetProperty("number").GetInt32()}/send", new { to = "owner@lantern.example" });
        var mail = await shop.GetAsync($"/test-mails/{Text(sent, "where")}");

        Assert.Equal("captured", Text(sent, "outcome"));
        Assert.Equal(($"[Test] {Text(first, "subject")}", "owner@lantern.example"), (Text(mail, "subject"), Text(mail, "to")));
        Assert.Contains("<html", Text(mail, "html"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("secret.key")]
    [InlineData("..%2Fsecret.key")]
    [InlineData("test-1.eml")]
    public async Task Only_test_mails_are_shown(string name)
    {
        await using var shop = await WelcomeShop.OpenAsync();

        await shop.GetAsync($"/test-mails/{name}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_shipped_journeys_are_put_where_they_are_missing_as_drafts()
    {
        await using var shop = await WelcomeShop.OpenAsync();

        var first = (await shop.PostAsync("/welcome/journeys", new { })).GetProperty("items").GetArrayLength();
        var second = (await shop.PostAsync("/welcome/journeys", new { })).GetProperty("items").GetArrayLength();

        Assert.InRange(first, 20, 200);
        Assert.Equal(0, second);
        Assert.All((await shop.GetAsync("/journeys")).GetProperty("items").EnumerateArray(), journey => Assert.Equal("draft", Text(journey, "status")));
        Assert.DoesNotContain(shop.Server.Runner.Journeys.Problems, problem => problem.IsError);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
