using System.Net;
using PostPurchase.Engine.Storage;
using Xunit;

namespace PostPurchase.Server.Tests.Journeys;

public sealed class DraftTests
{
    private static readonly string s_longer = JourneyShop.Text.Replace("for: 1d", "for: 2d", StringComparison.Ordinal);

    [Fact]
    public async Task A_draft_is_kept_beside_the_file_and_tells_who_saved_it()
    {
        await using var shop = await JourneyShop.OpenAsync();

        var saved = await shop.SaveAsync(s_longer, 0);
        var journey = await shop.GetAsync("/api/v1/journeys/hello");

        Assert.Equal(("write", false), (saved.GetProperty("edited_by").GetString(), saved.GetProperty("is_stale").GetBoolean()));
        Assert.Equal((JourneyShop.Text, s_longer), (journey.GetProperty("yaml").GetString(), journey.GetProperty("draft").GetProperty("yaml").GetString()));
        Assert.Equal(JourneyShop.Text, await File.ReadAllTextAsync(shop.File));
    }

    [Fact]
    public async Task Of_two_who_save_on_the_same_text_the_second_is_told_who_changed_what()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var first = await shop.SaveAsync(s_longer, 0);
        await shop.SaveAsync(s_longer.Replace("Tips", "Three tips", StringComparison.Ordinal), Revision(first));

        var conflict = await shop.SaveAsync(s_longer, Revision(first), HttpStatusCode.PreconditionFailed);

        Assert.Equal("write saved this draft meanwhile", conflict.GetProperty("error").GetString());
        var change = Assert.Single(conflict.GetProperty("changes").EnumerateArray());
        Assert.Equal(("tips", "Tips", "Three tips"), (change.GetProperty("step").GetString(), Field(change, "before"), Field(change, "after")));
    }

    [Fact]
    public async Task Who_says_what_they_began_with_is_told_their_own_changes_apart()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var first = await shop.SaveAsync(s_longer, 0);
        await shop.SaveAsync(s_longer.Replace("Tips", "Three tips", StringComparison.Ordinal), Revision(first));

        var conflict = await shop.SaveAsync(s_longer.Replace("name: Hello", "name: Good day", StringComparison.Ordinal), Revision(first), HttpStatusCode.PreconditionFailed, start: s_longer);

        var (theirs, yours) = (Assert.Single(conflict.GetProperty("changes").EnumerateArray()), Assert.Single(conflict.GetProperty("yours").EnumerateArray()));
        Assert.Equal(("tips", "Tips", "Three tips"), (theirs.GetProperty("step").GetString(), Field(theirs, "before"), Field(theirs, "after")));
        Assert.Equal((null, "Hello", "Good day"), (yours.GetProperty("step").GetString(), Field(yours, "before"), Field(yours, "after")));
    }

    [Theory]
    [InlineData("for: 1d", "for: 2d")]
    [InlineData("name: Hello", "name: Good day")]
    [InlineData("# says hello", "# says good day")]
    public async Task A_draft_that_is_begun_on_a_text_of_before_undoes_nothing_that_was_published_since(string before, string after)
    {
        await using var shop = await JourneyShop.OpenAsync();
        var seen = await shop.HashAsync();
        await shop.SaveAsync(JourneyShop.Text.Replace(before, after, StringComparison.Ordinal), 0);
        await shop.PublishAsync();

        var conflict = await shop.SaveAsync(JourneyShop.Text.Replace("Tips", "Three tips", StringComparison.Ordinal), 0, HttpStatusCode.PreconditionFailed, basis: seen);

        Assert.Contains(after, conflict.GetProperty("yaml").GetString(), StringComparison.Ordinal);
        Assert.Equal(await shop.HashAsync(), conflict.GetProperty("hash").GetString());
        Assert.Null(new JourneyDraftStore(shop.Server.Runner.Database).Find("hello"));
    }

    [Fact]
    public async Task A_draft_goes_on_from_what_was_there_before_a_pause()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var seen = await shop.HashAsync();
        await shop.PostAsync("/api/v1/journeys/hello/status", new { status = "paused" });

        var draft = await shop.SaveAsync(s_longer, 0, basis: seen);

        Assert.False(draft.GetProperty("is_stale").GetBoolean());
        Assert.Equal(seen, await shop.HashAsync());
    }

    [Fact]
    public async Task A_draft_is_stale_once_the_file_has_another_name()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(s_longer, 0);
        await File.WriteAllTextAsync(shop.File, JourneyShop.Text.Replace("name: Hello", "name: Good day", StringComparison.Ordinal));

        var draft = await shop.GetAsync("/api/v1/journeys/hello/draft");
        var plan = await shop.GetAsync("/api/v1/journeys/hello/publish-plan");

        Assert.Equal((true, true), (draft.GetProperty("is_stale").GetBoolean(), plan.GetProperty("is_stale").GetBoolean()));
    }

    [Fact]
    public async Task Saving_without_a_revision_is_refused()
    {
        await using var shop = await JourneyShop.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/v1/journeys/hello/draft", UriKind.Relative)) { Content = System.Net.Http.Json.JsonContent.Create(new { yaml = "" }) };

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await shop.Server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_draft_that_was_begun_anew_is_not_the_one_that_was_deleted()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var first = await shop.SaveAsync(s_longer, 0);
        using var delete = new HttpRequestMessage(HttpMethod.Delete, new Uri("/api/v1/journeys/hello/draft", UriKind.Relative));
        delete.Headers.TryAddWithoutValidation("If-Match", $"\"{Revision(first)}\"");
        Assert.Equal(HttpStatusCode.NoContent, (await shop.Server.Client.SendAsync(delete)).StatusCode);

        await shop.SaveAsync(JourneyShop.Text, Revision(first), HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("empty", null)]
    [InlineData("sample", "new-buyer")]
    [InlineData("journey", "hello")]
    public async Task A_new_journey_starts_as_a_draft(string from, string? source)
    {
        await using var shop = await JourneyShop.OpenAsync();

        var made = await shop.PostAsync("/api/v1/journeys", new { name = "Grüße: \"Hallo\"", from, source }, HttpStatusCode.Created);
        var row = (await shop.GetAsync("/api/v1/journeys")).GetProperty("items").EnumerateArray().Single(row => row.GetProperty("key").GetString() == "grusse-hallo" || row.GetProperty("key").GetString() == "gru-e-hallo");

        Assert.Equal(("draft", true, 0L), (row.GetProperty("status").GetString(), row.GetProperty("has_draft").GetBoolean(), row.GetProperty("inside").GetInt64()));
        Assert.Contains("status: draft", made.GetProperty("yaml").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(shop.File)!, $"{row.GetProperty("key").GetString()}.yaml")));
    }

    [Fact]
    public async Task Problems_name_their_fields_and_an_id_that_changes_its_kind()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var text = JourneyShop.Text.Replace("id: rest, wait: { for: 1d }", "id: rest, exit: { reason: done }", StringComparison.Ordinal).Replace("template: thanks, content: own", "template: thnks, content: own", StringComparison.Ordinal);

        var answer = await shop.PostAsync("/api/v1/validate", new { yaml = text, journey = "hello" });
        var reused = await shop.PostAsync("/api/v1/validate", new { yaml = text.Replace("thnks", "thanks", StringComparison.Ordinal), journey = "hello" });

        Assert.Equal("steps[2].email.template", Assert.Single(answer.GetProperty("problems").EnumerateArray()).GetProperty("path").GetString());
        Assert.Contains("was a wait", Assert.Single(reused.GetProperty("problems").EnumerateArray()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("purchase.total >", ">")]
    [InlineData("customer.purchase_count == 1 && purchase.total >=", ">=")]
    public async Task A_condition_that_ends_in_an_operator_is_told_of_in_words(string condition, string after)
    {
        await using var shop = await JourneyShop.OpenAsync();
        var text = JourneyShop.Text.Replace("{ on: purchase }", $"{{ on: purchase, if: \"{condition}\" }}", StringComparison.Ordinal);

        var answer = await shop.PostAsync("/api/v1/validate", new { yaml = text, journey = "hello" });

        Assert.Equal($"`{condition}`: the condition is not finished: something is missing after `{after}`", Assert.Single(answer.GetProperty("problems").EnumerateArray()).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Who_may_only_read_saves_nothing()
    {
        await using var shop = await JourneyShop.OpenAsync("read");

        await shop.SaveAsync(s_longer, 0, HttpStatusCode.Forbidden);
        Assert.Null(new JourneyDraftStore(shop.Server.Runner.Database).Find("hello"));
    }

    private static long Revision(System.Text.Json.JsonElement draft) => draft.GetProperty("revision").GetInt64();

    private static string? Field(System.Text.Json.JsonElement change, string name) => change.GetProperty("fields")[0].GetProperty(name).GetString();
}
