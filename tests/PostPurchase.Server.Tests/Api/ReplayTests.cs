using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using PostPurchase.Core.Sending;
using PostPurchase.Server.Tests.Access;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

public sealed class ReplayTests
{
    private const string Old = """
        {"id":"evt-1","type":"purchase","occurred_at":"2026-01-02T10:00:00Z","customer":{"email":"jane@example.com","country":"US"},
         "purchase":{"id":"1","currency":"USD","total":"59.90","lines":[{"id":"l1","product_id":"p1","name":"Backpack","quantity":1,"unit_price":"59.90"}]}}
        """;

    [Fact]
    public async Task An_old_order_that_started_nothing_starts_its_journey_once_when_it_is_replayed()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await server.UseKeyAsync("events");
        await server.PostAsync("/api/v1/events", Old);
        using var developer = await Browser.SignedInAsync(server, "developer");
        var path = $"/api/v1/webhooks/{await IdAsync(developer)}/replay";

        var before = Runs(server);
        var first = await developer.PostAsync(path, new { });
        var second = await developer.PostAsync(path, new { });

        Assert.Equal((0L, HttpStatusCode.OK, HttpStatusCode.OK, 1L), (before, first.StatusCode, second.StatusCode, Runs(server)));
        Assert.Equal(1L, Count(server, "select count(*) from event"));
        Assert.Equal(("stored", "known"), (await StatusAsync(first), await StatusAsync(second)));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("file")]
    [InlineData("api")]
    public async Task What_came_without_a_webhook_is_replayed_for_the_store_that_it_names(string source)
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney, ("Stores:eu:Name", "Europe"));
        var body = System.Text.Encoding.UTF8.GetBytes(Old.Replace("\"type\"", "\"store\":\"eu\",\"type\"", StringComparison.Ordinal));
        var fact = ((Core.Purchases.EventsReading.One)Core.Purchases.CanonicalEvents.ReadMany(body)).Event;
        var delivery = new Engine.Intake.Delivery { Source = source, Body = body, Events = [((Core.Purchases.EventReading.Sound)fact).Event], IsHistory = true };
        await server.Runner.Intake.AcceptAsync(delivery, NodaTime.Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), CancellationToken.None);
        using var developer = await Browser.SignedInAsync(server, "developer");

        var answer = await developer.PostAsync($"/api/v1/webhooks/{await IdAsync(developer, $"?source={source}")}/replay", new { });

        Assert.Equal((HttpStatusCode.OK, "stored", 1L), (answer.StatusCode, await StatusAsync(answer), Runs(server)));
        Assert.Equal(HttpStatusCode.BadRequest, (await developer.GetAsync("/api/v1/webhooks?source=nonesuch")).StatusCode);
    }

    [Fact]
    public async Task A_word_about_consent_without_an_instant_is_no_newer_when_it_is_replayed()
    {
        await using var server = await RunningServer.StartAsync(("Sources:shop:Kind", "shopify"), ("Sources:shop:Secret", "a secret of the shop"));
        await server.UseKeyAsync("admin");
        await server.PostAsync("/api/v1/events", Old);
        var body = """{"id":9,"email":"jane@example.com","email_marketing_consent":{"state":"subscribed"}}"""u8.ToArray();
        var now = NodaTime.Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var read = (Engine.Connectors.HookReading.Events)Engine.Connectors.Hooks.ReadAgain(new(Engine.Connectors.SourceKind.Shopify, "a secret of the shop"), "customers/update", "d-1", body, now);
        await server.Runner.Intake.AcceptAsync(new() { Source = "shop", DeliveryId = "d-1", Topic = "customers/update", Body = body, Events = read.Items }, now, CancellationToken.None);
        var granted = Count(server, "select consent_own from customer");
        await server.PostAsync($"/api/v1/customers/{Count(server, "select owner from customer")}/consent", """{"own":false,"evidence":"phone call"}""");
        using var developer = await Browser.SignedInAsync(server, "developer");

        var answer = await developer.PostAsync($"/api/v1/webhooks/{await IdAsync(developer, "?source=shop")}/replay", new { });

        Assert.Equal((HttpStatusCode.OK, 1L, 0L), (answer.StatusCode, granted, Count(server, "select consent_own from customer")));
    }

    [Fact]
    public async Task Only_a_developer_may_replay_and_an_unknown_delivery_is_not_found()
    {
        await using var server = await RunningServer.StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");
        using var developer = await Browser.SignedInAsync(server, "developer");

        Assert.Equal(HttpStatusCode.Forbidden, (await marketer.PostAsync("/api/v1/webhooks/1/replay", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await developer.PostAsync("/api/v1/webhooks/1/replay", new { })).StatusCode);
    }

    [Fact]
    public async Task A_webhook_with_a_wrong_signature_is_shown_with_the_reason()
    {
        await using var server = await RunningServer.StartAsync(("Sources:shop:Kind", "standard"), ("Sources:shop:Secret", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="));
        await server.PostAsync("/hooks/shop", Old);
        using var developer = await Browser.SignedInAsync(server, "developer");

        var row = (await (await developer.GetAsync("/api/v1/webhooks")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0];

        Assert.Equal((JsonValueKind.Null, "shop", "bad_signature"), (row.GetProperty("id").ValueKind, row.GetProperty("source").GetString(), row.GetProperty("status").GetString()));
        Assert.Contains("webhook-id", row.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_on_our_side_is_sent_again_when_a_person_says_so()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        using var developer = await Browser.SignedInAsync(server, "developer");
        var id = Count(server, "select max(id) from send");
        await server.Runner.Database.WriteAsync(session => session.Connection.Execute("update send set state = 10, reason = 'it broke' where id = @id", new { id }), CancellationToken.None);

        var again = await developer.PostAsync($"/api/v1/deliveries/{id}/retry", new { });
        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 1);

        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await developer.PostAsync($"/api/v1/deliveries/{id}/retry", new { })).StatusCode);
    }

    private static async Task<string?> StatusAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString();

    private static async Task<string> IdAsync(Browser browser, string query = "") =>
        (await (await browser.GetAsync($"/api/v1/webhooks{query}")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].GetProperty("id").GetString()!;

    private static long Runs(RunningServer server) => Count(server, "select count(*) from enrollment");

    private static long Count(RunningServer server, string sql) => server.Runner.Database.Read(session => session.Connection.ExecuteScalar<long>(sql));
}
