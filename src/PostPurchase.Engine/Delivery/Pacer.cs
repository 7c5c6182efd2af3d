using NodaTime;
using PostPurchase.Mail.Pacing;
using PostPurchase.Mail.Smtp;

namespace PostPurchase.Engine.Delivery;

/// <summary>
/// Keeps transports to their rate and warm-up, and lets a domain rest that puts mail off, while all others go on. Thread-safe.
/// </summary>
/// <param name="policies">By name of the transport; one that is not named has no limits.</param>
internal sealed class Pacer(IReadOnlyDictionary<string, PacePolicy> policies)
{
    private static readonly PacePolicy Unlimited = new();

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Pace> _transports = [];
    private readonly Dictionary<(string Transport, string Domain), Pace> _resting = [];

    /// <summary>When the mail may leave and why not now; null for now, and then it counts as having left.</summary>
    public (Instant At, string Reason)? Wait(PreparedMail mail, Instant now)
    {
        var at = now.ToDateTimeOffset();
        lock (_gate)
        {
            if (_resting.TryGetValue(DomainOf(mail), out var domain) && domain.Decide(Unlimited, at) is PaceDecision.WaitUntil rest)
                return (Instant.FromDateTimeOffset(rest.At), $"{mail.Message.Recipient.Domain}: {rest.Reason}");
            if (!policies.TryGetValue(TransportOf(mail), out var policy)) return null;
            var pace = _transports.GetValueOrDefault(TransportOf(mail)) ?? Pace.Start(policy, at);
            if (pace.Decide(policy, at) is PaceDecision.WaitUntil wait) return (Instant.FromDateTimeOffset(wait.At), wait.Reason);
            _transports[TransportOf(mail)] = pace.AfterSend(policy, at);
            return null;
        }
    }

    /// <summary>Learns from an outcome.</summary>
    public void Note(PreparedMail mail, SendOutcome outcome, Instant now)
    {
        var at = now.ToDateTimeOffset();
        lock (_gate)
        {
            var pace = _resting.GetValueOrDefault(DomainOf(mail)) ?? Pace.Start(Unlimited, at);
            pace = pace.AfterOutcome(outcome, FailureScope.Domain, Unlimited, at, 0.5);
            if (pace.FailureCount == 0) _resting.Remove(DomainOf(mail));
            else _resting[DomainOf(mail)] = pace;
        }
    }

    private static string TransportOf(PreparedMail mail) => mail.Transport ?? SmtpOutlet.Default;

    private static (string, string) DomainOf(PreparedMail mail) => (TransportOf(mail), mail.Message.Recipient.Domain);
}
