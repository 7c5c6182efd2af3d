using System.Text;
using PostPurchase.Mail.Addresses;
using PostPurchase.Mail.Deliverability;
using PostPurchase.Mail.Messages;
using PostPurchase.Mail.Signing;
using PostPurchase.Mail.Tests.Messages;
using PostPurchase.Mail.Tests.Signing;
using Xunit;

namespace PostPurchase.Mail.Tests.Deliverability;

public sealed class MessageLintTests : IDisposable
{
    private readonly DkimSigner _signer = DkimSigner.FromPem("shop.example", "s1", TestKeys.Pkcs8);

    public void Dispose() => _signer.Dispose();

    [Fact]
    public void A_proper_marketing_message_has_no_findings() => Assert.Empty(Lint(Sample.Marketing(), isMarketing: true));

    [Fact]
    public void A_receipt_needs_no_way_to_unsubscribe() => Assert.Empty(Lint(Sample.Message(), isMarketing: false));

    [Fact]
    public void Marketing_without_one_click_is_found()
    {
        Assert.Contains("one_click_missing", Codes(Sample.Message(), isMarketing: true));
        Assert.Contains("one_click_missing", Codes(Sample.Message() with { Unsubscribe = new UnsubscribeLink("https://shop.example/u", OneClick: false) }, isMarketing: true));
    }

    [Fact]
    public void A_message_without_a_signature_is_found() =>
        Assert.Contains("dkim_missing", MessageLint.Check(Sample.Message(), Sample.Bytes(Sample.Message()), isMarketing: false).Select(f => f.Code));

    [Theory]
    [InlineData("mail.shop.example", false)]
    [InlineData("example", true)]
    [InlineData("other.example", true)]
    [InlineData("notshop.example", true)]
    public void A_signature_of_another_domain_is_found_and_one_above_or_below_is_not(string from, bool isFound)
    {
        var message = Sample.Message() with { From = new Mailbox(EmailAddress.Parse("a@" + (from == "example" ? "x.example" : from))) };

        Assert.Equal(isFound, Codes(message, isMarketing: false).Contains("dkim_not_aligned"));
    }

    [Theory]
    [InlineData("List-Unsubscribe:", "", "unsubscribe_unsigned")]
    [InlineData("\r\nSubject:", "\r\nSubject: other\r\nSubject:", "header_repeated")]
    [InlineData("\r\nDate:", "\r\nX-Date:", "header_missing")]
    [InlineData("<s1@shop.example>", "s1@shop.example", "message_id_malformed")]
    [InlineData("Hello", "Hel\nlo", "bare_line_end")]
    [InlineData("Hello", "Hel\rlo", "bare_line_end")]
    public void What_a_relay_or_another_program_spoiled_is_found(string old, string changed, string code)
    {
        var wire = Sample.Wire(Sample.Marketing(), _signer);
        wire = code == "unsubscribe_unsigned"
            ? wire.Replace("List-Unsubscribe:List-Unsubscribe-Post", "List-Id", StringComparison.Ordinal).Replace(":List-Unsubscribe", ":List-Id", StringComparison.Ordinal)
            : wire.Replace(old, changed, StringComparison.Ordinal);

        Assert.Contains(code, MessageLint.Check(Sample.Marketing(), Encoding.UTF8.GetBytes(wire), isMarketing: true).Select(f => f.Code));
    }

    [Fact]
    public void A_line_over_998_octets_is_found()
    {
        var wire = Sample.Wire(Sample.Message(), _signer) + new string('x', 999) + "\r\n";

        Assert.Contains("line_too_long", MessageLint.Check(Sample.Message(), Encoding.UTF8.GetBytes(wire), isMarketing: false).Select(f => f.Code));
    }

    [Theory]
    [InlineData("Re: your order", true)]
    [InlineData("FWD: look", true)]
    [InlineData("AW: Bestellung", true)]
    [InlineData("Reminder: your order", false)]
    [InlineData("Regarding: x", false)]
    [InlineData(": x", false)]
    public void A_subject_that_pretends_to_be_an_answer_is_found(string subject, bool isFound) =>
        Assert.Equal(isFound, Codes(Sample.Message() with { Subject = subject }, isMarketing: false).Contains("fake_reply"));

    [Fact]
    public void A_true_answer_may_say_re() =>
        Assert.Empty(Lint(Sample.Message() with { Subject = "Re: your question", Headers = [new MailHeader("In-Reply-To", "<q@example.com>")] }, isMarketing: false));

    [Theory]
    [InlineData("Trail Shop ✓", true)]
    [InlineData("⭐ Trail Shop", true)]
    [InlineData("Trail Shop™ & Söhne", false)]
    public void A_badge_in_the_name_is_found(string name, bool isFound)
    {
        var message = Sample.Message() with { From = Sample.Message().From with { Name = name } };

        Assert.Equal(isFound, Codes(message, isMarketing: false).Contains("badge_in_sender_name"));
    }

    [Fact]
    public void A_sender_at_a_mailbox_provider_and_one_that_cannot_be_answered_are_found()
    {
        Assert.Contains("sender_is_mailbox_provider", Codes(Sample.Message() with { From = new Mailbox(EmailAddress.Parse("me@gmail.com")) }, isMarketing: false));
        Assert.Contains("sender_not_repliable", Codes(Sample.Message() with { From = new Mailbox(EmailAddress.Parse("No-Reply@shop.example")) }, isMarketing: false));
    }

    [Theory]
    [InlineData("a:b:c:shopexample", false)]
    [InlineData("::c:shop1", false)]
    [InlineData("a:b:c:shop", true)]
    [InlineData("a:b:shopexample", true)]
    [InlineData("a:b:c:shopexampleshopexample", true)]
    public void A_feedback_id_that_gmail_ignores_is_found(string id, bool isFound) =>
        Assert.Equal(isFound, Codes(Sample.Message() with { FeedbackId = id }, isMarketing: false).Contains("feedback_id_malformed"));

    [Theory]
    [InlineData(102, false)]
    [InlineData(103, true)]
    public void Html_that_gmail_clips_is_found(int kilobytes, bool isFound) =>
        Assert.Equal(isFound, Codes(Sample.Message() with { Html = new string('x', kilobytes * 1024) }, isMarketing: false).Contains("clipped_by_gmail"));

    [Theory]
    [InlineData("<div style=\"display: none\">{0}</div>", true)]
    [InlineData("<p style=\"font-size:0\"><b>{0}</b></p>", true)]
    [InlineData("<p style=\"font-size:1px\">{0}</p>", true)]
    [InlineData("<p style=\"font-size:0\"><b style=\"font-size:14px\">{0}</b></p>", false)]
    [InlineData("<p style=\"font-size:1.2em\">{0}</p>", false)]
    [InlineData("<div style=\"display:none\">short</div>{0}", false)]
    [InlineData("<div style=\"display:none\"><br></div><p>{0}</p>", false)]
    public void Much_hidden_text_is_found_and_a_preheader_is_not(string html, bool isFound) =>
        Assert.Equal(isFound, Codes(Sample.Message() with { Html = html.Replace("{0}", new string('x', 400), StringComparison.Ordinal) }, isMarketing: false).Contains("hidden_content"));

    private List<string> Codes(MailMessage message, bool isMarketing) => [.. Lint(message, isMarketing).Select(f => f.Code)];

    private IReadOnlyList<LintFinding> Lint(MailMessage message, bool isMarketing) => MessageLint.Check(message, Sample.Bytes(message, _signer), isMarketing);
}
