using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PostPurchase.Mail.Dns;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Tests.Dns;
using PostPurchase.Mail.Tests.Messages;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Signing;

/// <summary>The second signature, of RFC 8463, against the example of its appendix A and a verifier that others wrote.</summary>
public sealed class Ed25519Tests : IDisposable
{
    private const string ExampleSeed = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    private const string ExamplePublicKey = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    private const string ExampleSignature = "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";
    private const string PyNacl = "/usr/lib/python3/dist-packages/nacl/__init__.py";

    private const string Script = """
        import sys, json, base64, dkim
        given = json.load(sys.stdin)
        record = lambda name, timeout=5: given['records'].get(name.decode().rstrip('.'), '').encode() or None
        def verify(message, i):
            try: return dkim.DKIM(base64.b64decode(message)).verify(idx=i, dnsfunc=record)
            except dkim.ValidationError: return False
        print(json.dumps([[verify(m, i) for i in (0, 1)] for m in given['messages']]))
        """;

    private static readonly string s_pem = PemOf(ExampleSeed);
    private readonly DkimSigner _signer = DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8, ("ed", s_pem));

    public void Dispose() => _signer.Dispose();

    [Fact]
    public void The_key_of_the_standards_example_has_its_public_half()
    {
        Assert.Equal(new DnsRecord("ed._domainkey.shop.example", "TXT", $"v=DKIM1; k=ed25519; p={ExamplePublicKey}"), _signer.Records[1]);
        Assert.Equal("s1._domainkey.shop.example", _signer.Records[0].Name);
    }

    [Fact]
    public void The_message_of_the_standards_example_gets_its_signature()
    {
        var fields = "from:Joe SixPack <joe@football.example.com>\r\nto:Suzie Q <suzie@shopping.example.net>\r\nsubject:Is dinner ready?\r\n"
            + "date:Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\nmessage-id:<20030712040037.46341.5F8J@football.example.com>\r\n"
            + "dkim-signature:v=1; a=ed25519-sha256; c=relaxed/relaxed; d=football.example.com; i=@football.example.com; q=dns/txt; s=brisbane; t=1528637909; "
            + "h=from : to : subject : date : message-id : from : subject : date; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=";
        var body = new byte[SHA256.HashSizeInBytes];
        Canonical.HashBody("Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"u8, body);
        using var key = Ed25519Key.FromPem("brisbane", s_pem);

        Assert.Equal("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=", Convert.ToBase64String(body));
        Assert.Equal(ExampleSignature, Convert.ToBase64String(key.Sign(SHA256.HashData(Encoding.ASCII.GetBytes(fields)))));
    }

    [Fact]
    public void Both_signatures_stand_before_the_message_and_cover_the_same()
    {
        var plain = Sample.Wire(Sample.Marketing());
        var signed = Sample.Wire(Sample.Marketing(), _signer);

        Assert.EndsWith(plain, signed, StringComparison.Ordinal);
        var fields = signed[..^plain.Length].Split("DKIM-Signature: ", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d=shop.example; s=s1;", fields[0], StringComparison.Ordinal);
        Assert.StartsWith("v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=shop.example; s=ed;", fields[1], StringComparison.Ordinal);
        Assert.Equal(Names(fields[0]), Names(fields[1]));
        Assert.All(signed.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));

        static string Names(string field) => field[field.IndexOf("h=", StringComparison.Ordinal)..field.IndexOf(" b=", StringComparison.Ordinal)];
    }

    [NeedsProgramFact(PyNacl)]
    public async Task Another_verifier_takes_both_and_refuses_what_was_changed()
    {
        var messages = Enumerable.Range(0, 40).Select(i => Sample.Wire(Any(i), _signer)).ToList();
        var whole = Sample.Wire(Sample.Marketing(), _signer);
        string[] changed =
        [
            whole.Replace("Jane</b>", "Joan</b>", StringComparison.Ordinal),
            whole.Replace("https://shop.example/u/", "https://evil.example/u/", StringComparison.Ordinal),
            whole.Replace("\r\nTo:", "\r\nFrom: other@evil.example\r\nTo:", StringComparison.Ordinal),
        ];

        Assert.All(await VerifyAsync(messages), both => Assert.Equal([true, true], both));
        Assert.All(changed, c => Assert.NotEqual(whole, c));
        Assert.All(await VerifyAsync(changed), both => Assert.Equal([false, false], both));
    }

    [Fact]
    public void Many_threads_may_sign_at_once()
    {
        var expected = Sample.Wire(Sample.Message(), _signer);

        Parallel.For(0, 64, _ => Assert.Equal(expected, Sample.Wire(Sample.Message(), _signer)));
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v\n-----END PRIVATE KEY-----")]
    public void What_is_no_ed25519_key_is_refused_without_showing_it(string pem)
    {
        var error = Assert.Throws<ArgumentException>(() => DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8, ("ed", pem)));

        Assert.StartsWith("the DKIM key is not an Ed25519 private key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_rsa_key_in_its_place_and_one_selector_for_both_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8, ("ed", TestKeys.Pkcs8)));
        Assert.Throws<ArgumentException>(() => DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8, ("S1", s_pem)));
    }

    [Fact]
    public void A_published_ed25519_record_is_judged()
    {
        var record = _signer.Records[1];

        Assert.Equal(DnsState.Fine, Judge(record.Value));
        Assert.Equal(DnsState.Wrong, Judge($"v=DKIM1; p={ExamplePublicKey}")); // without k= it is taken for RSA
        Assert.Equal(DnsState.Wrong, Judge($"v=DKIM1; k=ed25519; p={ExampleSeed}"));

        DnsState Judge(string found) => RecordRules.CheckDkim(record, new DnsAnswer.Found([found])).Last().State;
    }

    [Fact]
    public async Task The_doctor_asks_for_both_records()
    {
        await using var server = new StubDns().With(_signer.Records[0].Name, DnsRecordType.Txt, _signer.Records[0].Value);
        var identity = new SenderIdentity("shop.example", _signer.Records, ["include:relay.example"]);

        var findings = await SenderDoctor.CheckAsync(identity, [], server.Client);

        Assert.Equal([DnsState.Fine, DnsState.Wrong], findings.Where(f => f.Check == "dkim").Select(f => f.State));
        Assert.Contains($"publish {_signer.Records[1].ToZoneLine()}", findings.Last(f => f.Check == "dkim").Text, StringComparison.Ordinal);
        Assert.Equal(4, identity.RecordsToPublish().Count);
    }

    private static MailMessage Any(int i) => (i % 2 == 0 ? Sample.Message() : Sample.Marketing()) with
    {
        Id = $"s{i}",
        Subject = new string('ü', i),
        Text = string.Concat(Enumerable.Repeat(" a.\t\r\n", i)),
    };

    private async Task<List<List<bool>>> VerifyAsync(IEnumerable<string> messages) => (await Python.RunAsync(Script, new
    {
        records = _signer.Records.ToDictionary(record => record.Name, record => record.Value),
        messages = messages.Select(message => Convert.ToBase64String(Encoding.UTF8.GetBytes(message))).ToList(),
    })).Deserialize<List<List<bool>>>()!;

    // PKCS#8 around the 32 bytes (RFC 8410 7)
    private static string PemOf(string seed) =>
        new(PemEncoding.Write("PRIVATE KEY", [.. Convert.FromHexString("302e020100300506032b657004220420"), .. Convert.FromBase64String(seed)]));
}
