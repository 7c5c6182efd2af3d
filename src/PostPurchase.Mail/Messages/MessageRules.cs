using System.Buffers;

namespace PostPurchase.Mail.Messages;

/// <summary>What a message must keep to before a byte of it is written.</summary>
internal static class MessageRules
{
    private const int LongestUrl = 900;
    private const int LongestToken = 128;
    private const int LongestName = 50;

    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n\0");

    private static readonly SearchValues<char> IdText =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+");

    private static readonly SearchValues<char> MediaTypeText =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&^_.+-");

    // those that have properties, those that a relay adds, and those that must stay what the parts say
    private static readonly HashSet<string> Owned = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Id", "List-Unsubscribe",
        "List-Unsubscribe-Post", "Feedback-ID", "MIME-Version", "DKIM-Signature", "Return-Path", "Received",
    };

    /// <summary>Throws <see cref="MessageRefusedException"/> for the first field that is unfit.</summary>
    public static void Demand(MailMessage message)
    {
        DemandId(message.Id, "Id");
        DemandLine(message.From.Name, "From");
        DemandLine(message.To.Name, "To");
        DemandLine(message.ReplyTo?.Name, "Reply-To");
        DemandLine(message.Subject, "Subject");
        if (message.Html is null && message.Text is null) throw new MessageRefusedException("Html", "and Text are both missing");
        if (message.Unsubscribe is not null) DemandUnsubscribe(message.Unsubscribe);
        if (message.ListId is not null) DemandId(message.ListId, "List-Id");
        if (message.FeedbackId is not null) DemandToken(message.FeedbackId, "Feedback-ID", LongestToken);
        DemandHeaders(message.Headers);
        foreach (var image in message.Images) DemandFile(image, isImage: true);
        foreach (var file in message.Attachments) DemandFile(file, isImage: false);
        if (message.Images.Count > 0 && message.Html is null) throw new MessageRefusedException("Images", "need HTML that shows them");
    }

    private static void DemandLine(string? text, string field)
    {
        if (text.AsSpan().ContainsAny(Breaks)) throw new MessageRefusedException(field, "holds a line end or NUL");
    }

    private static void DemandId(string text, string field)
    {
        if (text.Length is 0 or > LongestToken || text.AsSpan().ContainsAnyExcept(IdText))
            throw new MessageRefusedException(field, $"is not 1 to {LongestToken} of A-Z a-z 0-9 . _ - +");
        if (text[0] == '.' || text[^1] == '.' || text.Contains("..", StringComparison.Ordinal))
            throw new MessageRefusedException(field, "has a dot at an end or two in a row");
    }

    private static void DemandToken(string text, string field, int longest)
    {
        if (text.Length == 0 || text.Length > longest || text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.AsSpan().ContainsAny('<', '>'))
            throw new MessageRefusedException(field, $"is not 1 to {longest} printable ASCII characters without spaces and angle brackets");
    }

    private static void DemandUnsubscribe(UnsubscribeLink link)
    {
        DemandToken(link.Url, "List-Unsubscribe", LongestUrl);
        if (!link.Url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !IsLoopback(link.Url))
            throw new MessageRefusedException("List-Unsubscribe", "is not an https address");
        if (link.Mailto is null) return;
        DemandToken(link.Mailto, "List-Unsubscribe", LongestUrl);
        if (!link.Mailto.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            throw new MessageRefusedException("List-Unsubscribe", "has a second address that is not mailto:");
    }

    // Nobody else reads such a link: it is for trying things out on one machine.
    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true };

    private static void DemandHeaders(IReadOnlyList<MailHeader> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = headers[i];
            if (name.Length is 0 or > LongestName || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal))
                throw new MessageRefusedException("Headers", $"has a name that is not 1 to {LongestName} printable ASCII characters without a colon");
            if (Owned.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
                throw new MessageRefusedException(name, "is written from the message's own properties");
            for (var j = 0; j < i; j++)
                if (headers[j].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) throw new MessageRefusedException(name, "is given twice");
            DemandLine(value, name);
        }
    }

    private static void DemandFile(MailFile file, bool isImage)
    {
        DemandLine(file.Name, "file name");
        var slash = file.MediaType.IndexOf('/', StringComparison.Ordinal);
        if (file.MediaType.Length > LongestToken || slash < 1 || slash == file.MediaType.Length - 1
            || file.MediaType.AsSpan(0, slash).ContainsAnyExcept(MediaTypeText) || file.MediaType.AsSpan(slash + 1).ContainsAnyExcept(MediaTypeText))
            throw new MessageRefusedException("Content-Type", "of a file is not type/subtype");
        if (file.MediaType.StartsWith("message/", StringComparison.OrdinalIgnoreCase) || file.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            throw new MessageRefusedException("Content-Type", "of a file is one that base64 is not allowed for (RFC 2045 6.4)");
        if (file.ContentId is not null) DemandToken(file.ContentId, "Content-ID", LongestToken);
        else if (isImage) throw new MessageRefusedException("Content-ID", "of an inline image is missing");
    }
}
