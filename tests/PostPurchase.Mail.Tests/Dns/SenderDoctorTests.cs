using System.Net;
using PostPurchase.Mail.Dns;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Tests.Signing;
using Xunit;

namespace PostPurchase.Mail.Tests.Dns;

public class SenderDoctorTests
{
    private static readonly DnsRecord Record = DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8).Records.Single();
    private static readonly string Key = Record.Value;
    private static readonly SenderIdentity Shop = new("shop.example", [Record], ["include:relay.example"], "dmarc@shop.example");

    [Fact]
    public void The_records_to_publish_are_spf_dkim_and_dmarc() => Assert.Equal(
        [
            new DnsRecord("shop.example", "TXT", "v=spf1 include:relay.example ~all"),
            new DnsRecord("s1._domainkey.shop.example", "TXT", Key),
            new DnsRecord("_dmarc.shop.example", "TXT", "v=DMARC1; p=none; rua=mailto:dmarc@shop.example"),
        ],
        Shop.RecordsToPublish());

    [Fact]
    public void A_long_record_is_cut_into_strings_of_255_in_the_zone_line()
    {
        var strings = Shop.RecordsToPublish()[1].ToZoneLine().Split('"').Where((_, i) => i % 2 == 1).ToList();

        Assert.StartsWith("s1._domainkey.shop.example. IN TXT \"v=DKIM1; k=rsa; p=MII", Shop.RecordsToPublish()[1].ToZoneLine(), StringComparison.Ordinal);
        Assert.Equal(Key, string.Concat(strings));
        Assert.All(strings, s => Assert.True(s.Length <= 255));
    }

    [Fact]
    public async Task A_sender_who_published_everything_is_fine()
    {
        await using var server = Published();

        var findings = await SenderDoctor.CheckAsync(Shop, [IPAddress.Parse("192.0.2.1")], server.Client);

        Assert.Equal(["spf", "dkim", "dmarc", "mx", "ptr"], findings.Select(f => f.Check));
        Assert.All(findings, f => Assert.Equal(DnsState.Fine, f.State));
    }

    [Fact]
    public async Task A_sender_who_published_nothing_is_told_what_to_publish()
    {
        await using var server = new StubDns();

        var findings = await SenderDoctor.CheckAsync(Shop, [IPAddress.Parse("192.0.2.1")], server.Client);

        Assert.All(findings, f => Assert.Equal(DnsState.Wrong, f.State));
        Assert.Contains("publish shop.example. IN TXT \"v=spf1 include:relay.example ~all\"", findings[0].Text, StringComparison.Ordinal);
        Assert.Contains("_dmarc.shop.example. IN TXT", findings[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_fails_leaves_every_check_unknown()
    {
        await using var server = new StubDns { Spoil = reply => [[.. reply[..3], 0x85, .. reply[4..]]] };

        var findings = await SenderDoctor.CheckAsync(Shop, [IPAddress.Parse("192.0.2.1")], server.Client);

        Assert.All(findings, f => Assert.Equal(DnsState.Unknown, f.State));
    }

    [Fact]
    public async Task A_subdomain_takes_the_policy_of_the_domain_above()
    {
        await using var server = Published().With("news.shop.example", DnsRecordType.Mx, "10 mx.shop.example");
        var identity = Shop with { Domain = "news.shop.example" };

        var findings = await SenderDoctor.CheckAsync(identity, [], server.Client);

        Assert.Equal(DnsState.Fine, findings.Single(f => f.Check == "dmarc").State);
    }

    [Fact]
    public async Task A_name_that_does_not_lead_back_to_its_address_is_wrong()
    {
        await using var server = Published().With("mail.shop.example", DnsRecordType.A, "192.0.2.9");

        var findings = await SenderDoctor.CheckAsync(Shop, [IPAddress.Parse("192.0.2.1")], server.Client);

        Assert.Contains("does not lead back", findings.Single(f => f.Check == "ptr").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v=spf1 include:relay.example -all", DnsState.Fine)]
    [InlineData("v=spf1 include:other.example ~all", DnsState.Wrong)]
    [InlineData("v=spf1 include:relay.example +all", DnsState.Wrong)]
    [InlineData("v=spf1 include:relay.example a mx a:x.example mx:x.example include:b include:c include:d include:e exists:f redirect=g ~all", DnsState.Wrong)]
    [InlineData("v=spf1 include:relay.example", DnsState.Advice)]
    [InlineData("v=spf10 include:relay.example ~all", DnsState.Wrong)]
    public void An_spf_record_is_judged(string record, DnsState expected) =>
        Assert.Equal(expected, RecordRules.CheckSpf(Shop, new DnsAnswer.Found(["google-site-verification=x", record])).Last().State);

    [Fact]
    public void Two_records_where_one_is_allowed_are_wrong()
    {
        Assert.Equal(DnsState.Wrong, RecordRules.CheckSpf(Shop, new DnsAnswer.Found(["v=spf1 ~all", "v=spf1 -all"])).Single().State);
        Assert.Equal(DnsState.Wrong, RecordRules.CheckDkim(Record, new DnsAnswer.Found([Key, Key])).Single().State);
        Assert.Equal(DnsState.Wrong, RecordRules.CheckDmarc(Shop, new DnsAnswer.Found(["v=DMARC1; p=none", "v=DMARC1; p=reject"])).Single().State);
    }

    [Fact]
    public void A_dkim_record_is_judged()
    {
        Assert.Equal(DnsState.Fine, Dkim(Key.Replace("p=MII", "p=MI I", StringComparison.Ordinal)));
        Assert.Equal(DnsState.Advice, Dkim(Key + "; t=s:y"));
        Assert.Equal(DnsState.Wrong, Dkim("v=DKIM1; k=rsa; p="));
        Assert.Equal(DnsState.Wrong, Dkim("v=DKIM1; p=MIIBIjANBg"));
        Assert.Equal(DnsState.Wrong, RecordRules.NoDkimKey.State);

        static DnsState Dkim(string record) => RecordRules.CheckDkim(Record, new DnsAnswer.Found([record])).Last().State;
    }

    [Theory]
    [InlineData("v=DMARC1; p=reject; rua=mailto:a@b.example", DnsState.Fine)]
    [InlineData("v=DMARC1;p=quarantine", DnsState.Advice)]
    [InlineData("v=DMARC1; p=none; adkim=s; rua=mailto:a@b.example", DnsState.Advice)]
    [InlineData("v=DMARC1; rua=mailto:a@b.example", DnsState.Wrong)]
    [InlineData("v=DMARC2; p=none", DnsState.Wrong)]
    public void A_dmarc_policy_is_judged(string record, DnsState expected) =>
        Assert.Equal(expected, RecordRules.CheckDmarc(Shop, new DnsAnswer.Found([record])).Last().State);

    [Fact]
    public void A_null_mx_receives_no_bounces() =>
        Assert.Equal(DnsState.Wrong, RecordRules.CheckMx(Shop, new DnsAnswer.Found(["0 "])).State);

    private static StubDns Published() => new StubDns()
        .With("shop.example", DnsRecordType.Txt, "v=spf1 include:relay.example ~all")
        .With("s1._domainkey.shop.example", DnsRecordType.Txt, Key)
        .With("_dmarc.shop.example", DnsRecordType.Txt, "v=DMARC1; p=none; rua=mailto:dmarc@shop.example")
        .With("shop.example", DnsRecordType.Mx, "10 mx.shop.example")
        .With("1.2.0.192.in-addr.arpa", DnsRecordType.Name, "mail.shop.example")
        .With("mail.shop.example", DnsRecordType.A, "192.0.2.1");
}
