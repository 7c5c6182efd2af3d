namespace PostPurchase.Mail.Feedback.Providers;

/// <summary>One event of a provider about one recipient.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Report">What became of the recipient.</param>
/// <param name="MessageId">Message-ID of our mail without angle brackets where the provider gives it, else the provider's own id of the mail.</param>
/// <param name="EventId">The provider's id of this event, the same when it is sent again; empty where it has none.</param>
/// <param name="Tags">Values that we gave the mail on its way out (SES tags, SendGrid custom arguments, Postmark metadata, Mailgun variables).</param>
public sealed record ProviderReport(FeedbackKind Kind, BounceReport Report, string MessageId, string EventId, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The envelope sender of our mail, where the provider gives it; else empty.</summary>
    public string ReturnPath { get; init; } = "";

    internal static ProviderReport From(FeedbackKind kind, BounceReport report, string messageId, string eventId, IReadOnlyDictionary<string, string> tags) =>
        new(kind, report, messageId.Trim().TrimStart('<').TrimEnd('>'), eventId, tags);
}
