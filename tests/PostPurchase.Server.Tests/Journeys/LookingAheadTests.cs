using System.Net;
using System.Text.Json;
using Xunit;

namespace PostPurchase.Server.Tests.Journeys;

/// <summary>Preview and simulation.</summary>
public sealed class LookingAheadTests
{
    [Fact]
    public async Task A_step_is_previewed_with_a_real_purchase()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);
        var purchase = (await shop.GetAsync("/api/v1/purchases/recent")).GetProperty("items")[0].GetProperty("id").GetString();

        var mail = await shop.PostAsync("/api/v1/preview", new { yaml = JourneyShop.Text.Replace("Got {{", "Received {{", StringComparison.Ordinal), step = "thanks", purchase });

        Assert.Equal(("Received #1001", "#1001", "transactional"), (Text(mail, "subject"), Text(mail, "purchase"), Text(mail, "kind")));
        Assert.Contains("Hello Jane", Text(mail, "html"), StringComparison.Ordinal);
        Assert.Contains("https://shop.example/care", mail.GetProperty("links").EnumerateArray().Select(link => Text(link, "url")));
        Assert.Equal(1, shop.Server.CountOf(Core.Sending.SendState.Accepted));
    }

    [Fact]
    public async Task A_shop_without_purchases_previews_with_a_sample()
    {
        await using var shop = await JourneyShop.OpenAsync();

        var mail = await shop.PostAsync("/api/v1/preview", new { journey = "hello", step = "thanks" });

        Assert.Equal("Got #1001", Text(mail, "subject"));
    }

    [Fact]
    public async Task A_language_in_place_of_the_customers_is_that_of_the_subject_too()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var yaml = JourneyShop.Text.Replace("\"Tips\"", "{ en: Tips, de: Tipps }", StringComparison.Ordinal);

        var german = await shop.PostAsync("/api/v1/preview", new { yaml, step = "tips", language = "de" });
        var english = await shop.PostAsync("/api/v1/preview", new { yaml, step = "tips", language = "en" });

        Assert.Equal(("Tipps", "Tips"), (Text(german, "subject"), Text(english, "subject")));
    }

    [Fact]
    public async Task A_missing_value_is_listed_or_refused()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var yaml = JourneyShop.Text.Replace("Got {{ purchase.number }}", "For {{ purchase.company }} {{ purchase.number }}", StringComparison.Ordinal);

        var lenient = await shop.PostAsync("/api/v1/preview", new { yaml, step = "thanks" });
        var strict = await shop.PostAsync("/api/v1/preview", new { yaml, step = "thanks", strict = true }, HttpStatusCode.UnprocessableEntity);

        Assert.NotEqual(0, lenient.GetProperty("misses").GetArrayLength());
        Assert.Contains("company", Text(strict, "error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"template":"thanks","source":"<p>{{ for line in }}","purchase":null}""", "source")]
    [InlineData("""{"journey":"hello","step":"nothing"}""", "step")]
    public async Task What_cannot_be_made_says_why(string body, string path)
    {
        await using var shop = await JourneyShop.OpenAsync();

        var answer = await shop.Server.PostAsync("/api/v1/preview", body);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.UnprocessableEntity, path), (answer.StatusCode, json.RootElement.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Sample_purchases_are_played_through_a_draft_with_a_calendar_for_each()
    {
        await using var shop = await JourneyShop.OpenAsync();

        var result = await SimulateAsync(shop, new { yaml = JourneyShop.Text, source = "sample", days = 20 });
        var mail = await shop.GetAsync($"/api/v1/simulations/{Text(result, "id")}/mails/1");

        var totals = result.GetProperty("totals");
        Assert.Equal((12, 13), (totals.GetProperty("people").GetInt32(), totals.GetProperty("entered").GetInt32()));
        Assert.Equal(20, result.GetProperty("mails_per_day").GetArrayLength());
        Assert.Contains(result.GetProperty("reasons").EnumerateArray(), reason => Text(reason, "action") == "skip");
        Assert.StartsWith("Got #", Text(mail, "subject"), StringComparison.Ordinal);
        Assert.Equal(0, shop.Server.CountOf(Core.Sending.SendState.Accepted));
    }

    [Fact]
    public async Task Last_months_real_purchases_are_played_through_a_draft()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);

        var result = await SimulateAsync(shop, new { yaml = JourneyShop.Text, source = "recent", days = 40 });

        var person = Assert.Single(result.GetProperty("people").EnumerateArray());
        var buyers = result.GetProperty("buyers");
        Assert.Equal("jane1001@example.com", Text(person, "customer"));
        Assert.Equal((1, 1), (buyers.GetProperty("played").GetInt32(), buyers.GetProperty("all").GetInt32()));
        Assert.Equal(["enter", "send", "send", "finish"], person.GetProperty("entries").EnumerateArray().Select(entry => Text(entry, "action")));
    }

    [Fact]
    public async Task A_simulation_is_forgotten_when_it_is_cancelled()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var started = await shop.PostAsync("/api/v1/simulations", new { yaml = JourneyShop.Text, source = "sample", days = 120 }, HttpStatusCode.Accepted);

        var gone = await shop.Server.Client.DeleteAsync(new Uri($"/api/v1/simulations/{Text(started, "id")}", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (gone.StatusCode, (await shop.Server.GetAsync($"/api/v1/simulations/{Text(started, "id")}")).StatusCode));
    }

    private static async Task<JsonElement> SimulateAsync(JourneyShop shop, object body)
    {
        var started = await shop.PostAsync("/api/v1/simulations", body, HttpStatusCode.Accepted);
        JsonElement result = default;
        await Eventually.TrueAsync(async () => Text(result = await shop.GetAsync($"/api/v1/simulations/{Text(started, "id")}"), "state") is not ("waiting" or "running"));
        Assert.True(Text(result, "state") == "done", result.ToString());
        return result;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
