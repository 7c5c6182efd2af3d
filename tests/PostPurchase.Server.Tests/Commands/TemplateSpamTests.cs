using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Server.Tests.Commands;

/// <summary>Each template that is shipped, in both languages, as SpamAssassin sees the mail that it makes.</summary>
public sealed partial class TemplateSpamTests : IDisposable
{
    private const string SpamAssassin = "/usr/bin/spamassassin";
    private const int AtOnce = 12;

    private readonly TemporaryFolder _folder = new();

    [NeedsProgramFact(SpamAssassin)]
    public async Task No_template_scores_one_or_more()
    {
        Copy("templates");
        Copy("workflows");
        Copy(Path.Combine("samples", "demo", "offers"), Path.Combine("workflows", "offers"));
        var mails = new List<(string Name, string Message)>();
        foreach (var (language, country) in new[] { ("en-US", "US"), ("de-DE", "DE") })
        {
            _folder.Write("event.json", Event(language, country));
            foreach (var name in Templates()) mails.Add(($"{name} {language}", await MailAsync(name)));
        }

        var scores = await ScoresAsync(mails.Select(mail => mail.Message));

        Assert.True(mails.Count >= 40, $"{mails.Count} mails");
        Assert.Equal(mails.Count, scores.Count);
        Assert.Empty(mails.Zip(scores).Where(pair => pair.Second >= 1.0).Select(pair => $"{pair.First.Name}: {pair.Second}"));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> MailAsync(string template)
    {
        var settings = new Dictionary<string, string>
        {
            ["PostPurchase__Store__FromAddress"] = "shop@shop.example",
            ["PostPurchase__Store__PostalAddress"] = "1 Road, 12345 Town",
            ["PostPurchase__Store__Url"] = "https://shop.example",
            ["PostPurchase__Store__BaseUrl"] = "https://mail.shop.example",
            ["PostPurchase__Store__Currency"] = "EUR",
        };
        var run = await CommandRun.With(_folder, settings, "", "preview", template, "--event", "event.json", "--part", "eml");
        Assert.True(run.ExitCode == 0, $"{template}: {run.Error}");
        return run.Out;
    }

    private IEnumerable<string> Templates() => Directory.GetFiles(Path.Combine(_folder.Path, "templates"), "*.html").Select(file => Path.GetFileNameWithoutExtension(file))
        .Where(name => !name.StartsWith('_') && !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    // Many in one run as a mailbox file, since the program takes a second to start; not all, so that none takes long on a slow machine.
    private static async Task<List<double>> ScoresAsync(IEnumerable<string> messages)
    {
        var scores = new List<double>();
        foreach (var some in messages.Chunk(AtOnce)) scores.AddRange(await ScoresOfAsync(some));
        return scores;
    }

    private static async Task<List<double>> ScoresOfAsync(string[] messages)
    {
        var mailbox = string.Concat(messages.Select(message => $"From x@x.example Fri Jan  2 00:00:00 2026\n{FromLine().Replace(message.ReplaceLineEndings("\n"), ">From ")}\n\n"));
        var end = await Child.RunAsync(SpamAssassin, ["-L", "-t", "--mbox"], Encoding.UTF8.GetBytes(mailbox));
        var scores = StatusLine().Matches(end.Out).Select(match => double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        Assert.True(scores.Count > 0, end.Error);
        return scores;
    }

    private void Copy(string from, string? to = null)
    {
        var source = Path.Combine(Root(), from);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder.Path, to ?? from, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PostPurchase.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("the repository was not found");
        return folder.FullName;
    }

    private static string Event(string locale, string country) => $$$"""
        {"id":"evt-1","type":"purchase","occurred_at":"2026-01-02T10:00:00Z",
        "customer":{"email":"jane@example.com","first_name":"Jane","last_name":"Doe","country":"{{{country}}}","locale":"{{{locale}}}","consent":{"own":true,"third_party":true,"tracking":true}},
        "purchase":{"id":"1001","number":"#1001","currency":"EUR","total":"157.50","status_url":"https://shop.example/o/1001",
        "lines":[{"id":"l3","product_id":"espresso","name":"Morning Light espresso","category":"beans","quantity":1,"unit_price":"29.50"},
        {"id":"l2","product_id":"moka","name":"Stovetop moka pot","category":"brewers","quantity":1,"unit_price":"39.00"},
        {"id":"l1","product_id":"kettle","name":"Brass pour-over kettle","category":"kettles","quantity":1,"unit_price":"89.00","url":"https://shop.example/kettle"}]}}
        """;

    [GeneratedRegex(@"^X-Spam-Status: \w+,\s+score=(-?\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    [GeneratedRegex("^From ", RegexOptions.Multiline)]
    private static partial Regex FromLine();
}
