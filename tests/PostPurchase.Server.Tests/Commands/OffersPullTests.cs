using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary><c>offers pull</c> against a shop on the loopback.</summary>
public sealed class OffersPullTests : IDisposable
{
    private const string Products = """
        [{"id":70,"name":"Mug","permalink":"https://woo.test/mug","price":"5.00","stock_status":"instock"},{"id":71,"name":"Kettle"}]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly ShopStub _stub = new();

    public OffersPullTests()
    {
        _folder.Write("workflows/readme.txt", "");
        _folder.Write("templates/a.html", "");
        _stub.Answer = place => new(200, place.Contains("products", StringComparison.Ordinal) ? Products : "[]", ("X-WP-TotalPages", "1"));
    }

    public void Dispose()
    {
        _stub.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_prints_what_was_taken_and_what_was_set_aside()
    {
        var run = await PullAsync("woo");

        Assert.Equal((1, "products 1, orders 0, with news 0, set aside 1\n"), (run.ExitCode, run.Out));
        Assert.Equal("set aside: product 71 has no permalink, so that there is no address of it\n", run.Error);
    }

    [Fact]
    public async Task A_source_without_an_api_is_named_with_those_that_have_one()
    {
        var run = await PullAsync("shop");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("there are woo", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiToken", "key-without-secret", "setting Sources:woo:ApiToken: expected the consumer key and secret as key:secret")]
    [InlineData("ApiUrl", "http://user:pass@127.0.0.1/", "setting Sources:woo:ApiUrl: expected an address without a user, password or query")]
    [InlineData("Kind", "stripe", ": only the APIs of shopify and woocommerce are read")]
    public async Task A_setting_that_cannot_work_is_refused(string name, string value, string problem) =>
        Assert.Contains(problem, (await PullAsync("woo", (name, value))).Error, StringComparison.Ordinal);

    [Fact]
    public async Task A_token_does_not_go_over_plain_http_and_one_without_an_address_is_an_error()
    {
        Assert.Contains("expected https://", (await PullAsync("woo", ("Private", "false"))).Error, StringComparison.Ordinal);
        Assert.Contains("expected both ApiUrl and ApiToken", (await PullAsync("woo", ("ApiUrl", ""))).Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> PullAsync(string name, params (string Name, string Value)[] changed)
    {
        var settings = new Dictionary<string, string> { ["Kind"] = "woocommerce", ["Secret"] = "s3cret", ["ApiUrl"] = _stub.Url, ["ApiToken"] = "ck_a:cs_b", ["Private"] = "true" };
        foreach (var (key, value) in changed) settings[key] = value;
        var environment = settings.Where(one => one.Value.Length > 0).ToDictionary(one => one.Key == "Private" ? "PostPurchase__Webhooks__AllowPrivate" : $"PostPurchase__Sources__woo__{one.Key}", one => one.Value);
        return CommandRun.With(_folder, environment, "", "offers", "pull", name);
    }
}
