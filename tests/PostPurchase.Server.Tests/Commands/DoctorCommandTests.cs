using System.Security.Cryptography;
using PostPurchase.Mail.Dns;
using PostPurchase.Mail.Tests.Dns;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_is_missing_is_said()
    {
        var run = await CommandRun.Of(_folder, "doctor");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAIL workflows: there is no such folder", run.Lines);
    }

    [Fact]
    public async Task A_sound_installation_is_told_which_records_its_sender_needs()
    {
        _folder.Write("workflows/readme.txt", "");
        _folder.Write("templates/a.html", "");

        var run = await CommandRun.With(_folder, new() { ["PostPurchase__Store__FromAddress"] = "shop@shop.example" }, "", "doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Lines, line => line.StartsWith("_dmarc.shop.example. IN TXT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("https://mail.shop.example", 0)]
    public async Task An_address_that_nobody_set_is_said_with_where_links_lead_instead(string? address, int expected)
    {
        var run = await CommandRun.With(_folder, address is null ? [] : new() { ["PostPurchase__Store__BaseUrl"] = address }, "", "doctor");

        Assert.Equal(expected, run.Lines.Count(line => line.StartsWith("ok   Store:BaseUrl is not set: links in mails lead to where serve listens (http://127.0.0.1:5080,", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("https://shop.example", 0)]
    public async Task A_shop_whose_own_address_is_not_set_is_told_that_buttons_are_missing(string? address, int expected)
    {
        var run = await CommandRun.With(_folder, address is null ? [] : new() { ["PostPurchase__Store__Url"] = address }, "", "doctor");

        Assert.Equal(expected, run.Lines.Count(line => line.StartsWith("ok   Store:Url is not set: mails have no button where it leads to the shop;", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_coupon_pool_that_runs_low_under_a_live_journey_is_told_with_what_to_do()
    {
        _folder.Write("templates/a.html", "");
        _folder.Write("codes.txt", "ONE\nTWO\n");
        _folder.Write("workflows/offers/coupons.yaml", "coupons: [ { pool: back, summary: 10 EUR off, low_water: 3 }, { pool: spare, summary: 5 EUR off } ]\n");
        _folder.Write("workflows/back.yaml", "journey: back\nstatus: live\ntrigger: { on: lapsed }\nsteps: [ { id: code, email: { template: a, content: own, subject: Back, coupon: back } } ]\n");
        Assert.Equal(0, (await CommandRun.Of(_folder, "offers", "codes", "codes.txt", "--pool", "back")).ExitCode);

        var run = await CommandRun.Of(_folder, "doctor");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["FAIL the coupon pool 'back' has 2 codes left, fewer than 3 (add some: postpurchase offers codes FILE --pool back)"], run.Lines.Where(line => line.Contains("coupon", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_domain_has_published_is_looked_up_and_judged()
    {
        var key = Key();
        _folder.Write("dkim.pem", key.ExportPkcs8PrivateKeyPem());
        await using var dns = new StubDns()
            .With("shop.example", DnsRecordType.Txt, "v=spf1 include:relay.example ~all")
            .With("s1._domainkey.shop.example", DnsRecordType.Txt, $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}")
            .With("_dmarc.shop.example", DnsRecordType.Txt, "v=DMARC1; p=quarantine; rua=mailto:d@shop.example")
            .With("shop.example", DnsRecordType.Mx, "10 mx.shop.example")
            .With("7.2.0.192.in-addr.arpa", DnsRecordType.Name, "out.shop.example")
            .With("out.shop.example", DnsRecordType.A, "192.0.2.7");

        var run = await DoctorAsync(dns, "--spf", "include:relay.example", "--sends-from", "192.0.2.7");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["spf", "dkim", "dmarc", "mx", "ptr"], run.Lines.Where(line => line.StartsWith("ok ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Contains(run.Lines, line => line.StartsWith("s1._domainkey.shop.example. IN TXT \"v=DKIM1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_keys_are_printed_and_looked_up_for_a_domain_below_theirs_too()
    {
        var key = Key();
        _folder.Write("dkim.pem", key.ExportPkcs8PrivateKeyPem());
        _folder.Write("ed.pem", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----");
        await using var dns = new StubDns()
            .With("s9._domainkey.shop.example", DnsRecordType.Txt, $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}")
            .With("s2._domainkey.shop.example", DnsRecordType.Txt, "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        var settings = new Dictionary<string, string>
        {
            ["PostPurchase__Dkim__Domain"] = "shop.example", ["PostPurchase__Dkim__Selector"] = "s1", ["PostPurchase__Dkim__KeyFile"] = "dkim.pem",
            ["PostPurchase__Dkim__Ed25519__Selector"] = "s2", ["PostPurchase__Dkim__Ed25519__KeyFile"] = "ed.pem",
        };

        var run = await CommandRun.With(_folder, settings, "", "doctor", "--domain", "news.shop.example", "--selector", "s9", "--dns", dns.Address.ToString());

        Assert.Equal(2, run.Lines.Count(line => line.StartsWith("ok ", StringComparison.Ordinal) && line.Contains(" dkim ", StringComparison.Ordinal)));
        Assert.Contains("s2._domainkey.shop.example. IN TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"", run.Lines);
    }

    [Fact]
    public async Task The_name_server_of_the_settings_is_asked_where_none_is_given()
    {
        await using var dns = new StubDns().With("shop.example", DnsRecordType.Txt, "v=spf1 include:only-here.example -all");
        var settings = new Dictionary<string, string> { ["PostPurchase__Dns__Server"] = dns.Address.ToString() };

        var run = await CommandRun.With(_folder, settings, "", "doctor", "--domain", "shop.example", "--spf", "include:only-here.example");

        Assert.Contains(run.Lines, line => line.StartsWith("ok ", StringComparison.Ordinal) && line.Contains(" spf ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_domain_lacks_is_said_with_what_to_do()
    {
        await using var dns = new StubDns();

        var run = await DoctorAsync(dns, "--sends-from", "192.0.2.7");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["spf", "dkim", "dmarc", "mx", "ptr"], run.Lines.Where(line => line.StartsWith("FAIL", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).Distinct());
    }

    [Theory]
    [InlineData("--domain", "not a domain")]
    [InlineData("--domain", "shop.example", "--dns", "nowhere")]
    [InlineData("--domain", "shop.example", "--dns", "127.0.0.1:53", "--sends-from", "home")]
    public async Task Arguments_that_cannot_be_used_are_refused(params string[] arguments) => Assert.Equal(2, (await CommandRun.Of(_folder, ["doctor", .. arguments])).ExitCode);

    private Task<CommandRun> DoctorAsync(StubDns dns, params string[] more)
    {
        var settings = new Dictionary<string, string>();
        if (File.Exists(Path.Combine(_folder.Path, "dkim.pem")))
            settings = new() { ["PostPurchase__Dkim__Domain"] = "shop.example", ["PostPurchase__Dkim__Selector"] = "s1", ["PostPurchase__Dkim__KeyFile"] = "dkim.pem" };
        return CommandRun.With(_folder, settings, "", ["doctor", "--domain", "shop.example", "--dns", dns.Address.ToString(), .. more]);
    }

    private static RSA Key() => RSA.Create(2048);

    public void Dispose() => _folder.Dispose();
}
