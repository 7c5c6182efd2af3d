using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Server.Tracking;

/// <summary>Writes what customers ask for: consent as evidence and as state, pause, suppression; all in one transaction.</summary>
internal sealed class Preferences(Database database)
{
    /// <summary>Where a word of consent comes from: what was saved on the page of preferences.</summary>
    public const string Page = "preferences page";

    /// <summary>The link by which a mail is unsubscribed from.</summary>
    public const string Link = "unsubscribe link";

    private static readonly Duration s_pause = Duration.FromDays(30);

    /// <summary>No marketing to this address of this store any more. Doing it twice changes nothing.</summary>
    public Task UnsubscribeAsync(VisitedMail mail, Instant now) => database.WriteAsync(
        session =>
        {
            Suppress(session, mail, SuppressionScope.Marketing, now);
            return Say(session, mail, new ConsentFacts(false, false, null), Link, now);
        },
        CancellationToken.None);

    /// <summary>Whether the customer said so before. What only the shop or a mailbox stopped was not their word, which they may still say.</summary>
    public bool IsUnsubscribed(VisitedMail mail) => database.Read(session =>
    {
        var isRefused = CustomerStore.Find(session, mail.Customer.Owner.Value)?.Consent.Own == false;
        return mail.Email is null ? isRefused : Found(session, mail).Exists(one => IsOfOwn(one) && (isRefused || SuppressionReason.IsRefused(one.Reason)));
    });

    /// <summary>What the customer wants from now on. Of a kind that is stopped nothing is written: that it is off is not their word.</summary>
    public Task SaveAsync(VisitedMail mail, Wishes wishes, Instant now) => database.WriteAsync(
        session =>
        {
            var (ownStopped, thirdStopped) = StopsOf(Found(session, mail));
            var said = new ConsentFacts(ownStopped is null ? wishes.Own : null, thirdStopped is null ? wishes.ThirdParty : null, wishes.Tracking);
            Keep(session, mail, (SuppressionScope.Marketing, said.Own), now);
            Keep(session, mail, (SuppressionScope.ThirdParty, said.ThirdParty), now);
            Say(session, mail, said, Page, now);
            var customer = CustomerStore.Find(session, mail.Customer.Owner.Value)!;
            CustomerStore.Update(session, customer with { PausedUntil = !wishes.Pause ? null : customer.PausedUntil > now ? customer.PausedUntil : now + s_pause });
            return true;
        },
        CancellationToken.None);

    /// <summary>What holds now.</summary>
    public Preference Of(VisitedMail mail, ConsentRules rules) => database.Read(session =>
    {
        var found = Found(session, mail);
        var customer = CustomerStore.Find(session, mail.Customer.Owner.Value) ?? mail.Customer;
        var own = rules.AllowsOwn(customer.Consent, customer.Country) && !found.Exists(IsOfOwn);
        var third = own && rules.AllowsThirdParty(customer.Consent, customer.Country) && found.Count == 0;
        var (ownStopped, thirdStopped) = StopsOf(found);
        return new Preference(own, third, rules.AllowsTracking(customer.Consent, customer.Country), customer.PausedUntil)
        {
            OwnStopped = ownStopped,
            ThirdPartyStopped = thirdStopped,
        };
    });

    private static List<Suppression> Found(Session session, VisitedMail mail) =>
        mail.Email is { } email ? SuppressionStore.Of(session, mail.Send.Store, SendChannel.Email, email) : [];

    private static bool IsOfOwn(Suppression one) => one.Scope != SuppressionScope.ThirdParty;

    private static (Stop? Own, Stop? ThirdParty) StopsOf(List<Suppression> found)
    {
        var own = StopOf(found.FindAll(IsOfOwn));
        return (own, own ?? StopOf(found));
    }

    // What the customer did not ask for stays off, whatever they tick.
    private static Stop? StopOf(List<Suppression> found) => found.Find(one => one.Scope == SuppressionScope.Everything || one.Reason != SuppressionReason.Unsubscribed) is { } stopping
        ? SuppressionReason.IsByHand(stopping.Reason) ? Stop.Shop : Stop.Report
        : null;

    private bool Say(Session session, VisitedMail mail, ConsentFacts said, string source, Instant now)
    {
        var customer = CustomerStore.Find(session, mail.Customer.Owner.Value)!;
        CustomerStore.AddConsent(session, customer.Owner.Value, database.Ids.Next(now), said, (source, now));
        CustomerStore.Update(session, customer with
        {
            Consent = new(said.Own ?? customer.Consent.Own, said.ThirdParty ?? customer.Consent.ThirdParty, said.Tracking ?? customer.Consent.Tracking),
            ConsentAt = new(
                said.Own is null ? customer.ConsentAt.Own : now, said.ThirdParty is null ? customer.ConsentAt.ThirdParty : now, said.Tracking is null ? customer.ConsentAt.Tracking : now),
        });
        return true;
    }

    private static void Keep(Session session, VisitedMail mail, (SuppressionScope Scope, bool? IsWanted) kind, Instant now)
    {
        if (kind.IsWanted == true) Lift(session, mail, kind.Scope);
        else if (kind.IsWanted == false) Suppress(session, mail, kind.Scope, now);
    }

    private static void Suppress(Session session, VisitedMail mail, SuppressionScope scope, Instant now)
    {
        if (mail.Email is { } email) SuppressionStore.Add(session, (mail.Send.Store, SendChannel.Email, email), new(scope, SuppressionReason.Unsubscribed), (now, mail.Send.Id));
    }

    // Only what the customer asked for is theirs to lift: a complaint or a dead address stays.
    private static void Lift(Session session, VisitedMail mail, SuppressionScope scope)
    {
        if (mail.Email is { } email && Found(session, mail).Exists(found => found.Scope == scope && found.Reason == SuppressionReason.Unsubscribed))
            SuppressionStore.Remove(session, (mail.Send.Store, email), scope);
    }
}

/// <summary>What a customer wants.</summary>
/// <param name="Own">Mail about the shop's own products; null where they were not asked.</param>
/// <param name="ThirdParty">Offers of others; null where they were not asked.</param>
/// <param name="Tracking">That opens and clicks are recorded.</param>
/// <param name="Pause">No marketing for a while: a pause that runs goes on to its own end, else one of 30 days begins.</param>
internal sealed record Wishes(bool? Own, bool? ThirdParty, bool Tracking, bool Pause);

/// <summary>What holds of it.</summary>
/// <param name="Own">Mail about the shop's own products.</param>
/// <param name="ThirdParty">Offers of others.</param>
/// <param name="Tracking">That opens and clicks are recorded.</param>
/// <param name="PausedUntil">When the last pause ends or ended; null where there was none.</param>
internal sealed record Preference(bool Own, bool ThirdParty, bool Tracking, Instant? PausedUntil)
{
    /// <summary>Why the shop's own mail stays off whatever the customer wants; null where it is theirs to say.</summary>
    public Stop? OwnStopped { get; init; }

    /// <summary>The same of offers of others.</summary>
    public Stop? ThirdPartyStopped { get; init; }
}

/// <summary>What stops mail that a customer may want.</summary>
internal enum Stop
{
    /// <summary>Somebody of the shop.</summary>
    Shop,

    /// <summary>A mailbox said that it cannot be reached, or that a mail was a nuisance.</summary>
    Report,
}
