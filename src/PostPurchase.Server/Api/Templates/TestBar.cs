using System.Text.RegularExpressions;
using PostPurchase.Mail.Messages;

namespace PostPurchase.Server.Api.Templates;

/// <summary>Marks a message that somebody sends to themselves: in its subject, and by a line above its content, so that who gets it by mistake or forwards it sees what it is.</summary>
internal static partial class TestBar
{
    private const string English = "Test: this mail was sent to look at it. No customer got it.";
    private const string German = "Test: Diese Mail wurde zum Ansehen verschickt. Kein Kunde hat sie bekommen.";

    /// <summary>The same message, marked in its own language.</summary>
    public static MailMessage On(MailMessage message)
    {
        var words = message.Html is { } page && IsGerman().IsMatch(page) ? German : English;
        return message with
        {
            Subject = $"[Test] {message.Subject}",
            Html = message.Html is { } html ? Above(html, words) : null,
            Text = message.Text is { } text ? $"{words}\n\n{text}" : null,
        };
    }

    // Its own colours, in the dark too: it belongs to no design.
    private static string Above(string html, string words)
    {
        var body = BodyStart().Match(html);
        var bar = $"<div style=\"padding:8px 16px;background:#fde68a;color:#3f2d06;font:14px/20px Helvetica,Arial,sans-serif;text-align:center;\">{words}</div>";
        return html.Insert(body.Success ? body.Index + body.Length : 0, bar);
    }

    [GeneratedRegex("<html\\b[^<>]*\\blang=\"de\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsGerman();

    [GeneratedRegex(@"<body\b(?:[^<>""']|""[^""]*""|'[^']*')*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BodyStart();
}
