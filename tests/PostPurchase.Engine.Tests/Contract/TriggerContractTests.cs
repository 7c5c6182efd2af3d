using NodaTime;
using PostPurchase.Core.Purchases;
using Xunit;

namespace PostPurchase.Engine.Tests.Contract;

/// <summary>What starts a journey, and whose clock it keeps.</summary>
public sealed class TriggerContractTests
{
    [Theory]
    [InlineData("purchase")]
    [InlineData("refund")]
    [InlineData("shipped")]
    [InlineData("delivered")]
    [InlineData("cart_abandoned")]
    [InlineData("conversion")]
    [InlineData("ticket_opened")]
    [InlineData("ticket_resolved")]
    [InlineData("survey_answered")]
    [InlineData("custom:wishlist")]
    public async Task Every_event_that_a_trigger_can_name_starts_the_journey_that_names_it_and_no_other(string trigger)
    {
        using var shop = new ASimulation(Journey("named", trigger), Journey("another", "custom:another"));
        var events = trigger == "purchase" ? [A.Order()] : new[] { A.Order(), EventOf(trigger) };

        var entered = (await shop.PlayAsync(3, events)).Where(entry => entry.Action == "enter");

        Assert.Equal(["named"], entered.Select(entry => entry.Journey));
    }

    [Theory]
    [InlineData("", "01-03 09:00")]
    [InlineData("customer", "01-03 09:00")]
    [InlineData("store", "01-03 10:00")]
    [InlineData("America/New_York", "01-03 15:00")]
    public async Task An_hour_is_that_of_the_customer_the_store_or_the_zone_that_is_named(string zone, string expected)
    {
        var send = zone.Length == 0 ? "" : $"send: {{ time_zone: {zone} }}";
        using var shop = new ASimulation($$"""
            journey: hours
            trigger: { on: purchase }
            {{send}}
            steps: [ { id: settle, wait: { window: day 1..1, at: "10:00" } }, { id: note, email: { template: t, content: transactional, subject: R } } ]
            """);

        var sent = (await shop.PlayAsync(5, A.Order(customer: A.Customer() with { TimeZone = "Europe/Berlin" }))).Single(entry => entry.Action == "send");

        Assert.InRange(sent.At, Expected(expected), Expected(expected) + Duration.FromHours(1));
    }

    [Fact]
    public async Task A_test_order_runs_and_its_mail_says_so()
    {
        using var shop = new ASimulation(Journey("named", "purchase"));

        var sent = (await shop.PlayAsync(2, A.Order(A.Purchase() with { Kind = PurchaseKind.Test }))).Single(entry => entry.Action == "send");

        Assert.StartsWith("[Test] ", sent.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_model_of_their_answers_nobody_clicks()
    {
        using var shop = new ASimulation("""
            journey: clicks
            trigger: { on: purchase }
            steps:
              - { id: news, email: { template: t, content: own, subject: News } }
              - { id: look, wait: { for: 3d, until: clicked("news") } }
              - { id: which, branch: [ { if: clicked("news"), steps: [ { id: yes, exit: { reason: clicked } } ] }, { else: true, steps: [ { id: no, exit: { reason: silent } } ] } ] }
            """);

        var story = await shop.StoryAsync(9, A.Order());

        Assert.Equal("01-05 12:00 exit no: silent", story[^1]);
    }

    private static string Journey(string key, string trigger) => $$"""
        journey: {{key}}
        trigger: { on: {{trigger}} }
        steps: [ { id: note, email: { template: t, content: transactional, subject: R } } ]
        """;

    private static StoreEvent EventOf(string trigger)
    {
        var parcel = new ShipmentFacts { Id = "s1" };
        EventBody body = trigger switch
        {
            "refund" => new EventBody.Refunded(new() { Id = "r1" }),
            "shipped" => new EventBody.Shipped(parcel),
            "delivered" => new EventBody.Delivered(parcel),
            "cart_abandoned" => new EventBody.CartAbandoned(new() { Id = "c1", Url = "https://shop.example/cart", Total = A.Dollars(10m), Lines = [] }),
            "conversion" => new EventBody.Conversion(new() { Network = "impact", Id = "1000.1", Commission = A.Dollars(8m) }),
            "ticket_opened" => new EventBody.TicketOpened(new("t1", "Late", "email")),
            "ticket_resolved" => new EventBody.TicketResolved(new("t1", "Late", "email")),
            "survey_answered" => new EventBody.SurveyAnswered(new("nps", 9, null)),
            _ => new EventBody.Custom(trigger["custom:".Length..]),
        };
        return A.Event(body, at: A.Noon + Duration.FromHours(1)) with { PurchaseId = body is EventBody.Refunded or EventBody.Shipped or EventBody.Delivered ? "1001" : null };
    }

    private static Instant Expected(string text) => NodaTime.Text.InstantPattern.CreateWithInvariantCulture("MM-dd HH:mm").WithTemplateValue(Instant.FromUtc(2026, 1, 1, 0, 0)).Parse(text).Value;
}
