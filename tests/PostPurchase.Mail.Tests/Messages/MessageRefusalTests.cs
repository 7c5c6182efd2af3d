using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

public class MessageRefusalTests
{
    public static TheoryData<string> Breaks => ["a\r\nBcc: x@evil.example", "a\nb", "a\rb", "a\0b", "\r\n", "a\r\n"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_line_end_or_nul_is_refused_in_every_text_of_the_header(string text)
    {
        var message = Sample.Marketing();
        var address = message.To.Address;
        Assert.All(
            [
                message with { Subject = text },
                message with { From = message.From with { Name = text } },
                message with { To = new Mailbox(address, text) },
                message with { ReplyTo = new Mailbox(address, text) },
                message with { Id = text },
                message with { ListId = text },
                message with { FeedbackId = text },
                message with { Unsubscribe = new UnsubscribeLink("https://shop.example/" + text) },
                message with { Unsubscribe = new UnsubscribeLink("https://shop.example/u", "mailto:" + text) },
                message with { Headers = [new MailHeader("X-Note", text)] },
                message with { Headers = [new MailHeader(text, "note")] },
                message with { Attachments = [new MailFile(text, "text/csv", default)] },
                message with { Attachments = [new MailFile("a.csv", "text/csv" + text, default)] },
                message with { Images = [new MailFile("a.png", "image/png", default, text)] },
            ],
            AssertRefused);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a@b")]
    [InlineData("a b")]
    [InlineData("<a>")]
    public void An_id_that_makes_no_message_id_is_refused(string id) => AssertRefused(Sample.Message() with { Id = id });

    [Theory]
    [InlineData("Subject")]
    [InlineData("bcc")]
    [InlineData("DKIM-Signature")]
    [InlineData("Content-Type")]
    [InlineData("list-unsubscribe")]
    [InlineData("X Note")]
    [InlineData("X-Note:")]
    [InlineData("X-Nöte")]
    [InlineData("")]
    public void A_header_that_is_ours_or_has_no_proper_name_is_refused(string name) =>
        AssertRefused(Sample.Message() with { Headers = [new MailHeader(name, "x")] });

    [Fact]
    public void A_header_given_twice_is_refused() =>
        AssertRefused(Sample.Message() with { Headers = [new MailHeader("X-Note", "1"), new MailHeader("x-note", "2")] });

    [Theory]
    [InlineData("http://shop.example/u", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("https://shop.example/u?a=ü", null)]
    [InlineData("https://shop.example/a b", null)]
    [InlineData("https://shop.example/>,<mailto:x@y.example", null)]
    [InlineData("https://shop.example/u", "leave@shop.example")]
    public void An_unsubscribe_address_that_no_provider_would_take_is_refused(string url, string? mailto) =>
        AssertRefused(Sample.Message() with { Unsubscribe = new UnsubscribeLink(url, mailto) });

    [Theory]
    [InlineData("png")]
    [InlineData("/png")]
    [InlineData("image/")]
    [InlineData("image/png; x=y")]
    [InlineData("message/rfc822")]
    [InlineData("multipart/mixed")]
    public void A_media_type_that_would_break_the_structure_is_refused(string type) =>
        AssertRefused(Sample.Message() with { Attachments = [new MailFile("a", type, default)] });

    [Fact]
    public void A_message_without_any_body_and_an_image_without_an_id_are_refused()
    {
        AssertRefused(Sample.Message() with { Html = null });
        AssertRefused(Sample.Message() with { Images = [new MailFile("a.png", "image/png", default)] });
    }

    [Fact]
    public void The_error_names_the_field_and_not_its_value()
    {
        var error = Assert.Throws<MessageRefusedException>(() => MessageWriter.Write(Sample.Message() with { Subject = "secret\n" }));

        Assert.Equal("Subject", error.Field);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(MailMessage message) => Assert.Throws<MessageRefusedException>(() => MessageWriter.Write(message));
}
