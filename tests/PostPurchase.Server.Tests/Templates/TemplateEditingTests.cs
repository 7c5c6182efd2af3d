using System.Net;
using System.Text;
using System.Text.Json;
using PostPurchase.Server.Tests.Hosting;
using PostPurchase.Mail.Reading;
using Xunit;

namespace PostPurchase.Server.Tests.Templates;

public sealed class TemplateEditingTests
{
    private const string Hello = "{{ capture body }}\r\n{{ include '_title'   text: (slots.title ?? \"Hi\") }}\r\n\t{{ include '_title' text: \"Bye\" }}\r\n{{ end }}\r\n{{ body }}<p>{{ store.postal_address ?? '' }}</p>\r\n";

    [Fact]
    public async Task A_block_that_is_changed_and_saved_leaves_every_other_byte_as_it_was()
    {
        await using var server = await OpenAsync();

        var edited = await EditAsync(server, Hello, new { kind = "text", index = 1, field = "text", value = "See you" });
        var saved = await SaveAsync(server, edited.GetProperty("source").GetString()!, await HashAsync(server));

        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Equal(Hello.Replace("Bye", "See you", StringComparison.Ordinal), await File.ReadAllTextAsync(FileOf(server)));
        Assert.Equal("template.saved", new PostPurchase.Engine.Storage.AuditStore(server.Runner.Database).List(null, 1)[0].Entry.Action);
    }

    [Fact]
    public async Task Of_two_who_save_the_same_text_the_second_is_told_and_nothing_is_overwritten()
    {
        await using var server = await OpenAsync();
        var seen = await HashAsync(server);
        await SaveAsync(server, Hello.Replace("Bye", "First", StringComparison.Ordinal), seen);

        var second = await SaveAsync(server, Hello.Replace("Bye", "Second", StringComparison.Ordinal), seen);

        using var answer = JsonDocument.Parse(await second.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.PreconditionFailed, "write"), (second.StatusCode, answer.RootElement.GetProperty("edited_by").GetString()));
        Assert.Contains("First", await File.ReadAllTextAsync(FileOf(server)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_with_an_error_is_refused_with_its_line_and_the_file_stays()
    {
        await using var server = await OpenAsync();

        var refused = await SaveAsync(server, Hello.Replace("store.postal_address", "store.postal_adress", StringComparison.Ordinal), await HashAsync(server));

        using var answer = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 5), (refused.StatusCode, answer.RootElement.GetProperty("problems")[0].GetProperty("line").GetInt32()));
        Assert.Equal(Hello, await File.ReadAllTextAsync(FileOf(server)));
    }

    [Fact]
    public async Task A_problem_of_a_partial_is_told_with_its_own_file_and_line()
    {
        await using var server = await OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(server.Folder.Path, "templates", "_title.html"), "{{ ## A headline\ntext: text \"Headline\" = Hello\n## ~}}\n<h1>{{ $text }} {{ customer.frist_name }}</h1>\n");

        var reading = await JsonAsync(await server.PostAsync("/api/v1/template-checks", JsonSerializer.Serialize(new { source = Hello, name = "hello" })));

        var problem = reading.GetProperty("problems")[0];
        Assert.StartsWith("in _title.html, line 4: ", problem.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, problem.GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("..%2Foutside")]
    [InlineData("_title")]
    [InlineData("a/b")]
    [InlineData("UPPER")]
    [InlineData("")]
    public async Task A_name_that_leads_elsewhere_makes_no_file(string name)
    {
        await using var server = await OpenAsync();

        var answer = await server.PostAsync("/api/v1/templates", JsonSerializer.Serialize(new { name }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(2, Directory.GetFiles(server.Folder.Path, "*.html", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_key_that_may_only_read_cannot_save()
    {
        await using var server = await OpenAsync("read");

        Assert.Equal(HttpStatusCode.Forbidden, (await SaveAsync(server, Hello, new string('0', 64))).StatusCode);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("{{ '<svg onload=alert(1)>' }}")]
    public async Task Markup_typed_into_a_text_field_is_shown_as_text(string typed)
    {
        await using var server = await OpenAsync();

        var edited = await EditAsync(server, Hello, new { kind = "text", index = 1, field = "text", value = typed });
        var preview = await JsonAsync(await server.PostAsync("/api/v1/preview", JsonSerializer.Serialize(new { template = "hello", source = edited.GetProperty("source").GetString() })));

        var html = preview.GetProperty("html").GetString()!;
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<svg", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_text_with_a_field_in_it_is_kept_as_Scriban_and_shows_the_customers_own()
    {
        await using var server = await OpenAsync();

        var edited = await EditAsync(server, Hello, new { kind = "mixed", index = 0, field = "text", value = "Hi {{ customer.first_name ?? \"friend\" }}" });
        var source = edited.GetProperty("source").GetString()!;
        var preview = await JsonAsync(await server.PostAsync("/api/v1/preview", JsonSerializer.Serialize(new { template = "hello", source })));

        Assert.Equal(Hello.Replace("\"Hi\"", "$\"Hi {customer.first_name ?? 'friend'}\"", StringComparison.Ordinal), source);
        Assert.Equal("Hi {{ customer.first_name ?? 'friend' }}", edited.GetProperty("blocks")[0].GetProperty("fields")[0].GetProperty("mixed").GetString());
        Assert.Contains("<h1>Hi ", preview.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("customer.first_name", preview.GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hi {{ customer.frist_name }}", "first_name")]
    [InlineData("Hi {{ customer. }}", "no field")]
    [InlineData("Hi {{ coupon ? 'a' : 'b' }}", "on a condition")]
    public async Task A_field_that_is_none_is_refused_where_it_is_typed(string typed, string why)
    {
        await using var server = await OpenAsync();

        var answer = await server.PostAsync("/api/v1/template-edits", JsonSerializer.Serialize(new { kind = "mixed", index = 1, field = "text", value = typed, source = Hello }));

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "value"), (answer.StatusCode, json.RootElement.GetProperty("path").GetString()));
        Assert.Contains(why, json.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_are_listed_with_what_stands_in_a_text_also_where_they_may_be_missing()
    {
        await using var server = await OpenAsync();

        var fields = (await JsonAsync(await server.GetAsync("/api/v1/template-vocabulary"))).GetProperty("fields").EnumerateArray()
            .ToDictionary(field => field.GetProperty("path").GetString()!, field => field.GetProperty("insert").GetString());

        Assert.Equal(("store.name", "customer.first_name ?? ''", "purchase?.number ?? ''", null), (fields["store.name"], fields["customer.first_name"], fields["purchase.number"], fields["purchase.lines"]));
        foreach (var insert in fields.Values.OfType<string>()) await EditAsync(server, Hello, new { kind = "mixed", index = 1, field = "text", value = $"{{{{ {insert} }}}}." });
    }

    [Fact]
    public async Task A_block_is_shown_on_a_condition_and_always_again()
    {
        await using var server = await OpenAsync();

        var limited = await EditAsync(server, Hello, new { kind = "condition", index = 1, value = "customer.purchase_count > 1" });
        var again = await EditAsync(server, limited.GetProperty("source").GetString()!, new { kind = "condition", index = 1, value = (string?)null });

        Assert.Equal("customer.purchase_count > 1", limited.GetProperty("blocks")[1].GetProperty("condition").GetString());
        Assert.Equal(Hello, again.GetProperty("source").GetString());
    }

    [Fact]
    public async Task A_picture_is_known_by_its_content_and_served_for_good()
    {
        await using var server = await OpenAsync();
        var gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

        var refused = await server.Client.PostAsync(new Uri("/api/v1/images", UriKind.Relative), new ByteArrayContent("<svg onload='alert(1)'/>"u8.ToArray()));
        using var added = JsonDocument.Parse(await (await server.Client.PostAsync(new Uri("/api/v1/images", UriKind.Relative), new ByteArrayContent(gif))).Content.ReadAsStringAsync());
        var shown = await server.GetAsync(added.RootElement.GetProperty("path").GetString()!);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        Assert.Equal(("image/gif", "public, max-age=31536000, immutable", "nosniff"), (shown.Content.Headers.ContentType!.MediaType, shown.Headers.GetValues("Cache-Control").Single(), shown.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/a/..%2Fpostpurchase.db")).StatusCode);
    }

    [Fact]
    public async Task A_test_mail_is_kept_in_the_outbox_while_mail_is_captured()
    {
        await using var server = await OpenAsync();

        var answer = await JsonAsync(await server.PostAsync("/api/v1/template-tests", JsonSerializer.Serialize(new { to = "me@shop.example", preview = new { template = "hello" } })));

        var eml = await File.ReadAllTextAsync(Path.Combine(server.Folder.Path, "data", "outbox", answer.GetProperty("where").GetString()!));
        Assert.Contains("me@shop.example", eml, StringComparison.Ordinal);
        Assert.Contains("Subject: [Test] ", eml, StringComparison.Ordinal);
        var parts = MailReader.Read(System.Text.Encoding.UTF8.GetBytes(eml)).Walk().Where(part => part.MediaType.StartsWith("text/", StringComparison.Ordinal)).ToList();
        Assert.Equal(["text/plain", "text/html"], parts.Select(part => part.MediaType));
        Assert.All(parts, part => Assert.Contains("Test: this mail was sent to look at it. No customer got it.", part.Text, StringComparison.Ordinal));
    }

    private static async Task<RunningServer> OpenAsync(string scope = "write")
    {
        var server = await RunningServer.StartAsync(folder =>
        {
            folder.Write("templates/hello.html", Hello);
            folder.Write("templates/_title.html", "{{ ## A headline\ntext: text \"Headline\" = Hello\n## ~}}\n<h1>{{ $text }}</h1>\n");
        });
        await server.UseKeyAsync(scope);
        return server;
    }

    private static string FileOf(RunningServer server) => Path.Combine(server.Folder.Path, "templates", "hello.html");

    private static async Task<JsonElement> EditAsync(RunningServer server, string source, object edit)
    {
        var body = JsonSerializer.SerializeToNode(edit)!.AsObject();
        body["source"] = source;
        return await JsonAsync(await server.PostAsync("/api/v1/template-edits", body.ToJsonString()));
    }

    private static async Task<string> HashAsync(RunningServer server) => (await JsonAsync(await server.GetAsync("/api/v1/templates/hello"))).GetProperty("reading").GetProperty("hash").GetString()!;

    private static async Task<HttpResponseMessage> SaveAsync(RunningServer server, string source, string hash)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/v1/templates/hello", UriKind.Relative)) { Content = new StringContent(JsonSerializer.Serialize(new { source }), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{hash}\"");
        return await server.Client.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
