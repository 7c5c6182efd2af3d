namespace PostPurchase.Mail.Feedback;

/// <summary>
/// Why a mail did not arrive, or what came back instead. The names in snake_case (<see cref="FeedbackNames"/>) are what is stored
/// and printed. In brackets: the names that the Sisimai project (the collection of labelled bounces most used for comparison) has for the same.
/// </summary>
public enum BounceReason
{
    /// <summary>Nothing in the report says why. [undefined, onhold]</summary>
    Unknown,

    /// <summary>The mailbox does not exist. [userunknown]</summary>
    AddressUnknown,

    /// <summary>The domain does not exist. [hostunknown]</summary>
    DomainUnknown,

    /// <summary>The person has left this mailbox for another. [hasmoved]</summary>
    Moved,

    /// <summary>The recipient called it spam (ARF <c>abuse</c>, <c>fraud</c>, <c>other</c>). [feedback: abuse, fraud, other]</summary>
    ComplaintAbuse,

    /// <summary>The recipient asked to be removed (ARF <c>opt-out</c>). [feedback: opt-out]</summary>
    ComplaintOptOut,

    /// <summary>A receiver reports failed SPF, DKIM or DMARC, or a virus (ARF <c>auth-failure</c>, <c>dmarc</c>, <c>virus</c>); no person complained. [feedback: auth-failure, dmarc, virus]</summary>
    ComplaintAuthFailure,

    /// <summary>The recipient took a complaint back (ARF <c>not-spam</c>). [feedback: not-spam]</summary>
    ComplaintWithdrawn,

    /// <summary>The mailbox has no room. [mailboxfull]</summary>
    MailboxFull,

    /// <summary>The mailbox exists but is disabled, locked or asleep. [suspend]</summary>
    Suspended,

    /// <summary>Refused for this recipient's own rules, or an unknown user only after the whole message was seen: often a filter that hides. [filtered]</summary>
    RecipientRefused,

    /// <summary>The envelope or header sender was refused. [rejected]</summary>
    SenderRejected,

    /// <summary>The sending address or network has a bad name: block lists, complaints. [blocked, badreputation]</summary>
    Reputation,

    /// <summary>The sender did not prove who it is: SPF, DKIM, DMARC, reverse DNS. [authfailure, requireptr]</summary>
    Authentication,

    /// <summary>A rule of the receiving site forbids it. [policyviolation, securityerror]</summary>
    Policy,

    /// <summary>The server does not relay for this sender or recipient. [norelaying]</summary>
    RelayDenied,

    /// <summary>The content was taken for spam or a virus, or is malformed. [spamdetected, virusdetected, contenterror, notcompliantrfc]</summary>
    Content,

    /// <summary>Larger than the server or the mailbox takes. [mesgtoobig, exceedlimit]</summary>
    TooBig,

    /// <summary>Too many connections, messages or recipients in a time. [toomanyconn, speeding, ratelimited]</summary>
    Rate,

    /// <summary>The receiving system, its disk, its mailer or its commands failed. [systemerror, systemfull, mailererror, syntaxerror]</summary>
    System,

    /// <summary>The way there failed: DNS, routing loops, lost connections. [networkerror]</summary>
    Network,

    /// <summary>Given up, or still trying, after the time in the queue. [expired]</summary>
    Expired,

    /// <summary>The host takes no mail at all, for instance by a null MX. [notaccept]</summary>
    NotAccepting,

    /// <summary>An automatic answer of a person or a machine; never a failure. [vacation]</summary>
    AutoReply,

    /// <summary>It arrived, or was relayed on. [delivered]</summary>
    Delivered,
}
