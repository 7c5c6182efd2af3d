using System.Net;
using System.Text.RegularExpressions;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Contract;

/// <summary>The addresses that mails, stores and monitors know.</summary>
public sealed partial class WebContractTests
{
    [Fact]
    public async Task The_picture_of_a_mail_is_a_gif_that_no_cache_keeps_and_is_an_open()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney);
        var path = new Uri(PixelRegex().Match(await TrackingTests.FirstMailAsync(server)).Groups[1].Value).AbsolutePath;

        var answer = await server.GetAsync(path);

        Assert.Matches("^/o/[a-z2-7]{20}\\.gif$", path);
        Assert.Equal((HttpStatusCode.OK, "image/gif", true), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.NoStore));
        await Eventually.TrueAsync(() => CountOf(server, TouchKind.Open) == 1);
    }

    [Theory]
    [InlineData("/o/aaaaaaaaaaaaaaaaaaaa.gif")]
    [InlineData("/o/short.gif")]
    public async Task A_picture_of_no_mail_of_ours_is_none_that_counts(string path)
    {
        await using var server = await RunningServer.StartAsync();

        await server.GetAsync(path);

        Assert.Equal(0, CountOf(server, TouchKind.Open));
    }

    [Theory]
    [InlineData("/s/aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/h/how-to-clean-it")]
    public async Task Addresses_that_are_kept_for_later_say_so(string path)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.GetAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "not available in this version"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/c/some/where")]
    [InlineData("/postbacks/awin")]
    [InlineData("/hooks")]
    public async Task An_address_of_a_mail_or_a_store_that_is_wrong_is_no_page_of_the_app(string path)
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_hook_of_no_source_and_a_postback_of_no_network_are_not_found()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await server.PostAsync("/hooks/nobody", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/postbacks/nobody/secret")).StatusCode);
    }

    [Fact]
    public async Task Without_a_setting_mail_is_captured_and_nothing_leaves()
    {
        await using var server = await RunningServer.StartAsync(TrackingTests.WriteJourney, ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "1"), ("Smtp:Security", "none"));

        await TrackingTests.FirstMailAsync(server);

        Assert.Equal((MailMode.Captured, 1), (server.Runner.Settings.Mail.Mode, Directory.GetFiles(Path.Combine(server.Folder.Path, "data", "outbox"), "*.eml").Length));
    }

    [Fact]
    public async Task With_approve_the_first_twenty_mails_of_a_journey_wait_for_a_click()
    {
        await using var server = await RunningServer.StartAsync(
            TrackingTests.WriteJourney, ("Mail:Mode", "approve"), ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", "1"), ("Smtp:Security", "none"), ("Store:FromAddress", "shop@shop.example"));
        await server.UseKeyAsync("events");
        (await server.PostAsync("/api/v1/events", IntakeTests.Purchase("evt-1"))).EnsureSuccessStatusCode();

        await Eventually.TrueAsync(() => server.CountOf(SendState.Held) == 1);

        Assert.Equal(20, server.Runner.Engine.Delivery.Settings.ApprovedByHand);
    }

    private static long CountOf(RunningServer server, TouchKind kind) =>
        server.Runner.Database.Read(session => Dapper.SqlMapper.ExecuteScalar<long>(session.Connection, "select count(*) from touch where kind = @kind", new { kind = (int)kind }));

    [GeneratedRegex("<img src=\"([^\"]*/o/[^\"]*)\"")]
    private static partial Regex PixelRegex();
}
