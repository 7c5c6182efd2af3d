using PostPurchase.Core;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Offers;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Storage;
using PostPurchase.Server.Hosting;

namespace PostPurchase.Server.Tracking;

/// <summary>Finds the mail that a token names. Reads only, so that links work while the database cannot be written.</summary>
internal sealed class MailLinks(RunnerService runner)
{
    /// <summary>The mail and the slot of its link; null for a token that was not made here, or whose mail is gone.</summary>
    public VisitedMail? Find(string token) =>
        LinkToken.TryRead(runner.Engine.Delivery.Settings.Key.Span, token, out var id, out var slot)
            ? runner.Database.Read(session => session[SendSql.Find].With(id.Value).First(row => SendRows.Read(session, row)) is { } send ? Mail(session, send, slot) : null)
            : null;

    /// <summary>The mail itself: null also for the token of one of its links, which whoever is linked to gets to see.</summary>
    public VisitedMail? FindMail(string token) => Find(token) is { Slot: 0 } mail ? mail : null;

    /// <summary>Whether who got a mail was erased since: nothing is known of them, and nothing is kept of what they say.</summary>
    public bool IsErased(VisitedMail mail) => runner.Database.Read(session => CustomerErasure.IsErased(session, mail.Customer.Owner));

    /// <summary>What the links of a mail lead to; null where it had none.</summary>
    public SendTargets? TargetsOf(SendId send) =>
        runner.Database.Read(session => session[SendSql.ReadTargets].With(send.Value).First(row => row.Blob(0))) is { } packed ? SendTargets.Unpack(packed) : null;

    /// <summary>The token of another link of a mail.</summary>
    public string TokenOf(SendId send, int slot) => LinkToken.Make(runner.Engine.Delivery.Settings.Key.Span, send, slot);

    /// <summary>What a mail was about: its order, and of that one line where the mail was about one alone; null where it was about none.</summary>
    public (Purchase Order, int? Line)? OrderOf(StoredSend send) => runner.Database.Read<(Purchase, int?)?>(session =>
        send.Purpose == SendPurpose.Step && EnrollmentStore.Read(session, send.Owner.Value, send.Run) is { Run: { Purchase: { } id } run }
        && PurchaseStore.ReadOfSame(session, send.Owner.Value, id.Value) is { } order
            ? (order, run.Key.Subject == RunSubject.Line ? run.Key.Line : null)
            : null);

    /// <summary>
    /// Where somebody is led whose link's page was gone or at another host, or whose link lost its token, when the nightly look went there: the offer's own
    /// fallback link, else the shop where there is no page; null where the link may be followed.
    /// </summary>
    public string? InsteadOf(VisitedMail mail, string offer, string token)
    {
        var problem = runner.Database.Read(session => LinkHealth.ProblemOf(session, offer));
        if (!LinkHealth.IsAstray(problem)) return null;
        var instead = runner.Engine.Offers.Offers.FirstOrDefault(known => known.Id == offer)?.FallbackIn(mail.Send.Journey, mail.Send.Step);
        return instead?.Replace(NetworkLink.TokenMark, token, StringComparison.Ordinal) ?? (problem == LinkProblem.Gone ? mail.Store.Url : null);
    }

    private VisitedMail? Mail(Session session, StoredSend send, int slot) =>
        CustomerStore.Find(session, send.Owner.Value) is { } customer ? new VisitedMail(send, slot, customer, StoreOf(send)) : null;

    // As in its mails: whoever comes from one of another store sees the logo at that store's address.
    private StoreProfile StoreOf(StoredSend send)
    {
        var (store, settings) = (runner.Stores.Of(send.Store), runner.Engine.Delivery.Settings);
        return store.Brand.LogoUrl is { } logo
            ? store with { Brand = store.Brand with { LogoUrl = OwnPictures.At(settings.SenderOf(send.Store).BaseUrl, logo, settings.HasPicture) } }
            : store;
    }
}

/// <summary>A mail that somebody came from.</summary>
/// <param name="Send">Its row.</param>
/// <param name="Slot">Of the link; 0 is the mail itself.</param>
/// <param name="Customer">Who got it.</param>
/// <param name="Store">Whose mail it is.</param>
internal sealed record VisitedMail(StoredSend Send, int Slot, Customer Customer, StoreProfile Store)
{
    /// <summary>The address that suppression and consent are about, in its normal form.</summary>
    public string? Email => Customer.Email ?? (Send.Address is { } address ? EmailIdentity.Normalise(address) : null);

    public Words Words => Words.For(Customer.Locale ?? Store.Locale);
}
