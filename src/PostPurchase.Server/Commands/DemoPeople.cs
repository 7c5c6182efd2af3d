using System.Globalization;
using NodaTime;
using PostPurchase.Core.Attribution;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Sending;
using PostPurchase.Engine;
using PostPurchase.Engine.Storage;
using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Feedback.Providers;
using PostPurchase.Server.Hosting;
using PostPurchase.Server.Tracking;

namespace PostPurchase.Server.Commands;

/// <summary>What the people of the sample shop, and the programs before their mailboxes, do with a mail. The same mail of the same seed, the same deeds.</summary>
internal sealed class DemoPeople(DemoHabits habits, RunnerService runner, DemoSales sales)
{
    private const string AppleProxy = "Mozilla/5.0";
    private const string ImageProxy = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    private const string Scanner = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36";
    private const ulong Home = 1;
    private const ulong Elsewhere = 2;

    private readonly PostPurchaseEngine _engine = runner.Engine;
    private readonly MailLinks _links = new(runner);
    private readonly Preferences _preferences = new(runner.Database);
    private readonly HistoryStore _history = new(runner.Database);

    /// <summary>A mail is in the mailbox: plans what comes of it.</summary>
    /// <param name="send">The mail.</param>
    /// <param name="now">The instant of the engine; what people did before is told now.</param>
    /// <param name="plan">Takes each deed with its instant.</param>
    public void Receive(StoredSend send, Instant now, Action<Instant, DemoDeed> plan)
    {
        if (_links.Find(LinkToken.Make(_engine.Delivery.Settings.Key.Span, send.Id, 0)) is not { } mail) return;
        var at = send.ConcludedAt ?? now;
        var visit = new Visit(mail, _links.TargetsOf(send.Id)?.Links ?? [], at, $"{mail.Customer.Email}/{send.Journey}/{send.Step}/{send.Visit.ToString(CultureInfo.InvariantCulture)}", plan) { Chance = habits.Chance };
        if (mail.Customer.Email?.Contains($"{habits.DeadMailbox.ToString(CultureInfo.InvariantCulture)}@", StringComparison.Ordinal) == true && IsDead(mail.Customer.ExternalId))
        {
            plan(at + Duration.FromMinutes(2), told => BounceAsync(send, told));
            return;
        }

        if (runner.Stores.ConsentRules.AllowsTracking(mail.Customer.Consent, mail.Customer.Country)) Look(visit);
        if (send.Kind != ContentKind.Transactional && habits.Chance($"{visit.Key}/unsubscribes") < habits.Unsubscribes)
            plan(visit.After("unsubscribed", 1, 20), async told => { await _preferences.UnsubscribeAsync(mail, told); return null; });
        sales.Receive(mail, visit.Key, visit.Links, at, plan);
    }

    private bool IsDead(string? customer) => customer == string.Create(CultureInfo.InvariantCulture, $"c-{30_000 + habits.DeadMailbox}");

    private void Look(Visit visit)
    {
        bool Happens(string what, double rate) => habits.Chance($"{visit.Key}/{what}") < rate;
        if (Happens("apple", habits.Opens.AppleProxy)) Touch(visit, visit.After("apple", 0.05, 2), (TouchKind.Open, 0, AppleProxy, Elsewhere));
        else if (Happens("proxy", habits.Opens.ImageProxy)) Touch(visit, visit.After("proxy", 0.1, 9), (TouchKind.Open, 0, ImageProxy, Elsewhere));
        if (Happens("unknown", habits.UnknownPrograms)) Touch(visit, visit.After("unknown", 0.5, 3), (TouchKind.Open, 0, "", Elsewhere));
        if (Happens("scanner", habits.Scanners)) Scan(visit);
        var browser = habits.OneOf(habits.Browsers, $"{visit.Mail.Customer.Email}/browser");
        var opened = visit.After("opened", 0.2, 18);
        if (Happens("opens", habits.Opens.People)) Touch(visit, opened, (TouchKind.Open, 0, browser, Home));
        var links = visit.Slots(LinkKind.Offer, LinkKind.Content);
        if (links.Count == 0 || !Happens("clicks", ClickRate(visit.Mail.Send))) return;
        // The first of a mail is the one that most follow.
        var slot = links[(int)(Math.Pow(habits.Chance($"{visit.Key}/slot"), 2) * links.Count)];
        var clicked = opened + Duration.FromSeconds(40 + Math.Floor(habits.Chance($"{visit.Key}/reads") * 200));
        Touch(visit, clicked, (TouchKind.Click, slot, browser, Home));
        sales.Clicked(visit.Mail, visit.Key, (slot, visit.Links[slot - 1]), clicked, visit.Plan);
    }

    private double ClickRate(StoredSend send) => habits.Liking(send.Variants, like => like.Clicks) * (send.Kind switch
    {
        ContentKind.Transactional => habits.Clicks.Transactional,
        ContentKind.Own => habits.Clicks.Own,
        _ => habits.Clicks.ThirdParty,
    });

    // It follows every link while the mail is delivered.
    private void Scan(Visit visit)
    {
        for (var slot = 1; slot <= visit.Links.Count; slot++)
        {
            if (visit.Links[slot - 1].Kind != LinkKind.Choice) Touch(visit, visit.At + Duration.FromMilliseconds(2_000 + (slot * 150)), (TouchKind.Click, slot, Scanner, Elsewhere));
        }
    }

    private void Touch(Visit visit, Instant at, (TouchKind Kind, int Slot, string Agent, ulong Network) seen)
    {
        var send = visit.Mail.Send;
        var role = seen.Kind == TouchKind.Open ? LinkRole.Service : visit.Links[seen.Slot - 1].Kind switch { LinkKind.Offer => LinkRole.Offer, LinkKind.Content => LinkRole.Content, LinkKind.Honeypot => LinkRole.Honeypot, _ => LinkRole.Service };
        var touch = new Touch(seen.Kind, at, seen.Agent, AddressClass.Unknown, "GET", seen.Slot, role, visit.At, seen.Network);
        visit.Plan(at, async _ =>
        {
            await _history.AddAsync([new StoredTouch(send.Owner, send.Id, touch) { Journey = send.Journey, Step = send.Step, LinkCount = seen.Kind == TouchKind.Click ? visit.Links.Count : 0 }]);
            return null;
        });
    }

    private async Task<Core.Purchases.StoreEvent?> BounceAsync(StoredSend send, Instant now)
    {
        var report = new BounceReport(send.Address ?? "", "5.1.1", 550, BounceReason.AddressUnknown, BounceAction.Suppress, "550 5.1.1 no such user here");
        var id = ReturnPath.MessageId(send.Id.Value, _engine.Delivery.Settings.Key.Span);
        await _engine.Bounces.TakeCallAsync(("demo", id), "{}"u8.ToArray(), [new ProviderReport(FeedbackKind.Bounce, report, id, id, new Dictionary<string, string>())], now);
        return null;
    }

    private sealed record Visit(VisitedMail Mail, IReadOnlyList<LinkTarget> Links, Instant At, string Key, Action<Instant, DemoDeed> Plan)
    {
        public Func<string, double> Chance { get; init; } = _ => 0;

        public List<int> Slots(params LinkKind[] kinds) => [.. Enumerable.Range(1, Links.Count).Where(slot => kinds.Contains(Links[slot - 1].Kind))];

        public Instant After(string what, double fromHours, double toHours) => At + Duration.FromMinutes(Math.Floor((fromHours + (Chance($"{Key}/{what}/after") * (toHours - fromHours))) * 60));
    }
}
