using PostPurchase.Mail.Feedback;
using Xunit;

namespace PostPurchase.Mail.Tests.Feedback;

/// <summary>Bounces that are written only for humans.</summary>
public sealed class ProseTests
{
    [Fact]
    public void Qmail_lists_each_address_with_its_answer()
    {
        var feedback = FeedbackReader.Read(Bounces.Prose("""
            Hi. This is the qmail-send program at mx.example.net.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <jo@example.com>:
            192.0.2.1 does not like recipient.
            Remote host said: 550 no such user here
            Giving up on 192.0.2.1.

            <al@example.com>:
            192.0.2.1 failed after I sent the message.
            Remote host said: 550 user unknown

            --- Below this line is a copy of the message.

            Return-Path: <shop@shop.example>
            Message-ID: <42@shop.example>
            To: jo@example.com

            Hello
            """));

        Assert.Equal([("jo@example.com", BounceReason.AddressUnknown), ("al@example.com", BounceReason.RecipientRefused)], feedback.Reports.Select(r => (r.Recipient, r.Reason)));
        Assert.Equal("42@shop.example", feedback.Original.MessageId);
    }

    [Fact]
    public void Exim_names_the_failed_recipients_in_a_header()
    {
        var feedback = FeedbackReader.Read(Bounces.Prose("""
            This message was created automatically by mail delivery software.
            The following address(es) failed:

              jo@example.com
                host mx.example.com [192.0.2.1]
                SMTP error from remote mail server after RCPT TO:<jo@example.com>:
                550-5.1.1 The account does not exist.
                550 5.1.1 Try another.

            ------ This is a copy of the message, including all the headers. ------

            Message-Id: <42@shop.example>
            """, headers: "X-Failed-Recipients: jo@example.com\nAuto-Submitted: auto-replied"));

        var report = Assert.Single(feedback.Reports);
        Assert.Equal(("jo@example.com", "5.1.1", BounceReason.AddressUnknown), (report.Recipient, report.Status, report.Reason));
    }

    [Fact]
    public void Early_postfix_wraps_its_answers()
    {
        var feedback = FeedbackReader.Read(Bounces.Prose("""
            I'm sorry to have to inform you that the message could not be delivered.

            <jo@example.com>: host mx.example.com[192.0.2.1] said: 550 5.7.1
                <shop@shop.example>: Sender address rejected: not wanted (in reply to
                MAIL FROM command)
            <al@example.com>: host mx.example.com[192.0.2.1] said: 552 5.2.2
                <al@example.com>... Mailbox full (in reply to RCPT TO command)
            """));

        Assert.Equal([("jo@example.com", BounceReason.SenderRejected), ("al@example.com", BounceReason.MailboxFull)], feedback.Reports.Select(r => (r.Recipient, r.Reason)));
    }

    [Theory]
    [InlineData("Delivery to the following recipient failed permanently:\n\n     jo@example.com\n\nTechnical details of permanent failure:\nThe error that the other server returned was:\n550 5.1.1 <jo@example.com>... User unknown\n\n----- Original message -----\nFrom: x@y.example\n", BounceReason.AddressUnknown)]
    [InlineData("There was an error delivering your mail to <jo@example.com>.\n\nmx.example.com [192.0.2.1] did not like our RCPT TO:\n552 Mailbox full\n\nMessage headers follow.\n\nFrom: x@y.example\n", BounceReason.MailboxFull)]
    [InlineData("Your message could not be delivered.\n\njo@example.com: Envelope expired\n\n    Below is a copy of the original message:\n", BounceReason.Expired)]
    [InlineData("Your message\n\n  Subject: x\n\nwas not delivered to:\n\n  jo@example.com\n\nbecause:\n\n  User Jo (jo@example.com) not listed in Domino Directory\n", BounceReason.AddressUnknown)]
    [InlineData("   ----- Transcript of session follows -----\nWhile talking to mx.example.com:\n>>> RCPT To:<jo@example.com>\n<<< 550 <jo@example.com>, User Unknown\n", BounceReason.AddressUnknown)]
    public void Other_shapes_are_read_alike(string body, BounceReason reason)
    {
        var report = Assert.Single(FeedbackReader.Read(Bounces.Prose(body)).Reports);

        Assert.Equal(("jo@example.com", reason), (report.Recipient, report.Reason));
    }

    [Fact]
    public void A_warning_is_no_failure()
    {
        var feedback = FeedbackReader.Read(Bounces.Prose("""
            THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.

            <jo@example.com>: connect to mx.example.com[192.0.2.1]:25: No route to host
            """, subject: "Delayed Mail (still being retried)"));

        Assert.Equal((FeedbackKind.Delay, BounceReason.Network, BounceAction.Ignore), (feedback.Kind, feedback.Reports[0].Reason, feedback.Reports[0].Action));
    }

    [Fact]
    public void A_report_that_came_only_as_html_is_read()
    {
        var feedback = FeedbackReader.Read(Bounces.Prose("<html><head><style>p{}</style></head><body><p>Delivery failed</p><p>jo@example.com</p><p>550 5.2.2 Mailbox&nbsp;full</p></body></html>", headers: "Content-Type: text/html; charset=utf-8"));

        Assert.Equal(("jo@example.com", BounceReason.MailboxFull), (feedback.Reports[0].Recipient, feedback.Reports[0].Reason));
    }
}
