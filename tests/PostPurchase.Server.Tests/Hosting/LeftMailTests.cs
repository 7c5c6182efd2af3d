using System.Text.Json;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>What the app and the view in a browser show of mails whose file is not kept, as where mail is live.</summary>
public sealed class LeftMailTests
{
    [Fact]
    public async Task A_mail_whose_template_has_changed_is_shown_with_the_one_that_it_left_with()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var view = await LeftAsync(server);

        var (detail, page) = (await DetailAsync(server), await TextAsync(server, view));

        Assert.Contains("<p>Hello</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("earlier version", page, StringComparison.Ordinal);
        Assert.Contains("<p>Hello</p>", detail.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Equal("same_template", detail.GetProperty("made_again").GetString());
    }

    [Fact]
    public async Task Where_the_template_of_then_was_not_kept_the_page_and_the_app_say_so()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var view = await LeftAsync(server);
        await server.Runner.Database.WriteAsync(session => Dapper.SqlMapper.Execute(session.Connection, "delete from template_version"), CancellationToken.None);

        var (detail, page) = (await DetailAsync(server), await TextAsync(server, view));

        Assert.Contains("Another text", page, StringComparison.Ordinal);
        Assert.Contains("This mail was sent with an earlier version of its template", page, StringComparison.Ordinal);
        Assert.Equal("other_template", detail.GetProperty("made_again").GetString());
    }

    [Fact]
    public async Task A_mail_is_found_by_its_subject_when_its_file_is_gone()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await LeftAsync(server);

        var (found, other) = (await JsonAsync(server, "/api/v1/deliveries?q=hell"), await JsonAsync(server, "/api/v1/deliveries?q=nonesuch"));

        Assert.Equal("Hello", found.GetProperty("items")[0].GetProperty("subject").GetString());
        Assert.Equal(0, other.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_mail_that_was_captured_says_so_in_the_list_and_to_its_customer_story()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");

        var (row, detail) = ((await JsonAsync(server, "/api/v1/deliveries")).GetProperty("items")[0], await DetailAsync(server));
        var story = await JsonAsync(server, $"/api/v1/customers/{row.GetProperty("customer_id").GetString()}");

        Assert.Equal(("captured", "captured"), (row.GetProperty("left_as").GetString(), detail.GetProperty("left_as").GetString()));
        Assert.Contains(story.GetProperty("timeline").EnumerateArray(), line => line.GetProperty("text").GetString()!.EndsWith("was captured and never left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_was_captured_is_not_counted_as_sent_and_one_that_was_redirected_is()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        await TrackingTests.FirstMailAsync(server);
        await server.UseKeyAsync("read");

        var captured = (await JsonAsync(server, "/api/v1/overview")).GetProperty("counts");
        const string again = "update send set state = 5, due_at = concluded_at; update send set state = 4, due_at = null, left_as = 2";
        await server.Runner.Database.WriteAsync(session => Dapper.SqlMapper.Execute(session.Connection, again), CancellationToken.None);
        var redirected = (await JsonAsync(server, "/api/v1/overview")).GetProperty("counts");

        Assert.Equal((0L, 0L), (captured.GetProperty("sent_today").GetInt64(), captured.GetProperty("sent_total").GetInt64()));
        Assert.Equal(1, redirected.GetProperty("sent_total").GetInt64());
    }

    // A mail that left, of which no file was kept, and whose template is another one now; gives where it is viewed.
    private static async Task<string> LeftAsync(RunningServer server)
    {
        var html = await TrackingTests.FirstMailAsync(server);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(server.Folder.Path, "data", "outbox"))) File.Delete(file);
        server.Folder.Write("templates/thanks.html", "<p>Another text</p>");
        await server.Runner.Engine.ReloadAsync(NodaTime.Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
        await server.UseKeyAsync("read");
        var start = html.IndexOf("/v/", StringComparison.Ordinal);
        return html[start..html.IndexOf('"', start)];
    }

    private static async Task<JsonElement> DetailAsync(RunningServer server)
    {
        var row = (await JsonAsync(server, "/api/v1/deliveries?state=accepted")).GetProperty("items")[0];
        return await JsonAsync(server, $"/api/v1/deliveries/{row.GetProperty("id").GetString()}");
    }

    private static async Task<string> TextAsync(RunningServer server, string path) => await (await server.GetAsync(path)).EnsureSuccessStatusCode().Content.ReadAsStringAsync();

    private static async Task<JsonElement> JsonAsync(RunningServer server, string path)
    {
        using var json = JsonDocument.Parse(await TextAsync(server, path));
        return json.RootElement.Clone();
    }
}
