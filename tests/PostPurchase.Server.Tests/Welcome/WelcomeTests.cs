using System.Net;
using System.Text.Json;
using PostPurchase.Mail.Dns;
using PostPurchase.Mail.Tests.Dns;
using PostPurchase.Server.Tests.Hosting;
using Xunit;

namespace PostPurchase.Server.Tests.Welcome;

/// <summary>How far the first run is, and the check of the sender's domain.</summary>
public sealed class WelcomeTests
{
    [Fact]
    public async Task It_opens_by_itself_until_there_is_an_order_or_it_was_dismissed()
    {
        await using var shop = await WelcomeShop.OpenAsync();
        var fresh = (await shop.GetAsync("/welcome")).GetProperty("opens").GetBoolean();

        await shop.PutAsync("/welcome", new { over = "dismissed" });
        var dismissed = (await shop.GetAsync("/welcome")).GetProperty("opens").GetBoolean();
        await shop.PutAsync("/welcome", new { over = "" });
        await shop.ReadAsync("order_id,ordered_at,email,currency,total,product_id,name\n1,2026-01-02T10:00:00Z,jane@example.com,USD,20.00,p1,Beans\n");
        await shop.LoadAsync();

        Assert.Equal((true, false, false), (fresh, dismissed, (await shop.GetAsync("/welcome")).GetProperty("opens").GetBoolean()));
    }

    [Fact]
    public async Task A_step_is_kept_for_the_next_look()
    {
        await using var shop = await WelcomeShop.OpenAsync("write");

        await shop.PutAsync("/welcome", new { step = "receipt", source = "sample" });
        var answer = await shop.GetAsync("/welcome");

        Assert.Equal(("receipt", "sample", false), (answer.GetProperty("step").GetString(), answer.GetProperty("source").GetString(), answer.GetProperty("over").ValueKind != JsonValueKind.Null));
    }

    [Fact]
    public async Task A_replay_of_a_server_that_has_begun_anew_since_is_said_to_be_lost()
    {
        await using var shop = new WelcomeShop(await RunningServer.StartAsync(folder => folder.Write("data/welcome.json", """{"step":"replay","replay":"s1"}""")));
        await shop.Server.UseKeyAsync("read");

        var answer = await shop.GetAsync("/welcome");

        Assert.Equal((JsonValueKind.Null, true), (answer.GetProperty("replay").ValueKind, answer.GetProperty("replay_lost").GetBoolean()));
    }

    [Theory]
    [InlineData("""{"step":"somewhere"}""", "step")]
    [InlineData("""{"source":"a friend"}""", "source")]
    [InlineData("""{"over":"maybe"}""", "over")]
    public async Task A_word_that_is_none_is_refused(string body, string path)
    {
        await using var shop = await WelcomeShop.OpenAsync();

        Assert.Equal(path, (await shop.SendAsync(HttpMethod.Put, "/welcome", body, HttpStatusCode.BadRequest)).GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_domain_is_asked_about_and_what_to_publish_is_told()
    {
        await using var dns = new StubDns().With("lantern.example", DnsRecordType.Mx, "10 mx.lantern.example").With("_dmarc.lantern.example", DnsRecordType.Txt, "v=DMARC1; p=none; rua=mailto:d@lantern.example");
        await using var shop = await WelcomeShop.OpenAsync("write", ("Dns:Server", dns.Address.ToString()));

        var answer = await shop.PostAsync("/domain-checks", new { address = "hello@lantern.example" });

        var states = answer.GetProperty("findings").EnumerateArray().Select(finding => (finding.GetProperty("check").GetString(), finding.GetProperty("state").GetString()));
        Assert.Equal([("spf", "wrong"), ("dkim", "wrong"), ("dmarc", "ok"), ("mx", "ok")], states);
        Assert.Equal(["lantern.example", "_dmarc.lantern.example"], answer.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task What_is_no_address_has_no_domain()
    {
        await using var shop = await WelcomeShop.OpenAsync("write");

        await shop.PostAsync("/domain-checks", new { address = "lantern.example" }, HttpStatusCode.BadRequest);
    }
}
