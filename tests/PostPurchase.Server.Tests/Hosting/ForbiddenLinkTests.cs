using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Hosting;

/// <summary>Links of partners that a template writes out, where the terms turn against them after the journey was published.</summary>
public sealed class ForbiddenLinkTests
{
    private const string Journey = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - { id: suggest, email: { template: suggest, content: third_party, subject: "For you" } }
        """;

    [Fact]
    public async Task A_mail_with_a_link_of_a_program_that_forbids_mail_is_held_with_the_reason()
    {
        await using var server = await StartAsync("no");

        await BuyAsync(server, "jane");

        await Eventually.TrueAsync(() => server.CountOf(SendState.Held) == 1);
        using var held = JsonDocument.Parse(await (await server.GetAsync("/api/v1/deliveries?state=held")).Content.ReadAsStringAsync());
        Assert.StartsWith("held: a link of peak-partners is written out, and its terms say `email_allowed: no`", held.RootElement.GetProperty("items")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("commission: nine\n")]
    [InlineData("\t: {")]
    [InlineData(null)]
    public async Task It_is_held_also_when_the_offers_file_has_an_error_or_is_gone(string? error)
    {
        await using var server = await StartAsync("no");
        var file = server.Folder.Write("workflows/offers/peak.yaml", error + Offers("no"));
        if (error is null) File.Delete(file);
        await server.Runner.Engine.ReloadAsync(SystemClock.Instance.GetCurrentInstant());

        await BuyAsync(server, "jane");

        await Eventually.TrueAsync(() => server.CountOf(SendState.Held) == 1);
    }

    [Fact]
    public async Task It_leaves_once_the_program_allows_mail()
    {
        await using var server = await StartAsync("no");
        server.Folder.Write("workflows/offers/peak.yaml", Offers("yes"));
        await server.Runner.Engine.ReloadAsync(SystemClock.Instance.GetCurrentInstant());

        await BuyAsync(server, "jane");

        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 1);
    }

    [Fact]
    public async Task It_leaves_once_another_program_has_the_links_and_allows_mail()
    {
        await using var server = await StartAsync("no");
        File.Delete(Path.Combine(server.Folder.Path, "workflows/offers/peak.yaml"));
        server.Folder.Write("workflows/offers/peak2.yaml", Offers("yes").Replace("peak-partners", "peak-partners-2", StringComparison.Ordinal));
        await server.Runner.Engine.ReloadAsync(SystemClock.Instance.GetCurrentInstant());

        await BuyAsync(server, "jane");

        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 1);
        Assert.Equal("peak-partners-2", Assert.Single(new ProgramTermsStore(server.Runner.Database).All()).Program.Key);
    }

    [Fact]
    public async Task Terms_are_forgotten_with_a_file_that_is_deleted_in_the_app()
    {
        await using var server = await StartAsync("no");

        (await server.Client.DeleteAsync(new Uri("/api/v1/offers/files/peak.yaml", UriKind.Relative))).EnsureSuccessStatusCode();

        Assert.Empty(server.Runner.Engine.Offers.Terms);
        Assert.Empty(new ProgramTermsStore(server.Runner.Database).All());
    }

    [Fact]
    public async Task The_command_line_knows_the_last_known_terms_of_its_data_folder()
    {
        await using var server = await StartAsync("no");
        File.Delete(Path.Combine(server.Folder.Path, "workflows/offers/peak.yaml"));

        var run = await CommandRun.Of(server.Folder, "validate");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no file in workflows/offers that can be read is of the program `peak-partners`", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_may_answer_for_it()
    {
        await using var server = await StartAsync("no");
        using var findings = JsonDocument.Parse(await (await server.GetAsync("/api/v1/compliance")).Content.ReadAsStringAsync());
        var finding = findings.RootElement.GetProperty("items").EnumerateArray().First(one => one.GetProperty("code").GetString() == "PC01").GetProperty("id").GetString();
        (await server.PostAsync("/api/v1/compliance/overrides", $$"""{"finding":"{{finding}}","reason":"They said yes by letter"}""")).EnsureSuccessStatusCode();

        await BuyAsync(server, "jane");

        await Eventually.TrueAsync(() => server.CountOf(SendState.Accepted) == 1);
    }

    private static Task<RunningServer> StartAsync(string allowed) => RunningServer.StartAsync(
        folder =>
        {
            folder.Write("workflows/hello.yaml", Journey);
            folder.Write("workflows/offers/peak.yaml", Offers(allowed));
            folder.Write("templates/suggest.html", "<p>Ad</p><a href=\"https://partner.example/p\">Poles</a>");
        },
        ("Security:OpenOnLoopback", "true"));

    private static string Offers(string allowed) => $$"""
        program: peak-partners
        network: impact
        terms: { email_allowed: "{{allowed}}" }
        offers:
          - { id: poles, name: Carbon poles, url: "https://partner.example/p" }
        """;

    private static async Task BuyAsync(RunningServer server, string who) => (await server.PostAsync("/api/v1/events", $$$"""
        {"id":"{{{who}}}","type":"purchase","occurred_at":"{{{InstantPattern.General.Format(SystemClock.Instance.GetCurrentInstant())}}}","customer":{"email":"{{{who}}}@example.com","country":"US","consent":{"own":true,"third_party":true,"tracking":true}},
         "purchase":{"id":"{{{who}}}","currency":"USD","total":"59.90","lines":[{"id":"l1","product_id":"p1","name":"Trail backpack","quantity":1,"unit_price":"59.90"}]}}
        """)).EnsureSuccessStatusCode();
}
