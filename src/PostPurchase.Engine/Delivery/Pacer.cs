using NodaTime;
using PostPurchase.Core.Sending;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Pacing;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// Keeps transports to their rates and warm-up, and lets a domain rest that puts mail off, while all others go on. Receipts wait for rates only: a warm-up and a
/// domain's opinion of the sender hold marketing. Thread-safe.
/// </summary>
/// <param name="policies">By name of the transport; one that is not named has no limits.</param>
internal sealed class Pacer(IReadOnlyDictionary<string, TransportPace> policies)
{
    private const int MostDomains = 10_000;

    private static readonly PacePolicy Unlimited = new();
    private static readonly PacePolicy Told = new() { FirstPause = TimeSpan.FromMinutes(15), LongestPause = TimeSpan.FromHours(4) };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Pace> _transports = [];
    private readonly Dictionary<(string Transport, string Domain), Pace> _resting = [];
    private readonly Dictionary<(string Transport, string Domain), Pace> _refusing = [];
    private readonly Dictionary<(string Transport, string Domain), TokenBucket> _buckets = [];
    private readonly Dictionary<string, Pace> _told = [];

    /// <summary>How many mails have left by a transport since an instant, asked once for each that warms up; none by default.</summary>
    public Func<string, Instant, long> Left { get; init; } = (_, _) => 0;

    /// <summary>When the mail may leave and why not now; null for now, and then it counts as having left.</summary>
    public (Instant At, string Reason)? Wait(MailRoute mail, Instant now)
    {
        var (at, domain, isReceipt) = (now.ToDateTimeOffset(), mail.Place, mail.Kind == ContentKind.Transactional);
        lock (_gate)
        {
            if (_resting.TryGetValue(domain, out var pace) && pace.Decide(Unlimited, at) is PaceDecision.WaitUntil rest) return Until(rest, domain.Domain);
            if (!isReceipt && _refusing.TryGetValue(domain, out pace) && pace.Decide(Unlimited, at) is PaceDecision.WaitUntil refused) return Until(refused, domain.Domain);
            if (!isReceipt && _told.TryGetValue(domain.Domain, out pace) && pace.Decide(Told, at) is PaceDecision.WaitUntil told) return Until(told, domain.Domain);
            if (!policies.TryGetValue(domain.Transport, out var policy)) return null;
            return WaitForRates(domain, policy, isReceipt, at);
        }
    }

    /// <summary>Learns from an outcome; until when the domain rests that put this mail off, or null where it does not rest.</summary>
    public Instant? Note(MailRoute mail, SendOutcome outcome, Instant now)
    {
        var at = now.ToDateTimeOffset();
        var isRefusal = outcome is SendOutcome.Rejected { Scope: FailureScope.Domain };
        lock (_gate)
        {
            // A domain that refuses for good has an opinion of the sender, which is no reason to keep receipts back; one that puts off wants none now.
            if (!isRefusal) Note(_resting, mail.Place, outcome, at);
            if (isRefusal || (mail.Kind != ContentKind.Transactional && outcome is not SendOutcome.Deferred)) Note(_refusing, mail.Place, outcome, at);
            return outcome is SendOutcome.Deferred && _resting.GetValueOrDefault(mail.Place)?.PausedUntil is { } until ? Instant.FromDateTimeOffset(until) : null;
        }
    }

    private static void Note(Dictionary<(string Transport, string Domain), Pace> lanes, (string Transport, string Domain) place, SendOutcome outcome, DateTimeOffset at)
    {
        var pace = lanes.GetValueOrDefault(place) ?? Pace.Start(Unlimited, at);
        pace = pace.AfterOutcome(outcome, FailureScope.Domain, Unlimited, at, 0.5);
        if (pace.FailureCount == 0) lanes.Remove(place);
        else lanes[place] = pace;
    }

    /// <summary>Lets marketing to a domain rest, ever longer; the end of the rest, or null where it rested already at that instant.</summary>
    public Instant? Rest(string domain, string reason, Instant toldAt)
    {
        var at = toldAt.ToDateTimeOffset();
        lock (_gate)
        {
            var pace = _told.GetValueOrDefault(domain) ?? Pace.Start(Told, at);
            var next = pace.AfterOutcome(new SendOutcome.Deferred(FailureScope.Domain, SmtpStage.Unknown, null, null, reason), FailureScope.Domain, Told, at, 0);
            _told[domain] = next;
            return next != pace && next.PausedUntil is { } until ? Instant.FromDateTimeOffset(until) : null;
        }
    }

    private (Instant, string)? WaitForRates((string Transport, string Domain) domain, TransportPace policy, bool isReceipt, DateTimeOffset at)
    {
        var lane = isReceipt ? policy.Transport with { WarmUp = null } : policy.Transport;
        var pace = _transports.GetValueOrDefault(domain.Transport) ?? Start(domain.Transport, policy.Transport, at);
        if (pace.Decide(lane, at) is PaceDecision.WaitUntil wait) return Until(wait, null);
        if (policy.PerDomain is { } rate)
        {
            var bucket = _buckets.TryGetValue(domain, out var known) ? known : TokenBucket.Full(rate, at);
            if (bucket.ReadyAt(rate, at) is var readyAt && readyAt > at) return (Instant.FromDateTimeOffset(readyAt), $"{domain.Domain}: {rate.PerSecond:0.###} messages a second");
            if (_buckets.Count >= MostDomains) ForgetFull(rate, at);
            _buckets[domain] = bucket.Taken(rate, at);
        }

        _transports[domain.Transport] = pace.AfterSend(policy.Transport, at);
        return null;
    }

    private Pace Start(string transport, PacePolicy policy, DateTimeOffset at)
    {
        var pace = Pace.Start(policy, at);
        return policy.WarmUp is null ? pace : pace with { SentOnDay = Left(transport, Instant.FromDateTimeUtc(DateTime.SpecifyKind(at.UtcDateTime.Date, DateTimeKind.Utc))) };
    }

    // One that is full again is as good as new.
    private void ForgetFull(SendRate rate, DateTimeOffset at)
    {
        foreach (var domain in _buckets.Where(pair => pair.Value.Refilled(rate, at).Tokens >= rate.Burst).Select(pair => pair.Key).ToList()) _buckets.Remove(domain);
    }

    private static (Instant, string)? Until(PaceDecision.WaitUntil wait, string? domain) => (Instant.FromDateTimeOffset(wait.At), domain is null ? wait.Reason : $"{domain}: {wait.Reason}");
}

/// <summary>What of a mail matters for when it may leave.</summary>
/// <param name="Transport">Name of its transport.</param>
/// <param name="Domain">The recipient's domain.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct MailRoute(string Transport, string Domain, ContentKind Kind)
{
    internal (string Transport, string Domain) Place => (Transport, Domain);
}

/// <summary>How fast a transport may be used.</summary>
/// <param name="Transport">All of its mail.</param>
/// <param name="PerDomain">Its mail to one recipient domain; null for no limit.</param>
internal sealed record TransportPace(PacePolicy Transport, SendRate? PerDomain = null);
