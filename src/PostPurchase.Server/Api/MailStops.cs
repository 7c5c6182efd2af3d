using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Api;

/// <summary>What keeps mail to a customer back, as far as that is known before the mail is due: what they and the shop said. The gate decides when it is.</summary>
/// <param name="Suppressions">Of their address.</param>
/// <param name="Customer">What they agreed to, and their pause.</param>
/// <param name="Rules">What counts as agreed.</param>
internal sealed record MailStops(IReadOnlyList<Suppression> Suppressions, Customer Customer, ConsentRules Rules)
{
    /// <summary>What becomes of a mail that comes, as the end of a sentence; null where nothing is in its way.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="due">When it is due; null where nobody can say.</param>
    public string? Of(ContentKind kind, Instant? due)
    {
        if (Has(SuppressionScope.Everything)) return "is left out: all mail to them is stopped";
        if (kind == ContentKind.Transactional) return null;
        if (Has(SuppressionScope.Marketing)) return "is left out: marketing to them is stopped";
        if (kind == ContentKind.ThirdParty && Has(SuppressionScope.ThirdParty)) return "is left out: offers of others to them are stopped";
        if (!(kind == ContentKind.Own ? Rules.AllowsOwn(Customer.Consent, Customer.Country) : Rules.AllowsThirdParty(Customer.Consent, Customer.Country))) return "is left out: they did not agree to it";
        return due < Customer.PausedUntil ? "waits until their pause ends" : null;
    }

    private bool Has(SuppressionScope scope) => Suppressions.Any(one => one.Scope == scope);
}
