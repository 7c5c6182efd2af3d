using System.Net;
using System.Text.Json;
using PostPurchase.Server.Commands;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

public sealed class ReportTests
{
    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - id: thanks
            email:
              template: thanks
              content: transactional
              subject: Hello
              experiments:
                - { name: subject, metric: click, variants: { plain: { weight: 1 }, picked: { weight: 1, subject: Picked } } }
        """;

    [Fact]
    public async Task An_experiment_is_shown_promoted_and_opened_again()
    {
        await using var server = await RunningServer.StartAsync(Write);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("write");
        var id = (await JsonAsync(server, "/api/v1/experiments")).GetProperty("items")[0].GetProperty("id").GetString();

        var promoted = await server.PostAsync($"/api/v1/experiments/{id}/promote", """{"arm":"picked"}""");
        var shown = await JsonAsync(server, $"/api/v1/experiments/{id}");
        var unknown = await server.PostAsync($"/api/v1/experiments/{id}/promote", """{"arm":"nonesuch"}""");
        var reopened = await server.PostAsync($"/api/v1/experiments/{id}/reopen", "{}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK), (promoted.StatusCode, unknown.StatusCode, reopened.StatusCode));
        Assert.Equal(("picked", "promoted", "not_enough_data"), (Text(shown, "winner"), Text(shown, "state"), Text(shown.GetProperty("verdict"), "kind")));
        Assert.Equal("reopened", Text(await JsonAsync(server, $"/api/v1/experiments/{id}"), "state"));
        Assert.Equal(["subject"], shown.GetProperty("varies").EnumerateArray().Select(part => part.GetString()));
    }

    [Fact]
    public async Task Figures_open_into_the_customers_behind_them()
    {
        await using var server = await RunningServer.StartAsync(Write);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");
        JsonElement cohorts = default;
        await Eventually.TrueAsync(async () => (cohorts = (await JsonAsync(server, "/api/v1/reports/cohorts")).GetProperty("cohorts")).GetArrayLength() == 1);

        var rows = (await JsonAsync(server, $"/api/v1/reports/rows?figure=cohort&a={Text(cohorts[0], "month")}&b=0")).GetProperty("items");

        Assert.Equal((1, "jane@example.com"), (rows.GetArrayLength(), Text(rows[0], "customer")));
        Assert.Equal(1, (await JsonAsync(server, "/api/v1/reports/funnel")).GetProperty("journeys")[0].GetProperty("steps")[0].GetProperty("accepted").GetInt64());
    }

    [Theory]
    [InlineData("arm_revenue", false)]
    [InlineData("arm_changed_side", false)]
    [InlineData("cohort", true)]
    public async Task A_figure_of_an_experiment_is_of_no_store(string figure, bool isOfStore)
    {
        await using var server = await RunningServer.StartAsync(Write);
        await server.UseKeyAsync("read");

        var answer = await server.GetAsync($"/api/v1/reports/rows?figure={figure}&a=1&b=0&store=default");

        Assert.Equal(isOfStore ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(!isOfStore, (await answer.Content.ReadAsStringAsync()).Contains("\"path\":\"store\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_guard_of_a_variant_opens_into_those_who_unsubscribed()
    {
        await using var server = await RunningServer.StartAsync(Write);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");
        var before = await GuardAsync(server);
        await server.Runner.Database.WriteAsync(
            session =>
            {
                session.Execute("insert into consent (owner, id, channel, own, source, said_at) select owner, 1, 1, 0, 'unsubscribe link', assigned_at + 1000 from assignment");
                return 0;
            },
            default);

        Assert.Equal((0.0, 0, 1), before);
        Assert.Equal((1.0, 1, 1), await GuardAsync(server));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync("/api/v1/reports/rows?figure=cohort&a=2026-01&did=true")).StatusCode);
    }

    [Theory]
    [InlineData("arm_click", HttpStatusCode.BadRequest)]
    [InlineData("arm_conversion", HttpStatusCode.BadRequest)]
    [InlineData("arm_commission", HttpStatusCode.OK)] // as earned by those who were mailed
    [InlineData("arm_revenue", HttpStatusCode.OK)]
    public async Task A_holdout_opens_into_no_clicks_and_no_sales_of_partners_for_the_held_out_have_no_links(string figure, HttpStatusCode status)
    {
        await using var server = await RunningServer.StartAsync(folder =>
        {
            folder.Write("workflows/hello.yaml", Journey.Replace("status: live\n", "status: live\nholdout: 50%\n", StringComparison.Ordinal));
            folder.Write("templates/thanks.html", "<p>Hello</p>");
        });
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");
        var holdout = (await JsonAsync(server, "/api/v1/experiments")).GetProperty("items").EnumerateArray().Single(one => Text(one, "kind") == "holdout");

        var answer = await server.GetAsync($"/api/v1/reports/rows?figure={figure}&a={Text(holdout, "id")}&b=0");

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status != HttpStatusCode.OK, (await answer.Content.ReadAsStringAsync()).Contains("a holdout is compared by orders, revenue, unsubscribes and complaints", StringComparison.Ordinal));
    }

    // The unsubscribes of the variant that somebody is in, those who are listed behind them, and those who are behind the recipients.
    private static async Task<(double Unsubscribed, int Rows, int All)> GuardAsync(RunningServer server)
    {
        await server.Runner.Engine.Learning.CatchUpWhollyAsync(NodaTime.Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), default);
        var experiment = (await JsonAsync(server, "/api/v1/experiments")).GetProperty("items")[0];
        var arm = experiment.GetProperty("arms").EnumerateArray().Single(one => one.GetProperty("assigned").GetInt64() == 1);
        async Task<int> CountAsync(string did) => (await JsonAsync(server, $"/api/v1/reports/rows?figure=arm_unsubscribe&a={Text(experiment, "id")}&b={arm.GetProperty("number").GetInt32()}{did}")).GetProperty("items").GetArrayLength();
        return (arm.GetProperty("unsubscribe_rate").GetDouble() * arm.GetProperty("assigned").GetInt64(), await CountAsync(""), await CountAsync("&did=false"));
    }

    [Fact]
    public async Task The_average_order_opens_into_the_orders_that_it_is_of()
    {
        await using var server = await RunningServer.StartAsync(Write);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");
        JsonElement before = default;
        await Eventually.TrueAsync(async () => (before = (await JsonAsync(server, "/api/v1/reports/order-value")).GetProperty("before")).GetProperty("orders").GetInt64() == 1);

        var rows = (await JsonAsync(server, "/api/v1/reports/rows?figure=order_value&a=0")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(before.GetProperty("orders").GetInt64(), rows.Sum(row => row.GetProperty("observations").GetInt64()));
        Assert.Equal(before.GetProperty("average").GetDecimal(), rows.Sum(row => row.GetProperty("total").GetDecimal()));
    }

    [Theory]
    [InlineData("funnel?from=2026-02-01&to=2026-01-01")]
    [InlineData("funnel?from=0001-01-01&to=9999-12-31")]
    [InlineData("rows?figure=nonesuch&a=1")]
    [InlineData("touches/rows?journey=hello&step=thanks&actor=robot")]
    public async Task What_cannot_be_asked_is_refused_with_its_place(string query)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");

        var answer = await server.GetAsync($"/api/v1/reports/{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"path\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_has_a_row_for_each_innermost_item_and_no_formulas()
    {
        var report = JsonDocument.Parse("""{"currency":"EUR","journeys":[{"journey":"=evil()","entered":2,"steps":[{"step":"a","sent":1},{"step":"b","sent":null}]}]}""").RootElement;

        Assert.Equal(["currency,journey,entered,step,sent", "EUR,'=evil(),2,a,1", "EUR,'=evil(),2,b,"], ReportTable.Of(report).Csv());
    }

    [Theory]
    [InlineData("""{"currency":"EUR","before":{"orders":2},"apart":[],"left_out":null}""", "EUR,2,")]
    [InlineData("""{"currency":"EUR","before":{"orders":2},"apart":[{"currency":"GBP"}],"left_out":"2.00 GBP"}""", "EUR,2,2.00 GBP")]
    public void A_report_without_a_list_is_one_row_and_what_is_apart_is_told_in_words(string json, string row) =>
        Assert.Equal(["currency,before_orders,left_out", row], ReportTable.Of(JsonDocument.Parse(json).RootElement).Csv());

    [Fact]
    public void A_text_without_rows_says_so() =>
        Assert.Equal(["nothing to report"], ReportTable.Of(JsonDocument.Parse("""{"from":"2026-01-01","days":[]}""").RootElement).Text());

    [Fact]
    public void A_name_that_is_taken_gets_that_of_its_list()
    {
        var report = JsonDocument.Parse("""{"cohorts":[{"month":"2026-01","customers":3,"months":[{"months_since":0,"customers":2}]}]}""").RootElement;

        Assert.Equal(["month,customers,months_since,month_customers", "2026-01,3,0,2"], ReportTable.Of(report).Csv());
    }

    [Fact]
    public async Task The_table_of_experiments_has_each_metric_of_each_variant_with_its_comparison()
    {
        await using var server = await RunningServer.StartAsync(Write);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");

        var rows = (await (await server.GetAsync("/api/v1/reports/experiments/csv")).Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(11, rows.Length); // the heads, and five metrics of two variants
        Assert.Contains("control,difference,low,high,relative,chance_to_win,p_value,is_proven,why", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain("_2", rows[0], StringComparison.Ordinal);
        Assert.Equal(5, rows.Count(row => row.Contains(",plain,,,,,,,false,", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1")]
    [InlineData("21")]
    public async Task A_plan_says_how_many_variants_it_takes(string arms)
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");

        var answer = await server.GetAsync($"/api/v1/experiments/plan?arms={arms}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(($"expected a number of variants from 2 to 20, not '{arms}'", "arms"), (Text(error, "error"), Text(error, "path")));
    }

    [Fact]
    public async Task A_plan_without_a_past_has_no_averages()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("read");

        var metrics = (await JsonAsync(server, "/api/v1/experiments/plan")).GetProperty("metrics").EnumerateArray().ToList();

        Assert.NotEmpty(metrics);
        Assert.All(metrics, metric => Assert.Equal(JsonValueKind.Null, metric.GetProperty("average").ValueKind));
    }

    private static void Write(TemporaryFolder folder)
    {
        folder.Write("workflows/hello.yaml", Journey);
        folder.Write("templates/thanks.html", "<p>Hello</p>");
    }

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        var answer = await server.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
