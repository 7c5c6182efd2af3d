using System.Net;
using System.Text.Json;
using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Server.Tests.Journeys;

public sealed class PublishTests
{
    private static readonly string s_longer = JourneyShop.Text.Replace("{ for: 1d } }", "{ for: 2d } }   # longer", StringComparison.Ordinal);

    [Fact]
    public async Task Publishing_writes_the_file_and_leaves_those_inside_on_their_version()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);
        var old = (await shop.GetAsync("/api/v1/journeys/hello")).GetProperty("version").GetString();
        await shop.SaveAsync(s_longer.Replace("status: live", "status: draft", StringComparison.Ordinal), 0);

        var plan = await shop.GetAsync("/api/v1/journeys/hello/publish-plan");
        var done = await shop.PublishAsync();
        var versions = (await shop.GetAsync("/api/v1/journeys/hello/versions")).GetProperty("items");

        Assert.Equal((1L, true, false), (plan.GetProperty("inside_total").GetInt64(), plan.GetProperty("finish_on_old").GetBoolean(), plan.GetProperty("move").GetProperty("is_available").GetBoolean()));
        Assert.Equal("wait.for", plan.GetProperty("changes")[0].GetProperty("fields")[0].GetProperty("field").GetString());
        Assert.Equal(("live", 1L), (done.GetProperty("status").GetString(), done.GetProperty("inside_old").GetInt64()));
        Assert.Equal(s_longer, await File.ReadAllTextAsync(shop.File));
        Assert.Equal([("write", true, 0L), (null, false, 1L)], versions.EnumerateArray().Select(version => (version.GetProperty("by").GetString(), version.GetProperty("is_current").GetBoolean(), version.GetProperty("inside").GetInt64())));
        Assert.Equal(old, versions[1].GetProperty("version").GetString());
    }

    [Fact]
    public async Task Who_finishes_on_an_older_version_is_counted_on_their_step()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);
        await shop.SaveAsync(s_longer, 0);
        await shop.PublishAsync();
        await shop.BuyAsync("1002");
        await shop.SentAsync(2);

        await Eventually.TrueAsync(async () => await RestAsync() == (2, 1));

        async Task<(long Waiting, long OnOlder)> RestAsync()
        {
            var steps = (await shop.GetAsync("/api/v1/journeys/hello")).GetProperty("steps");
            var rest = steps.EnumerateArray().Single(step => step.GetProperty("id").GetString() == "rest");
            return (rest.GetProperty("waiting").GetInt64(), rest.GetProperty("waiting_on_older").GetInt64());
        }
    }

    [Fact]
    public async Task A_text_with_errors_is_not_published()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(JourneyShop.Text.Replace("for: 1d", "for: soon", StringComparison.Ordinal), 0);

        var refused = await shop.PublishAsync(expected: HttpStatusCode.UnprocessableEntity);

        Assert.False(refused.GetProperty("can_publish").GetBoolean());
        Assert.Equal("steps[1].wait.for", refused.GetProperty("problems")[0].GetProperty("path").GetString());
        Assert.Equal(JourneyShop.Text, await File.ReadAllTextAsync(shop.File));
    }

    [Fact]
    public async Task A_text_that_the_law_forbids_is_not_published()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(JourneyShop.Text.Replace("template: thanks, content: own", "template: bare, content: own", StringComparison.Ordinal), 0);

        var refused = await shop.PublishAsync(expected: HttpStatusCode.UnprocessableEntity);

        Assert.Contains(("PC05", "tips", true), refused.GetProperty("findings").EnumerateArray().Select(finding => (finding.GetProperty("code").GetString(), finding.GetProperty("step").GetString(), finding.GetProperty("blocks").GetBoolean())));
    }

    [Fact]
    public async Task What_was_saved_after_the_dialog_was_opened_is_not_published()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var seen = (await shop.SaveAsync(s_longer, 0)).GetProperty("revision").GetInt64();
        var version = (await shop.GetAsync("/api/v1/journeys/hello/publish-plan")).GetProperty("old_version").GetString();
        await shop.SaveAsync(s_longer.Replace("Tips", "More tips", StringComparison.Ordinal), seen);

        await shop.PostAsync("/api/v1/journeys/hello/publish", new { revision = seen, expected_version = version }, HttpStatusCode.PreconditionFailed);
        await shop.PostAsync("/api/v1/journeys/hello/publish", new { revision = seen + 1, expected_version = "another" }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Who_looks_at_a_draft_that_somebody_put_in_force_is_told_who()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(s_longer, 0);
        await shop.PublishAsync();

        var gone = await shop.GetAsync("/api/v1/journeys/hello/publish-plan", HttpStatusCode.NotFound);
        var late = await shop.PostAsync("/api/v1/journeys/hello/publish", new { revision = 1, expected_version = "one" }, HttpStatusCode.NotFound);

        Assert.All([gone, late], answer => Assert.Equal("the journey 'hello' has no draft: write put the last one in force", answer.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_name_that_was_written_into_the_file_after_the_dialog_was_opened_is_not_taken_back()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.SaveAsync(s_longer, 0);
        var plan = await shop.GetAsync("/api/v1/journeys/hello/publish-plan");
        var renamed = JourneyShop.Text.Replace("name: Hello", "name: Good day", StringComparison.Ordinal);
        await File.WriteAllTextAsync(shop.File, renamed);

        var wanted = new { revision = plan.GetProperty("revision").GetInt64(), expected_version = plan.GetProperty("old_version").GetString(), expected_hash = plan.GetProperty("old_hash").GetString() };
        var refused = await shop.PostAsync("/api/v1/journeys/hello/publish", wanted, HttpStatusCode.Conflict);

        Assert.Equal("expected_hash", refused.GetProperty("path").GetString());
        Assert.Equal(renamed, await File.ReadAllTextAsync(shop.File));
    }

    [Fact]
    public async Task A_new_journey_is_published_live_into_a_file_of_its_own()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.PostAsync("/api/v1/journeys", new { name = "Second", from = "journey", source = "hello" }, HttpStatusCode.Created);

        var done = await shop.PublishAsync("live", "second");
        await shop.BuyAsync();
        await shop.SentAsync(2);

        Assert.Equal(("live", "second.yaml"), (done.GetProperty("status").GetString(), done.GetProperty("file").GetString()));
        Assert.Equal(1, (await shop.GetAsync("/api/v1/journeys/second/sends?what=sent&step=thanks")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_older_version_is_restored_as_a_draft_with_its_comments()
    {
        await using var shop = await JourneyShop.OpenAsync();
        var old = (await shop.GetAsync("/api/v1/journeys/hello")).GetProperty("version").GetString();
        await shop.SaveAsync(s_longer, 0);
        await shop.PublishAsync();

        var draft = await shop.PostAsync($"/api/v1/journeys/hello/versions/{old}/restore", new { });

        Assert.Equal(JourneyShop.Text, draft.GetProperty("yaml").GetString());
    }

    [Fact]
    public async Task A_new_name_is_in_the_list_of_versions_with_who_gave_it_and_the_old_text_stays()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);
        var renamed = JourneyShop.Text.Replace("name: Hello", "name: Good day", StringComparison.Ordinal);
        await shop.SaveAsync(renamed, 0);
        await shop.PublishAsync();

        var versions = (await shop.GetAsync("/api/v1/journeys/hello/versions")).GetProperty("items");

        Assert.Equal([("write", true, 1), (null, false, 0)], versions.EnumerateArray().Select(version => (version.GetProperty("by").GetString(), version.GetProperty("is_current").GetBoolean(), version.GetProperty("inside").GetInt64())));
        var (late, early) = (versions[0], versions[1]);
        Assert.Equal(early.GetProperty("version").GetString(), late.GetProperty("version").GetString());
        Assert.Equal("name", late.GetProperty("changes")[0].GetProperty("fields")[0].GetProperty("field").GetString());
        Assert.Contains(("name", "Hello"), early.GetProperty("changes")[0].GetProperty("fields").EnumerateArray().Select(field => (field.GetProperty("field").GetString(), field.GetProperty("after").GetString())));
        Assert.All(early.GetProperty("changes").EnumerateArray().Skip(1), change => Assert.Equal("added", change.GetProperty("kind").GetString()));
        var path = $"/api/v1/journeys/hello/versions/{early.GetProperty("version").GetString()}";
        var first = await shop.GetAsync($"{path}?hash={early.GetProperty("hash").GetString()}");
        Assert.Equal((JourneyShop.Text, renamed), (first.GetProperty("yaml").GetString(), (await shop.GetAsync(path)).GetProperty("yaml").GetString()));
    }

    [Fact]
    public async Task A_pause_says_what_it_does_and_changes_one_word_of_the_file()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);

        var plan = await shop.GetAsync("/api/v1/journeys/hello/status-plan?to=paused");
        var paused = await shop.PostAsync("/api/v1/journeys/hello/status", new { status = "paused" });
        var text = await File.ReadAllTextAsync(shop.File);
        await shop.BuyAsync("1002");

        Assert.Equal(("live", "paused", 1L), (plan.GetProperty("from").GetString(), plan.GetProperty("to").GetString(), plan.GetProperty("people").GetInt64()));
        Assert.Equal("paused", paused.GetProperty("status").GetString());
        Assert.Equal(JourneyShop.Text.Replace("status: live", "status: paused", StringComparison.Ordinal), text);
        Assert.Equal(1, shop.Server.CountOf(SendState.Accepted));
    }

    [Fact]
    public async Task People_inside_are_told_with_where_they_are_and_until_when()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);
        await Eventually.TrueAsync(async () => (await shop.GetAsync("/api/v1/journeys/hello/people?step=rest")).GetProperty("items").GetArrayLength() == 1);

        var person = (await shop.GetAsync("/api/v1/journeys/hello/people?step=rest")).GetProperty("items")[0];

        Assert.Equal(("jane1001@example.com", "rest"), (person.GetProperty("customer").GetString(), person.GetProperty("step").GetString()));
        Assert.NotEqual(JsonValueKind.Null, person.GetProperty("due_at").ValueKind);
    }

    [Fact]
    public async Task All_people_inside_are_listed_page_by_page_in_the_order_in_which_something_happens_to_them()
    {
        await using var shop = await JourneyShop.OpenAsync();
        await shop.BuyAsync();
        await shop.SentAsync(1);
        await Eventually.TrueAsync(async () => (await shop.GetAsync("/api/v1/journeys/hello/people?step=rest")).GetProperty("items").GetArrayLength() == 1);
        const string more = """
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 120)
            insert into enrollment (id, owner, version_id, journey_id, subject, subject_id, line, nth, status, step, phase, due_at, started_by, started_at, entered_at, arrived_at, revision)
            select id + i, owner + i, version_id, journey_id, subject, subject_id, line, nth, status, step, phase, case when i % 3 > 0 then due_at + i / 7 * 1000 end, started_by, started_at, entered_at, arrived_at, revision
            from enrollment join n
            """;
        await shop.Server.Runner.Database.WriteAsync(session => Dapper.SqlMapper.Execute(session.Connection, more), CancellationToken.None);

        foreach (var query in (string[])["", "step=rest&", $"version={(await shop.GetAsync("/api/v1/journeys/hello")).GetProperty("version").GetString()}&"])
        {
            var (people, after) = (new List<JsonElement>(), "");
            do
            {
                var page = await shop.GetAsync($"/api/v1/journeys/hello/people?{query}after={after}");
                people.AddRange(page.GetProperty("items").EnumerateArray());
                after = page.GetProperty("next").GetString();
            }
            while (after is not null);

            var due = people.ConvertAll(person => person.GetProperty("due_at").GetString() ?? "z");
            Assert.Equal((121, 121), (people.Count, people.Select(person => person.GetProperty("customer_id").GetString()).Distinct().Count()));
            Assert.Equal(due.Order(StringComparer.Ordinal), due);
        }
    }

    [Theory]
    [InlineData("5")]
    [InlineData("5-x")]
    [InlineData("-5-5")]
    public async Task A_cursor_of_people_that_is_none_is_refused(string after)
    {
        await using var shop = await JourneyShop.OpenAsync();
        using var answer = await shop.Server.GetAsync($"/api/v1/journeys/hello/people?after={after}");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
