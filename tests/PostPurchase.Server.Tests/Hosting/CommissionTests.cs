using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Sending;
using PostPurchase.Mail.Reading;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>From the mail to the money and back, as a shop has it.</summary>
public sealed partial class CommissionTests
{
    private const string Secret = "a-secret-of-our-own-1";
    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: suggest, email: { template: suggest, content: third_party, subject: "For you", offers: { pick: cross_sell, count: 1 } } }
        """;

    private const string Offers = """
        program: peak-partners
        network: impact
        terms: { email_allowed: yes, redirect_allowed: false, disclosure: "Ad" }
        commission: 8%
        offers:
          - { id: poles, name: Carbon poles, url: "https://partner.example/p?a=1", price: "79.00 USD", complements: [backpacks] }
        """;

    [Fact]
    public async Task A_postback_on_the_links_token_goes_back_to_the_mail_that_earned_it()
    {
        await using var server = await StartAsync();
        var token = await TokenOfMailAsync(server);

        var answer = await server.GetAsync($"/postbacks/impact/{Secret}?action_id=77&status=PENDING&payout=8.00&amount=100&currency=USD&subid1={token}");

        Assert.Equal("{\"status\":\"recorded\"}", await answer.Content.ReadAsStringAsync());
        var detail = await JsonAsync(server, $"/api/v1/conversions/{await IdAsync(server)}");
        Assert.Equal(("pending", "token", "poles", "hello"), (Text(detail, "conversion", "status"), Text(detail, "conversion", "match"), Text(detail, "conversion", "offer"), Text(detail, "conversion", "journey")));
        Assert.Equal(("For you", "https://partner.example/p?a=1&subId1={token}", "Carbon poles"), (Text(detail, "mail", "subject"), Text(detail, "target"), Text(detail, "offer_name")));
        Assert.Equal("you say that it goes with backpacks; would earn 6.32 USD", Text(detail, "offer_reason"));
        var earned = await JsonAsync(server, "/api/v1/earnings?by=offer&model=linear");
        Assert.Equal(("poles", 1, "8.00"), (Text(earned, "rows", 0, "key"), earned.GetProperty("rows")[0].GetProperty("sends").GetInt32(), Text(earned, "rows", 0, "pending")));
    }

    [Fact]
    public async Task A_sale_on_the_mail_of_a_test_order_is_listed_with_why_no_report_has_it()
    {
        await using var server = await StartAsync();
        var token = await TokenOfMailAsync(server);
        await server.Runner.Database.WriteAsync(
            session =>
            {
                session.Execute("update purchase set kind = 6");
                return 0;
            },
            default);

        await server.GetAsync($"/postbacks/impact/{Secret}?action_id=77&status=PENDING&payout=7.00&amount=100&currency=USD&subid1={token}");

        var sale = (await JsonAsync(server, "/api/v1/conversions")).GetProperty("items")[0];
        Assert.Equal(("pending", "7.00", "its mail is about a test order, so it is in no report"), (Text(sale, "status"), Text(sale, "commission", 0, "amount"), Text(sale, "why_test")));
        Assert.Equal(0, (await JsonAsync(server, "/api/v1/earnings?by=offer&model=linear")).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Each_network_says_what_is_pending_and_what_is_approved()
    {
        await using var server = await StartAsync();
        foreach (var what in (string[])["1&status=PENDING&payout=8.00", "2&status=APPROVED&payout=2.50", "3&status=APPROVED&payout=5000"])
            await server.GetAsync($"/postbacks/impact/{Secret}?currency=USD&action_id={what}");

        var total = (await JsonAsync(server, "/api/v1/conversions/networks")).GetProperty("items")[0];

        Assert.Equal(("impact", "USD", "8.00", "2.50"), (Text(total, "network"), Text(total, "currency"), Text(total, "pending"), Text(total, "approved")));
        Assert.Equal((3, 3, 1), (total.GetProperty("conversions").GetInt32(), total.GetProperty("unmatched").GetInt32(), total.GetProperty("held").GetInt32()));
    }

    [Theory]
    [InlineData("month=2026-01", 1)]
    [InlineData("month=2026-02&store=default", 1)]
    [InlineData("month=2026-03", 0)]
    [InlineData("month=2026-01&status=approved", 0)]
    [InlineData("from=2026-01-31&to=2026-02-01&store=default", 2)]
    [InlineData("from=2026-02-01&status=approved,pending", 1)]
    [InlineData("only=unmatched&month=2026-01", 1)]
    [InlineData("only=unmatched&status=approved", 0)]
    [InlineData("only=held&journey=hello", 0)]
    public async Task The_sales_of_a_month_can_be_listed(string query, int count)
    {
        await using var server = await StartAsync();
        foreach (var at in (string[])["1&eventdate=2026-01-31T23:00:00Z", "2&eventdate=2026-02-01T01:00:00Z"])
            await server.GetAsync($"/postbacks/impact/{Secret}?status=PENDING&payout=8.00&currency=USD&action_id={at}");

        Assert.Equal(count, (await JsonAsync(server, $"/api/v1/conversions?{query}")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync("/api/v1/conversions?month=13")).StatusCode);
    }

    [Theory]
    [InlineData("conversions?only=7")]
    [InlineData("conversions?month=1969-12")]
    [InlineData("conversions?month=2201-01")]
    [InlineData("conversions?month=2026-01&from=2026-01-01")]
    [InlineData("conversions?from=0001-01-01&to=9999-12-31")]
    [InlineData("conversions?from=2026-02-01&to=2026-01-01")]
    [InlineData("conversions?status=pending,some")]
    [InlineData("earnings?from=0001-01-01&to=9999-12-31")]
    public async Task What_cannot_be_asked_of_sales_is_refused_with_its_place(string query)
    {
        await using var server = await StartAsync();

        var answer = await server.GetAsync($"/api/v1/{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"path\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Earnings_can_be_taken_as_csv()
    {
        await using var server = await StartAsync();
        await TokenOfMailAsync(server);

        var lines = (await (await server.GetAsync("/api/v1/earnings/csv?by=journey&model=first_click")).Content.ReadAsStringAsync()).Split("\r\n");

        Assert.EndsWith("currency,model,window_days,from,to", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("hello,1,0,0,0.00,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",USD,first_click,5,", lines[1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync("/api/v1/earnings/csv?by=moon")).StatusCode);
    }

    [Fact]
    public async Task Awins_form_with_json_in_it_is_read()
    {
        await using var server = await StartAsync();
        using var form = new FormUrlEncodedContent([new("AwinTransactionPush", """{"transactionId":"5","transactionCurrency":"USD","transactionAmount":"20.00","commission":"1.50","clickRef":"unknown"}""")]);

        var answer = await server.Client.PostAsync(new Uri($"/postbacks/awin/{Secret}", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var list = await JsonAsync(server, "/api/v1/conversions?only=unmatched");
        Assert.Equal(("awin", "none", "1.50"), (Text(list, "items", 0, "network"), Text(list, "items", 0, "match"), Text(list, "items", 0, "value", "amount")));
    }

    [Fact]
    public async Task Postbacks_again_and_in_another_order_change_nothing()
    {
        await using var server = await StartAsync();
        foreach (var status in (string[])["REVERSED&payout=0.00", "PENDING&payout=8.00", "APPROVED&payout=8.00", "PENDING&payout=8.00", "REVERSED&payout=0.00"])
            Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"/postbacks/impact/{Secret}?action_id=77&status={status}&amount=100&currency=USD")).StatusCode);

        var detail = await JsonAsync(server, $"/api/v1/conversions/{await IdAsync(server)}");

        Assert.Equal(("reversed", "8.00", 0), (Text(detail, "conversion", "status"), Text(detail, "conversion", "reversed", 0, "amount"), detail.GetProperty("conversion").GetProperty("commission").GetArrayLength()));
    }

    [Theory]
    [InlineData("/postbacks/impact/wrong-secret-of-ours?action_id=1&payout=1", 404)]
    [InlineData("/postbacks/nobody/a-secret-of-our-own-1?action_id=1&payout=1", 404)]
    [InlineData("/postbacks/impact/a-secret-of-our-own-1?payout=1", 400)]
    [InlineData("/postbacks/impact/a-secret-of-our-own-1?action_id=1&payout=much", 400)]
    public async Task What_is_not_right_is_refused(string path, int status)
    {
        await using var server = await StartAsync();

        Assert.Equal(status, (int)(await server.GetAsync(path)).StatusCode);
        Assert.Equal(0, (await JsonAsync(server, "/api/v1/conversions")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_first_page_says_what_sales_earned_that_match_no_mail()
    {
        await using var server = await StartAsync();
        await server.GetAsync($"/postbacks/impact/{Secret}?action_id=77&status=PENDING&payout=8.00&currency=USD");

        var earned = (await JsonAsync(server, "/api/v1/overview/attention")).GetProperty("earned");

        Assert.Equal(("0.00", "8.00"), (Text(earned, "pending", "amount"), Text(earned, "unmatched", 0, "amount")));
    }

    [Fact]
    public async Task An_amount_over_the_cap_waits_for_a_person()
    {
        await using var server = await StartAsync();
        var answer = await server.GetAsync($"/postbacks/impact/{Secret}?action_id=77&status=APPROVED&payout=5000&currency=USD");
        Assert.Contains("\"held\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var id = await IdAsync(server, "held");
        Assert.Contains("over_cap", (await JsonAsync(server, "/api/v1/overview/attention")).GetProperty("waiting").EnumerateArray().Select(item => Text(item, "what")));

        var released = await server.PostAsync($"/api/v1/conversions/{id}/release", "{}");

        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
        Assert.Equal(("approved", 409), (Text(await JsonAsync(server, $"/api/v1/conversions/{id}"), "conversion", "status"), (int)(await server.PostAsync($"/api/v1/conversions/{id}/release", "{}")).StatusCode));
    }

    [Fact]
    public async Task A_person_can_match_what_came_without_a_token()
    {
        await using var server = await StartAsync();
        var token = await TokenOfMailAsync(server);
        Assert.True(LinkToken.TryRead(server.Runner.Engine.Delivery.Settings.Key.Span, token, out var send, out var slot));
        await server.GetAsync($"/postbacks/impact/{Secret}?action_id=77&status=PENDING&payout=8.00&currency=USD");
        var id = await IdAsync(server, "unmatched");

        var matched = await server.PostAsync($"/api/v1/conversions/{id}/match", $$"""{"delivery":"{{send.Value}}","slot":{{slot}}}""");

        Assert.Equal(HttpStatusCode.OK, matched.StatusCode);
        Assert.Equal(("person", "poles"), (Text(await JsonAsync(server, $"/api/v1/conversions/{id}"), "conversion", "match"), Text(await JsonAsync(server, $"/api/v1/conversions/{id}"), "conversion", "offer")));
    }

    [Fact]
    public async Task Links_lead_where_they_shall_while_nothing_can_be_written()
    {
        await using var server = await StartAsync();
        var token = await TokenOfMailAsync(server);
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={server.Runner.Database.File};Pooling=false");
        await other.OpenAsync();
        await using var hold = other.CreateCommand();
        hold.CommandText = "begin immediate";
        await hold.ExecuteNonQueryAsync();

        var answer = await server.GetAsync($"/c/{token}");

        Assert.Equal((HttpStatusCode.Redirect, $"https://partner.example/p?a=1&subId1={token}"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        hold.CommandText = "rollback";
        await hold.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task A_click_on_an_offer_whose_page_is_gone_leads_to_the_shop()
    {
        await using var server = await StartAsync();
        var token = await TokenOfMailAsync(server);
        await server.Runner.Database.WriteAsync(
            session =>
            {
                session.Execute("insert into link_health (offer, url, problem, checked_at) values ('poles', 'https://partner.example/p', 'Gone', 0)");
                return 0;
            },
            default);

        Assert.Equal("https://shop.example", (await server.GetAsync($"/c/{token}")).Headers.Location!.OriginalString);
        Assert.Equal("gone", Text(await JsonAsync(server, "/api/v1/link-health"), "items", 0, "problem"));
    }

    [Fact]
    public async Task An_offer_whose_link_loses_its_token_is_said_to_earn_nothing()
    {
        await using var server = await StartAsync();
        await server.Runner.Database.WriteAsync(
            session =>
            {
                session.Execute("insert into link_health (offer, url, problem, checked_at) values ('poles', 'https://partner.example/p', 'SubIdStripped', 0)");
                return 0;
            },
            default);
        var token = await TokenOfMailAsync(server);

        await server.GetAsync($"/postbacks/impact/{Secret}?action_id=77&status=PENDING&payout=8.00&amount=100&currency=USD&subid1={token}");

        var detail = await JsonAsync(server, $"/api/v1/conversions/{await IdAsync(server)}");
        Assert.Equal("you say that it goes with backpacks; would earn nothing that is known of, as its link loses its token", Text(detail, "offer_reason"));
    }

    [Fact]
    public async Task The_document_of_the_api_describes_what_is_answered()
    {
        await using var server = await StartAsync();

        var schemas = (await JsonAsync(server, "/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        foreach (var name in (string[])["ConversionPage", "ConversionDetail", "EarningsAnswer"]) Assert.True(schemas.TryGetProperty(name, out _), name);
    }

    /// <summary>A server with one journey that offers what a partner sells.</summary>
    internal static Task<RunningServer> StartAsync() => RunningServer.StartAsync(
        folder =>
        {
            folder.Write("workflows/hello.yaml", Journey);
            folder.Write("workflows/offers/peak.yaml", Offers);
            folder.Write("templates/suggest.html", "{{ for offer in offers }}<p>Ad</p><a href=\"{{ offer.url }}\">{{ offer.name }}</a>{{ end }}");
        },
        ("Security:OpenOnLoopback", "true"), ("Store:Url", "https://shop.example"), ("Networks:impact:Secret", Secret), ("Networks:awin:Secret", Secret));

    /// <summary>Somebody buys; gives the sub-id of the offer in their mail.</summary>
    internal static async Task<string> TokenOfMailAsync(RunningServer server)
    {
        await server.PostAsync("/api/v1/events", """
            {"id":"e1","type":"purchase","occurred_at":"INSTANT","customer":{"email":"jane@example.com","country":"US","consent":{"own":true,"third_party":true,"tracking":true}},
             "purchase":{"id":"1001","currency":"USD","total":"59.90","lines":[{"id":"l1","product_id":"p1","name":"Trail backpack","category":"backpacks","quantity":1,"unit_price":"59.90"}]}}
            """.Replace("INSTANT", NodaTime.Text.InstantPattern.General.Format(NodaTime.SystemClock.Instance.GetCurrentInstant()), StringComparison.Ordinal));
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 1);
        var file = Directory.GetFiles(Path.Combine(server.Folder.Path, "data", "outbox"), "*.eml").Single();
        return TokenRegex().Match(MailReader.Read(File.ReadAllBytes(file)).Walk().First(part => part.MediaType == "text/html").Text).Groups[1].Value;
    }

    private static async Task<string> IdAsync(RunningServer server, string only = "all") => Text(await JsonAsync(server, $"/api/v1/conversions?only={only}"), "items", 0, "id")!;

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        using var document = JsonDocument.Parse(await (await server.GetAsync(path)).Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, params object[] path) =>
        path.Aggregate(element, (inner, part) => part is int index ? inner[index] : inner.GetProperty((string)part)).GetString();

    [GeneratedRegex("subId1=([a-z2-7]{20})")]
    private static partial Regex TokenRegex();
}
