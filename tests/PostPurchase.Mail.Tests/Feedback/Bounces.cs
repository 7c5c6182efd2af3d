using System.Text;

namespace PostPurchase.Mail.Tests.Feedback;

/// <summary>Bounces written for these tests in the shapes that servers use.</summary>
internal static class Bounces
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    /// <summary>A delivery status report with these recipient groups.</summary>
    public static byte[] Report(string groups, string subject = "Undelivered Mail Returned to Sender", string text = "Sorry.") => Bytes($"""
        Return-Path: <>
        Delivered-To: bounce+token@shop.example
        From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
        To: bounce+token@shop.example
        Subject: {subject}
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        This is a MIME-encapsulated message.

        --b1
        Content-Type: text/plain; charset=us-ascii

        {text}

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        {groups}

        --b1
        Content-Type: message/rfc822

        Message-ID: <42@shop.example>
        From: Shop <shop@shop.example>
        To: jo@example.com
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
        List-Unsubscribe: <https://shop.example/u/abc>

        Hello

        --b1--
        """);

    /// <summary>A bounce in prose only.</summary>
    public static byte[] Prose(string body, string subject = "failure notice", string from = "MAILER-DAEMON@mx.example.net", string headers = "X-Seen: 1") => Bytes($"""
        Return-Path: <>
        From: {from}
        To: shop@shop.example
        Subject: {subject}
        {headers}

        {body}
        """);
}
