using System.Collections.Frozen;
using static PostPurchase.Mail.Feedback.BounceReason;

namespace PostPurchase.Mail.Feedback;

/// <summary>
/// What an enhanced status code means when the words say nothing: RFC 3463, the IANA registry of enhanced codes, and the codes
/// that Gmail and Exchange Online publish for themselves.
/// </summary>
internal static class StatusCodes
{
    // Keys are subject.detail; the class only says whether it is final.
    private static readonly FrozenDictionary<string, BounceReason> ByDetail = new Dictionary<string, BounceReason>
    {
        ["1.1"] = AddressUnknown, ["1.2"] = DomainUnknown, ["1.3"] = AddressUnknown, ["1.4"] = RecipientRefused, ["1.6"] = Moved,
        ["1.7"] = SenderRejected, ["1.8"] = SenderRejected, ["1.9"] = BounceReason.System, ["1.10"] = NotAccepting, ["1.90"] = Rate,
        ["2.0"] = RecipientRefused, ["2.1"] = RecipientRefused, ["2.2"] = MailboxFull, ["2.3"] = TooBig, ["2.4"] = RecipientRefused,
        ["2.121"] = Rate, ["2.122"] = Rate,
        ["3.0"] = BounceReason.System, ["3.1"] = BounceReason.System, ["3.2"] = NotAccepting, ["3.3"] = BounceReason.System,
        ["3.4"] = TooBig, ["3.5"] = BounceReason.System,
        ["4.0"] = Network, ["4.1"] = Expired, ["4.2"] = Network, ["4.3"] = BounceReason.System, ["4.4"] = DomainUnknown,
        ["4.5"] = BounceReason.System, ["4.6"] = Network, ["4.7"] = Expired, ["4.8"] = Expired,
        ["4.14"] = Network, ["4.300"] = Expired, ["4.310"] = DomainUnknown, ["4.312"] = Network, ["4.316"] = Expired, ["4.317"] = Network,
        ["5.1"] = BounceReason.System, ["5.2"] = BounceReason.System, ["5.3"] = Rate, ["5.4"] = BounceReason.System,
        ["5.5"] = BounceReason.System, ["5.6"] = BounceReason.System,
        ["6.0"] = Content, ["6.1"] = Content, ["6.2"] = Content, ["6.3"] = Content, ["6.4"] = Content, ["6.5"] = Content, ["6.6"] = Content,
        ["6.7"] = Content, ["6.9"] = Content,
        ["7.7"] = Content, ["7.13"] = Suspended, ["7.17"] = Moved, ["7.18"] = Moved, ["7.20"] = Authentication, ["7.21"] = Authentication,
        ["7.22"] = Authentication, ["7.23"] = Authentication, ["7.24"] = Authentication,
        ["7.25"] = Authentication, ["7.26"] = Authentication, ["7.27"] = SenderRejected, ["7.28"] = Reputation, ["7.30"] = Authentication,
        ["7.31"] = Authentication, ["7.32"] = Authentication, ["7.40"] = Authentication,
        ["7.64"] = RelayDenied, ["7.124"] = RecipientRefused, ["7.133"] = RecipientRefused, ["7.134"] = RecipientRefused,
        ["7.135"] = RecipientRefused, ["7.136"] = RecipientRefused, ["7.193"] = RecipientRefused,
        ["7.501"] = Reputation, ["7.502"] = Reputation, ["7.503"] = Reputation, ["7.508"] = Rate, ["7.509"] = Authentication,
        ["7.511"] = Reputation, ["7.512"] = Content, ["7.515"] = Authentication, ["7.705"] = Rate, ["7.708"] = Reputation,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, BounceReason>.AlternateLookup<ReadOnlySpan<char>> Lookup = ByDetail.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The reason for a code such as <c>5.2.2</c>; Unknown for x.0.0, x.1.0, x.5.0 and all that no standard defines.</summary>
    public static BounceReason Reason(string status)
    {
        if (status.Length < 5) return BounceReason.Unknown;
        var detail = status.AsSpan(2);
        if (Lookup.TryGetValue(detail, out var reason)) return reason == DomainUnknown && status is "4.4.4" ? Network : reason;
        if (!detail.StartsWith("7.")) return BounceReason.Unknown;
        return int.TryParse(detail[2..], out var number) && number is >= 600 and < 650 ? Reputation : Policy;
    }

    /// <summary>
    /// Codes so narrow that they outweigh the words, which are often about spam in general: authentication (RFC 7372, 8616, Gmail, Exchange),
    /// closed groups, relays and banned networks of Exchange.
    /// </summary>
    public static bool IsTelling(string status)
    {
        if (status.Length < 6 || !status.AsSpan(1).StartsWith(".7.") || !int.TryParse(status.AsSpan(4), out var number)) return false;
        return number is >= 20 and <= 26 or 30 or 32 or 40 or 64 or >= 133 and <= 136 or 509 or 515 or >= 606 and <= 649;
    }

    /// <summary>The reason for a bare reply code, as far as RFC 5321 4.2.3, 7504 and 4954 give it one.</summary>
    public static BounceReason Reason(int code, SmtpStage stage) => (code, stage) switch
    {
        (>= 500 and <= 504, _) => BounceReason.System,
        (521 or 556, _) => NotAccepting,
        (530 or 534 or 535 or 538, _) => Policy,
        (551, _) => RecipientRefused, // "user not local": words tell whether the person moved
        (552, _) => MailboxFull,
        (452, _) => BounceReason.System,
        (>= 400, SmtpStage.Connect) => Reputation,
        (>= 500, SmtpStage.Sender) => SenderRejected,
        (550 or 553, SmtpStage.Recipient) => RecipientRefused,
        _ => BounceReason.Unknown,
    };
}
