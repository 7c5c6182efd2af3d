using System.Text;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Signing;

namespace PostPurchase.Mail.Tests.Messages;

/// <summary>A valid message with everything that a marketing mail has; tests change what they are about.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.FromHours(1));

    public static MailMessage Message() => new()
    {
        Id = "s1",
        From = new Mailbox(EmailAddress.Parse("shop@shop.example"), "Trail Shop"),
        To = new Mailbox(EmailAddress.Parse("jane@example.com"), "Jane Doe"),
        Subject = "Thank you",
        Date = Noon,
        Html = "<p>Hello <b>Jane</b>, see <a href=\"https://shop.example/c/1\">your order</a>.</p>",
    };

    public static MailMessage Marketing() => Message() with
    {
        ReturnPath = EmailAddress.Parse("bounce+abc@shop.example"),
        Unsubscribe = new UnsubscribeLink("https://shop.example/u/abcdefghijklmnopqrst", "mailto:leave+abcdefghijklmnopqrst@shop.example"),
        ListId = "news.shop.example",
        FeedbackId = "teach:new-buyer:own:shopexample",
    };

    public static string Wire(MailMessage message, DkimSigner? signer = null)
    {
        using var wire = MessageWriter.Write(message, signer);
        return Encoding.UTF8.GetString(wire.Bytes.Span);
    }

    public static byte[] Bytes(MailMessage message, DkimSigner? signer = null)
    {
        using var wire = MessageWriter.Write(message, signer);
        return wire.Bytes.ToArray();
    }
}
