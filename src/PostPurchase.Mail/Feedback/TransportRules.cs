using static PostPurchase.Mail.Feedback.BounceReason;

namespace PostPurchase.Mail.Feedback;

/// <summary>What servers say about the way, the load and themselves.</summary>
internal static class TransportRules
{
    public static readonly TextRule Lookups = new(Network,
        "dns error", "dns lookup failure", "could not be found in domain name service", "host name lookup failure", "name lookup failure",
        "name server timeout", "dns timeout", "dns failure", "dns server", "dns query failed", "dns lookup of", "temporary dns", "temporary name",
        "temporary lookup", "host not found, try again", "servfail", "server failure", "malformed or unexpected name server",
        "malformed name server", "type=mx: host not found, try again", "cname lookup failed temporarily", "resolve failed temporarily");

    public static readonly TextRule NoDomainForCertain = new(DomainUnknown, "dns lookup failure: host", "no such domain");

    public static readonly TextRule NoDomain = new(DomainUnknown,
        "host unknown", "unknown host", "nonexistentdomain", "nonexistent domain", "destination email system is unknown",
        "destination system is unknown", "unknown domain", "host not found", "host or domain name not found", "domain not found",
        "domain does not exist", "domain doesn't exist", "domain name not found", "domain non-existent", "domain unknown", "domain is unknown",
        "domain not exist", "domain must exist", "domain invalid", "domain is not reachable", "invalid domain", "illegal host/domain",
        "illegal domain", "bad destination system", "bad destination host", "no such domain", "no such host", "nxdomain", "couldn't find any host",
        "cannot find a host", "unrouteable address", "unroutable address", "unrouteable domain", "no route to domain",
        "all relevant mx records point to non-existent", "name or service not known", "name service error for name", "nodename nor servname",
        "dns record not found", "mx record not found", "has no mx or a record", "no valid hosts", "no mx or a",
        "address family for hostname not supported", "recipient domain not found", "recipient domain does not", "domain of recipient",
        "destination domain not found", "bad-domain", "relay-domain not found", "unresolvable domain", "domain couldn't be found");

    public static readonly TextRule NoMail = new(NotAccepting,
        "does not accept mail", "doesn't accept mail", "does not accept email", "doesn't accept email", "does not accept any mail",
        "do not accept mail", "not accepting network messages", "null mx", "destination seem to reject all mails", "nullmx", "no mx record",
        "couldn't find a mail exchanger", "no mail exchanger", "mail receiving disabled", "no smtp service", "smtp protocol diagnostic: 521",
        "host does not receive mail", "does not receive mail", "mail receiving is disabled", "this server does not accept incoming",
        "does not handle mail", "not a mail server", "no one here receives", "smtp service is disabled", "not available for mail");

    public static readonly TextRule SentTooMuch = new(Rate, "sending quota", "user sending limit", "daily sending limit");

    public static readonly TextRule TooOften = new(Rate,
        "frequency limit", "receivingrate", "too much mail from", "receiving mail at a rate", "receiving mail too quickly", "too many connections",
        "too many concurrent",
        "connection rate limit", "cxthrt", "cxcnct", "cxmxrt", "rl000", "trop de connexions", "mail overlimit", "reached a limit for sending",
        "reached your daily limit", "sending user limit", "too many recipients", "too many messages");

    public static readonly TextRule TooFast = new(Rate,
        "too many connections", "too many concurrent", "too many simultaneous", "too many sessions", "too many open connections",
        "too many connection", "too many smtp", "too many messages", "too many mails", "too many emails", "too many recipients", "too many rcpt",
        "too many requests", "too many errors", "too many invalid", "too many bad", "too many unknown", "too many failed", "too many attempts",
        "too frequent", "frequency limited", "frequency limit", "connection rate", "connection limit", "connections exceeded",
        "connection frequency", "concurrent connection", "concurrency limit", "rate limit", "rate-limit", "ratelimit", "rate exceeded", "rate that",
        "rate control", "rate of", "rate limited", "receivingrate", "receiving mail too quickly", "receiving mail at a rate", "sending rate",
        "message rate", "maximum connections", "max connections", "exceeded the maximum number of", "exceeded maximum number", "exceeded the rate",
        "exceeded the limit of", "exceeded your", "exceeded its sending", "exceeded the number", "exceeding", "throttl", "slow down", "slowdown",
        "excessive", "mail flood", "flooding", "too quickly", "too fast", "unusual rate", "greylist", "graylist", "grey list", "greylisted",
        "per hour", "per day", "per minute", "per second", "please try again later, too", "daily limit", "hourly limit", "sending limit",
        "quota of messages", "more than * messages", "traffic limit", "limit exceeded for", "threshold exceeded", "number of messages");

    public static readonly TextRule Rules = new(Policy,
        "policy", "protocol violation", "host network not allowed", "not permitted", "not allowed", "not authorized", "not authorised",
        "unauthorized", "unauthorised", "unauthenticated", "authentication required", "authentication failed", "authentication failure",
        "must authenticate", "authenticate first", "must issue a starttls", "starttls is required", "starttls command first", "tls required",
        "encryption required", "requires tls", "access control", "prohibited", "administratively", "rejected by system administrator",
        "rejected by the administrator", "forbidden", "for security", "security reason", "from your country", "by the administrator",
        "restricted access", "violat", "delivery not authorized", "transport.rules", "local policy", "email not accepted", "mail not accepted",
        "message refused", "message rejected", "message not accepted", "unacceptable", "denied by", "helo", "ehlo", "insecure", "codepage",
        "credential", "cipher", "certificate");

    public static readonly TextRule Broken = new(BounceReason.System,
        "insufficient disk", "insufficient system", "insufficient storage", "insufficient resources", "disk space", "disk full", "disk is full",
        "out of disk", "no space left", "system full", "file system full", "filesystem is full", "out of memory", "cannot allocate", "queue full",
        "system resources", "resources temporarily", "ldap", "database", "internal server error", "internal error", "internal software error",
        "system error", "server error", "local error", "mail loops back", "loops back to", "mail for <> loops", "duplicated message-id",
        "loop alert", "server is down", "temporarily unavailable", "temporary failure", "temporary error", "temporary problem", "temporary system",
        "temporary local problem", "temporarily rejected", "service unavailable", "service currently unavailable", "service not available",
        "service temporarily", "transaction failed", "transaction error", "command parameter", "command unrecognized", "command rejected",
        "unrecognized command", "unimplemented", "not implemented", "syntax error", "bad sequence", "protocol error", "does not support tls",
        "could not write", "can't write", "can't create", "couldn't create", "cannot open", "can't open", "permission denied",
        "timeout waiting for data from client", "unable to process", "please try again later", "try again later", "try later", "storage error",
        "i/o error", "error writing", "lmtp error", "requested action aborted", "local error in processing", "queue file write",
        "unexpected failure", "unable to contact", "virtual memory", "not enough", "out of resources", "storedrv", "congest");

    public static readonly TextRule NoWay = new(Network,
        "network error", "ネットワークエラー", "all routes to destination blocked", "no valid route", "address family mismatch", "bad dns lookup",
        "bounce between two servers", "mxloopback", "network is unreachable", "network unreachable", "no route to host", "no route to",
        "host unreachable", "host is unreachable", "lost connection", "connection lost", "connection reset", "connection closed",
        "connection dropped", "connection interrupted", "connection aborted", "connection failed", "connect failed", "bad connection", "broken pipe",
        "unable to resolve", "unable to route", "cannot route", "routing error", "routing loop", "mail loop", "message loop", "message looping",
        "mail forwarding loop", "forwarding loop", "loop detected", "looping", "too many hops", "hop count", "too many received", "maximum hop",
        "maximum forwarding", "could not connect", "couldn't connect", "cannot connect", "unable to connect", "failed to connect",
        "dns records for the destination", "malformed reply", "tls handshake", "ssl handshake", "tls negotiation", "starttls failed", "tls error",
        "handshake fail", "remote host closed", "conversation with * timed out", "while sending", "while performing", "while receiving",
        "forwarded more than the maximum");

    public static readonly TextRule ExpiredForCertain = new(Expired,
        "delivery time expired", "delivery expired", "message expired", "envelope expired", "queue.expired", "queue lifetime", "expired after",
        "retry timeout exceeded", "retry time not reached", "multiple retries", "was aborted after",
        "not delivered within", "not been collected", "refused to accept a connection", "did not accept our requests to connect",
        "could not find a gateway", "has tried to deliver this message, without success", "failed to deliver to domain", "socket error",
        "failing for a long time");

    public static readonly TextRule GivenUp = new(Expired,
        "delivery time expired", "delivery expired", "message expired", "envelope expired", "queue.expired", "queue lifetime", "queue too long",
        "too long in the queue", "in the queue too long", "expired after", "has expired", "retry timeout exceeded", "retry time not reached",
        "retry period", "multiple retries", "giving up", "given up trying", "was aborted after", "could not be delivered for",
        "could not be delivered within", "not delivered within", "not been delivered for", "has been delayed", "is delayed for", "delayed for more",
        "been delayed", "not been collected", "has not been collected", "have been failing", "failing for a long time", "connection timed out",
        "connection timeout", "operation timed out", "timed out", "connection refused", "refused to accept a connection",
        "did not accept our requests to connect", "did not respond", "not responding", "is not responding", "not respond", "no answer from",
        "no response", "cannot be reached", "could not be reached", "couldn't be reached", "not reachable", "unreachable for", "was not reachable",
        "host not reachable", "could not find a gateway", "delivery attempts", "despite repeated attempts",
        "has tried to deliver this message, without success", "server has stopped trying", "will be retried until", "delivery temporarily suspended",
        "socket error", "failed to deliver to domain", "no more attempts", "after several attempts", "unable to deliver message after",
        "message timed out", "timeout", "still being retried", "will keep trying", "continue to try", "continue trying",
        "has not yet been delivered", "not yet been delivered", "could not yet be delivered", "message delayed");
}
