using System.Text;
using PostPurchase.Mail.Reading;
using Xunit;

namespace PostPurchase.Mail.Tests.Reading;

public sealed class MailReaderTests
{
    [Fact]
    public void Headers_are_unfolded_and_encoded_words_decoded()
    {
        var mail = Read("From x Thu Jan  1 00:00:00 1970\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n =?iso-8859-1?B?4PE=?= and more\nX-Empty:\n\nbody");

        Assert.Equal("Grüßeàñ and more", mail.Header("subject"));
        Assert.Equal("", mail.Header("X-Empty"));
        Assert.Null(mail.Header("X-None"));
        Assert.Equal("body", mail.Text);
    }

    [Theory]
    [InlineData("iso-2022-jp", "GyRCJE8kLBsoQg==", "はが")]
    [InlineData("windows-1252", "gA==", "€")]
    [InlineData("koi8-r", "0NLJ18XU", "привет")]
    [InlineData("utf-8", "w6k=", "é")]
    [InlineData("us-ascii", "w6k=", "é")]
    [InlineData("no-such-charset", "6Q==", "é")]
    [InlineData("utf-7", "6Q==", "é")]
    public void Charsets_are_decoded_and_unknown_ones_guessed(string charset, string base64, string text) =>
        Assert.Equal(text, Read($"Content-Type: text/plain; charset=\"{charset}\"\nContent-Transfer-Encoding: base64\n\n{base64}\n").Text);

    [Fact]
    public void Quoted_printable_keeps_what_is_not_valid() =>
        Assert.Equal("a=b é=ZZ=", Read("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\na=3Db =\n=C3=A9=ZZ=").Text);

    [Fact]
    public void Nested_multiparts_and_messages_become_a_tree()
    {
        var mail = Read("""
            Content-Type: multipart/mixed; boundary="outer"

            preamble
            --outer
            Content-Type: multipart/alternative;
            boundary=outer-inner

            --outer-inner

            plain
            --outer-inner
            Content-Type: text/html

            <p>html</p>
            --outer-inner--
            --outer
            Content-Type: message/rfc822

            Subject: inside

            text
            --outer--
            epilogue
            """);

        Assert.Equal(["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "message/rfc822", "text/plain"], mail.Walk().Select(p => p.MediaType));
        Assert.Equal("inside", mail.Children[1].Children[0].Header("Subject"));
        Assert.Equal("plain", mail.Children[0].Children[0].Text);
    }

    [Fact]
    public void Folding_that_lost_its_white_space_is_mended()
    {
        var mail = Read("Received: from a\n(b) by c;\nMon, 1 Jan\nMessage-ID: <1@x>\nSubject: s\n\nNo header\nFrom: body");

        Assert.Equal(("<1@x>", "s", "No header\nFrom: body"), (mail.Header("Message-ID"), mail.Header("Subject"), mail.Text));
    }

    [Fact]
    public void A_boundary_that_nobody_declared_is_found()
    {
        var mail = Read("Content-Type: multipart/report\n\n--somewhere/else\nContent-Type: message/delivery-status\n\nAction: failed\n\n--somewhere/else--\n");

        Assert.Equal("message/delivery-status", Assert.Single(mail.Children).MediaType);
    }

    [Fact]
    public void Depth_and_number_of_parts_are_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 1000));
        var wide = "Content-Type: multipart/mixed; boundary=x\n\n" + string.Concat(Enumerable.Repeat("--x\n\na\n", 5000));

        Assert.InRange(Read(deep).Walk().Count(), 1, 10);
        Assert.InRange(Read(wide).Walk().Count(), 100, 501);
    }

    [Fact]
    public void Parameters_are_read_with_quotes_pieces_and_without()
    {
        var mail = Read("Content-Type: text/plain; charset=utf-8; name*0=\"lo\"; name*1=ng; report-type = \"a\\\"b\";;\n\n");

        Assert.Equal(("utf-8", "long", "a\"b"), (mail.Parameter("CHARSET"), mail.Parameter("name"), mail.Parameter("report-type")));
    }

    private static MailPart Read(string text) => MailReader.Read(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
}
