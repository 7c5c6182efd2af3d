using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PostPurchase.Server.Tests.Hosting;
using PostPurchase.Server.Tests.Welcome;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>What the forms of offers and programs ask: checks of a text that is not saved, saving on top of what was seen, deleting and putting back.</summary>
public sealed class OfferFormTests
{
    private const string Cups = """
        # Kept.
        program: cups
        network: awin
        terms: { email_allowed: "yes" }
        commission: 9%
        offers:
          - { id: cup, name: "Enamel cup", url: "https://cups.example/cup?a=1", price: "20.00 USD" }
        """;

    [Fact]
    public async Task A_text_that_is_not_saved_is_told_its_problems_each_with_its_field()
    {
        await using var shop = await WelcomeShop.OpenAsync("write");

        var answer = await CheckAsync(shop, Cups.Replace("20.00 USD", "cheap", StringComparison.Ordinal).Replace("name: \"Enamel cup\", ", "", StringComparison.Ordinal), "cup");

        Assert.Equal(["offers[0].name", "offers[0].price"], Problems(answer).Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("offer").ValueKind);
        Assert.False(Directory.Exists(Path.Combine(shop.Server.Folder.Path, "workflows", "offers")));
    }

    [Fact]
    public async Task An_offer_is_shown_with_the_link_that_its_network_gets_and_what_a_sale_earns()
    {
        await using var shop = await WelcomeShop.OpenAsync("write");

        var offer = (await CheckAsync(shop, Cups, "cup")).GetProperty("offer");

        Assert.Equal("https://cups.example/cup?a=1&clickref={token}", offer.GetProperty("link").GetString());
        Assert.Equal(("1.80 USD", "20.00"), (offer.GetProperty("earning").GetString(), offer.GetProperty("price").GetString()));
        Assert.Equal(JsonValueKind.Null, offer.GetProperty("why_not").ValueKind);
    }

    [Fact]
    public async Task A_programs_link_is_shown_with_the_page_in_its_place_encoded_once()
    {
        await using var shop = await WelcomeShop.OpenAsync("write");

        var answer = await CheckAsync(shop, Cups.Replace("network: awin", "network: awin\nlink: \"https://www.awin1.com/cread.php?awinmid=7&ued={url}&clickref={token}\"", StringComparison.Ordinal));

        Assert.Equal("https://www.awin1.com/cread.php?awinmid=7&ued=https%3A%2F%2Fshop.example%2Fproduct&clickref={token}", answer.GetProperty("program_link").GetString());
    }

    [Fact]
    public async Task What_another_file_has_already_is_refused_since_it_would_be_passed_over()
    {
        await using var shop = await ShopAsync();
        var text = Cups.Replace("program: cups", "program: mugs", StringComparison.Ordinal);

        var answer = await shop.SendAsync(HttpMethod.Put, "/offers/files/mugs.yaml", Body(text), HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["offers[0].id"], Problems(answer));
        Assert.Equal("the offer `cup` is in cups.yaml already", answer.GetProperty("problems")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_feed_on_this_machine_or_a_private_network_is_refused_when_it_is_saved()
    {
        await using var shop = await ShopAsync();
        const string Feeds = "feeds:\n  - { name: fine, url: \"https://shop.example/f.csv\" }\n  - { name: here, url: \"http://127.0.0.1:8080/f.csv\" }\n";

        var refused = await SendAsync(shop, HttpMethod.Put, "feeds.yaml", Feeds, null, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["feeds[1].url"], Problems(refused));
        Assert.Equal(
            "the feed `here` cannot be fetched: 127.0.0.1 is not on the public internet: it is this machine or a private network, which only whoever runs this server can allow (Webhooks:AllowPrivate=true)",
            refused.GetProperty("problems")[0].GetProperty("message").GetString());
        Assert.False(File.Exists(Path.Combine(shop.Server.Folder.Path, "workflows", "offers", "feeds.yaml")));
    }

    [Fact]
    public async Task Who_saves_on_top_of_an_older_text_is_told_who_was_faster_and_gets_theirs()
    {
        await using var shop = await ShopAsync();
        var seen = await shop.GetAsync("/offers/files/cups.yaml");
        var mine = Cups.Replace("Enamel", "Tin", StringComparison.Ordinal);
        var theirs = await SendAsync(shop, HttpMethod.Put, "cups.yaml", Cups.Replace("20.00", "21.00", StringComparison.Ordinal), ("If-Match", Hash(seen)), HttpStatusCode.OK);

        var conflict = await SendAsync(shop, HttpMethod.Put, "cups.yaml", mine, ("If-Match", Hash(seen)), HttpStatusCode.PreconditionFailed);
        await SendAsync(shop, HttpMethod.Put, "cups.yaml", mine, ("If-Match", Hash(theirs)), HttpStatusCode.OK);

        Assert.Contains("saved cups.yaml meanwhile", conflict.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(Hash(theirs), Hash(conflict.GetProperty("theirs")));
        Assert.Equal(mine, await File.ReadAllTextAsync(PathOf(shop)));
    }

    [Fact]
    public async Task A_new_file_never_takes_the_place_of_one()
    {
        await using var shop = await ShopAsync();

        await SendAsync(shop, HttpMethod.Put, "cups.yaml", Cups, ("If-None-Match", "*"), HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_deleted_file_is_given_back_so_that_it_can_be_put_back_letter_by_letter()
    {
        await using var shop = await ShopAsync();
        var seen = await shop.GetAsync("/offers/files/cups.yaml");

        var gone = await SendAsync(shop, HttpMethod.Delete, "cups.yaml", null, ("If-Match", Hash(seen)), HttpStatusCode.OK);
        var offered = (await shop.GetAsync("/offers")).GetProperty("items").GetArrayLength();
        await SendAsync(shop, HttpMethod.Put, "cups.yaml", gone.GetProperty("text").GetString(), ("If-None-Match", "*"), HttpStatusCode.OK);

        Assert.Equal(0, offered);
        Assert.Equal(Cups, await File.ReadAllTextAsync(PathOf(shop)));
        Assert.Equal("cups.yaml", (await shop.GetAsync("/offers?id=cup")).GetProperty("items")[0].GetProperty("file").GetString());
    }

    [Fact]
    public async Task A_pool_that_a_journey_gives_away_stays()
    {
        await using var shop = await ShopAsync(folder =>
        {
            folder.Write("workflows/offers/pools.yaml", "coupons:\n  - { pool: welcome, summary: \"10 % off\", code: TEN }\n");
            folder.Write("workflows/hello.yaml", "journey: hello\nname: Hello there\nstatus: draft\ntrigger: { on: purchase }\nsteps:\n  - id: thanks\n    email: { template: thanks, content: own, subject: Hi, coupon: welcome }\n");
        });

        var refused = await SendAsync(shop, HttpMethod.Delete, "pools.yaml", null, null, HttpStatusCode.Conflict);

        Assert.Equal("the journey Hello there gives away codes of the pool `welcome`: change it there first", refused.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_reader_sees_and_deletes_nothing()
    {
        await using var shop = await ShopAsync(scope: "read");

        await SendAsync(shop, HttpMethod.Delete, "cups.yaml", null, null, HttpStatusCode.Forbidden);

        Assert.Contains("awin", (await shop.GetAsync("/offers/vocabulary")).GetProperty("networks").EnumerateArray().Select(network => network.GetProperty("key").GetString()));
    }

    private static async Task<WelcomeShop> ShopAsync(Action<TemporaryFolder>? more = null, string scope = "write")
    {
        var shop = new WelcomeShop(await RunningServer.StartAsync(folder =>
        {
            folder.Write("workflows/offers/cups.yaml", Cups);
            folder.Write("templates/thanks.html", "<p>Hello</p>");
            more?.Invoke(folder);
        }));
        await shop.Server.UseKeyAsync(scope);
        return shop;
    }

    private static Task<JsonElement> CheckAsync(WelcomeShop shop, string text, string? offer = null) => shop.PostAsync("/offer-checks", new { name = "cups.yaml", text, offer });

    private static async Task<JsonElement> SendAsync(WelcomeShop shop, HttpMethod method, string file, string? text, (string Name, string Value)? header, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/offers/files/{file}", UriKind.Relative)) { Content = text is null ? null : JsonContent.Create(new { text }) };
        if (header is { } condition) request.Headers.TryAddWithoutValidation(condition.Name, condition.Value == "*" ? "*" : $"\"{condition.Value}\"");
        var answer = await shop.Server.Client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Body(string text) => JsonSerializer.Serialize(new { text });

    private static string Hash(JsonElement file) => file.GetProperty("hash").GetString()!;

    private static IEnumerable<string?> Problems(JsonElement answer) => answer.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString());

    private static string PathOf(WelcomeShop shop) => Path.Combine(shop.Server.Folder.Path, "workflows", "offers", "cups.yaml");
}
