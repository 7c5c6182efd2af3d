using System.Text.Json;
using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What the app is told of a mail that failed here.</summary>
public sealed class FailedMailTests
{
    private const string Journey = "{ journey: hello, status: live, trigger: { on: purchase }, steps: [ { id: thanks, email: { template: t, content: transactional, subject: Hi } } ] }";

    [Fact]
    public async Task A_journey_and_its_step_count_the_mails_that_failed_and_wait_for_a_decision()
    {
        await using var server = await FailedAsync();

        var row = (await JsonAsync(server, "/api/v1/journeys")).GetProperty("items")[0];
        var step = (await JsonAsync(server, "/api/v1/journeys/hello")).GetProperty("steps")[0];
        var behind = (await JsonAsync(server, "/api/v1/deliveries?journey=hello&step=thanks&state=parked")).GetProperty("items").GetArrayLength();

        Assert.Equal((1L, 1L, 1), (row.GetProperty("failed").GetInt64(), step.GetProperty("failed").GetInt64(), behind));
        Assert.Equal((0L, 0L), (step.GetProperty("sent").GetInt64(), step.GetProperty("held").GetInt64()));
    }

    [Fact]
    public async Task A_failed_mail_names_the_template_and_the_line_that_are_at_fault()
    {
        await using var server = await FailedAsync();
        var failed = (await JsonAsync(server, "/api/v1/deliveries?state=parked")).GetProperty("items")[0].GetProperty("id").GetString();

        var fault = (await JsonAsync(server, $"/api/v1/deliveries/{failed}")).GetProperty("fault");

        Assert.Equal(("t", JsonValueKind.Null, 2), (fault.GetProperty("template").GetString(), fault.GetProperty("language").ValueKind, fault.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_mail_to_an_address_that_is_none_blames_the_address_and_no_template()
    {
        await using var server = await FailedAsync("<p>Hello</p>", "a..b@shop.test");
        var failed = (await JsonAsync(server, "/api/v1/deliveries?state=parked")).GetProperty("items")[0].GetProperty("id").GetString();

        var mail = await JsonAsync(server, $"/api/v1/deliveries/{failed}");

        Assert.Equal((JsonValueKind.Null, true), (mail.GetProperty("fault").ValueKind, mail.GetProperty("bad_address").GetBoolean()));
    }

    private static async Task<RunningServer> FailedAsync(string template = "<p>\n{{ customer.frist_name }}</p>", string email = "jane@example.com")
    {
        var server = await RunningServer.StartAsync(folder =>
        {
            folder.Write("workflows/hello.yaml", Journey);
            folder.Write("templates/t.html", template);
        });
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase("evt-1", email))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => server.CountOf(SendState.Parked) == 1);
        await server.UseKeyAsync("read");
        return server;
    }

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        var answer = await server.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
