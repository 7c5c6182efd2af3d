using System.Globalization;
using System.Net;
using System.Text.Json;
using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>Why mails failed, and the mails behind each reason.</summary>
public sealed class FailureReasonTests
{
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_reason_opens_into_the_mails_that_were_refused_for_it_and_those_that_came_back()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await server.UseKeyAsync("events");
        for (var i = 0; i < 5; i++) (await server.PostAsync("/api/v1/events", IntakeTests.Purchase($"evt-{i}", $"buyer-{i}@example.com"))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 5);
        await FailAsync(server);
        await server.UseKeyAsync("read");

        var reasons = (await JsonAsync(server, $"reports/deliverability?{Days}")).GetProperty("reasons").EnumerateArray().ToList();
        var counted = reasons.ConvertAll(row => (row.GetProperty("reason").GetString(), row.GetProperty("refused").GetInt64(), row.GetProperty("came_back").GetInt64(), row.GetProperty("share").GetDouble()));
        var opened = new List<(int, int)>();
        foreach (var (reason, _, _, _) in counted) opened.Add((await RowsAsync(server, $"state=rejected&why={reason}"), await RowsAsync(server, $"told=bounce&why={reason}")));

        Assert.Equal([("content", 2L, 1L, 0.6), ("mailbox_full", 0L, 1L, 0.2), ("unknown", 1L, 0L, 0.2)], counted);
        Assert.Equal([(2, 1), (0, 1), (1, 0)], opened);
    }

    [Theory]
    [InlineData("why=bad_luck")]
    [InlineData("why=content&touched=click&journey=hello&step=thanks")]
    public async Task A_reason_that_there_is_not_or_of_a_touch_is_refused(string query)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await server.UseKeyAsync("read");

        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync($"/api/v1/deliveries?{query}")).StatusCode);
    }

    // Two refused for their content, one before reasons were kept; of the others one came back for its content and one for a full mailbox.
    private static Task<int> FailAsync(RunningServer server) => server.Runner.Database.WriteAsync(
        session =>
        {
            session.Execute("""
                update send
                set state = 6, reason = 'rejected: 554', failure = case when (select count(*) from send as t where t.id < send.id) < 2 then 'content' end
                where (select count(*) from send as t where t.id < send.id) < 3
                """);
            session.Execute("""
                insert into feedback (owner, send_id, kind, reason, domain, status, action, words, reported_at)
                select owner, id, 1, case (select count(*) from send as t where t.id < s.id) when 3 then 'content' else 'mailbox_full' end, 'example.com', '', 0, '', concluded_at + 1000
                from send as s
                where state = 4
                """);
            return 0;
        },
        default);

    // A midnight in the middle of a test is passed over by none of them.
    private string Days => string.Create(CultureInfo.InvariantCulture, $"from={_now.AddDays(-2):yyyy-MM-dd}&to={_now.AddDays(2):yyyy-MM-dd}");

    private async Task<int> RowsAsync(RunningServer server, string query) => (await JsonAsync(server, $"deliveries?{query}&{Days}")).GetProperty("items").GetArrayLength();

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        using var json = JsonDocument.Parse(await (await server.GetAsync($"/api/v1/{path}")).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
