using PostPurchase.Mail.Reading;

namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>SES notifications that SNS delivers as mail. SNS breaks their long lines with <c>!</c> and a line end.</summary>
internal static class SesMail
{
    public static MailFeedback? Read(MailPart message, string text)
    {
        if (!text.Contains("notificationType", StringComparison.Ordinal) && !text.Contains("eventType", StringComparison.Ordinal)) return null;
        if (message.RawHeader("x-amz-sns-message-id") is null && message.Header("From")?.Contains("amazonaws.com", StringComparison.OrdinalIgnoreCase) != true) return null;
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) return null;
        var json = Json.Parse(text[start..].Replace("!\n ", "", StringComparison.Ordinal));
        if (json.Text("Message") is { Length: > 0 } inner) json = Json.Parse(inner);
        if (json is null) return null;
        var reports = SesWebhook.Read(json);
        return reports.Count == 0 ? null : new MailFeedback(reports[0].Kind, reports.ConvertAll(r => r.Report), [], SesWebhook.Original(json.Member("mail")));
    }
}
