using System.Globalization;
using System.Text.Json;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

public sealed class CustomerStoryTests
{
    private const string EachLine = """
        { journey: refill, status: live, trigger: { on: purchase, per: line }, steps: [ { id: rest, wait: { for: 1d } }, { id: tips, email: { template: thanks, content: own, subject: Tips } } ] }
        """;

    [Fact]
    public async Task What_no_rate_is_known_for_is_told_beside_the_total_and_in_the_story()
    {
        await using var server = await RunningServer.StartAsync();

        var story = await AfterAsync(server, IntakeTests.Purchase("evt-1").Replace("\"USD\"", "\"EUR\"", StringComparison.Ordinal));

        var (profile, line) = (story.GetProperty("profile"), story.GetProperty("timeline")[0]);
        var beside = Assert.Single(profile.GetProperty("not_counted").EnumerateArray());
        Assert.Equal(("0.00", "USD"), Money(profile.GetProperty("total_spent")));
        Assert.Equal("EUR", Money(beside).Currency);
        Assert.Equal(Money(beside), Money(line.GetProperty("amount")));
    }

    [Fact]
    public async Task Runs_of_the_lines_of_an_order_are_told_apart_by_their_product()
    {
        await using var server = await RunningServer.StartAsync(WriteEachLine);

        var story = await AfterAsync(server, TwoLines);

        var abouts = story.GetProperty("next").EnumerateArray().Select(next => next.GetProperty("about").GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(["Bottle, order #2001", "Trail backpack, order #2001"], abouts);
    }

    [Fact]
    public async Task A_sale_that_an_event_reports_is_told_once()
    {
        await using var server = await RunningServer.StartAsync();

        var story = await AfterAsync(server, Sale);

        var texts = story.GetProperty("timeline").EnumerateArray().Select(line => line.GetProperty("text").GetString()!);
        Assert.StartsWith("conversion of order", Assert.Single(texts, text => text.StartsWith("conversion", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SendChannel.Email, SendPurpose.Step, SendState.Accepted, "The mail “Tell us” of big-orders was handed over")]
    [InlineData(SendChannel.Webhook, SendPurpose.Step, SendState.Accepted, "The webhook “Tell us” of big-orders went out")]
    [InlineData(SendChannel.Email, SendPurpose.Notice, SendState.Accepted, "The notice to staff “Tell us” of big-orders went out")]
    [InlineData(SendChannel.Email, SendPurpose.Notice, SendState.Parked, "The notice to staff “Tell us” of big-orders was parked")]
    public void What_went_to_others_is_told_as_what_it_is(SendChannel channel, SendPurpose purpose, SendState state, string text)
    {
        var send = new StoredSend
        {
            Id = new(1), Owner = new(2), Store = "default", Channel = channel, Purpose = purpose, Run = 3, Step = "tell-us", Journey = "big-orders",
            Kind = ContentKind.Transactional, State = state, PlannedAt = NodaTime.Instant.FromUtc(2026, 1, 2, 10, 0),
        };

        Assert.Equal(text, CustomerStory.Of(send, JourneySet.Empty).Text);
    }

    [Theory]
    [InlineData(LeftAs.Live, "Got the mail “Tell us” of big-orders")]
    [InlineData(LeftAs.Captured, "The mail “Tell us” of big-orders was captured and never left")]
    public void A_mail_is_told_by_how_it_left(LeftAs way, string text)
    {
        var send = new StoredSend
        {
            Id = new(1), Owner = new(2), Store = "default", Channel = SendChannel.Email, Purpose = SendPurpose.Step, Run = 3, Step = "tell-us", Journey = "big-orders",
            Kind = ContentKind.Transactional, State = SendState.Accepted, PlannedAt = NodaTime.Instant.FromUtc(2026, 1, 2, 10, 0), LeftAs = way,
        };

        Assert.Equal(text, CustomerStory.Of(send, JourneySet.Empty).Text);
    }

    [Theory]
    [InlineData(ContentKind.Transactional, SendState.Accepted, 0, "Got the mail “Tell us” of big-orders")]
    [InlineData(ContentKind.Transactional, SendState.Accepted, 1, "Got the mail “Tell us” of big-orders, perhaps twice: the first time was in doubt, so it left once more")]
    [InlineData(ContentKind.Transactional, SendState.Uncertain, 2, "The mail “Tell us” of big-orders left twice without an answer: it may have come once, twice or not at all")]
    [InlineData(ContentKind.Own, SendState.Uncertain, 1, "The mail “Tell us” of big-orders was uncertain")]
    public void A_mail_that_may_have_arrived_twice_is_told_as_such(ContentKind kind, SendState state, int doubts, string text)
    {
        var send = new StoredSend
        {
            Id = new(1), Owner = new(2), Store = "default", Channel = SendChannel.Email, Purpose = SendPurpose.Step, Run = 3, Step = "tell-us", Journey = "big-orders",
            Kind = kind, State = state, UncertainCount = doubts, PlannedAt = NodaTime.Instant.FromUtc(2026, 1, 2, 10, 0), LeftAs = LeftAs.Live,
        };

        Assert.Equal(text, CustomerStory.Of(send, JourneySet.Empty).Text);
    }

    [Fact]
    public void What_comes_next_stands_in_order_of_time_and_what_has_none_last()
    {
        var next = CustomerStory.NextOf([], [Due("parked", SendState.Parked, 2), Due("late", SendState.Planned, 21), Due("soon", SendState.Planned, 3)], JourneySet.Empty, new Dictionary<PurchaseRowId, Purchase>(), Stops());

        Assert.Equal(["soon", "late", "parked"], next.Select(line => line.Step));
    }

    [Theory]
    [InlineData(SuppressionScope.Everything, "The mail “Soon” is left out: all mail to them is stopped")]
    [InlineData(SuppressionScope.Marketing, "The mail “Soon” is left out: marketing to them is stopped")]
    [InlineData(SuppressionScope.ThirdParty, "The mail “Soon” waits until their pause ends")]
    public void What_comes_next_knows_what_is_stopped(SuppressionScope scope, string said)
    {
        var stops = Stops(new Suppression(scope, "unsubscribed")) with { Customer = Somebody with { PausedUntil = NodaTime.Instant.FromUtc(2026, 1, 4, 10, 0) } };

        var next = CustomerStory.NextOf([], [Due("soon", SendState.Planned, 3)], JourneySet.Empty, new Dictionary<PurchaseRowId, Purchase>(), stops);

        Assert.Equal(said, Assert.Single(next).Text);
    }

    [Fact]
    public void A_mail_that_nobody_agreed_to_is_not_told_to_come_and_one_about_the_order_is()
    {
        var stops = Stops() with { Customer = Somebody with { Consent = new(false, null, null) } };

        Assert.Equal(("is left out: they did not agree to it", null), (stops.Of(ContentKind.Own, null), stops.Of(ContentKind.Transactional, null)));
    }

    [Theory]
    [InlineData("America/New_York", "31 December 2026")]
    [InlineData("Pacific/Auckland", "1 January 2027")]
    public void The_day_of_a_pause_is_that_of_the_store(string zone, string day) =>
        Assert.Equal(day, CustomerStory.DayOf("2026-12-31T12:30:00Z", NodaTime.DateTimeZoneProviders.Tzdb[zone]));

    private static Customer Somebody => new() { Owner = new(2), Store = "default", Consent = new(true, true, true) };

    private static MailStops Stops(params Suppression[] suppressions) => new(suppressions, Somebody, ConsentRules.Default);

    private static StoredSend Due(string step, SendState state, int day) => new()
    {
        Id = new(day), Owner = new(2), Store = "default", Channel = SendChannel.Email, Purpose = SendPurpose.Step, Run = 3, Step = step, Journey = "big-orders",
        Kind = ContentKind.Own, State = state, PlannedAt = NodaTime.Instant.FromUtc(2026, 1, 1, 10, 0), DueAt = NodaTime.Instant.FromUtc(2026, 1, day, 10, 0),
        ConcludedAt = state == SendState.Parked ? NodaTime.Instant.FromUtc(2026, 1, day, 10, 0) : null,
    };

    [Fact]
    public async Task Consent_that_nobody_gave_or_refused_is_not_told_as_refused()
    {
        await using var server = await RunningServer.StartAsync();

        var story = await AfterAsync(server, TwoLines.Replace("\"US\"", "\"DE\"", StringComparison.Ordinal));

        var consent = story.GetProperty("consent");
        Assert.Equal((JsonValueKind.True, JsonValueKind.Null, JsonValueKind.Null), (consent.GetProperty("own").ValueKind, consent.GetProperty("third_party").ValueKind, consent.GetProperty("tracking").ValueKind));
    }

    [Theory]
    [InlineData("true", "false", "consent to marketing was withdrawn, as the store reported")]
    [InlineData("false", "true", "consent to marketing was given, as the store reported")]
    [InlineData("true", "true", "the store reported a change of consent")]
    [InlineData("true", "null", "the store reported a change of consent")]
    public async Task What_a_store_reported_of_consent_is_told_in_words(string known, string own, string text)
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));
        (await server.PostAsync("/api/v1/events", TwoLines.Replace("\"own\":true", $"\"own\":{known}", StringComparison.Ordinal))).EnsureSuccessStatusCode();
        var at = TimeProvider.System.GetUtcNow().AddMinutes(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

        (await server.PostAsync("/api/v1/events", $$"""{"id":"c-1","type":"custom","name":"store_consent","occurred_at":"{{at}}","customer":{"email":"jane@example.com","consent":{"own":{{own}} } } } """)).EnsureSuccessStatusCode();

        Assert.Equal([(text, null), ("order #2001 was placed", null)], Told(await StoryAsync(server, "jane@example.com")).OrderBy(told => told.Item1!.StartsWith("order", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_order_that_changed_hands_is_told_to_both_sides()
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));
        var moved = TwoLines.Replace("evt-2", "evt-3", StringComparison.Ordinal).Replace("jane@example.com\"", "bob@example.com\",\"external_id\":\"702\"", StringComparison.Ordinal);
        (await server.PostAsync("/api/v1/events", TwoLines.Replace("jane@example.com\"", "jane@example.com\",\"external_id\":\"701\"", StringComparison.Ordinal))).EnsureSuccessStatusCode();

        (await server.PostAsync("/api/v1/events", moved)).EnsureSuccessStatusCode();

        Assert.Equal([("order #2001 was placed", null), ("order #2001 went to another customer, as the store reported: nothing about it goes on here", "bob@example.com")], Told(await StoryAsync(server, "jane@example.com")));
        Assert.Equal([("order #2001 came from another customer, as the store reported", "jane@example.com")], Told(await StoryAsync(server, "bob@example.com")));
    }

    private static IEnumerable<(string?, string?)> Told(JsonElement story) =>
        story.GetProperty("timeline").EnumerateArray().Select(line => (line.GetProperty("text").GetString(), line.GetProperty("detail").GetString())).Order();

    private static string TwoLines => JsonSerializer.Serialize(new
    {
        id = "evt-2",
        type = "purchase",
        occurred_at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        customer = new { email = "jane@example.com", country = "US", consent = new { own = true } },
        purchase = new
        {
            id = "2001",
            number = "#2001",
            currency = "USD",
            total = "59.90",
            lines = new[] { new { id = "l1", product_id = "p1", name = "Trail backpack", quantity = 1, unit_price = "29.95" }, new { id = "l2", product_id = "p2", name = "Bottle", quantity = 1, unit_price = "29.95" } },
        },
    });

    private static string Sale => JsonSerializer.Serialize(new
    {
        id = "sale-1",
        type = "conversion",
        occurred_at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        customer = new { email = "jane@example.com" },
        conversion = new { network = "impact", id = "S1", status = "approved", currency = "USD", sale_amount = "20.00", commission = "1.20" },
    });

    private static void WriteEachLine(TemporaryFolder folder)
    {
        folder.Write("workflows/refill.yaml", EachLine);
        folder.Write("templates/thanks.html", "<p>Hello</p>");
    }

    private static async Task<JsonElement> AfterAsync(RunningServer server, string purchase)
    {
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", purchase)).EnsureSuccessStatusCode();
        await server.UseKeyAsync("read");
        return await StoryAsync(server, "jane@example.com");
    }

    private static async Task<JsonElement> StoryAsync(RunningServer server, string email)
    {
        var customer = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", email);
        using var json = JsonDocument.Parse(await (await server.GetAsync($"/api/v1/customers/{customer!.Owner.Value}")).Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }

    private static (string? Amount, string? Currency) Money(JsonElement money) => (money.GetProperty("amount").GetString(), money.GetProperty("currency").GetString());
}
