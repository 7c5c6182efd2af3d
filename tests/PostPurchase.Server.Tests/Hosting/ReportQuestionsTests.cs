using System.Net;
using System.Text.Json;
using NodaTime;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What reports, and the rows behind their numbers, can be asked for; the rest is refused with what is wrong.</summary>
public sealed class ReportQuestionsTests
{
    [Theory]
    [InlineData("deliveries?told=nothing")]
    [InlineData("deliveries?told=bounce&on=monday")]
    [InlineData("deliveries?told=bounce&state=accepted")]
    [InlineData("deliveries?on=reported")]
    [InlineData("experiments/plan?step=thanks")]
    [InlineData("reports/runs?journey=hello&what=lost")]
    [InlineData("reports/runs?journey=hello&from=tomorrow")]
    [InlineData("reports/runs?journey=hello&store=nonesuch")]
    [InlineData("reports/touches/rows?from=tomorrow")]
    [InlineData("reports/touches/rows?step=thanks")]
    public async Task What_came_back_and_runs_are_asked_for_by_words_that_there_are(string query)
    {
        await using var server = await ReportRowsTests.StartCapturedAsync();
        await server.UseKeyAsync("read");

        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync($"/api/v1/{query}")).StatusCode);
    }

    [Theory]
    [InlineData("experiments/plan?journey=nonesuch", "there is no journey 'nonesuch'")]
    [InlineData("experiments/plan?journey=hello&step=nonesuch", "the journey 'hello' has no step 'nonesuch'")]
    [InlineData("reports/runs?journey=nonesuch", "there is no journey 'nonesuch'")]
    [InlineData("reports/touches/rows?journey=nonesuch&step=thanks", "there is no journey 'nonesuch'")]
    [InlineData("reports/touches/rows?journey=hello&step=nonesuch", "the journey 'hello' has no step 'nonesuch'")]
    public async Task Journeys_and_steps_that_there_are_not_are_named(string query, string said)
    {
        await using var server = await ReportRowsTests.StartCapturedAsync();
        await server.UseKeyAsync("read");

        var answer = await server.GetAsync($"/api/v1/{query}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(said, error.RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_step_that_is_only_in_a_draft_can_be_planned_for()
    {
        await using var server = await ReportRowsTests.StartCapturedAsync();
        await new JourneyDraftStore(server.Runner.Database).SaveAsync(new JourneyDraft("hello", ReportRowsTests.Journey, null, 0, "ann", Instant.FromUtc(2026, 1, 1, 0, 0)));
        await server.UseKeyAsync("read");

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/api/v1/experiments/plan?journey=hello&step=not-yet")).StatusCode);
    }

    [Theory]
    [InlineData("touched=nod&journey=hello&step=thanks")]
    [InlineData("touched=click&by=robot&journey=hello&step=thanks")]
    [InlineData("touched=click")]
    [InlineData("by=human")]
    [InlineData("touched=click&journey=hello&step=thanks&state=accepted")]
    [InlineData("state=accepted,lost")]
    public async Task Touches_and_states_that_there_are_not_are_refused(string query)
    {
        await using var server = await ReportRowsTests.StartCapturedAsync();
        await server.UseKeyAsync("read");

        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync($"/api/v1/deliveries?{query}")).StatusCode);
    }

    [Theory]
    [InlineData("from=2026-02-01&to=2026-01-01")]
    [InlineData("from=tomorrow")]
    [InlineData("store=nonesuch")]
    public async Task Days_that_are_none_and_stores_that_are_not_there_are_refused(string query)
    {
        await using var server = await ReportRowsTests.StartCapturedAsync();
        await server.UseKeyAsync("read");

        Assert.Equal(HttpStatusCode.BadRequest, (await server.GetAsync($"/api/v1/deliveries?{query}")).StatusCode);
    }
}
