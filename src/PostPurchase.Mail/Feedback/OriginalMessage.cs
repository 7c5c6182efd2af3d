using PostPurchase.Mail.Reading;

namespace PostPurchase.Mail.Feedback;

/// <summary>What a report shows of the mail that it is about, for finding the send again. It proves nothing: anybody can write it.</summary>
/// <param name="MessageId">Without angle brackets; empty where it is not shown.</param>
/// <param name="To">First address of its To field; empty where it is not shown.</param>
/// <param name="Headers">All header fields shown, in order.</param>
public sealed record OriginalMessage(string MessageId, string To, IReadOnlyList<MailHeader> Headers)
{
    /// <summary>Nothing is shown.</summary>
    public static OriginalMessage None { get; } = new("", "", []);

    /// <summary>The first field of that name, such as <c>List-Unsubscribe</c> or an X- field of ours; null where there is none.</summary>
    public string? Header(string name) =>
        Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    internal static OriginalMessage From(IReadOnlyList<MailHeader> headers)
    {
        if (headers.Count == 0) return None;
        var shown = new OriginalMessage("", "", headers);
        var id = shown.Header("Message-ID")?.Trim().TrimStart('<').TrimEnd('>') ?? "";
        return shown with { MessageId = id, To = Addresses.First(shown.Header("To") ?? shown.Header("X-HmXmrOriginalRecipient") ?? "") };
    }
}
