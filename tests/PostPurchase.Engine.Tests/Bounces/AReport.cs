using System.Text;

namespace PostPurchase.Engine.Tests.Bounces;

/// <summary>Messages that came back, as mail systems write them.</summary>
internal static class AReport
{
    public static byte[] Dsn(string to, string recipient, string status = "5.1.1", string words = "550 5.1.1 user unknown", string? messageId = null) => Bytes($"""
        From: MAILER-DAEMON@mx.example.com
        To: {to}
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        It could not be delivered.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; {recipient}
        Action: failed
        Status: {status}
        Diagnostic-Code: smtp; {words}

        --b
        Content-Type: text/rfc822-headers

        From: shop@shop.example
        To: {recipient}
        Subject: Hi
        Message-ID: <{messageId ?? "x@elsewhere.example"}>

        --b--
        """);

    public static byte[] Arf(string to, string messageId) => Bytes($"""
        From: fbl@provider.example
        To: {to}
        Subject: complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: text/plain

        This is a complaint.

        --b
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: SomeGenerator/1.0
        Version: 1

        --b
        Content-Type: message/rfc822

        From: shop@shop.example
        To: (redacted)
        Subject: Hi
        Message-ID: <{messageId}>

        Hello
        --b--
        """);

    public static byte[] Vacation(string to) => Bytes($"""
        From: jane@example.com
        To: {to}
        Subject: Out of office: user unknown to the beach
        Auto-Submitted: auto-replied

        550 5.1.1 I am away.
        """);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
}
