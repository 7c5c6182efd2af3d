using System.Text;
using System.Text.Json;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Tests.Messages;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Signing;

/// <summary>Two verifiers that others wrote look at signed messages, whole and tampered with.</summary>
public sealed class DkimVerifierTests : IDisposable
{
    private const int RandomMessages = 1_000;
    private const string OpenDkim = "/usr/sbin/opendkim";

    private const string Script = """
        import sys, json, base64, dkim
        given = json.load(sys.stdin)
        record = lambda name, timeout=5: given['record'].encode() if name == b's1._domainkey.shop.example.' else None
        print(json.dumps([dkim.verify(base64.b64decode(m), dnsfunc=record) for m in given['messages']]))
        """;

    private readonly DkimSigner _signer = DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8);

    public void Dispose() => _signer.Dispose();

    [NeedsProgramFact(Python.Dkim)]
    public async Task Signatures_of_random_messages_verify()
    {
        var random = new Random(8058);

        Assert.DoesNotContain(false, await VerifyAsync(Enumerable.Range(0, RandomMessages).Select(i => Sample.Bytes(Any(random, i), _signer))));
    }

    [NeedsProgramFact(Python.Dkim)]
    public async Task A_message_that_was_changed_on_the_way_does_not_verify()
    {
        var whole = Sample.Wire(Sample.Marketing(), _signer);
        string[] changed =
        [
            whole.Replace("Jane</b>", "Joan</b>", StringComparison.Ordinal),
            whole.Replace("https://shop.example/u/", "https://evil.example/u/", StringComparison.Ordinal),
            whole.Replace("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "", StringComparison.Ordinal),
            whole.Replace("Subject: Thank", "Subject: No thank", StringComparison.Ordinal),
            "From: other@evil.example\r\n" + whole,
            whole.Replace("\r\nTo:", "\r\nFrom: other@evil.example\r\nTo:", StringComparison.Ordinal),
            "Subject: other\r\n" + whole,
        ];

        Assert.DoesNotContain(true, await VerifyAsync(changed.Select(Encoding.UTF8.GetBytes)));
        Assert.All(changed, c => Assert.NotEqual(whole, c));
    }

    [NeedsProgramFact(Python.Dkim)]
    public async Task White_space_that_relays_may_change_keeps_the_signature()
    {
        var whole = Sample.Wire(Sample.Marketing(), _signer);
        string[] changed = [whole + "\r\n\r\n", whole.Replace("Subject: Thank you", "SUBJECT:   Thank\r\n\tyou ", StringComparison.Ordinal), "Received: by relay\r\n" + whole];

        Assert.DoesNotContain(false, await VerifyAsync(changed.Select(Encoding.UTF8.GetBytes)));
    }

    [NeedsProgramFact(OpenDkim)]
    public async Task Opendkim_agrees()
    {
        var random = new Random(6376);
        using var folder = new OpenDkimFolder("s1._domainkey.shop.example", _signer.Records[0].Value);
        var good = Enumerable.Range(0, 20).Select(i => folder.Add(Sample.Bytes(Any(random, i), _signer))).ToList();
        var bad = folder.Add(Encoding.UTF8.GetBytes(Sample.Wire(Sample.Marketing(), _signer).Replace("Jane</b>", "Joan</b>", StringComparison.Ordinal)));

        var verdicts = await folder.VerifyAsync();

        Assert.All(good, name => Assert.Contains(verdicts, v => v.Contains(name + ": verification (s=s1, d=shop.example, 2048-bit key", StringComparison.Ordinal) && v.Contains("succeeded", StringComparison.Ordinal)));
        Assert.Contains(verdicts, v => v.Contains(bad, StringComparison.Ordinal) && v.Contains("failed", StringComparison.Ordinal));
    }

    private async Task<List<bool>> VerifyAsync(IEnumerable<byte[]> messages) =>
        (await Python.RunAsync(Script, new { record = _signer.Records[0].Value, messages = messages.Select(Convert.ToBase64String).ToList() })).Deserialize<List<bool>>()!;

    private static MailMessage Any(Random random, int i)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(3000)).Select(_ => "aä \t\r\n=.From <b>日😀"[random.Next(18)]));
        var message = random.Next(2) == 0 ? Sample.Message() : Sample.Marketing();
        return message with
        {
            Id = $"s{i}",
            Subject = string.Concat(text.Where(c => c >= ' ').Take(random.Next(120))),
            Text = random.Next(3) == 0 ? null : text,
            Html = random.Next(3) == 0 ? "" : text,
            Attachments = random.Next(4) == 0 ? [new MailFile("ü.bin", "application/octet-stream", Encoding.UTF8.GetBytes(text))] : [],
        };
    }

    private sealed class OpenDkimFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("dkim").FullName;
        private readonly List<string> _files = [];

        public OpenDkimFolder(string name, string record)
        {
            File.WriteAllText(Path.Combine(_path, "keys"), $"{name} {record}\n");
            File.WriteAllText(Path.Combine(_path, "conf"), $"TestPublicKeys {_path}/keys\nMode v\nTemporaryDirectory {_path}\n");
        }

        public string Add(byte[] message)
        {
            _files.Add(Path.Combine(_path, $"{_files.Count}.eml"));
            File.WriteAllBytes(_files[^1], message);
            return _files[^1];
        }

        public async Task<string[]> VerifyAsync()
        {
            var end = await Child.RunAsync(OpenDkim, ["-x", Path.Combine(_path, "conf"), "-vv", "-t", string.Join(',', _files)]);
            return (end.Out + end.Error).Split('\n');
        }

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
