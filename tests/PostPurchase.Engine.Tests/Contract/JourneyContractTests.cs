using NodaTime;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Engine.Tests.Contract;

/// <summary>What a journey file means, played from events to mails.</summary>
public sealed class JourneyContractTests
{
    [Fact]
    public async Task The_fallback_of_an_anchor_counts_from_the_order_also_in_a_journey_that_a_parcel_starts()
    {
        using var shop = new ASimulation(Journey("on: shipped", "{ id: settle, wait: { window: day 1..2 } }, { id: care, email: { template: t, content: own, subject: Care } }", "anchor: { on: delivered, or_after: 6d }"));

        var story = await shop.StoryAsync(14, A.Order(), Parcel("shipped", day: 4));

        Assert.Equal(["01-06 12:00 enter", "01-09 00:00 send care", "01-09 00:00 finish"], story);
    }

    [Fact]
    public async Task Purchased_is_the_order_in_a_journey_that_a_parcel_starts()
    {
        using var shop = new ASimulation(Journey("on: shipped", "{ id: settle, wait: { window: day 7..8 } }, { id: care, email: { template: t, content: own, subject: Care } }"));

        Assert.Contains("01-09 00:00 send care", await shop.StoryAsync(14, A.Order(), Parcel("shipped", day: 4)));
    }

    [Fact]
    public async Task The_best_hour_is_that_of_the_order_until_there_are_clicks_and_never_a_quiet_one()
    {
        using var shop = new ASimulation(Journey("on: purchase", "{ id: rest, wait: { window: day 2..3, at: best } }, { id: news, email: { template: t, content: own, subject: News } }", "send: { quiet_hours: \"21:00-08:00\" }"));
        var lateAt = A.Noon + Duration.FromHours(11);

        var sent = (await shop.PlayAsync(10, A.Order(), A.Order(A.Purchase("1002", lateAt), A.Customer("max@example.com"), at: lateAt))).Where(entry => entry.Action == "send").ToList();

        Assert.InRange(sent[0].At, Instant.FromUtc(2026, 1, 4, 8, 0), Instant.FromUtc(2026, 1, 4, 9, 0));
        Assert.InRange(sent[1].At, Instant.FromUtc(2026, 1, 4, 12, 0), Instant.FromUtc(2026, 1, 4, 13, 0));
    }

    [Fact]
    public async Task Sends_of_one_hour_spread_over_the_next_sixty_minutes()
    {
        using var shop = new ASimulation(Journey("on: purchase", "{ id: settle, wait: { window: day 1..1, at: \"10:00\" } }, { id: teach, email: { template: t, content: own, subject: Teach } }"));
        var orders = Enumerable.Range(0, 60).Select(i => A.Order(A.Purchase($"{i}"), A.Customer($"c{i}@example.com"), id: $"e{i}")).ToArray();

        var minutes = (await shop.PlayAsync(3, orders)).Where(entry => entry.Action == "send").Select(entry => (entry.At - Instant.FromUtc(2026, 1, 3, 10, 0)).TotalMinutes).ToList();

        Assert.Equal(60, minutes.Count);
        Assert.All(minutes, minute => Assert.InRange(minute, 0, 59.999));
        Assert.All(Enumerable.Range(0, 4), quarter => Assert.Contains(minutes, minute => (int)minute / 15 == quarter));
    }

    [Fact]
    public async Task Of_two_journeys_that_want_the_same_day_the_higher_goes_first_and_the_other_a_day_later()
    {
        const string Steps = "{ id: settle, wait: { window: day 1..3, at: \"10:00\" } }, { id: mail, email: { template: t, content: own, subject: Hello } }";
        using var shop = new ASimulation(
            Journey("on: purchase", Steps, "priority: 20", "low"),
            Journey("on: purchase", Steps, "priority: 80", "high"));

        var sent = (await shop.PlayAsync(6, A.Order())).Where(entry => entry.Action == "send").Select(entry => (entry.Journey, entry.At.InUtc().Day));

        Assert.Equal([("high", 3), ("low", 4)], sent);
    }

    [Fact]
    public async Task A_journey_of_higher_priority_goes_first_also_when_its_hour_comes_later_that_day()
    {
        static string Steps(string hour) => $"{{ id: settle, wait: {{ window: day 1..3, at: \"{hour}\" }} }}, {{ id: mail, email: {{ template: t, content: own, subject: Hello }} }}";
        using var shop = new ASimulation(
            Journey("on: purchase", Steps("09:00"), "priority: 20", "low"),
            Journey("on: purchase", Steps("16:00"), "priority: 80", "high"));

        var sent = (await shop.PlayAsync(6, A.Order())).Where(entry => entry.Action == "send").Select(entry => (entry.Journey, entry.At.InUtc().Day));

        Assert.Equal([("high", 3), ("low", 4)], sent);
    }

    [Fact]
    public async Task A_mail_that_cannot_leave_inside_its_window_expires_and_the_run_goes_on()
    {
        using var shop = new ASimulation(Journey(
            "on: purchase",
            "{ id: first, email: { template: t, content: own, subject: One } }, { id: settle, wait: { window: day 1..2, at: \"10:00\" } }, { id: second, email: { template: t, content: own, subject: Two } }, { id: pause, wait: { for: 1d } }, { id: receipt, email: { template: t, content: transactional, subject: Three } }",
            "send: { min_gap: 5d }"));

        var story = await shop.PlayAsync(8, A.Order());

        Assert.Equal(["first", "receipt"], story.Where(entry => entry.Action == "send").Select(entry => entry.Step));
        Assert.Contains(story, entry => entry is { Step: "second", Reason: { } reason } && reason.StartsWith("expired: it could not leave before its window ended", StringComparison.Ordinal));
        Assert.Equal("finish", story[^1].Action);
    }

    [Fact]
    public async Task Promotion_rests_for_seven_days_after_goodwill_which_ends_nothing()
    {
        using var shop = new ASimulation(Journey("on: purchase", "{ id: pause, wait: { for: 2d } }, { id: news, email: { template: t, content: own, subject: News } }, { id: receipt, email: { template: t, content: transactional, subject: R } }", "exit: [ { on: refund, reason: refunded } ]"));

        var story = await shop.StoryAsync(14, A.Order(), A.Refund(new() { Id = "r1", Amount = 5m }));

        Assert.Equal(["01-02 12:00 enter", "01-04 12:00 hold news", "01-09 13:00 send news", "01-09 13:00 send receipt", "01-09 13:00 finish"], story);
    }

    [Fact]
    public async Task A_run_leaves_once_also_where_what_ended_it_is_its_goal_and_when_it_reaches_that_later()
    {
        using var shop = new ASimulation(
            Journey("on: purchase", "{ id: pause, wait: { for: 30d } }", "exit: [ { on: purchase, reason: again } ]\ngoal: { on: purchase, within: 30d, exit: true }", "both"),
            Journey("on: purchase", "{ id: pause, wait: { for: 30d } }", "exit: [ { on: refund, reason: refunded } ]\ngoal: { on: purchase, within: 30d }", "later"));
        var again = A.Noon + Duration.FromDays(2);

        var story = await shop.PlayAsync(6, A.Order(), A.Refund(new() { Id = "r1" }, at: A.Noon + Duration.FromDays(1)), A.Order(A.Purchase("1002", again), at: again));

        Assert.Equal([("later", "refunded"), ("both", "again")], story.Where(entry => entry.Action == "exit" && entry.Purchase == "1001").Select(entry => (entry.Journey, entry.Reason)));
    }

    [Fact]
    public async Task What_another_tool_sent_counts_toward_the_caps()
    {
        using var shop = new ASimulation(Journey("on: purchase", "{ id: news, email: { template: t, content: own, subject: News } }", "send: { max_marketing_per_day: 1 }"));
        var external = A.Event(new EventBody.ExternalSend(), at: A.Noon);

        var sent = (await shop.PlayAsync(4, external, A.Order(at: A.Noon + Duration.FromHours(1)))).Single(entry => entry.Action == "send");

        Assert.Equal(new LocalDate(2026, 1, 3), sent.At.InUtc().Date);
    }

    [Fact]
    public async Task Who_is_held_out_runs_and_is_counted_and_gets_receipts_only()
    {
        using var shop = new ASimulation(Journey("on: purchase", "{ id: receipt, email: { template: t, content: transactional, subject: R } }, { id: news, email: { template: t, content: own, subject: News } }", "holdout: 40%"));
        var orders = Enumerable.Range(0, 50).Select(i => A.Order(A.Purchase($"{i}"), A.Customer($"c{i}@example.com"), id: $"e{i}")).ToArray();

        var story = await shop.PlayAsync(3, orders);

        int Count(string action, string? step) => story.Count(entry => entry.Action == action && entry.Step == step);
        Assert.Equal((50, 50, 50), (Count("enter", null), Count("send", "receipt"), Count("finish", null)));
        Assert.InRange(Count("skip", "news"), 10, 30);
        Assert.Equal(50, Count("skip", "news") + Count("send", "news"));
        Assert.All(story.Where(entry => entry.Action == "skip"), entry => Assert.StartsWith("skipped: held out", entry.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PurchaseState.Cancelled)]
    [InlineData(PurchaseState.Voided)]
    [InlineData(PurchaseState.Refunded)]
    public async Task An_order_that_arrives_called_off_starts_nothing(PurchaseState state)
    {
        using var shop = new ASimulation(Journey("on: purchase", "{ id: receipt, email: { template: t, content: transactional, subject: R } }"));

        Assert.Empty(await shop.StoryAsync(3, A.Order(A.Purchase() with { State = state })));
    }

    [Fact]
    public async Task A_line_that_went_back_in_two_parts_ends_its_run_with_the_second()
    {
        using var shop = new ASimulation(Journey("on: purchase", "{ id: pause, wait: { for: 9d } }", "exit: [ { on: refund, reason: refunded } ]", per: "line"));
        var orders = new[]
        {
            A.Order(),
            A.Refund(new() { Id = "r1", Lines = [new(null, "p2", 1)] }, at: A.Noon + Duration.FromDays(1)),
            A.Refund(new() { Id = "r2", Lines = [new("l2", null, 1)] }, at: A.Noon + Duration.FromDays(2)),
        };

        Assert.Equal(["01-02 12:00 enter", "01-02 12:00 enter", "01-04 12:00 exit: refunded"], (await shop.StoryAsync(5, orders)));
    }

    [Fact]
    public async Task A_wait_of_days_keeps_the_wall_time_and_one_of_hours_does_not()
    {
        using var shop = new ASimulation(
            Journey("on: purchase", "{ id: pause, wait: { for: 90d } }, { id: mail, email: { template: t, content: transactional, subject: R } }", key: "days"),
            Journey("on: purchase", "{ id: pause, wait: { for: 2160h } }, { id: mail, email: { template: t, content: transactional, subject: R } }", key: "hours")) { Zone = "Europe/Berlin" };

        var sent = (await shop.PlayAsync(95, A.Order())).Where(entry => entry.Action == "send").Select(entry => (entry.Journey, entry.At));

        Assert.Equal([("days", Instant.FromUtc(2026, 4, 2, 11, 0)), ("hours", Instant.FromUtc(2026, 4, 2, 12, 0))], sent);
    }

    private static string Journey(string trigger, string steps, string more = "", string key = "journey", string per = "purchase") =>
        $$"""
        journey: {{key}}
        trigger: { {{trigger}}, per: {{per}} }
        {{more}}
        steps: [ {{steps}} ]
        """;

    private static StoreEvent Parcel(string kind, int day)
    {
        var parcel = new ShipmentFacts { Id = "s1" };
        return A.Event(kind == "shipped" ? new EventBody.Shipped(parcel) : new EventBody.Delivered(parcel), at: A.Noon + Duration.FromDays(day)) with { PurchaseId = "1001" };
    }
}
