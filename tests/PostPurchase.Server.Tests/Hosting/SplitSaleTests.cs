using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>Sales whose parts are not equally far, and those of which more was taken back than came: each number opens into rows that add up to it.</summary>
public sealed class SplitSaleTests
{
    private static readonly Currency s_usd = Currency.Parse("USD");
    private static readonly Instant s_february = Instant.FromUtc(2026, 2, 14, 12, 0);

    [Theory]
    [InlineData("pending", "pending", 4, 1)]
    [InlineData("approved", "approved,paid", 10, 2)]
    public async Task Each_sum_of_a_step_opens_into_the_sales_that_bring_it(string number, string booked, int sum, int rows)
    {
        await using var server = await SoldAsync();

        var step = (await JsonAsync(server, "/api/v1/reports/funnel")).GetProperty("journeys")[0].GetProperty("steps")[0];

        Assert.Equal(sum, step.GetProperty(number).GetDecimal());
        Assert.Equal((sum, rows), await BookedAsync(server, $"journey=hello&step=suggest&booked={booked}", booked));
    }

    [Theory]
    [InlineData("pending", "pending")]
    [InlineData("approved", "approved")]
    [InlineData("commission", "pending,approved,paid")]
    public async Task What_mails_earned_opens_into_the_sales_of_the_mails_that_left_on_its_days(string number, string booked)
    {
        await using var server = await SoldAsync();
        var earnings = await JsonAsync(server, "/api/v1/earnings?by=step");
        string Day(string name, int later) => LocalDatePattern.Iso.Format(LocalDatePattern.Iso.Parse(earnings.GetProperty(name).GetString()!).Value.PlusDays(later));
        var row = earnings.GetProperty("rows")[0];

        var inside = await BookedAsync(server, $"journey=hello&step=suggest&store=default&left_from={Day("from", 0)}&left_to={Day("to", -1)}&booked={booked}", booked);
        var before = await BookedAsync(server, $"left_from=2020-01-01&left_to={Day("to", -3)}&booked={booked}", booked);

        Assert.Equal((decimal.Parse(row.GetProperty(number).GetString()!, CultureInfo.InvariantCulture), 0), (inside.Sum, before.Rows));
    }

    [Theory]
    [InlineData("offer")]
    [InlineData("program")]
    public async Task A_sale_of_which_only_the_mail_is_known_is_of_no_offer_and_opens_there(string by)
    {
        await using var server = await SoldAsync();
        var key = server.Runner.Engine.Delivery.Settings.Key;
        Assert.True(LinkToken.TryRead(key.Span, server.Runner.Database.Read(session => ConversionStore.Find(session, "impact", "2"))!.Token, out var send, out _));
        await SayAsync(server, LinkToken.Make(key.Span, send, 0), ("4", "", CommissionStatus.Approved, 5));

        var rows = (await JsonAsync(server, $"/api/v1/earnings?by={by}")).GetProperty("rows");

        Assert.Equal([("14.00", by == "offer" ? "poles" : "peak-partners"), ("5.00", $"no {by}")], rows.EnumerateArray().Select(row => (row.GetProperty("commission").GetString()!, row.GetProperty("key").GetString()!)));
        Assert.Equal((5, 1), await BookedAsync(server, $"journey=hello&{by}=no%20{by}&booked=approved", "approved"));
    }

    [Theory]
    [InlineData("step", "sends")]
    [InlineData("slot", "commission")]
    [InlineData("link", "conversions")]
    [InlineData("offer", "pending")]
    [InlineData("program", "approved")]
    public async Task Each_figure_of_a_row_opens_into_what_adds_up_to_it(string by, string number)
    {
        await using var server = await SoldAsync();
        static decimal Of(JsonElement value) => decimal.Parse(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), CultureInfo.InvariantCulture);

        var row = (await JsonAsync(server, $"/api/v1/earnings?by={by}")).GetProperty("rows")[0];
        var parts = (await JsonAsync(server, $"/api/v1/earnings/rows?by={by}&figure={number}&key={Uri.EscapeDataString(row.GetProperty("key").GetString()!)}")).GetProperty("items");

        Assert.NotEqual(0, Of(row.GetProperty(number)));
        Assert.Equal(Of(row.GetProperty(number)), parts.EnumerateArray().Sum(part => Of(part.GetProperty("brings"))));
        Assert.All(parts.EnumerateArray(), part => Assert.NotEmpty(part.GetProperty("delivery").GetString()!));
    }

    [Theory]
    [InlineData("figure=sends", "key")]
    [InlineData("figure=luck&key=hello", "figure")]
    [InlineData("figure=sends&key=hello&by=moon", "by")]
    [InlineData("figure=sends&key=hello&after=soon", "after")]
    public async Task What_is_no_figure_of_a_row_is_refused_with_its_place(string query, string path)
    {
        await using var server = await CommissionTests.StartAsync();

        var answer = await server.GetAsync($"/api/v1/earnings/rows?{query}");

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        using var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(path, error.RootElement.GetProperty("path").GetString());
    }

    [Fact]
    public async Task Sales_are_counted_also_where_no_commission_of_them_is_known()
    {
        await using var server = await SoldAsync();

        var step = (await JsonAsync(server, "/api/v1/reports/funnel")).GetProperty("journeys")[0].GetProperty("steps")[0];

        Assert.Equal(3, step.GetProperty("conversions").GetInt32());
        Assert.Equal(3, (await JsonAsync(server, "/api/v1/conversions?journey=hello&step=suggest&status=pending,approved,paid")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("approved")]
    [InlineData("reversed")]
    public async Task More_taken_back_than_came_is_shown_below_zero_with_the_reason_under_the_sum_that_it_lowers(string number)
    {
        await using var server = await CommissionTests.StartAsync();
        await SayAsync(server, null, ("9", "1", CommissionStatus.Approved, 8), ("10", "1", CommissionStatus.Approved, 8), ("10", "2", CommissionStatus.Approved, -12));

        var month = (await JsonAsync(server, "/api/v1/reports/revenue")).GetProperty("months")[0];
        var row = (await JsonAsync(server, "/api/v1/conversions?status=reversed")).GetProperty("items")[0];

        Assert.Equal((4, 12), (month.GetProperty("approved").GetDecimal(), month.GetProperty("reversed").GetDecimal()));
        Assert.Equal(month.GetProperty(number).GetDecimal(), (await BookedAsync(server, $"booked={number}", number)).Sum);
        Assert.Equal("-4.00", row.GetProperty("commission")[0].GetProperty("amount").GetString());
        Assert.StartsWith("more of it was taken back than was reported here", row.GetProperty("why_negative").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_network_says_in_words_that_nobody_knows_is_in_no_sum_and_the_row_says_why()
    {
        await using var server = await CommissionTests.StartAsync();
        var sale = new ConversionReport { Network = "impact", ConversionId = "9", Status = CommissionStatus.Other, StatusWord = "QUESTIONED", Commission = new Money(12_00, s_usd) };
        await server.Runner.Engine.Conversions.AcceptAsync([sale], ReportWay.Import, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));

        var row = (await JsonAsync(server, "/api/v1/conversions?status=other")).GetProperty("items")[0];

        Assert.Equal((0, "'QUESTIONED' is no status that is known here, so 12.00 USD of commission is in no sum"), (row.GetProperty("commission").GetArrayLength(), row.GetProperty("why_other").GetString()));
    }

    [Fact]
    public async Task A_word_that_nobody_knows_changes_nothing_of_what_was_said_before_and_the_row_says_so()
    {
        await using var server = await CommissionTests.StartAsync();
        var sale = new ConversionReport { Network = "impact", ConversionId = "9", Status = CommissionStatus.Pending, StatusWord = "PENDING", Commission = new Money(12_00, s_usd) };
        await server.Runner.Engine.Conversions.AcceptAsync([sale, sale with { Status = CommissionStatus.Other, StatusWord = "QUESTIONED" }], ReportWay.Postback, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));

        var row = (await JsonAsync(server, "/api/v1/conversions?status=pending")).GetProperty("items")[0];

        Assert.Equal(("12.00", "'QUESTIONED', the network's newest word, is no status that is known here, so what was said before stands"), (row.GetProperty("commission")[0].GetProperty("amount").GetString(), row.GetProperty("why_other").GetString()));
    }

    [Fact]
    public async Task A_correction_of_a_sale_that_is_set_aside_waits_with_it()
    {
        await using var server = await CommissionTests.StartAsync();
        await SayAsync(server, null, ("9", "1", CommissionStatus.Approved, 5000), ("9", "2", CommissionStatus.Approved, -300));
        var waiting = (await JsonAsync(server, "/api/v1/conversions?only=held")).GetProperty("items")[0];

        await server.PostAsync($"/api/v1/conversions/{waiting.GetProperty("id").GetString()}/release", "{}");

        Assert.Equal(0, waiting.GetProperty("booked").GetArrayLength());
        Assert.Equal((4700, 1), await BookedAsync(server, "booked=approved", "approved"));
    }

    [Theory]
    [InlineData("", "USD", 17)]
    [InlineData("store=eu", "EUR", 10)]
    [InlineData("store=default", "USD", 5)]
    public async Task Sales_of_several_stores_are_listed_in_the_currency_of_the_report_that_they_add_up_to(string store, string currency, int sum)
    {
        await using var server = await RunningServer.StartAsync(
            folder => folder.Write("workflows/rates.csv", "date,from,to,rate\n2026-01-01,EUR,USD,1.2\n"), ("Security:OpenOnLoopback", "true"), ("Stores:eu:Name", "Europe"), ("Stores:eu:Currency", "EUR"));
        foreach (var (key, earned) in (IEnumerable<(string, Money)>)[("eu", new(10_00, Currency.Parse("EUR"))), ("default", new(5_00, s_usd))])
            await server.Runner.Engine.Conversions.AcceptAsync([Sold(key, earned)], ReportWay.Import, s_february, key);

        var month = (await JsonAsync(server, $"/api/v1/reports/revenue?{store}")).GetProperty("months")[0];
        var items = (await JsonAsync(server, $"/api/v1/conversions?month=2026-02&booked=approved&{store}")).GetProperty("items").EnumerateArray().ToList();

        var values = items.SelectMany(item => item.GetProperty("booked").EnumerateArray()).Concat(items).Select(row => row.GetProperty("value")).ToList();
        Assert.All(values, value => Assert.Equal(currency, value.GetProperty("currency").GetString()));
        Assert.Equal((sum, sum * 2), (month.GetProperty("approved").GetDecimal(), values.Sum(value => decimal.Parse(value.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task A_status_that_there_is_not_is_refused()
    {
        await using var server = await CommissionTests.StartAsync();

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await server.GetAsync("/api/v1/conversions?booked=pending,some")).StatusCode);
    }

    // One whose parts differ, one that is approved as a whole, one of which no commission is known.
    private static async Task<RunningServer> SoldAsync()
    {
        var server = await CommissionTests.StartAsync();
        await SayAsync(
            server, await CommissionTests.TokenOfMailAsync(server),
            ("1", "1", CommissionStatus.Approved, 8), ("1", "2", CommissionStatus.Pending, 3), ("1", "3", CommissionStatus.Pending, 1), ("2", "", CommissionStatus.Approved, 2), ("3", "", CommissionStatus.Pending, null));
        return server;
    }

    private static ConversionReport Sold(string id, Money earned) =>
        new() { Network = "impact", ConversionId = id, Status = CommissionStatus.Approved, Commission = earned, OccurredAt = s_february };

    private static async Task SayAsync(RunningServer server, string? token, params (string Sale, string Part, CommissionStatus Status, int? Commission)[] parts)
    {
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var reports = parts.Select(part => new ConversionReport
        {
            Network = "impact",
            ConversionId = part.Sale,
            Part = part.Part,
            Token = token,
            Status = part.Status,
            Commission = part.Commission is { } earned ? new Money(earned * 100L, s_usd) : null,
            OccurredAt = now,
        });
        await server.Runner.Engine.Conversions.AcceptAsync([.. reports], ReportWay.Import, now);
    }

    private static async Task<(decimal Sum, int Rows)> BookedAsync(RunningServer server, string query, string statuses)
    {
        var items = (await JsonAsync(server, $"/api/v1/conversions?{query}")).GetProperty("items");
        var parts = items.EnumerateArray().SelectMany(item => item.GetProperty("booked").EnumerateArray()).Where(part => statuses.Split(',').Contains(part.GetProperty("status").GetString()));
        return (parts.Sum(part => decimal.Parse(part.GetProperty("amount").GetProperty("amount").GetString()!, CultureInfo.InvariantCulture)), items.GetArrayLength());
    }

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        using var document = JsonDocument.Parse(await (await server.GetAsync(path)).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
