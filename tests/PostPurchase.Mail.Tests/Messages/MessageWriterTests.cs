using System.Text;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Tests.Signing;
using PostPurchase.Testing;
using Xunit;

namespace PostPurchase.Mail.Tests.Messages;

public class MessageWriterTests
{
    [Fact]
    public void A_marketing_message_is_written_like_this()
    {
        var wire = Sample.Wire(Sample.Marketing());

        Assert.Equal("""
            From: Trail Shop <shop@shop.example>
            To: Jane Doe <jane@example.com>
            Subject: Thank you
            Date: Fri, 02 Jan 2026 12:00:00 +0100
            Message-ID: <s1@shop.example>
            List-Id: <news.shop.example>
            List-Unsubscribe: <https://shop.example/u/abcdefghijklmnopqrst>,
             <mailto:leave+abcdefghijklmnopqrst@shop.example>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            Feedback-ID: teach:new-buyer:own:shopexample
            MIME-Version: 1.0
            Content-Type: multipart/alternative;
             boundary="=_a8c5b5c4db0e8a1a6d7d5c1d0"


            --=_a8c5b5c4db0e8a1a6d7d5c1d0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Hello Jane, see your order <https://shop.example/c/1>.
            --=_a8c5b5c4db0e8a1a6d7d5c1d0
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p>Hello <b>Jane</b>, see <a href=3D"https://shop.example/c/1">your order</=
            a>.</p>
            --=_a8c5b5c4db0e8a1a6d7d5c1d0--

            """.ReplaceLineEndings("\r\n").Replace("=_a8c5b5c4db0e8a1a6d7d5c1d0", BoundaryOf(wire), StringComparison.Ordinal), wire);
    }

    [Fact]
    public void The_same_message_gives_the_same_bytes_and_another_id_another_boundary()
    {
        Assert.Equal(Sample.Wire(Sample.Marketing()), Sample.Wire(Sample.Marketing()));
        Assert.NotEqual(BoundaryOf(Sample.Wire(Sample.Message())), BoundaryOf(Sample.Wire(Sample.Message() with { Id = "s2" })));
    }

    [Fact]
    public void Text_alone_is_one_part_that_ends_with_a_line_end()
    {
        var wire = Sample.Wire(Sample.Message() with { Html = null, Text = "Hello" });

        Assert.EndsWith("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHello\r\n", wire, StringComparison.Ordinal);
    }

    [NeedsProgramFact(Python.Program)]
    public async Task Images_and_attachments_nest_as_mixed_alternative_related()
    {
        var message = Sample.Message() with
        {
            Html = "<img src=\"cid:logo\">",
            Images = [new MailFile("logo.png", "image/png", new byte[100], "logo")],
            Attachments = [new MailFile("Rechnung.pdf", "application/pdf", new byte[1000])],
        };

        var read = Assert.Single(await PythonReader.ReadAsync([Sample.Bytes(message)]));

        Assert.Equal(["multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "application/pdf"], read.Types);
        Assert.Equal([("logo.png", "inline", "<logo>", 100), ("Rechnung.pdf", "attachment", null, 1000)], read.Files.Select(f => (f.Name, f.Disposition, f.Id, f.Content.Length)));
        Assert.Empty(read.Defects);
    }

    [Fact]
    public void The_result_carries_the_envelope()
    {
        using var wire = MessageWriter.Write(Sample.Marketing());

        Assert.Equal(("bounce+abc@shop.example", "jane@example.com", "s1@shop.example", false), (wire.Sender.ToString(), wire.Recipient.ToString(), wire.MessageId, wire.NeedsSmtpUtf8));
    }

    [Fact]
    public void Without_a_return_path_bounces_go_to_the_author()
    {
        using var wire = MessageWriter.Write(Sample.Message());

        Assert.Equal("shop@shop.example", wire.Sender.ToString());
    }

    [Fact]
    public void An_international_domain_travels_in_ascii_and_needs_no_smtputf8()
    {
        using var wire = MessageWriter.Write(Sample.Message() with { To = new Mailbox(EmailAddress.Parse("jane@bücher.example")) });

        Assert.Contains("To: jane@xn--bcher-kva.example\r\n", Encoding.ASCII.GetString(wire.Bytes.Span), StringComparison.Ordinal);
        Assert.False(wire.NeedsSmtpUtf8);
    }

    [Fact]
    public void A_local_part_outside_of_ascii_is_flagged_and_written_as_utf8()
    {
        using var wire = MessageWriter.Write(Sample.Message() with { To = new Mailbox(EmailAddress.Parse("jürgen@example.com"), "Jürgen") });

        Assert.Contains("To: =?utf-8?Q?J=C3=BCrgen?= <jürgen@example.com>\r\n", Encoding.UTF8.GetString(wire.Bytes.Span), StringComparison.Ordinal);
        Assert.True(wire.NeedsSmtpUtf8);
    }

    [Fact]
    public void Disposing_twice_is_harmless_and_the_bytes_are_gone()
    {
        var wire = MessageWriter.Write(Sample.Message());

        wire.Dispose();
        wire.Dispose();

        Assert.Throws<ObjectDisposedException>(() => wire.Bytes);
    }

    [Fact]
    public void A_message_of_a_megabyte_outgrows_every_estimate_and_stays_right()
    {
        using var signer = DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8);
        var message = Sample.Message() with { Text = new string('語', 300_000) };

        WireRules.AssertKept(Sample.Bytes(message, signer));
    }

    [Fact]
    public void An_automatic_notice_says_so_and_a_newsletter_does_not()
    {
        Assert.Contains("\r\nAuto-Submitted: auto-generated\r\n", Sample.Wire(Sample.Message() with { IsAutoGenerated = true }), StringComparison.Ordinal);
        Assert.DoesNotContain("Auto-Submitted", Sample.Wire(Sample.Marketing()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_unsubscribe_address_is_never_broken()
    {
        var url = "https://shop.example/u/" + new string('a', 800);

        Assert.Contains($"List-Unsubscribe: <{url}>\r\n", Sample.Wire(Sample.Message() with { Unsubscribe = new UnsubscribeLink(url) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_references_are_folded_between_them()
    {
        var ids = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"<reference-{i}@shop.example>"));

        var wire = Sample.Wire(Sample.Message() with { Headers = [new MailHeader("References", ids)] });

        Assert.Contains($"References: {ids}\r\n", wire.Replace("\r\n ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(wire.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
    }

    private static string BoundaryOf(string wire)
    {
        var from = wire.IndexOf("boundary=\"", StringComparison.Ordinal) + 10;
        return wire[from..wire.IndexOf('"', from)];
    }
}
