using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PostPurchase.Server.Tests.Access;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary>Files as spreadsheets save them without being asked for UTF-8.</summary>
public sealed class FileEncodingTests : IDisposable
{
    private const string Purchases = "order_id,ordered_at,email,currency,total,name,quantity,unit_price\n1,2025-03-01T10:00:00Z,jane@example.com,USD,30.00,Cup,1,30.00\n2,2025-03-01T10:00:00Z,jane@example.com,USD,30.00,Café,1,30.00\n";
    private const string Problem = "the file is not UTF-8 here, so letters such as é and ü would be lost: save it again as UTF-8, a table in Excel as \"CSV UTF-8\"";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(3, Purchases, "--kind", "purchases-csv")]
    [InlineData(2, "\n{\"id\":\"1\",\"type\":\"custom\",\"name\":\"hello\",\"occurred_at\":\"2025-03-01T10:00:00Z\",\"customer\":{\"email\":\"jane@example.com\",\"first_name\":\"René\"}}\n", "--kind", "events-jsonl")]
    [InlineData(2, "email,first_name\njane@example.com,René\n", "--kind", "customers-csv")]
    [InlineData(2, "Name,Email,Lineitem name\n#1,jane@example.com,Café\n", "--kind", "shopify-csv")]
    [InlineData(2, "Action Id,State,Payout\n7,APPROVED,8.00 €\n", "--kind", "commissions", "--network", "impact")]
    public async Task An_import_of_a_file_that_is_no_UTF_8_is_refused_with_the_line_and_what_to_do(int line, string text, params string[] how)
    {
        Write(text);

        var run = await CommandRun.Of(_folder, ["import", "file", .. how]);

        Assert.Equal((1, "", $"file:{line}: {Problem}\n"), (run.ExitCode, run.Out, run.Error));
        Assert.False(File.Exists(Path.Combine(_folder.Path, "data", "postpurchase.db")));
    }

    [Fact]
    public async Task A_feed_that_is_no_UTF_8_is_refused()
    {
        Write("id,title,link\nmug,Café mug,https://peak.example/mug\n");

        var run = await CommandRun.Of(_folder, "offers", "import", "file", "--program", "own");

        Assert.Equal((1, "", $"file:2: {Problem}\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_text()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "file"), [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Purchases)]);

        Assert.Equal("stored 2, known already 0\n", (await CommandRun.Of(_folder, "import", "file", "--kind", "purchases-csv")).Out);
    }

    [Fact]
    public async Task Past_orders_in_the_app_are_taken_in_UTF_8_and_in_UTF_16_that_says_so_and_in_nothing_else()
    {
        await using var server = await RunningServer.StartAsync();
        await server.UseKeyAsync("admin");

        var broken = await UploadAsync(server, Encoding.Latin1.GetBytes(Purchases));
        var marked = await UploadAsync(server, [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Purchases)]);
        var wide = await UploadAsync(server, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Purchases)]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, $"line 3: {Problem}"), (broken.Status, broken.Answer.GetProperty("error").GetString()));
        Assert.Equal((2, 2), (marked.Answer.GetProperty("orders").GetInt32(), wide.Answer.GetProperty("orders").GetInt32()));
    }

    [Fact]
    public async Task A_feed_in_the_app_that_lost_letters_when_it_was_read_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        using var marketer = await Browser.SignedInAsync(server, "marketer");

        var answer = await marketer.PostAsync("/api/v1/offers/import", new { program = "own", text = "id,title,link\nmug,Caf\uFFFD,https://peak.example/mug\n" });

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, "text"), (answer.StatusCode, problem.GetProperty("path").GetString()));
        Assert.StartsWith("line 2: a letter was lost when the file was read", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private void Write(string text) => File.WriteAllBytes(Path.Combine(_folder.Path, "file"), Encoding.Latin1.GetBytes(text.Replace('€', 'é')));

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> UploadAsync(RunningServer server, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await server.Client.PostAsync(new Uri("/api/v1/orders/files?name=orders.csv", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
