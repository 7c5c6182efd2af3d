using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PostPurchase.Server.Tests.Access;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Api;

/// <summary>Long lists are read on by a cursor; what is none must not answer the first page, which would be read again and again.</summary>
public sealed class CursorTests
{
    private static readonly (string List, string Path)[] s_wrong =
    [
        ("audit?before=zz", "before"),
        ("compliance/overrides?after=zz", "after"),
        ("conversions?before=zz", "before"),
        ("customers?before=zz", "before"),
        ("deliveries?before=zz", "before"),
        ("journeys/hello/sends?before=zz", "before"),
        ("webhooks?before=zz", "before"),
    ];

    // Each is read on by the other word.
    private static readonly (string List, string Path)[] s_unknown =
    [
        ("audit?after=1", "after"),
        ("compliance/overrides?before=1", "before"),
        ("conversions?after=zz", "after"),
        ("customers?after=1", "after"),
        ("deliveries?after=1", "after"),
        ("earnings/rows?figure=sends&key=hello&before=1", "before"),
        ("journeys/hello/sends?after=1", "after"),
        ("offers?before=cup", "before"),
        ("reports/runs?journey=hello&after=1", "after"),
        ("webhooks?after=1", "after"),
    ];

    [Fact]
    public async Task A_cursor_that_is_none_is_refused_by_every_list() => Assert.Equal(s_wrong, await RefusedAsync(s_wrong));

    [Fact]
    public async Task The_word_by_which_a_list_is_not_read_on_is_refused_by_every_list() => Assert.Equal(s_unknown, await RefusedAsync(s_unknown));

    [Fact]
    public async Task An_empty_cursor_and_the_words_of_a_list_answer_its_page()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await Browser.SignedInAsync(server, "admin");

        foreach (var list in (string[])["webhooks?before=", "conversions?before=1", "offers?after=cup", "compliance/overrides?after=1"])
            Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"/api/v1/{list}")).StatusCode);
    }

    // Those that were refused, with the field that was named.
    private static async Task<List<(string List, string Path)>> RefusedAsync(IEnumerable<(string List, string Path)> asked)
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await Browser.SignedInAsync(server, "admin");
        var refused = new List<(string, string)>();
        foreach (var (list, _) in asked)
        {
            var answer = await admin.GetAsync($"/api/v1/{list}");
            if (answer.StatusCode != HttpStatusCode.BadRequest) continue;
            refused.Add((list, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("path").GetString() ?? ""));
        }

        return refused;
    }
}
