using System.Text;
using System.Text.Json;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Tests.Messages;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Signing;

/// <summary>The verifier of tests/mailauth, which knows both algorithms.</summary>
public sealed class MailauthTests : IDisposable
{
    private const string Ed25519Key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----";

    private readonly DkimSigner _signer = DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8, ("s2", Ed25519Key));

    public void Dispose() => _signer.Dispose();

    [NeedsMailauthFact]
    public async Task A_third_verifier_takes_both_signatures_and_refuses_what_was_changed()
    {
        var whole = Sample.Wire(Sample.Marketing(), _signer);
        var good = Enumerable.Range(0, 60).Select(i => Sample.Wire(Sample.Marketing() with { Id = $"s{i}", Subject = new string('ü', i), Text = string.Concat(Enumerable.Repeat(" .a\t \r\n", i)) }, _signer)).ToList();
        string[] changed =
        [
            whole.Replace("Jane</b>", "Joan</b>", StringComparison.Ordinal),
            whole.Replace("https://shop.example/u/", "https://evil.example/u/", StringComparison.Ordinal),
            whole.Replace("\r\nTo:", "\r\nFrom: other@evil.example\r\nTo:", StringComparison.Ordinal),
        ];

        var results = await VerifyAsync([.. good, .. changed]);

        Assert.All(results.Take(good.Count), both => Assert.Equal(["rsa-sha256 pass", "ed25519-sha256 pass"], both));
        Assert.All(results.Skip(good.Count), both => Assert.DoesNotContain(both, result => result.EndsWith(" pass", StringComparison.Ordinal)));
        Assert.Equal(good.Count + changed.Length, results.Count);
    }

    private async Task<List<List<string>>> VerifyAsync(IEnumerable<string> messages)
    {
        var input = JsonSerializer.SerializeToUtf8Bytes(new
        {
            records = _signer.Records.ToDictionary(record => record.Name, record => record.Value),
            messages = messages.Select(message => Convert.ToBase64String(Encoding.UTF8.GetBytes(message))),
        });
        var end = await Child.RunAsync(NeedsMailauthFactAttribute.Node, [NeedsMailauthFactAttribute.Script!], input);
        return end.ExitCode == 0 ? JsonSerializer.Deserialize<List<List<string>>>(end.Out)! : throw new InvalidOperationException(end.Error);
    }
}

/// <summary>Skipped where tests/mailauth has not been installed (npm ci).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsMailauthFactAttribute : FactAttribute
{
    internal const string Node = "/usr/bin/node";

    public NeedsMailauthFactAttribute()
    {
        if (Script is null || !File.Exists(Node)) Skip = $"needs {Node} and npm ci in tests/mailauth";
    }

    internal static string? Script { get; } = Find();

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent;
        var script = folder is null ? null : Path.Combine(folder.FullName, "tests", "mailauth", "verify.js");
        return script is not null && File.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules", "mailauth", "package.json")) ? script : null;
    }
}
