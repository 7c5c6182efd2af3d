using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PostPurchase.Server.Tests.Journeys;
using Xunit;

namespace PostPurchase.Server.Tests.Templates;

/// <summary>Copying and deleting mails.</summary>
public sealed class TemplateFilesTests
{
    [Fact]
    public async Task A_copy_has_the_text_of_every_language_and_leaves_the_original()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.PostAsync("/api/v1/templates", new { name = "bare", language = "de" }, HttpStatusCode.Created);

        var copy = await shop.PostAsync("/api/v1/templates", new { name = "bare-copy", source = "bare" }, HttpStatusCode.Created);

        Assert.Equal(["", "de"], copy.GetProperty("languages").EnumerateArray().Select(language => language.GetString()));
        Assert.Equal("<p>Hello</p>", copy.GetProperty("reading").GetProperty("source").GetString());
        Assert.Equal("", (await shop.GetAsync("/api/v1/templates/bare")).GetProperty("language").GetString());
    }

    [Fact]
    public async Task A_mail_that_a_journey_sends_is_not_deleted_and_says_who_sends_it()
    {
        await using var shop = await JourneyShop.OpenAsync();

        var uses = (await shop.GetAsync("/api/v1/templates/thanks")).GetProperty("used_by");
        var refused = await shop.Server.Client.DeleteAsync(new Uri("/api/v1/templates/thanks", UriKind.Relative));

        Assert.Equal(["thanks", "tips"], uses.EnumerateArray().Select(use => use.GetProperty("step").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("hello", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await shop.GetAsync("/api/v1/templates/thanks");
    }

    [Fact]
    public async Task A_mail_that_people_inside_an_older_version_will_still_get_is_not_deleted()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);
        var other = JourneyShop.Text.Replace("template: thanks", "template: bare", StringComparison.Ordinal).Replace("content: own", "content: transactional", StringComparison.Ordinal);
        await shop.SaveAsync(other, 0);
        await shop.PublishAsync();

        var uses = (await shop.GetAsync("/api/v1/templates/thanks")).GetProperty("used_by");
        var refused = await shop.Server.Client.DeleteAsync(new Uri("/api/v1/templates/thanks", UriKind.Relative));

        Assert.All(uses.EnumerateArray(), use => Assert.NotEqual(JsonValueKind.Null, use.GetProperty("version").ValueKind));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("older version of hello", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_nobody_sends_is_deleted_in_all_languages()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.PostAsync("/api/v1/templates", new { name = "bare", language = "de" }, HttpStatusCode.Created);

        var deleted = await shop.Server.Client.DeleteAsync(new Uri("/api/v1/templates/bare", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(shop.Server.Folder.Path, "templates"), "bare*"));
    }

    [Fact]
    public async Task A_deleted_mail_is_put_back_with_the_files_that_the_answer_gave()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.PostAsync("/api/v1/templates", new { name = "bare", language = "de" }, HttpStatusCode.Created);
        var folder = Path.Combine(shop.Server.Folder.Path, "templates");
        var before = Directory.GetFiles(folder, "bare*").ToDictionary(file => file, File.ReadAllText);

        var deleted = await (await shop.Server.Client.DeleteAsync(new Uri("/api/v1/templates/bare", UriKind.Relative))).Content.ReadFromJsonAsync<JsonElement>();
        await shop.PostAsync("/api/v1/templates", new { name = "bare", files = deleted.GetProperty("files") }, HttpStatusCode.Created);

        Assert.Equal(before, Directory.GetFiles(folder, "bare*").ToDictionary(file => file, File.ReadAllText));
        await shop.PostAsync("/api/v1/templates", new { name = "other", files = new Dictionary<string, string> { ["../other.html"] = "x" } }, HttpStatusCode.BadRequest);
    }
}
