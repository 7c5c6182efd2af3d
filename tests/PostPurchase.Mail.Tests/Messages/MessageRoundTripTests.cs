using System.Text.Json;
using PostPurchase.Mail.Messages;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

/// <summary>Hostile and random text in every place that takes text, read back by Python's email package.</summary>
public class MessageRoundTripTests
{
    private const int RandomMessages = 300;

    private static readonly string[] Header = ["From", "To", "Subject", "Date", "Message-ID", "X-Note", "MIME-Version", "Content-Type"];

    [NeedsProgramFact(Python.Program)]
    public async Task Random_text_in_names_subject_header_file_name_and_bodies_reads_back_equal()
    {
        var texts = Random(RandomMessages);

        await AssertReadsBackAsync(texts);
    }

    [NeedsProgramFact(Python.Program)]
    public Task Known_troublemakers_read_back_equal() => AssertReadsBackAsync(
    [
        new string('ü', 90), new string('x', 2000), "Müller, \"Co\" <x>", "jane@example.com", "=?utf-8?q?fake?=", "a =?utf-8?B?eA==?= b",
        "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "tab\there", "two  spaces", "z̵̡̢̛̛͇̭̫̲̼̘͎̙̝̬̜̯̙͖̯͕̬̦̘̰̳̲̞̩̭̘̫̜̯̗͖̦̺̞̻̜̯̩̘̬", "back\\slash", "semi;colon=\"1\"", "%41", "日本語の件名はとても長いので何度も折り返されることになります、本当に長いです", "From here", ".", "-- ",
        string.Join(' ', Enumerable.Repeat("word", 400)), string.Join(' ', Enumerable.Repeat("a:", 600)), new string('"', 59), "a: " + new string('b', 74),
        "a\u2028Bcc: x@evil.example", "a\u2029b", "a\u0085b", "a\vb", "a\fb", "a\u001cb\u001db\u001eb",
        "Großes Dankeschön für Ihre Bestellung Nummer 1001 bei uns im Wanderladen – bis bald!",
    ]);

    [ConformanceFact]
    public async Task Naughty_strings_read_back_equal_and_add_no_header()
    {
        var naughty = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(Conformance.PathTo("corpora", "blns.json")))!;

        await AssertReadsBackAsync([.. naughty.Where(t => t.Length > 0 && t.AsSpan().IndexOfAny("\r\n\0") < 0)]);
    }

    private static async Task AssertReadsBackAsync(List<string> texts)
    {
        var messages = texts.Select(With).ToList();
        var read = await PythonReader.ReadAsync(messages.Select(m => Sample.Bytes(m)));

        for (var i = 0; i < texts.Count; i++)
        {
            var expected = WellFormed(texts[i]);
            Assert.Equal((expected, expected, expected, expected), (read[i].Subject, read[i].FromName, read[i].ToName, read[i]["X-Note"]));
            Assert.Equal((expected + "\r\n " + expected, expected), (read[i].Text, read[i].Html));
            Assert.Equal(("shop@shop.example", "jane@example.com"), (read[i].FromAddress, read[i].ToAddress));
            Assert.Equal(expected.Trim(), Assert.Single(read[i].Files).Name.Trim()); // Python trims file names
            Assert.Equal(Header, read[i].Headers.Select(h => h[0]));
            Assert.Empty(read[i].Defects);
            WireRules.AssertKept(Sample.Bytes(messages[i]));
        }
    }

    private static MailMessage With(string text)
    {
        var plain = Sample.Message();
        return plain with
        {
            From = plain.From with { Name = text },
            To = plain.To with { Name = text },
            Subject = text,
            Headers = [new MailHeader("X-Note", text)],
            Text = text + "\n " + text,
            Html = text,
            Attachments = [new MailFile(text, "application/octet-stream", new byte[] { 1, 2, 3 })],
        };
    }

    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes().Select(r => r.ToString()));

    /// <summary>Text of one line from many scripts, with spaces, quotes, controls and lone surrogates; the same in every run.</summary>
    private static List<string> Random(int count)
    {
        var random = new Random(20260102);
        return [.. Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => Character(random))))];
    }

    private static char Character(Random random) => random.Next(12) switch
    {
        < 6 => (char)random.Next(' ', '~' + 1),
        < 8 => (char)random.Next(0xA0, 0x250),
        8 => (char)random.Next(0x3040, 0x3100),
        9 => (char)random.Next(0xD800, 0xE000),
        _ => "\t\u0001\u200D\uFEFF\u0301\u007F=?\"\\ "[random.Next(11)],
    };
}
