using System.Text;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Smtp;

public class ReplyParserTests
{
    [Theory]
    [InlineData("250 2.1.5 Ok\r\n", 250, "2.1.5 Ok")]
    [InlineData("250\r\n", 250, "")]
    [InlineData("250 \r\n", 250, "")]
    [InlineData("250-a\r\n250-\r\n250 b\r\n", 250, "a\nb")]
    [InlineData("299 unknown\n", 299, "unknown")]
    public void A_whole_reply_is_read(string wire, int code, string text)
    {
        Assert.True(ReplyParser.TryParse(Encoding.UTF8.GetBytes(wire + "250 next"), keepText: true, out var used, out var reply));
        Assert.Equal((wire.Length, new SmtpReply(code, text)), (used, reply));
    }

    [Fact]
    public void A_reply_that_is_cut_anywhere_waits_for_its_rest()
    {
        var wire = "550-5.1.1 no\r\n550 5.1.1 such user\r\n"u8;
        for (var length = 0; length < wire.Length; length++)
            Assert.False(ReplyParser.TryParse(wire[..length], keepText: true, out _, out _), $"after {length} bytes");
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("SSH-2.0-x\r\n")]
    [InlineData("25\r\n")]
    [InlineData("\r\n")]
    [InlineData("650 x\r\n")]
    [InlineData("2500 x\r\n")]
    [InlineData("250-a\r\n251 b\r\n")]
    [InlineData("HTTP")]
    public void What_is_no_reply_is_refused(string wire) =>
        Assert.Throws<SmtpLinkException>(() => ReplyParser.TryParse(Encoding.UTF8.GetBytes(wire), keepText: true, out _, out _));

    [Theory]
    [InlineData("550 5.1.1 no such user", "5.1.1")]
    [InlineData("550 no such user", null)]
    [InlineData("550 4.1.1 contradicts the code", null)]
    [InlineData("550 5.1 short", null)]
    [InlineData("550 5.1.1", "5.1.1")]
    [InlineData("550 5.1.1no", null)]
    [InlineData("550 5.7.509 long detail", "5.7.509")]
    [InlineData("550 5.1234.1 too long", null)]
    public void The_enhanced_code_is_read_where_it_fits_the_code(string line, string? expected)
    {
        ReplyParser.TryParse(Encoding.UTF8.GetBytes(line + "\r\n"), keepText: true, out _, out var reply);
        Assert.Equal(expected, reply.Status?.ToString());
    }

    [Fact]
    public void The_words_say_a_repeated_code_once_and_no_address()
    {
        var reply = new SmtpReply(550, "5.1.1 <jane@example.com>: unknown\n5.1.1 user jane@example.com");
        Assert.Equal("unknown user (address)", reply.Words());
    }

    [Fact]
    public void Whom_the_words_speak_of_later_on_stays() =>
        Assert.Equal("user <(address)>: unknown", new SmtpReply(550, "5.1.1 user <jane@example.com>: unknown").Words());
}
