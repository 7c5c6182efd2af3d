using static PostPurchase.Mail.Feedback.BounceReason;

namespace PostPurchase.Mail.Feedback;

/// <summary>What servers say about the sender, its host and its mail.</summary>
internal static class SenderRules
{
    public static readonly TextRule Relay = new(RelayDenied,
        "relaying denied", "be relayed", "relay denied", "relay access denied", "relaying not", "relay not permitted", "relay not allowed", "relay operation",
        "relaying is prohibited", "relay prohibited", "unable to relay", "not permitted to relay", "not configured to relay",
        "not allowed to relay", "no relaying", "no relay", "we do not relay", "we don't relay", "do not relay", "does not relay",
        "insecure mail relay", "mail server requires authentication when attempting to send to a non-local", "isn't in my list of allowed rcpthosts",
        "not in my control panel", "rcpthosts", "open relay", "relay restriction",
        "that domain isn't in my list", "this is not a relaying host", "email address is not verified", "relaying this mail", "as a relay",
        "relaying mail to", "authentication required for relay");

    public static readonly TextRule Listed = new(Reputation,
        "aup#", "blocked using", "spamhaus.org", "listed on * rbl", "on our block list", "s3140", "s3150", "(s314", "(s315", "black listed",
        "blacklisted by", "blacklisted at", "poor reputation", "cxbl", "ipbl0", "cdrbl", "(con:", "(rly:b", "(rtr:", "(dyn:",
        "will be permanently deferred", "ask your postmaster for help or to contact tosa");

    public static readonly TextRule Identity = new(Authentication,
        "dmarc", "spf check", "spf record", "spf fail", "spf (sender policy", "spf validation", "fails spf", "failed spf", "pass spf", "spf:",
        "spf=", "sender policy framework", "not authorized by spf", "openspf.org", "open-spf.org", "spf hard fail", "spf hardfail", "spf-",
        "dkim", "sender id (pra)", "sender is unauthenticated", "requires all senders to authenticate", "mail is unauthenticated", "dkim check",
        "dkim fail", "dkim authentication", "dkim validation", "failed dkim", "no dkim", "dkim =", "dkim=",
        "domainkeys", "unauthenticated email", "unauthenticated mail is", "authentication checks", "lack of authentication",
        "authentication-results", "sender authentication fail", "sender domain authentication", "doesn't pass authentication",
        "does not pass authentication", "fails to pass authentication",
        "domain's authentication", "required authentication level", "domain alignment", "not aligned with", "mail-authentication",
        "email authentication is required", "did not pass spf", "5322.from domain doesn't meet", "not authorized to send from this domain",
        "not authorized to send on behalf",
        "reverse dns", "(dns:", "cxdns", "reverse lookup", "reverse-dns", "rdns", "ptr record", "ptr dns record", "no ptr", "missing ptr", "ptr for",
        "invalid ptr", "without ptr", "reverse hostname", "reverse host", "reverse address", "reverse name", "cannot find your reverse",
        "cannot find your hostname", "cannot resolve your address", "cannot resolve your ip", "could not resolve your ip",
        "ip name lookup failed", "ip address does not resolve", "ip address has no", "ip address to have reverse", "ip name possibly forged",
        "all mail servers must have a ptr", "does not resolve to a name", "has no name", "name does not match", "hostname verification failed",
        "unresolvable ip", "unresolved host", "unresolvable relay host", "unknown client host", "unknown ip address name",
        "does not have a valid dns name", "mismatches client ip", "fcrdns", "fix reverse", "dns ptr", "client host rejected: cannot find",
        "cannot find your");

    public static readonly TextRule OwnRules = new(Policy,
        "security policies", "security policy", "anti-spoofing", "rejected by policy", "resolver.rst.authrequired", "transport.rules",
        "policy restrictions", "email not accepted for policy reasons", "message not accepted for policy reasons", "envelope blocked", "content examination policy");

    public static readonly TextRule Malformed = new(Content,
        "rfc 5322", "rfc 5321", "rfc5322", "rfc 2822", "rfc2822", "rfc 822 compliant", "rfcmessagenoncompliant", "not rfc compliant",
        "rfc compliant", "multiple addresses in from", "addresses in from: header", "missing from header", "missing or malformed header",
        "malformed header", "malformed mime", "malformed message", "message header is", "invalid message header", "header error", "duplicate header",
        "invalid character in header", "invalid mime", "improper use of 8-bit", "8-bit data in message header", "blank line in message header",
        "has no from", "no from header", "missing date header", "missing message-id", "message-id header", "syntactically invalid header",
        "headers are not accepted", "lone cr", "bare lf", "bare carriage", "contains bare", "bare newline", "line too long", "lines longer than",
        "too many mime", "mime depth", "unbalanced quotes", "message contains nul");

    public static readonly TextRule OwnAccount = new(SenderRejected, "mail sending denied");

    public static readonly TextRule BadUrl = new(Content,
        "likely unsolicited mail", "nature of the content and/or the links within. to best protect",
        "blacklisted url", "blacklisted link", "uribl", "surbl", "urls in message", "url in message", "url listed", "link in message",
        "domain in the message body", "phishing", "contains a url", "banned url", "blocked url", "bad url", "message contains a virus",
        "contains virus", "infected with", "virus detected", "virus found", "virus infected", "virus in", "detected as a virus", "a virus",
        "malware", "worm.", "trojan", "viruses", "virus * found", "eicar",
        "attachment type", "executable files", "blocked because its content", "content presents a potential", "spamassassin", "(hvu:", "urlbl",
        "attachments are not", "banned filename", "banned attachment", "blocked attachment", "file type not", "executable attach",
        "dangerous attachment", "unsafe attachment", "attachment not allowed");

    public static readonly TextRule Sender = new(SenderRejected,
        "sender address rejected", "sender rejected", "sender denied", "sender not allowed", "sender is not", "sender unknown",
        "sender verify failed", "sender verification failed", "sender callout", "sender domain", "sender not accepted", "sender not pre-approved",
        "sender refused", "sender has been", "sender address has been", "sender address is not", "sender address verification", "sender's address",
        "sender email address", "sender is on", "sender host rejected", "unroutable sender", "unrouteable sender",
        "bad sender", "bad envelope from", "bad mail from", "invalid sender", "invalid domain in mail from", "invalid mail from",
        "invalid envelope sender", "invalid from", "null sender", "empty sender", "empty envelope", "illegal sender", "unknown sender",
        "<> is not allowed to send", "blocked sender", "banned sender", "blacklisted sender", "sending to/from an address that has been",
        "address that has been blacklisted", "sender ip must resolve", "from address", "for sender address", "from: domain is invalid", "domain is invalid",
        "valid from:", "domain of sender", "domain of mail from", "domain does not exist: sender", "mail from <> denied", "mail from not",
        "mail from domain", "mail from address",
        "mail from command rejected", "return path", "return address", "return-path", "not accepted for sender", "reject mail from",
        "rejecting mail from", "rejected mail from", "doesn't accept mail from you", "sender domain must resolve", "your email is not authorized",
        "suspicious sender", "forged", "resolver.rst.notauthorized", "cxsndr", "mail from <> refused", "access denied, bad outbound sender",
        "groups.google.com/support", "permission to post messages to the group", "not allowed to post", "weren't recognized as a valid sender",
        "you are not allowed to send", "you're not allowed to send", "only subscribers", "unqualified sender", "identity used in the from",
        "envelope sender", "unable to verify address", "senderid", "backscatter", "does not accept mail from the sender",
        "bad sender's mailbox", "administrative prohibition");

    public static readonly TextRule BadName = new(Reputation,
        "blocked using", "blocklist", "block list", "blocked list", "blacklist", "black list", "blackholed", "denylist", "dnsbl", "rbl ", " rbl",
        "rbl.", "rbl:", "#cdrbl", "in rbl", "realtime block", "real-time block", "spamhaus", "spamcop", "sorbs.net", "barracudacentral",
        "abuseat.org", "senderbase", "senderscore", "proofpoint.com", "cloudmark", "invaluement", "uceprotect", "mailspike", "backscatterer",
        "manitu", "trendmicro.com/ers", "talosintelligence", "sophos.com/blocked",
        "poor reputation", "bad reputation", "low reputation", "reputation", "temporarily deferred due to", "user complaints", "tss04", "tss0",
        "[ts0", "ts03", "unusual rate of", "unsolicited mail originating", "unsolicited mail from your ip", "likely suspicious due to", "listed by",
        "is listed", "listed at", "listed in", "listed on", "currently listed",
        "ip address blocked", "ip address is blocked", "ip address has been blocked", "ip address rejected", "ip is blocked", "ip blocked",
        "ip has been", "blocked ip", "your ip", "ip not allowed", "ip address is not", "ip denied", "ip rejected", "banned ip", "banned sending ip",
        "access denied, banned", "client host rejected", "client host blocked", "client host <> blocked", "client blocked", "client rejected",
        "client not", "client ip address", "host is blocked", "host blocked", "host is not allowed", "host rejected", "host refused",
        "host not allowed to", "blocked by", "blocked for", "blocked -", "blocked due", "blocked because", "blocked from", "has been blocked",
        "have been blocked", "is blocked", "temporarily blocked", "was blocked", "access denied", "access restricted",
        "connection refused by policy", "connection denied", "connection rejected", "connections not accepted", "connection not accepted",
        "connections from this host", "connection dropped due to", "not accepting connections", "no access from mail server", "mail server rejected",
        "mail server has been", "server rejected your", "bad host", "not allowed to connect", "not welcome", "dynamic ip", "dynamic/residential",
        "dynamic address", "dynamic pool",
        "dynamic range", "dial-up", "dialup", "dul list", "residential", "generic dns", "use the smtp server of your isp", "use your isp",
        "provider's mail server", "through your isp", "part of their network", "go away", "hostname rejected", "rejected due to your ip", "spammer",
        "spamming", "spam source", "known spam", "sending spam", "spam sending", "spam originating", "listed as spam", "adresse ip source bloquee",
        "blocage", "snowshoe", "your network", "your server", "from your host", "we do not accept mail from your", "bl.");

    public static readonly TextRule Spam = new(Content,
        "spam", "unsolicited bulk", "unsolicited", "bulk email", "bulk mail", "junk", "ube,", "uce ", "looks like", "considered unsolicited",
        "content rejected", "content reject", "content blocked", "content filter", "content policy", "content denied", "content violates",
        "content not accepted", "content is not", "content violation", "message content", "message body", "high probability", "advertis", "scored",
        "score of", "bayes", "ofr_506", "mail rejete. mail rejected", "marked as", "appears to be", "rejected due to content", "suspected",
        "fingerprint", "heuristic", "detected as");
}
