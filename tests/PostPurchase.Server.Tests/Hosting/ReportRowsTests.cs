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

    internal const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps: [ { id: thanks, email: { template: thanks, content: transactional, subject: Hello } } ]
        """;

    // Of one look at the clock, so that a midnight in the middle of a test is passed over by none of them: it falls into their midst.
    private readonly List<string> _days = DaysAround(TimeProvider.System.GetUtcNow());

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
            foreach (var day in _days) counted.Add(await BothAsync(server, $"from={day}&to={day}&store={store}", ("clicked", "touched=click&by=human")));

        Assert.Equal(10, counted.Sum(both => both.Number));
        Assert.All(counted, both => Assert.Equal(both.Number, both.Rows));
        // On the page of journeys test orders count too: who tries a journey looks there.
        Assert.Equal(6, (await JsonAsync(server, "/api/v1/journeys")).GetProperty("items")[0].GetProperty("human_clicks").GetInt64());
    }

    [Fact]
    public async Task A_number_of_touches_of_a_day_and_a_store_opens_into_as_many_touches_page_by_page()
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 2, "order"), ("apia", 28, "order"), ("apia", 1, "test"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 31);
        await ClickAsync(server);
        await server.UseKeyAsync("read");

        var counted = new List<(long Number, long Rows)>();
        foreach (var store in (string[])["midway", "apia", ""])
            foreach (var (from, to) in _days.Select(day => (day, day)).Append((_days[0], _days[^1]))) counted.Add(await TouchesAsync(server, $"from={from}&to={to}&store={store}"));

        Assert.Equal((4L, 56L, 60L, 240L), (counted[5].Number, counted[11].Number, counted[17].Number, counted.Sum(both => both.Number)));
        Assert.All(counted, both => Assert.Equal(both.Number, both.Rows));
    }

    [Fact]
    public async Task A_click_on_a_service_link_is_a_touch_and_makes_no_mail_a_clicked_one()
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 2, "order"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 2);
        await ClickAsync(server, LinkRole.Service);
        await server.UseKeyAsync("read");

        async Task<(long, long, long)> CountAsync()
        {
            var (clicked, rows) = await BothAsync(server, $"from={_days[0]}&to={_days[^1]}", ("clicked", "touched=click&by=human"));
            return (clicked, rows, (await JsonAsync(server, $"/api/v1/reports/touches?from={_days[0]}&to={_days[^1]}")).GetProperty("days").EnumerateArray().Sum(day => day.GetProperty("touches").GetInt64()));
        }

        var kept = await CountAsync();
        await server.Runner.Database.WriteAsync(session => { Engine.Learning.DayCounts.Write(session, server.Runner.Stores); return 0; }, default);

        Assert.Equal(((0L, 0L, 4L), (0L, 0L, 4L)), (kept, await CountAsync()));
    }

    [Theory]
    [InlineData("entered")]
    [InlineData("finished")]
    public async Task Who_entered_a_journey_and_who_finished_it_opens_into_their_runs(string what)
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 2, "order"), ("apia", 3, "order"), ("apia", 1, "test"));
        await Eventually.TrueAsync(() => server.Runner.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from enrollment where status = 1")) == 6);
        await server.UseKeyAsync("read");

        var counted = new List<(long Number, long Rows)>();
        foreach (var store in (string[])["midway", "apia", ""])
        {
            foreach (var day in _days)
            {
                var journeys = (await JsonAsync(server, $"/api/v1/reports/funnel?from={day}&to={day}&store={store}")).GetProperty("journeys");
                var rows = (await JsonAsync(server, $"/api/v1/reports/runs?journey=hello&what={what}&from={day}&to={day}&store={store}")).GetProperty("items").GetArrayLength();
                counted.Add((journeys.GetArrayLength() == 0 ? 0 : journeys[0].GetProperty(what).GetInt64(), rows));
            }
        }

        Assert.Equal(10, counted.Sum(both => both.Number));
        Assert.All(counted, both => Assert.Equal(both.Number, both.Rows));
    }

    [Theory]
    [InlineData("bounced", "told=bounce", 12)]
    [InlineData("complaints", "told=complaint", 6)]
    [InlineData("bounces_reported", "told=bounce&on=reported", 12)]
    [InlineData("complaints_reported", "told=complaint&on=reported", 6)]
    public async Task What_came_back_and_was_complained_about_opens_into_the_mails(string number, string query, int sum)
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 2, "order"), ("apia", 4, "order"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 6);
        await ComeBackAsync(server);
        await server.UseKeyAsync("read");

        var counted = new List<(long Number, long Rows)>();
        foreach (var store in (string[])["midway", "apia", ""])
        {
            foreach (var day in _days)
            {
                var domains = (await JsonAsync(server, $"/api/v1/reports/deliverability?from={day}&to={day}&store={store}")).GetProperty("domains");
                var rows = (await JsonAsync(server, $"/api/v1/deliveries?domain=example.com&{query}&from={day}&to={day}&store={store}")).GetProperty("items").GetArrayLength();
                counted.Add((domains.EnumerateArray().Where(row => row.GetProperty("domain").GetString() == "example.com").Sum(row => row.GetProperty(number).GetInt64()), rows));
            }
        }

        Assert.Equal(sum, counted.Sum(both => both.Number));
        Assert.All(counted, both => Assert.Equal(both.Number, both.Rows));
    }

    [Fact]
    public async Task What_was_done_with_mails_about_test_orders_and_what_came_back_of_them_is_in_no_report_and_in_no_rows()
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("apia", 2, "order"), ("apia", 1, "test"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 3);
        await ClickAsync(server);
        await ComeBackAsync(server);
        await server.UseKeyAsync("read");
        var days = $"from={_days[0]}&to={_days[^1]}";

        var domain = (await JsonAsync(server, $"/api/v1/reports/deliverability?{days}")).GetProperty("domains")[0];
        var bounced = (await JsonAsync(server, $"/api/v1/deliveries?domain=example.com&told=bounce&{days}")).GetProperty("items").GetArrayLength();
        var touches = (await JsonAsync(server, "/api/v1/reports/touches/rows?journey=hello&step=thanks")).GetProperty("items").GetArrayLength();

        Assert.Equal((2, 2, 2, 2, 4), (domain.GetProperty("accepted").GetInt32(), domain.GetProperty("bounced").GetInt32(), domain.GetProperty("bounces_reported").GetInt32(), bounced, touches));
    }

    [Theory]
    [InlineData("accepted", "state=accepted")]
    [InlineData("bounced", "told=bounce")]
    [InlineData("complaints_reported", "told=complaint&on=reported")]
    public async Task After_an_erasure_a_number_of_a_domain_opens_into_as_many_mails(string number, string query)
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 4, "order"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 4);
        await ComeBackAsync(server);
        await server.UseKeyAsync("read");

        async Task<(long Sum, bool IsSame)> CountAsync()
        {
            var (sum, isSame) = (0L, true);
            foreach (var domain in (string[])["example.com", "-"])
            {
                var domains = (await JsonAsync(server, $"/api/v1/reports/deliverability?from={_days[0]}&to={_days[^1]}")).GetProperty("domains");
                var counted = domains.EnumerateArray().Where(row => row.GetProperty("domain").GetString() == domain).Sum(row => row.GetProperty(number).GetInt64());
                sum += counted;
                isSame &= counted == (await JsonAsync(server, $"/api/v1/deliveries?domain={domain}&{query}&from={_days[0]}&to={_days[^1]}")).GetProperty("items").GetArrayLength();
            }

            return (sum, isSame);
        }

        var before = await CountAsync();
        foreach (var owner in server.Runner.Database.Read(session => Dapper.SqlMapper.Query<long>(session.Connection, "select owner from customer order by owner limit 2").ToList()))
            await new CustomerErasure(server.Runner.Database).EraseAsync(new(owner), "ann", Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));

        Assert.Equal((true, true), (before.Sum > 0, before.IsSame));
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task What_was_captured_and_never_left_counts_for_a_journey_and_for_no_domain()
    {
        await using var server = await StartCapturedAsync();
        await SellAsync(server, ("midway", 2, "order"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 2);
        await server.UseKeyAsync("read");

        async Task<(long, int, int)> CountAsync() => (
            (await BothAsync(server, $"from={_days[0]}&to={_days[^1]}", ("accepted", "state=accepted"))).Number,
            (await JsonAsync(server, $"/api/v1/reports/deliverability?from={_days[0]}&to={_days[^1]}")).GetProperty("domains").GetArrayLength(),
            (await JsonAsync(server, "/api/v1/deliveries?domain=example.com")).GetProperty("items").GetArrayLength());

        var kept = await CountAsync();
        await server.Runner.Database.WriteAsync(session => { Engine.Learning.DayCounts.Write(session, server.Runner.Stores); return 0; }, default);

        Assert.Equal(((2L, 0, 0), (2L, 0, 0)), (kept, await CountAsync()));
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

    [Fact]
    public async Task Mails_are_listed_by_when_they_were_made_newest_first()
    {
        await using var server = await StartAsync();
        await SellAsync(server, ("midway", 3, "order"));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 3);
        await server.UseKeyAsync("read");

        var items = (await JsonAsync(server, "/api/v1/deliveries")).GetProperty("items").EnumerateArray().ToList();
        var made = items.ConvertAll(item => item.GetProperty("made_at").GetDateTimeOffset());

        Assert.Equal([.. items.Select(item => IdSource.InstantOf(IdOf(item)).ToUnixTimeSeconds())], made.ConvertAll(at => at.ToUnixTimeSeconds()));
        Assert.Equal([.. made.OrderDescending()], made);
    }

    private static long IdOf(JsonElement item) => long.Parse(item.GetProperty("id").GetString()!, CultureInfo.InvariantCulture);

    // Each mail for two reasons the next day, and each second one is complained about.
    private static Task<int> ComeBackAsync(RunningServer server) => server.Runner.Database.WriteAsync(
        session =>
        {
            foreach (var (kind, reason, which) in new[] { (1, "MailboxFull", "1"), (1, "AddressUnknown", "1"), (3, "Abuse", "(select count(*) from send as t where t.store_id = s.store_id and t.id < s.id) % 2 = 0") })
            {
                session.Execute($"""
                    insert into feedback (owner, send_id, kind, reason, domain, status, action, words, reported_at)
                    select owner, id, {kind}, '{reason}', 'example.com', '', 0, '', concluded_at + 90000000
                    from send as s
                    where {which}
                    """);
            }

            return 0;
        },
        default);

    // Each mail by a person an hour after it came, and again the next day.
    private static async Task ClickAsync(RunningServer server, LinkRole role = LinkRole.Offer)
    {
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var mails = server.Runner.Database.Read(session => Dapper.SqlMapper.Query<(long Id, long Owner)>(session.Connection, "select id, owner from send").ToList());
        foreach (var (id, owner) in mails)
        {
            foreach (var after in (Duration[])[Duration.FromHours(1), Duration.FromHours(25)])
            {
                var seen = new Touch(TouchKind.Click, now + after, Person, AddressClass.Unknown, "GET", 1, role, now, 1);
                await new HistoryStore(server.Runner.Database).AddAsync([new StoredTouch(new(owner), new(id), seen) { Journey = "hello", Step = "thanks" }]);
            }
        }
    }

    private static async Task<(long Number, long Rows)> TouchesAsync(RunningServer server, string query)
    {
        var number = (await JsonAsync(server, $"/api/v1/reports/touches?{query}")).GetProperty("days").EnumerateArray()
            .Where(day => (day.GetProperty("kind").GetString(), day.GetProperty("actor").GetString()) == ("click", "human")).Sum(day => day.GetProperty("touches").GetInt64());
        var ids = new List<string?>();
        for (string? before = ""; before is not null;)
        {
            var page = await JsonAsync(server, $"/api/v1/reports/touches/rows?kind=click&actor=human&{query}&before={before}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetString()));
            before = page.GetProperty("next").GetString();
        }
        return (number, ids.Distinct().Count());
    }

    private async Task<List<(long Number, long Rows)>> DaysAsync(RunningServer server, string store)
    {
        var days = new List<(long, long)>();
        foreach (var day in _days) days.Add(await BothAsync(server, $"from={day}&to={day}&store={store}", ("accepted", "state=accepted")));
        return days;
    }

    // What is captured here counts as if it had left.
    private static async Task<RunningServer> StartAsync()
    {
        var server = await StartCapturedAsync();
        await server.Runner.Database.WriteAsync(
            session =>
            {
                session.Execute("create trigger as_if_live after update of left_as on send when new.left_as = 1 begin update send set left_as = 3 where id = new.id and owner = new.owner; end");
                return 0;
            },
            default);
        return server;
    }

    internal static Task<RunningServer> StartCapturedAsync() => RunningServer.StartAsync(
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

    private static List<string> DaysAround(DateTimeOffset now) => [.. Enumerable.Range(-2, 5).Select(days => now.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];

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
