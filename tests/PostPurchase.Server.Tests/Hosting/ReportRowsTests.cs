using System.Globalization;
using System.Text.Json;
using NodaTime;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>The number of a report opens into as many mails, for stores on two sides of the date line.</summary>
public sealed class ReportRowsTests
{
    private const string Person = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps: [ { id: thanks, email: { template: thanks, content: transactional, subject: Hello } } ]
        """;

    [Fact]
    public async Task A_number_of_a_day_and_a_store_opens_into_as_many_mails()
    {
        // Samoa is 24 hours ahead of Midway: whenever this runs, the same instant is another day in each.
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 2, "order"), ("apia", 3, "order"), ("apia", 1, "test"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 6);
        await server.Runner.Engine.Learning.CatchUpWhollyAsync(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), CancellationToken.None);
        await server.UseKeyAsync("read");

        var (midway, apia, all) = (await DaysAsync(server, "midway"), await DaysAsync(server, "apia"), await DaysAsync(server, ""));

        Assert.Equal((2L, 3L, 5L), (midway.Sum(day => day.Number), apia.Sum(day => day.Number), all.Sum(day => day.Number)));
        Assert.All([.. midway, .. apia, .. all], day => Assert.Equal(day.Number, day.Rows));
        Assert.NotEqual(midway.FindIndex(day => day.Number > 0), apia.FindIndex(day => day.Number > 0));
    }

    [Fact]
    public async Task A_number_of_clicks_opens_into_the_mails_on_the_day_of_their_first()
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 2, "order"), ("apia", 3, "order"), ("apia", 1, "test"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 6);
        await ClickAsync(server);
        await server.UseKeyAsync("read");

        var counted = new List<(long Number, long Rows)>();
        foreach (var store in (string[])["midway", "apia", ""])
            foreach (var day in Days()) counted.Add(await BothAsync(server, $"from={day}&to={day}&store={store}", ("clicked", "touched=click&by=human")));

        Assert.Equal(10, counted.Sum(both => both.Number));
        Assert.All(counted, both => Assert.Equal(both.Number, both.Rows));
    }

    [Theory]
    [InlineData("touched=nod&journey=hello&step=thanks")]
    [InlineData("touched=click&by=robot&journey=hello&step=thanks")]
    [InlineData("touched=click")]
    [InlineData("touched=click&journey=hello&step=thanks&state=accepted")]
    [InlineData("state=accepted,lost")]
    public async Task Touches_and_states_that_there_are_not_are_refused(string query)
    {
        await using var server = await StartAsync();
        await server.UseKeyAsync("read");

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await server.GetAsync($"/api/v1/deliveries?{query}")).StatusCode);
    }

    [Fact]
    public async Task Mails_are_listed_by_their_domain_and_by_several_states()
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 2, "order"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 2);
        await server.UseKeyAsync("read");

        async Task<int> CountAsync(string query) => (await JsonAsync(server, $"/api/v1/deliveries?{query}")).GetProperty("items").GetArrayLength();

        var counts = (await CountAsync("domain=Example.com"), await CountAsync("domain=ample.com"), await CountAsync("state=rejected,accepted"), await CountAsync("state=rejected,parked"));

        Assert.Equal((2, 0, 2, 0), counts);
    }

    // Each mail by a person an hour after it came, and again the next day.
    private static async Task ClickAsync(RunningServer server)
    {
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var mails = server.Runner.Database.Read(session => Dapper.SqlMapper.Query<(long Id, long Owner)>(session.Connection, "select id, owner from send").ToList());
        foreach (var (id, owner) in mails)
        {
            foreach (var after in (Duration[])[Duration.FromHours(1), Duration.FromHours(25)])
            {
                var seen = new Touch(TouchKind.Click, now + after, Person, AddressClass.Unknown, "GET", 1, LinkRole.Offer, now, 1);
                await new HistoryStore(server.Runner.Database).AddAsync([new StoredTouch(new(owner), new(id), seen) { Journey = "hello", Step = "thanks" }]);
            }
        }
    }

    private static async Task<List<(long Number, long Rows)>> DaysAsync(RunningServer server, string store)
    {
        var days = new List<(long, long)>();
        foreach (var day in Days()) days.Add(await BothAsync(server, $"from={day}&to={day}&store={store}", ("accepted", "state=accepted")));
        return days;
    }

    [Theory]
    [InlineData("from=2026-02-01&to=2026-01-01")]
    [InlineData("from=tomorrow")]
    [InlineData("store=nonesuch")]
    public async Task Days_that_are_none_and_stores_that_are_not_there_are_refused(string query)
    {
        await using var server = await StartAsync();
        await server.UseKeyAsync("read");

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await server.GetAsync($"/api/v1/deliveries?{query}")).StatusCode);
    }

    private static Task<RunningServer> StartAsync() => RunningServer.StartAsync(
        folder =>
        {
            folder.Write("workflows/hello.yaml", Journey);
            folder.Write("templates/thanks.html", "<p>Hello</p>");
        },
        ("Stores:midway:Name", "Midway"), ("Stores:midway:TimeZone", "Pacific/Midway"), ("Stores:apia:Name", "Apia"), ("Stores:apia:TimeZone", "Pacific/Apia"));

    private static async Task SellAsync(RunningServer server, params (string Store, int Count, string Kind)[] sales)
    {
        await server.UseKeyAsync("events");
        foreach (var (store, count, kind) in sales)
        {
            for (var i = 0; i < count; i++)
            {
                var sale = IntakeTests.Purchase($"{store}-{kind}-{i}", $"{kind}{i}@example.com").Replace("\"type\"", $"\"store\":\"{store}\",\"type\"", StringComparison.Ordinal);
                (await server.PostAsync("/api/v1/events", sale.Replace("\"number\"", $"\"kind\":\"{kind}\",\"number\"", StringComparison.Ordinal))).EnsureSuccessStatusCode();
            }
        }
    }

    private static IEnumerable<string> Days() => Enumerable.Range(-2, 5).Select(days => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static async Task<(long Number, long Rows)> BothAsync(RunningServer server, string query, (string Number, string Rows) what)
    {
        var journeys = (await JsonAsync(server, $"/api/v1/reports/funnel?{query}")).GetProperty("journeys");
        var number = journeys.GetArrayLength() == 0 ? 0 : journeys[0].GetProperty("steps").EnumerateArray().Sum(step => step.GetProperty(what.Number).GetInt64());
        return (number, (await JsonAsync(server, $"/api/v1/deliveries?journey=hello&step=thanks&{what.Rows}&{query}")).GetProperty("items").GetArrayLength());
    }

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        using var json = JsonDocument.Parse(await (await server.GetAsync(path)).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
