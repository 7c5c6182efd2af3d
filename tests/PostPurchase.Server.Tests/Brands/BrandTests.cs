using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Brands;

/// <summary>The brand form: what it sets is what every mail and page shows from then on.</summary>
public sealed partial class BrandTests
{
    private static readonly object s_look = new
    {
        name = "Peak & Co", sender_name = "Mara of Peak", color = "#0A7A3B", text_on_color = "#fefefe", font = "Georgia, Times New Roman, serif", signed_by = "Mara", postal_address = "1 Road\r\n10001 Town",
        logo_url = "https://peak.example/logo.png", socials = new[] { new { network = "instagram", url = "https://instagram.com/peak" } },
    };

    // A picture of one pixel.
    private static readonly byte[] s_gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private static readonly string[] s_marks = ["Peak &amp; Co", "#0a7a3b", "#fefefe", "Georgia, Times New Roman, serif", "Mara", "1 Road", "https://peak.example/logo.png", "https://instagram.com/peak"];

    [Fact]
    public async Task A_saved_brand_is_in_the_next_mail_that_leaves_and_in_its_sender()
    {
        await using var shop = await ABrand.OpenAsync();
        var before = await shop.MailAsync("1");

        await shop.SaveAsync(s_look);
        var after = await shop.MailAsync("2");

        Assert.DoesNotContain("#0a7a3b", ABrand.HtmlOf(before), StringComparison.Ordinal);
        Assert.Equal(("Hello from Peak & Co", true), (after.Header("Subject"), after.Header("From")!.StartsWith("Mara of Peak <", StringComparison.Ordinal)));
        Assert.All(s_marks.SkipLast(1), mark => Assert.Contains(mark, ABrand.HtmlOf(after), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_simulation_and_sample_show_the_same_brand_at_once()
    {
        await using var shop = await ABrand.OpenAsync();
        await shop.SaveAsync(s_look);

        var sample = await shop.PostAsync("/api/v1/preview", new { template = "thanks" });
        await shop.MailAsync();
        var real = await shop.PostAsync("/api/v1/preview", new { template = "thanks" });
        var simulated = await SimulatedAsync(shop);

        Assert.StartsWith("Mara of Peak <", sample.GetProperty("from").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Mara of Peak <", simulated.GetProperty("from").GetString(), StringComparison.Ordinal);
        foreach (var mail in new[] { sample, real, simulated })
            Assert.All(s_marks.SkipLast(1), mark => Assert.Contains(mark, mail.GetProperty("html").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("u")]
    [InlineData("p")]
    public async Task Pages_that_customers_see_show_it_at_once_also_from_an_older_mail(string page)
    {
        await using var shop = await ABrand.OpenAsync();
        var path = Link(await shop.MailAsync(), page);

        await shop.SaveAsync(s_look);
        var shown = await (await shop.Server.GetAsync(path)).Content.ReadAsStringAsync();

        Assert.Contains("https://peak.example/logo.png", shown, StringComparison.Ordinal);
        Assert.Contains("#0a7a3b", shown, StringComparison.Ordinal);
        Assert.Contains("Georgia, Times New Roman, serif", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_in_the_browser_is_as_it_left_and_one_that_is_made_again_has_the_brand_of_now()
    {
        await using var shop = await ABrand.OpenAsync();
        var path = Link(await shop.MailAsync(), "v");
        await shop.SaveAsync(s_look);

        var kept = await (await shop.Server.GetAsync(path)).Content.ReadAsStringAsync();
        Directory.Delete(Path.Combine(shop.Server.Folder.Path, "data", "outbox"), recursive: true);
        var made = await (await shop.Server.GetAsync(path)).Content.ReadAsStringAsync();

        Assert.Contains("#1f5eff", kept, StringComparison.Ordinal);
        Assert.Contains("#0a7a3b", made, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_is_not_saved_is_previewed_and_nothing_else_shows_it()
    {
        await using var shop = await ABrand.OpenAsync();

        var draft = await shop.PostAsync("/api/v1/preview", new { template = "thanks", brand = s_look });
        var saved = await shop.PostAsync("/api/v1/preview", new { template = "thanks" });
        var wrong = await shop.PostAsync("/api/v1/preview", new { template = "thanks", brand = new { color = "red" } }, HttpStatusCode.UnprocessableEntity);

        Assert.Contains("#0a7a3b", draft.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Mara of Peak <", draft.GetProperty("from").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("#0a7a3b", saved.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Equal("brand.color", wrong.GetProperty("path").GetString());
    }

    [Fact]
    public async Task What_the_settings_say_is_shown_as_such_and_counts_until_the_form_says_otherwise()
    {
        await using var shop = await ABrand.OpenAsync("write", ("Store:Name", "Trail"), ("Store:PostalAddress", "2 Street"), ("Store:Brand:Color", "#112233"));

        var saved = await shop.SaveAsync(new { color = "", name = "Peak", postal_address = "1 Road" });

        Assert.Equal(["postal_address"], saved.GetProperty("fixed_by_settings").EnumerateArray().Select(path => path.GetString()));
        Assert.Equal(("Trail", "#112233", "2 Street"), Three(saved.GetProperty("settings")));
        Assert.Equal(("Peak", null, "1 Road"), Three(saved.GetProperty("own")));
        Assert.Equal(("Peak", "#112233", "2 Street"), Three(saved.GetProperty("in_force")));
    }

    [Fact]
    public async Task Bad_values_are_refused_each_at_its_field_and_nothing_is_changed()
    {
        await using var shop = await ABrand.OpenAsync();

        var refused = await shop.SaveAsync(new { name = "<script>alert(1)</script>", color = "red", support_email = "nobody", logo_url = "javascript:alert(1)", font = "Comic Sans" }, 0, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["name", "color", "logo_url", "font", "support_email"], refused.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString()));
        Assert.Equal(0, (await shop.GetAsync("/api/v1/brand")).GetProperty("revision").GetInt64());
        Assert.Null(shop.Server.Runner.Stores.Looks.Find("default"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://127.0.0.1:21210")]
    public async Task A_logo_that_was_uploaded_is_at_the_store_s_address_wherever_it_is_shown(string uploadedAt)
    {
        await using var shop = await ABrand.OpenAsync("write", ("Store:BaseUrl", "https://mail.shop.example"));
        using var added = JsonDocument.Parse(await (await shop.Server.Client.PostAsync(new Uri("/api/v1/images", UriKind.Relative), new ByteArrayContent(s_gif))).Content.ReadAsStringAsync());
        var url = added.RootElement.GetProperty("url").GetString()!;
        await shop.SaveAsync(new { logo_url = uploadedAt + url });

        var mail = await shop.MailAsync();
        var previewed = await shop.PostAsync("/api/v1/preview", new { template = "thanks" });
        var simulated = await SimulatedAsync(shop);
        var page = await (await shop.Server.GetAsync(Link(mail, "u"))).Content.ReadAsStringAsync();

        Assert.StartsWith("/a/", url, StringComparison.Ordinal);
        Assert.All(
            [ABrand.HtmlOf(mail), previewed.GetProperty("html").GetString(), simulated.GetProperty("html").GetString(), page],
            html => Assert.Contains($"src=\"https://mail.shop.example{url}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_that_is_too_large_for_a_logo_is_refused_at_its_field()
    {
        await using var shop = await ABrand.OpenAsync();
        byte[] gif = [.. s_gif, .. new byte[300 * 1024]];
        using var added = JsonDocument.Parse(await (await shop.Server.Client.PostAsync(new Uri("/api/v1/images", UriKind.Relative), new ByteArrayContent(gif))).Content.ReadAsStringAsync());

        var refused = await shop.SaveAsync(new { logo_url = added.RootElement.GetProperty("url").GetString() }, 0, HttpStatusCode.UnprocessableEntity);

        Assert.Equal("logo_url", refused.GetProperty("path").GetString());
        Assert.Contains("at most 300 KB", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_cannot_be_read_on_its_colour_is_said_with_one_that_can()
    {
        await using var shop = await ABrand.OpenAsync();

        var check = await shop.PostAsync("/api/v1/brand-checks", new { color = "#ffdd00", text_on_color = "#ffffff" });

        var hint = check.GetProperty("hints")[0];
        Assert.Equal((0, "text_on_color", "#1d2129"), (check.GetProperty("problems").GetArrayLength(), hint.GetProperty("path").GetString(), hint.GetProperty("suggestion").GetString()));
        Assert.InRange(check.GetProperty("contrast").GetDouble(), 1.0, 2.0);
    }

    [Fact]
    public async Task Of_two_who_save_the_second_is_told_and_sees_what_the_first_saved()
    {
        await using var shop = await ABrand.OpenAsync();
        await shop.SaveAsync(new { name = "First" });

        var conflict = await shop.SaveAsync(new { name = "Second" }, 0, HttpStatusCode.PreconditionFailed);

        Assert.Equal("First", conflict.GetProperty("theirs").GetProperty("own").GetProperty("name").GetString());
        Assert.Equal(1, conflict.GetProperty("theirs").GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task A_key_that_may_only_read_sees_the_brand_and_cannot_set_it()
    {
        await using var shop = await ABrand.OpenAsync("read");

        await shop.GetAsync("/api/v1/brand");
        await shop.SaveAsync(new { name = "Peak" }, 0, HttpStatusCode.Forbidden);

        Assert.DoesNotContain(new AuditStore(shop.Server.Runner.Database).List(null, 50), row => row.Entry.Action == "brand.changed");
    }

    [Fact]
    public async Task A_store_that_is_not_there_has_no_brand()
    {
        await using var shop = await ABrand.OpenAsync();

        Assert.Equal("store", (await shop.SaveAsync(new { name = "Peak" }, 0, HttpStatusCode.NotFound, "other")).GetProperty("path").GetString());
    }

    private static string Link(Mail.Reading.MailPart mail, string page) =>
        new Uri(LinkRegex().Matches(ABrand.HtmlOf(mail)).Select(match => match.Groups[1].Value).First(url => url.Contains($"/{page}/", StringComparison.Ordinal))).AbsolutePath;

    private static (string?, string?, string?) Three(JsonElement values) => (values.GetProperty("name").GetString(), values.GetProperty("color").GetString(), values.GetProperty("postal_address").GetString());

    private static async Task<JsonElement> SimulatedAsync(ABrand shop)
    {
        var job = await shop.PostAsync("/api/v1/simulations", new { yaml = ABrand.Journey, source = "sample", days = 2 }, HttpStatusCode.Accepted);
        var id = job.GetProperty("id").GetString();
        await Eventually.TrueAsync(async () => (await shop.GetAsync($"/api/v1/simulations/{id}")).GetProperty("state").GetString() == "done");
        return await shop.GetAsync($"/api/v1/simulations/{id}/mails/1");
    }

    [GeneratedRegex("href=\"(https?://[^\"]+)\"")]
    private static partial Regex LinkRegex();
}
