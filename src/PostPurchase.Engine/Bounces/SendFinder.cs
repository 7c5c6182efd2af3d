using PostPurchase.Core;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Feedback.Providers;

namespace PostPurchase.Engine.Bounces;

/// <summary>Which send a report is about. Pure. Only a token of ours proves it: everything else can be written by anybody.</summary>
internal static class SendFinder
{
    /// <summary>Name of the tag that providers hand back.</summary>
    public const string Tag = "send";

    /// <summary>The send whose token stands in the return path that the report was sent to, or in what it quotes of our mail; null where there is none.</summary>
    public static SendId? OfMail(MailFeedback feedback, ReadOnlySpan<byte> key)
    {
        foreach (var text in (IEnumerable<string?>)[.. feedback.DeliveredTo, feedback.Original.Header("Return-Path"), feedback.Original.MessageId])
        {
            if (text is not null && ReturnPath.TryVerify(text.Trim().TrimStart('<').TrimEnd('>'), key, out var id)) return new SendId(id);
        }

        return null;
    }

    /// <summary>The send of a signed call: by the token in its return path, its Message-ID or the tag that we gave it.</summary>
    public static SendId? OfCall(ProviderReport report, ReadOnlySpan<byte> key)
    {
        if (ReturnPath.TryVerify(report.ReturnPath.Trim('<', '>', ' '), key, out var id) || ReturnPath.TryVerify(report.MessageId, key, out id)) return new SendId(id);
        return report.Tags.GetValueOrDefault(Tag) is { } tag && ReturnPath.TryVerify(tag, key, out id) ? new SendId(id) : null;
    }
}
