using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

/// <summary>Text of other people in every field, mixed with everything that somebody takes for the end of a line.</summary>
public class HeaderInjectionTests
{
    private const int Rounds = 150;

    private static readonly string[] s_pieces = ["\r", "\n", "\r\n", "\0", "\u2028", "\u2029", "\u0085", "\v", "\f", "\u001c", "Bcc: x@evil.example", ":", " ", "\t", "ü", "=?utf-8?q?=0D=0ABcc:_x@evil.example?=", "\"", "<", ">", "\\"];

    private static readonly (string Field, Func<MailMessage, string, MailMessage> Put)[] s_fields =
    [
        ("subject", (m, t) => m with { Subject = t }),
        ("name of the sender", (m, t) => m with { From = m.From with { Name = t } }),
        ("name of the recipient", (m, t) => m with { To = m.To with { Name = t } }),
        ("name to reply to", (m, t) => m with { ReplyTo = new Mailbox(m.From.Address, t) }),
        ("header of one's own", (m, t) => m with { Headers = [new MailHeader("X-Note", t)] }),
        ("name of a header", (m, t) => m with { Headers = [new MailHeader("X-" + t, "note")] }),
        ("id", (m, t) => m with { Id = "s" + t }),
        ("list id", (m, t) => m with { ListId = t }),
        ("feedback id", (m, t) => m with { FeedbackId = t }),
        ("unsubscribe address", (m, t) => m with { Unsubscribe = new UnsubscribeLink("https://shop.example/u/" + t) }),
        ("unsubscribe mailbox", (m, t) => m with { Unsubscribe = new UnsubscribeLink("https://shop.example/u/1", "mailto:" + t + "@shop.example") }),
        ("name of a file", (m, t) => m with { Attachments = [new MailFile(t, "text/csv", new byte[] { 1 })] }),
        ("media type", (m, t) => m with { Attachments = [new MailFile("a.csv", "text/csv" + t, new byte[] { 1 })] }),
        ("content id", (m, t) => m with { Images = [new MailFile("a.png", "image/png", new byte[] { 1 }, "i" + t)] }),
    ];

    [NeedsProgramFact(Python.Program)]
    public async Task No_text_in_any_field_adds_a_header_or_ends_the_header_block()
    {
        var random = new Random(28);
        var accepted = new List<(string Field, string Text, byte[] Bytes)>();
        var refused = 0;
        foreach (var (field, put) in s_fields)
        {
            for (var i = 0; i < Rounds; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
                if (Write(put(Sample.Message(), text)) is { } bytes) accepted.Add((field, text, bytes));
                else refused++;
            }
        }

        var read = await PythonReader.ReadAsync(accepted.Select(one => one.Bytes));
        var allowed = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "X-Note", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        };

        Assert.True(refused > 300 && accepted.Count > 300, $"{refused} refused, {accepted.Count} accepted");
        Assert.All(accepted, one => Assert.True(one.Text.AsSpan().IndexOfAny("\r\n\0") < 0, $"{one.Field}: {one.Text}"));
        Assert.All(accepted.Zip(read), pair => Assert.All(pair.Second.Headers, header => Assert.True(
            allowed.Contains(header[0]) || (pair.First.Field == "name of a header" && header[0] == "X-" + pair.First.Text),
            $"{pair.First.Field} '{pair.First.Text}' made the header {header[0]}")));
        Assert.All(read, one => Assert.Equal("jane@example.com", one.ToAddress));
        Assert.All(read, one => Assert.Contains("Hello", one.Html, StringComparison.Ordinal));
    }

    private static byte[]? Write(MailMessage message)
    {
        try
        {
            return Sample.Bytes(message);
        }
        catch (MessageRefusedException)
        {
            return null;
        }
    }
}
