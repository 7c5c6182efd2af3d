using System.Net;
using System.Text.Json;
using PostPurchase.Server.Tests.Access;
using PostPurchase.Server.Tests.Journeys;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>What law and terms say can be answered for, by a person with a reason, and only as it was seen.</summary>
public sealed class ComplianceOverrideTests
{
    private static readonly string s_forbidden = JourneyShop.Text.Replace("template: thanks, content: own", "template: bare, content: own", StringComparison.Ordinal);

    [Fact]
    public async Task A_journey_whose_findings_are_answered_for_is_published()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(s_forbidden, 0);
        foreach (var finding in await FindingsAsync(shop)) await OverrideAsync(shop, Text(finding, "id"));

        var findings = await FindingsAsync(shop);
        await shop.PublishAsync();

        Assert.All(findings, finding => Assert.Equal((false, "Sent by post instead", "write"), (finding.GetProperty("blocks").GetBoolean(), Text(finding, "reason"), Text(finding.GetProperty("answer"), "by"))));
        Assert.All((await shop.GetAsync("/api/v1/compliance")).GetProperty("items").EnumerateArray(), finding => Assert.False(finding.GetProperty("blocks").GetBoolean()));
    }

    [Fact]
    public async Task A_live_journey_that_could_not_be_published_is_told_on_the_first_page_until_somebody_answers()
    {
        await using var shop = await JourneyShop.OpenAsync(text: s_forbidden);
        var findings = (await shop.GetAsync("/api/v1/compliance")).GetProperty("items").EnumerateArray().Where(finding => finding.GetProperty("blocks").GetBoolean()).ToList();

        Assert.Contains(("law", findings.Count), await WaitingAsync(shop));
        foreach (var finding in findings) await OverrideAsync(shop, Text(finding, "id"));
        Assert.DoesNotContain("law", (await WaitingAsync(shop)).Select(item => item.What));
    }

    private static async Task<List<(string What, int Count)>> WaitingAsync(JourneyShop shop) =>
        [.. (await shop.GetAsync("/api/v1/overview/attention")).GetProperty("waiting").EnumerateArray().Select(item => (Text(item, "what"), item.GetProperty("count").GetInt32()))];

    [Fact]
    public async Task An_override_is_gone_with_the_words_that_it_was_given_for()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(s_forbidden, 0);
        var finding = (await FindingsAsync(shop))[0];
        await OverrideAsync(shop, Text(finding, "id"));

        shop.Server.Folder.Write("templates/bare.html", "<p>Hello, and buy</p>");

        Assert.All(await FindingsAsync(shop), other => Assert.True(other.GetProperty("blocks").GetBoolean()));
        await OverrideAsync(shop, Text(finding, "id"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_override_that_is_taken_back_blocks_again_and_stays_in_the_list()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(s_forbidden, 0);
        var id = Text((await FindingsAsync(shop))[0], "id");
        var given = await OverrideAsync(shop, id);
        await OverrideAsync(shop, id, HttpStatusCode.Conflict);

        var path = new Uri($"/api/v1/compliance/overrides/{Text(given, "id")}", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await shop.Server.Client.DeleteAsync(path)).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await shop.Server.Client.DeleteAsync(path)).StatusCode);
        Assert.All(await FindingsAsync(shop), finding => Assert.True(finding.GetProperty("blocks").GetBoolean()));
        var listed = Assert.Single((await shop.GetAsync("/api/v1/compliance/overrides")).GetProperty("items").EnumerateArray());
        Assert.Equal(("write", "hello/tips (bare)"), (Text(listed, "taken_back_by"), Text(listed, "place")));
    }

    [Fact]
    public async Task The_page_of_a_template_tells_what_is_found_in_it_and_who_answers_for_it()
    {
        await using var shop = await JourneyShop.OpenAsync(text: s_forbidden);
        await OverrideAsync(shop, Text((await LawAsync(shop, null))[0], "id"));

        var saved = await LawAsync(shop, null);
        var written = await LawAsync(shop, "<p>Only today</p>");

        Assert.Contains("write", saved.Where(law => law.GetProperty("answer").ValueKind == JsonValueKind.Object).Select(law => Text(law.GetProperty("answer"), "by")));
        Assert.Contains("PC11", written.Select(law => Text(law, "code")));
        Assert.All(written, law => Assert.True(law.GetProperty("blocks").GetBoolean()));
    }

    [Fact]
    public async Task A_journey_that_the_law_forbids_goes_live_only_when_somebody_answers_for_it()
    {
        await using var shop = await JourneyShop.OpenAsync(text: s_forbidden.Replace("status: live", "status: draft", StringComparison.Ordinal));

        var findings = (await shop.GetAsync("/api/v1/journeys/hello/status-plan?to=live")).GetProperty("findings").EnumerateArray().ToList();
        var refused = await SwitchAsync(shop, "live", HttpStatusCode.UnprocessableEntity);
        var inForce = Text(await shop.GetAsync("/api/v1/journeys/hello"), "status");
        foreach (var finding in findings) await OverrideAsync(shop, Text(finding, "id"));
        var live = await SwitchAsync(shop, "live");

        Assert.Contains(("PC05", "tips", true), findings.Select(finding => (Text(finding, "code"), Text(finding, "step"), finding.GetProperty("blocks").GetBoolean())));
        Assert.Equal(findings.Select(finding => Text(finding, "id")), refused.GetProperty("findings").EnumerateArray().Select(finding => Text(finding, "id")));
        Assert.Equal(("draft", "live"), (inForce, Text(live, "status")));
    }

    [Fact]
    public async Task A_journey_whose_override_was_taken_back_is_paused_at_once_and_does_not_go_on()
    {
        await using var shop = await JourneyShop.OpenAsync(text: s_forbidden);
        foreach (var finding in (await shop.GetAsync("/api/v1/journeys/hello/status-plan?to=live")).GetProperty("findings").EnumerateArray())
        {
            var given = await OverrideAsync(shop, Text(finding, "id"));
            await shop.Server.Client.DeleteAsync(new Uri($"/api/v1/compliance/overrides/{Text(given, "id")}", UriKind.Relative));
        }

        var paused = await SwitchAsync(shop, "paused");
        await SwitchAsync(shop, "live", HttpStatusCode.UnprocessableEntity);

        Assert.Equal(("paused", 0), (Text(paused, "status"), paused.GetProperty("plan").GetProperty("findings").GetArrayLength()));
        Assert.Contains("status: paused", await File.ReadAllTextAsync(shop.File), StringComparison.Ordinal);
    }

    private static Task<JsonElement> SwitchAsync(JourneyShop shop, string status, HttpStatusCode expected = HttpStatusCode.OK) => shop.PostAsync("/api/v1/journeys/hello/status", new { status }, expected);

    private static async Task<List<JsonElement>> LawAsync(JourneyShop shop, string? source) =>
        [.. (await shop.PostAsync("/api/v1/preview", new { template = "bare", source })).GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("law")).Where(law => law.ValueKind == JsonValueKind.Object)];

    [Fact]
    public async Task An_override_needs_a_reason_and_somebody_who_may_publish()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(s_forbidden, 0);
        var id = Text((await FindingsAsync(shop))[0], "id");
        using var analyst = await Browser.SignedInAsync(shop.Server, "analyst");

        await OverrideAsync(shop, id, HttpStatusCode.BadRequest, "  ");
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.PostAsync("/api/v1/compliance/overrides", new { finding = id, reason = "Because", journey = "hello" })).StatusCode);
    }

    [Fact]
    public async Task The_command_line_knows_the_overrides_of_its_data_folder_and_says_where_it_has_none()
    {
        await using var shop = await JourneyShop.OpenAsync(text: s_forbidden);
        shop.Server.Folder.Write("templates/thanks.html", "<p>{{ store.postal_address ?? '' }} <a href=\"{{ links.unsubscribe ?? '' }}\">Unsubscribe</a></p>");
        foreach (var finding in (await shop.GetAsync("/api/v1/compliance")).GetProperty("items").EnumerateArray()) await OverrideAsync(shop, Text(finding, "id"));
        var folder = shop.Server.Folder.Path;

        var known = await CommandRun.Of(shop.Server.Folder, "validate");
        using var elsewhere = new TemporaryFolder();
        var unknown = await CommandRun.Of(elsewhere, "validate", Path.Combine(folder, "workflows"), Path.Combine(folder, "templates"));

        Assert.Equal((0, ""), (known.ExitCode, known.Error));
        Assert.Contains("you answer for it: Sent by post instead", known.Out, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("only files were read", unknown.Error, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> FindingsAsync(JourneyShop shop) => [.. (await shop.GetAsync("/api/v1/journeys/hello/publish-plan")).GetProperty("findings").EnumerateArray()];

    private static Task<JsonElement> OverrideAsync(JourneyShop shop, string finding, HttpStatusCode expected = HttpStatusCode.OK, string reason = "Sent by post instead") =>
        shop.PostAsync("/api/v1/compliance/overrides", new { finding, reason, journey = "hello" }, expected);

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
