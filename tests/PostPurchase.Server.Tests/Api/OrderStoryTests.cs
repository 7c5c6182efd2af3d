using System.Globalization;
using System.Text.Json;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Api;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>What a customer's story says of the reports of an order.</summary>
public sealed class OrderStoryTests
{
    [Fact]
    public async Task Each_report_is_told_by_what_it_changed_and_those_that_changed_nothing_are_left_out()
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));
        string[] reports =
        [
            "\"paid\":false", "\"paid\":false,\"tags\":[\"failed\"]", "\"paid\":false,\"state\":\"cancelled\"", "\"paid\":false,\"state\":\"cancelled\",\"tags\":[\"x\"]", "\"paid\":true",
            "\"paid\":true,\"tags\":[\"packed\"]",
        ];
        foreach (var (number, said) in reports.Index()) await SendAsync(server, Report(number, said));
        await SendAsync(server, Refund("r1", ",\"amount\":\"5.00\""));

        var lines = await StoryAsync(server);

        Assert.Equal(
            ["order #7 was placed, not paid yet: 20.00", "order #7 was cancelled", "order #7 stands again, and was paid", "refund of order #7: 5.00"],
            lines.Select(line => line.GetProperty("amount") is { ValueKind: JsonValueKind.Object } amount ? $"{Text(line)}: {amount.GetProperty("amount").GetString()}" : Text(line)));
        Assert.Equal([At(0), At(2), At(4)], lines.Take(3).Select(line => line.GetProperty("at").GetString()));
    }

    [Fact]
    public async Task An_order_that_its_report_and_a_refund_call_off_was_called_off_once()
    {
        await using var server = await RunningServer.StartAsync(("Security:OpenOnLoopback", "true"));
        await SendAsync(server, Report(0, "\"paid\":true"));
        await SendAsync(server, Refund("c1", ",\"cancels\":true"));
        await SendAsync(server, Report(9, "\"paid\":true,\"state\":\"cancelled\""));
        await SendAsync(server, Refund("c2", ",\"cancels\":true"));

        Assert.Equal(["order #7 was placed", "order #7 was cancelled"], (await StoryAsync(server)).Select(Text));
    }

    [Theory]
    [InlineData("", "order #7 was placed")]
    [InlineData("Unpaid", "order #7 was placed, not paid yet")]
    [InlineData("Refunded", "order #7 was placed, and was refunded before it was first reported")]
    public void The_first_report_says_that_it_was_placed(string change, string text) =>
        Assert.Equal(text, new OrderStory().OfReport((1, 2), change.Length == 0 ? [] : [Enum.Parse<ReportChange>(change)], "order #7"));

    [Fact]
    public void A_report_of_before_changes_were_noted_is_left_out_unless_it_is_the_first()
    {
        var story = new OrderStory();

        Assert.Equal(("order #7 was placed", null), (story.OfReport((1, 2), null, "order #7"), story.OfReport((3, 2), null, "order #7")));
    }

    [Fact]
    public void A_whole_refund_is_told_as_one() => Assert.Equal("order #7 was refunded", new OrderStory().OfRefund(2, new RefundFacts { Id = "r1" }, "order #7"));

    private static string At(int minutes) => string.Create(CultureInfo.InvariantCulture, $"2026-01-02T10:{minutes:00}:00Z");

    private static string Report(int minutes, string said) => $$$"""
        {"id":"o-{{{minutes}}}","type":"purchase","occurred_at":"{{{At(0)}}}","customer":{"email":"jane@example.com"},
         "purchase":{"id":"7","number":"#7","currency":"USD","total":"20.00","lines":[{"id":"l1","name":"Bottle","quantity":1,"unit_price":"20.00"}],"updated_at":"{{{At(minutes)}}}",{{{said}}}}}
        """;

    private static string Refund(string id, string said) => $$$"""
        {"id":"e-{{{id}}}","type":"refund","occurred_at":"{{{At(8)}}}","customer":{"email":"jane@example.com"},"purchase":{"id":"7"},"refund":{"id":"{{{id}}}"{{{said}}}}}
        """;

    private static string? Text(JsonElement line) => line.GetProperty("text").GetString();

    private static async Task SendAsync(RunningServer server, string fact)
    {
        using var answer = await server.PostAsync("/api/v1/events", fact);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<List<JsonElement>> StoryAsync(RunningServer server)
    {
        var customer = await new CustomerStore(server.Runner.Database).FindByEmailAsync("default", "jane@example.com");
        using var json = JsonDocument.Parse(await (await server.GetAsync($"/api/v1/customers/{customer!.Owner.Value}")).Content.ReadAsStringAsync());
        return [.. json.RootElement.Clone().GetProperty("timeline").EnumerateArray()];
    }
}
