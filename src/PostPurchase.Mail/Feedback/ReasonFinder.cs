namespace PostPurchase.Mail.Feedback;

/// <summary>All that is known of one refusal.</summary>
internal readonly record struct Evidence(ReplyText Reply, string Status, int Code, SmtpStage Stage, string Host)
{
    public bool IsTemporary => Status.Length > 0 ? Status[0] == '4' : Code is >= 400 and < 500;
}

/// <summary>From words and codes to a reason. The order of the rules is the order of how much a phrase can be trusted.</summary>
internal static class ReasonFinder
{
    private static readonly TextRule[] Rules =
    [
        TransportRules.SentTooMuch, SenderRules.OwnAccount, RecipientRules.Full, RecipientRules.Programs, RecipientRules.Big, RecipientRules.Asleep, RecipientRules.NearlyFull,
        RecipientRules.Gone, SenderRules.Malformed, SenderRules.BadUrl, SenderRules.Relay, SenderRules.Listed, TransportRules.TooOften,
        SenderRules.Identity, SenderRules.OwnRules, RecipientRules.RefusedByRecipient, RecipientRules.UnknownForCertain, SenderRules.Sender,
        RecipientRules.NearlyAsleep, TransportRules.NoDomainForCertain, TransportRules.Lookups, TransportRules.NoMail,
        TransportRules.NoDomain, RecipientRules.Unknown, SenderRules.BadName, TransportRules.TooFast, SenderRules.Spam,
        TransportRules.ExpiredForCertain, TransportRules.NoWay, TransportRules.Broken, TransportRules.GivenUp, TransportRules.Rules,
    ];

    /// <summary>What the words alone say; Unknown when no rule knows them.</summary>
    public static BounceReason ByWords(in Evidence evidence)
    {
        if (ByHost(evidence) is not BounceReason.Unknown and var special) return special;
        if (StatusCodes.IsTelling(evidence.Status)) return StatusCodes.Reason(evidence.Status);
        foreach (var rule in Rules)
            if (rule.Matches(evidence.Reply.Words)) return Refine(rule, evidence);
        return BounceReason.Unknown;
    }

    /// <summary>What the codes alone say.</summary>
    public static BounceReason ByCodes(in Evidence evidence) =>
        StatusCodes.Reason(evidence.Status) is not BounceReason.Unknown and var reason ? reason : StatusCodes.Reason(evidence.Code, evidence.Stage);

    public static BounceReason Find(in Evidence evidence) =>
        ByWords(evidence) is not BounceReason.Unknown and var reason ? reason : ByCodes(evidence);

    // The meaning of a few replies is only known by who gives them.
    private static BounceReason ByHost(in Evidence evidence)
    {
        var words = evidence.Reply.Words;
        if (words.StartsWith(": user unknown", StringComparison.OrdinalIgnoreCase)) return BounceReason.RecipientRefused; // KDDI: the person's filter
        if (words.StartsWith("<>: user unknown", StringComparison.OrdinalIgnoreCase)) return BounceReason.AddressUnknown; // KDDI: no such mailbox
        if (evidence.Code == 542 && Has(words, "<> rejected")) return BounceReason.AddressUnknown; // MessageLabs
        if (IsAt(evidence.Host, "docomo.ne.jp") && Has(words, "unknown user") && evidence.Stage == SmtpStage.Message) return BounceReason.SenderRejected;
        if (IsAt(evidence.Host, "vtext.com") && Has(words, "no such user")) return BounceReason.AddressUnknown;
        if (evidence.Host.StartsWith("inbound-smtp.", StringComparison.Ordinal) && IsAt(evidence.Host, "amazonaws.com") && Has(words, "mailbox does not exist"))
            return BounceReason.RecipientRefused; // Amazon SES took the mail first; a receipt rule bounced it
        return BounceReason.Unknown;
    }

    private static bool IsAt(string host, string domain) =>
        host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');

    /// <summary>
    /// "User unknown" is believed when the code agrees or it was the answer to RCPT TO. After DATA it comes from filters that
    /// hide behind it, and to MAIL FROM it is about the sender.
    /// </summary>
    private static BounceReason Refine(TextRule rule, in Evidence evidence)
    {
        var words = evidence.Reply.Words;
        if (rule == TransportRules.NoDomain && (evidence.Stage == SmtpStage.Recipient || evidence.Code >= 550) && IsUnroutable(words))
            return BounceReason.AddressUnknown;
        if (evidence.Stage == SmtpStage.Connect && evidence.Code >= 400 && rule.Reason is BounceReason.System or BounceReason.Expired
            && Has(words, "service not available")) return BounceReason.Reputation;
        if (evidence.Stage == SmtpStage.Sender && rule == SenderRules.BadName && Has(words, "<>... access denied")) return BounceReason.SenderRejected;
        if (rule.Reason is BounceReason.DomainUnknown && evidence.Stage == SmtpStage.Sender) return BounceReason.SenderRejected;
        if (rule.Reason is not BounceReason.AddressUnknown || rule.IsCertain) return rule.Reason;
        if (evidence.Stage == SmtpStage.Sender) return BounceReason.SenderRejected;
        if (evidence.Stage == SmtpStage.Recipient) return BounceReason.AddressUnknown;
        return StatusCodes.Reason(evidence.Status) switch
        {
            BounceReason.AddressUnknown or BounceReason.NotAccepting => BounceReason.AddressUnknown,
            BounceReason.DomainUnknown => BounceReason.DomainUnknown,
            BounceReason.Moved => BounceReason.Moved,
            BounceReason.MailboxFull => BounceReason.MailboxFull,
            BounceReason.Suspended => BounceReason.Suspended,
            BounceReason.SenderRejected => BounceReason.SenderRejected,
            _ => BounceReason.RecipientRefused,
        };
    }

    private static bool IsUnroutable(string words) =>
        Has(words, "unroutable address") || Has(words, "unrouteable address");

    private static bool Has(string words, string phrase) => words.Contains(phrase, StringComparison.OrdinalIgnoreCase);
}
