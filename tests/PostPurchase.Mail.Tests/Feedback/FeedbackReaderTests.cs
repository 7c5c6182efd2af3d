using PostPurchase.Mail.Feedback;
using Xunit;

namespace PostPurchase.Mail.Tests.Feedback;

public sealed class FeedbackReaderTests
{
    [Fact]
    public void A_report_gives_recipient_status_reason_and_action()
    {
        var feedback = FeedbackReader.Read(Bounces.Report("""
            Final-Recipient: rfc822; jo@example.com
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <jo@example.com>: Recipient address rejected: User unknown
            """));

        Assert.Equal(FeedbackKind.Bounce, feedback.Kind);
        Assert.Equal(
            new BounceReport("jo@example.com", "5.1.1", 550, BounceReason.AddressUnknown, BounceAction.Suppress, "550 5.1.1 <jo@example.com>: Recipient address rejected: User unknown"),
            Assert.Single(feedback.Reports));
    }

    [Fact]
    public void A_report_shows_what_is_needed_to_find_the_send()
    {
        var feedback = FeedbackReader.Read(Bounces.Report("Final-Recipient: rfc822; jo@example.com\nAction: failed\nStatus: 5.0.0"));

        Assert.Equal("42@shop.example", feedback.Original.MessageId);
        Assert.Equal("jo@example.com", feedback.Original.To);
        Assert.Equal("<https://shop.example/u/abc>", feedback.Original.Header("list-unsubscribe"));
        Assert.Equal(["bounce+token@shop.example"], feedback.DeliveredTo);
    }

    [Theory]
    [InlineData("Final-Recipient: rfc822;jo@example.com\nAction: failed\nStatus: 5.1.1 (bad mailbox)", BounceReason.AddressUnknown)]
    [InlineData("Final-Recipient: jo@example.com\nAction: Failed\nStatus: 5.2.2", BounceReason.MailboxFull)]
    [InlineData("Original-Recipient: <jo@example.com>\nAction: failed\nDiagnostic-Code: smtp; 552 5.2.2 Over quota", BounceReason.MailboxFull)]
    [InlineData("Action: failed\nFinal-Recipient: RFC822; <jo@example.com>\nDiagnostic-Code: X-Postfix; Host or domain\n    name not found\nStatus: 5.4.4", BounceReason.DomainUnknown)]
    [InlineData("Final-Recipient: rfc822; jo@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.7.1 IP address blacklisted by recipient", BounceReason.Reputation)]
    [InlineData("Final-Recipient: rfc822; jo@example.com\n\nAction: failed\n\nStatus: 5.1.2", BounceReason.DomainUnknown)]
    [InlineData("Final-Recipient: rfc822; jo@example.com\nAction: expired\nStatus: RO", BounceReason.Expired)]
    public void Fields_are_read_in_any_order_and_with_all_liberties(string group, BounceReason reason)
    {
        var report = Assert.Single(FeedbackReader.Read(Bounces.Report(group)).Reports);

        Assert.Equal(("jo@example.com", reason), (report.Recipient, report.Reason));
    }

    [Fact]
    public void Each_recipient_of_a_report_has_its_own_reason()
    {
        var reports = FeedbackReader.Read(Bounces.Report("""
            Final-Recipient: rfc822; jo@example.com
            Action: failed
            Status: 5.1.1

            Final-Recipient: rfc822; al@example.com
            Action: failed
            Status: 5.2.2
            """)).Reports;

        Assert.Equal([("jo@example.com", BounceReason.AddressUnknown), ("al@example.com", BounceReason.MailboxFull)], reports.Select(r => (r.Recipient, r.Reason)));
    }

    [Theory]
    [InlineData("delayed", FeedbackKind.Delay)]
    [InlineData("delivered", FeedbackKind.Delivery)]
    [InlineData("relayed", FeedbackKind.Delivery)]
    public void What_has_not_failed_never_counts(string action, FeedbackKind kind)
    {
        var feedback = FeedbackReader.Read(Bounces.Report($"Final-Recipient: rfc822; jo@example.com\nAction: {action}\nStatus: 4.1.1"));

        Assert.Equal((kind, BounceAction.Ignore), (feedback.Kind, feedback.Reports[0].Action));
    }

    [Fact]
    public void An_alias_is_reported_as_the_address_that_was_mailed()
    {
        var feedback = FeedbackReader.Read(Bounces.Report("Final-Recipient: rfc822; inner@host.example\nOriginal-Recipient: rfc822; jo@example.com\nAction: failed\nStatus: 5.2.2"));

        Assert.Equal("jo@example.com", feedback.Reports[0].Recipient);
    }

    [Theory]
    [InlineData("Subject: Automatic reply: your order\nAuto-Submitted: auto-replied", "I am away and your mail could not be delivered to me: user unknown")]
    [InlineData("Subject: Re: your order\nX-Autoreply: yes", "On holiday.")]
    [InlineData("Subject: Re: your order\nPrecedence: auto_reply", "On holiday.")]
    [InlineData("Subject: Abwesenheit\nX-Any: 1", "Bin im Urlaub")]
    public void Automatic_answers_are_ignored(string headers, string body)
    {
        var feedback = FeedbackReader.Read(Bounces.Bytes($"Return-Path: <>\nFrom: Jo <jo@example.com>\nTo: shop@shop.example\n{headers}\n\n{body}\n"));

        Assert.Equal((FeedbackKind.AutoReply, BounceAction.Ignore), (feedback.Kind, Assert.Single(feedback.Reports).Action));
    }

    [Theory]
    [InlineData("Subject: Re: your order", "My last mail could not be delivered to you: 550 5.1.1 user unknown")]
    [InlineData("Subject: Question", "Hello")]
    [InlineData("Subject: Read: your order\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x", "--x\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; jo@example.com\nDisposition: manual-action/MDN-sent-manually; displayed\n--x--")]
    public void Ordinary_mail_and_receipts_are_nothing(string headers, string body)
    {
        var feedback = FeedbackReader.Read(Bounces.Bytes($"From: Jo <jo@example.com>\nTo: shop@shop.example\n{headers}\n\n{body}\n"));

        Assert.Equal((FeedbackKind.None, 0), (feedback.Kind, feedback.Reports.Count));
    }

    [Fact]
    public void A_complaint_names_every_recipient_and_suppresses()
    {
        var feedback = FeedbackReader.Read(Complaint("Feedback-Type: abuse\nUser-Agent: Loop/1\nVersion: 1\nOriginal-Rcpt-To: <jo@example.com>\nOriginal-Rcpt-To: al@example.com"));

        Assert.Equal(FeedbackKind.Complaint, feedback.Kind);
        Assert.Equal([("jo@example.com", BounceAction.Suppress), ("al@example.com", BounceAction.Suppress)], feedback.Reports.Select(r => (r.Recipient, r.Action)));
        Assert.All(feedback.Reports, r => Assert.Equal(BounceReason.ComplaintAbuse, r.Reason));
    }

    [Theory]
    [InlineData("opt-out", BounceReason.ComplaintOptOut, BounceAction.Suppress)]
    [InlineData("fraud", BounceReason.ComplaintAbuse, BounceAction.Suppress)]
    [InlineData("auth-failure", BounceReason.ComplaintAuthFailure, BounceAction.Alert)]
    [InlineData("not-spam", BounceReason.ComplaintWithdrawn, BounceAction.Ignore)]
    public void A_redacted_complaint_is_about_the_mail_that_it_shows(string type, BounceReason reason, BounceAction action)
    {
        var feedback = FeedbackReader.Read(Complaint($"Feedback-Type: {type}\nVersion: 1"));

        Assert.Equal(("jo@example.com", reason, action), (feedback.Reports[0].Recipient, feedback.Reports[0].Reason, feedback.Reports[0].Action));
        Assert.Equal("42@shop.example", feedback.Original.MessageId);
    }

    private static byte[] Complaint(string fields) => Bounces.Bytes($"""
        From: loop@provider.example
        To: bounce@shop.example
        Subject: Abuse report
        Content-Type: multipart/report; report-type=feedback-report; boundary=b1

        --b1
        Content-Type: text/plain

        This is an abuse report.
        --b1
        Content-Type: message/feedback-report

        {fields}

        --b1
        Content-Type: message/rfc822

        From: shop@shop.example
        To: jo@example.com
        Message-ID: <42@shop.example>

        Hi
        --b1--
        """);
}
