using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PostPurchase.Server.Tests.Access;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>The catalogue by API: codes, files, feeds, and what is refused.</summary>
public sealed class OfferEndpointTests
{
    private const string Pools = """
        coupons:
          - { pool: welcome, summary: { en: "10 % off" }, valid_for: 14d, low_water: 2 }
          - { pool: everybody, summary: { en: "5 % off" }, code: FIVE }
        """;

    [Fact]
    public async Task Codes_are_added_once_and_bad_ones_are_told_with_their_line()
    {
        await using var server = await StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        var added = await JsonAsync(await marketer.PostAsync("/api/v1/coupons/welcome/codes", new { codes = new[] { "AAA-1", "AAA-2", "AAA-1", "no code, this" } }));
        var again = await JsonAsync(await marketer.PostAsync("/api/v1/coupons/welcome/codes", new { codes = new[] { "AAA-2" } }));

        Assert.Equal((2, 1), (added.GetProperty("added").GetInt32(), added.GetProperty("known").GetInt32()));
        Assert.Equal(4, added.GetProperty("refused")[0].GetProperty("line").GetInt32());
        Assert.Equal((0, 1), (again.GetProperty("added").GetInt32(), again.GetProperty("known").GetInt32()));
        Assert.Equal(2, (await ItemsAsync(marketer, "coupons")).Single(pool => Text(pool, "key") == "welcome").GetProperty("free").GetInt32());
        Assert.Contains(await AuditAsync(server), entry => entry == "coupons.added welcome");
    }

    [Theory]
    [InlineData("nothing", HttpStatusCode.NotFound)]
    [InlineData("everybody", HttpStatusCode.Conflict)]
    public async Task Codes_go_to_a_pool_that_takes_some(string pool, HttpStatusCode expected)
    {
        await using var server = await StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        Assert.Equal(expected, (await marketer.PostAsync($"/api/v1/coupons/{pool}/codes", new { codes = new[] { "A-1" } })).StatusCode);
    }

    [Fact]
    public async Task A_file_without_errors_is_written_and_in_force_at_once()
    {
        await using var server = await StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        var answer = await marketer.PutAsync("/api/v1/offers/files/own.yaml", new { text = Own });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Own, await File.ReadAllTextAsync(PathOf(server, "own.yaml")));
        Assert.Equal("Bottle", Text(Assert.Single(await ItemsAsync(marketer, "offers")), "name"));
        Assert.Contains(await AuditAsync(server), entry => entry == "offers.saved own.yaml");
    }

    [Fact]
    public async Task A_file_with_an_error_is_refused_with_its_place_and_the_old_one_stays()
    {
        await using var server = await StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        var answer = await marketer.PutAsync("/api/v1/offers/files/pools.yaml", new { text = Pools.Replace("valid_for: 14d", "valid_for: soon", StringComparison.Ordinal) });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0];
        Assert.Equal(("error", 2), (Text(problem, "severity"), problem.GetProperty("line").GetInt32()));
        Assert.Equal(Pools, await File.ReadAllTextAsync(PathOf(server, "pools.yaml")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_plainly_and_nothing_is_recorded()
    {
        // A file where the folder should be: no right of an account helps.
        await using var server = await RunningServer.StartAsync(folder => folder.Write("workflows/offers", "in the way"));
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        var answer = await marketer.PutAsync("/api/v1/offers/files/own.yaml", new { text = Own });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("cannot be written by this server: put the text into the file yourself", Text(await answer.Content.ReadFromJsonAsync<JsonElement>(), "error"), StringComparison.Ordinal);
        Assert.DoesNotContain(await AuditAsync(server), entry => entry == "offers.saved own.yaml");
    }

    [Theory]
    [InlineData("Pools.yaml")]
    [InlineData("..%2Fhello.yaml")]
    [InlineData("pools.txt")]
    public async Task A_file_has_the_name_of_one(string name)
    {
        await using var server = await StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        Assert.Equal(HttpStatusCode.BadRequest, (await marketer.PutAsync($"/api/v1/offers/files/{name}", new { text = Pools })).StatusCode);
    }

    [Fact]
    public async Task A_feed_is_taken_and_its_bad_rows_are_set_aside_with_their_reasons()
    {
        await using var server = await StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        var taken = await JsonAsync(await marketer.PostAsync("/api/v1/offers/import", new { program = "own", text = "id,title,link,price\np1,Bottle,https://shop.example/bottle,9.95 USD\np2,,https://shop.example/x,1 USD\np3,Tent,https://shop.example/tent,cheap\n" }));

        Assert.Equal(1, taken.GetProperty("taken").GetInt32());
        Assert.Equal([(3, "it has no `name` (or title, product_name)"), (4, "its price is `cheap`; expected one such as \"79.00 USD\", or a number with a column `currency`")], taken.GetProperty("refused").EnumerateArray().Select(row => (row.GetProperty("line").GetInt32(), Text(row, "reason"))));
        Assert.Equal("p1", Text(Assert.Single(await ItemsAsync(marketer, "offers")), "id"));
    }

    [Fact]
    public async Task A_feed_of_a_program_that_no_file_has_is_refused_with_those_that_there_are()
    {
        await using var server = await StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        var answer = await marketer.PostAsync("/api/v1/offers/import", new { program = "nosuch", text = "id,title,link\np1,Bottle,https://shop.example/bottle\n" });

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, "program"), (answer.StatusCode, Text(problem, "path")));
        Assert.Contains("there is no program 'nosuch'; there are own", Text(problem, "error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_may_change_nothing()
    {
        await using var server = await StartAsync();
        using var analyst = await Browser.SignedInAsync(server, "analyst");

        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.PutAsync("/api/v1/offers/files/own.yaml", new { text = Own })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.PostAsync("/api/v1/coupons/welcome/codes", new { codes = new[] { "A-1" } })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await analyst.GetAsync("/api/v1/coupons")).StatusCode);
    }

    [Fact]
    public async Task A_feed_that_a_command_takes_is_offered_by_the_server_that_runs()
    {
        await using var server = await StartAsync();
        using var analyst = await Browser.SignedInAsync(server, "analyst");
        server.Folder.Write("feed.csv", "id,title,link,price\nmug,Mug,https://shop.example/mug,9.95 USD\n");

        Assert.Equal(0, (await CommandRun.Of(server.Folder, "offers", "import", "feed.csv")).ExitCode);

        await Eventually.TrueAsync(async () => (await ItemsAsync(analyst, "offers")).Exists(offer => Text(offer, "id") == "mug"));
    }

    private const string Own = """
        program: own
        offers:
          - { id: bottle, name: Bottle, url: "https://shop.example/bottle", price: "9.95 USD" }
        """;

    private static Task<RunningServer> StartAsync() => RunningServer.StartAsync(folder =>
    {
        folder.Write("workflows/offers/pools.yaml", Pools);
        folder.Write("templates/thanks.html", "<p>Hello</p>");
    });

    private static string PathOf(RunningServer server, string name) => Path.Combine(server.Folder.Path, "workflows", "offers", name);

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private static async Task<List<JsonElement>> ItemsAsync(Browser browser, string what) => [.. (await JsonAsync(await browser.GetAsync($"/api/v1/{what}"))).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<List<string?>> AuditAsync(RunningServer server)
    {
        using var admin = await Browser.SignedInAsync(server, "admin");
        return [.. (await ItemsAsync(admin, "audit")).Select(entry => $"{Text(entry, "action")} {Text(entry, "subject")}")];
    }
}
