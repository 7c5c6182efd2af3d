using Microsoft.Extensions.Logging;
using NodaTime;
using PostPurchase.Core.Compliance;
using PostPurchase.Core.Journeys.Files;
using PostPurchase.Engine.Bounces;
using PostPurchase.Engine.Connectors.Feeds;
using PostPurchase.Engine.Connectors.Shops;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Pulls;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Scheduling;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine;

/// <summary>
/// Intake, journeys and delivery over one database. Production lets its loops run by a clock; simulation, demo and tests step it from one due
/// instant to the next.
/// </summary>
internal sealed class PostPurchaseEngine : IAsyncDisposable
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(20);

    private readonly EngineSetup _setup;
    private readonly EnrollmentStore _enrollments;
    private readonly SendLedger _ledger;
    private readonly Runner _runner;
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private readonly Wake _runs = new(), _sends = new(), _hooks = new();
    private bool _hasNewWeights;

    private PostPurchaseEngine(EngineSetup setup)
    {
        _setup = setup;
        Database = Database.Open(setup.DatabaseFile, setup.Node, setup.IsDurable);
        Associations = new AssociationBook(Database);
        Products = new CatalogueStore(Database);
        Offers = new OfferShelf(setup.Workflows) { Measured = () => (Associations.Products, Associations.Categories), Feed = Products.All, LastTerms = new ProgramTermsStore(Database) };
        Offers.Reload();
        Templates = new TemplateLibrary(setup.Templates);
        Stores = setup.Stores with { Cycles = Offers.Cycles };
        Journeys = new JourneyLibrary(Database, setup.Workflows, () => new FileCatalog { Templates = Templates.Names, Coupons = Offers.PoolNames, OfferRules = Offers.RuleNames, WhyClosed = url => HookClient.WhyNeverPosted(url, setup.AllowsPrivate) }, Stores.GlobalHoldoutRate);
        Facts = new RunFacts(Database, Stores) { Enrich = Offers.Enrich };
        _enrollments = new EnrollmentStore(Database);
        _ledger = new SendLedger(Database);
        _runner = new Runner(_enrollments, new RunningStore(Database), () => Journeys.Current, Facts) { Observer = setup.Advanced };
        var rules = new EnrollmentRules(() => Journeys.Current, Facts, Database.Ids) { Observer = setup.Enrolled };
        Rates = new RateBook(setup.Workflows, Stores);
        var intake = new IntakeRules { Enroll = rules.Enroll, Value = (store, money, at) => Rates.InStore(store, money, at)?.Minor, Converted = (session, word, now) => Conversions!.Hear(session, word, now), Advance = setup.Advanced is null ? _runner.Begin : null };
        Intake = new EventIntake(Database, intake);
        Conversions = new ConversionIntake(Database, new ConversionRules
        {
            Key = setup.Delivery.Key,
            StoreOf = network => Commission.Networks.Values.FirstOrDefault(account => account.Network == network)?.Store ?? "default",
            OfferOf = id => Offers.Offers.FirstOrDefault(offer => offer.Id == id),
            InStore = Rates.InStore,
            CurrencyOf = store => Stores.Of(store).Currency,
            Cap = Commission.Cap, AccountOf = name => Commission.AccountOf(name),
        }, intake);
        Pulls = new NetworkPull(Database, Conversions, setup.NetworkHandler?.Invoke() ?? NetworkPull.Plain());
        Links = new LinkHealth(Database, () => Offers.Offers, setup.NetworkHandler?.Invoke() ?? GuardedHandler.Of(setup.AllowsPrivate), TimeProvider.System);
        Shops = new ShopPull(Database, Intake, Products, new ShopClient(GuardedHandler.Of(setup.AllowsPrivate), TimeProvider.System));
        Feeds = new FeedPull(Database, Products, new FeedClient(GuardedHandler.Of(setup.AllowsPrivate), TimeProvider.System));
        Coupons = new CouponDesk(Database, Offers, Stores, setup.HasSampleCoupons);
        Delivery = new DeliverySetup
        {
            Database = Database,
            Settings = setup.Delivery with { Looks = Stores.Looks },
            Stores = Stores,
            Journeys = () => Journeys.Current,
            Facts = Facts,
            Templates = Templates,
            Outlet = setup.Outlet,
            PickOffers = wish => Offers.Pick(wish), Links = () => Offers.Links,
            Coupons = Coupons,
            PostHook = setup.PostHook,
            Paces = setup.Paces,
        };
        Deliverer = new Deliverer(Delivery)
        {
            Observer = happened =>
            {
                Telemetry.Count(happened);
                setup.Delivered?.Invoke(happened);
            },
        };
        Brakes = new BrakeWatch(Database, setup.Brake);
        Terms = new TermsWatch(() => setup.Forbidden?.Invoke(this) ?? ForbiddenMails.None);
        Bounces = new BounceIntake(Database, setup.Delivery.Key);
        Learning = LearningJob.With(Database, Stores, Rates);
        Jobs = [.. RecurringJobs.Of(this, setup), .. setup.Jobs?.Invoke(this) ?? []];
    }

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>Takes what stores report; call <see cref="WakeUp"/> afterwards.</summary>
    public EventIntake Intake { get; }

    /// <summary>Takes bounces and complaints; call <see cref="WakeUp"/> afterwards.</summary>
    public BounceIntake Bounces { get; }

    /// <summary>The owner's exchange rates.</summary>
    public RateBook Rates { get; }

    /// <summary>The accounts at affiliate networks.</summary>
    public CommissionSettings Commission => _setup.Commission;

    /// <summary>Takes what networks report; call <see cref="WakeUp"/> afterwards.</summary>
    public ConversionIntake Conversions { get; }

    /// <summary>Looks at the links of offers.</summary>
    public LinkHealth Links { get; }

    /// <summary>Reads the APIs of networks.</summary>
    public NetworkPull Pulls { get; }

    /// <summary>Reads the APIs of shops; <see cref="ReloadAsync"/> puts what it took on the shelf.</summary>
    public ShopPull Shops { get; }

    /// <summary>Fetches feeds; <see cref="FetchFeedsAsync"/> puts what it took on the shelf.</summary>
    public FeedPull Feeds { get; }

    /// <summary>The journeys in force.</summary>
    public JourneyLibrary Journeys { get; }

    /// <summary>The templates.</summary>
    public TemplateLibrary Templates { get; }

    /// <summary>The offers.</summary>
    public OfferShelf Offers { get; }

    /// <summary>The products that came by feed.</summary>
    public CatalogueStore Products { get; }

    /// <summary>What is bought together.</summary>
    public AssociationBook Associations { get; }

    /// <summary>The coupon pools and their codes.</summary>
    public CouponDesk Coupons { get; }

    /// <summary>The stores.</summary>
    public StoreDirectory Stores { get; }

    /// <summary>Reads models.</summary>
    public RunFacts Facts { get; }

    /// <summary>What delivery works with.</summary>
    public DeliverySetup Delivery { get; }

    /// <summary>Delivers.</summary>
    public Deliverer Deliverer { get; }

    /// <summary>The work that comes back.</summary>
    public IReadOnlyList<RecurringJob> Jobs { get; }

    /// <summary>Figures of reports and experiments.</summary>
    public LearningJob Learning { get; }

    /// <summary>The brakes, looked at while <see cref="RunAsync"/> runs. Simulation and <see cref="DoDueAsync"/> do not ask them.</summary>
    public BrakeWatch Brakes { get; }

    /// <summary>The mails that terms of programs forbid; asked and not asked as the brakes are.</summary>
    public TermsWatch Terms { get; }

    /// <summary>Opens the database, brings it to the newest schema and reads journeys, templates and offers.</summary>
    public static async Task<PostPurchaseEngine> OpenAsync(EngineSetup setup, Instant now, CancellationToken cancellationToken = default)
    {
        var engine = new PostPurchaseEngine(setup);
        await engine.Offers.KeepTermsAsync(cancellationToken);
        await engine.Coupons.LoadFilesAsync(now, cancellationToken);
        await engine.Journeys.ReloadAsync(now, setup.Liven, cancellationToken);
        await engine.Learning.BeginAsync(cancellationToken);
        return engine;
    }

    /// <summary>Reads journeys, templates and offers again, where files changed.</summary>
    public async Task ReloadAsync(Instant now, CancellationToken cancellationToken = default)
    {
        // One at a time: a reading that began before a file was written must not end after the one that saw it.
        await _reloading.WaitAsync(cancellationToken);
        try
        {
            await Offers.ReloadAsync(cancellationToken);
            Rates.Reload();
            await Coupons.LoadFilesAsync(now, cancellationToken);
            Templates.Refresh();
            await Journeys.ReloadAsync(now, _setup.Liven, cancellationToken);
            Terms.Look();
        }
        finally
        {
            _reloading.Release();
        }
    }

    /// <summary>Reads a shop's API, and puts what it has on the shelf.</summary>
    /// <exception cref="ShopPullException">It could not be read to its end; what was read is kept, and counted in <paramref name="found"/>.</exception>
    public async Task<ShopFound> PullShopAsync(ShopSettings shop, Instant now, ShopFound? found = null, CancellationToken cancellationToken = default)
    {
        found ??= new ShopFound();
        try
        {
            await Shops.RunAsync(shop, found, now, cancellationToken);
        }
        finally
        {
            if (found.Products > 0) await ReloadAsync(now, CancellationToken.None);
            if (found.Stored > 0) WakeUp();
        }

        return found;
    }

    /// <summary>Fetches the feeds that are due, and puts what they have on the shelf; says how many that were.</summary>
    /// <exception cref="FeedException">Some could not be fetched; the others were.</exception>
    public async Task<string> FetchFeedsAsync(Instant now, CancellationToken cancellationToken = default)
    {
        var run = await Feeds.RunAsync(Offers.Feeds, Stores.Stores.ContainsKey, now, cancellationToken);
        if (run.Taken > 0) await ReloadAsync(now, CancellationToken.None);
        return run.Failures.Count == 0 ? run.ToString() : throw new FeedException(string.Join("; ", run.Failures));
    }

    /// <summary>There may be work: an event was stored, a customer clicked.</summary>
    public void WakeUp()
    {
        _runs.Up();
        _sends.Up();
        _hooks.Up();
    }

    /// <summary>Does everything that is due at an instant, also what that makes due.</summary>
    public async Task DoDueAsync(Instant now, CancellationToken cancellationToken = default)
    {
        while (await _runner.AdvanceDueAsync(now, cancellationToken) > 0 || await Deliverer.DeliverDueAsync(now, cancellationToken) > 0)
        {
        }
    }

    /// <summary>When something falls due next, or null.</summary>
    public async Task<Instant?> NextDueAtAsync()
    {
        var (run, send) = (await _enrollments.NextDueAtAsync(), await _ledger.NextDueAtAsync());
        return run is null ? send : send is null ? run : Instant.Min(run.Value, send.Value);
    }

    /// <summary>Runs journeys and delivers by the clock until it is cancelled; then lets what was claimed leave, for a few seconds.</summary>
    public async Task RunAsync(TimeProvider clock, ILogger log, CancellationToken cancellationToken)
    {
        Terms.Look();
        await using var delivery = new DeliveryLoop(Delivery with { Brake = Brakes.ReasonOf, Forbidden = Terms.ReasonOf, ForbiddenLink = Terms.ReasonOf }, clock, log) { Observer = Delivered };
        await using var hooks = new HookLoop(Delivery, clock, log) { Observer = Delivered };
        var runs = new DueLoop("journeys", _runner.AdvanceDueAsync, _enrollments.NextDueAtAsync, _runs) { Worked = () => { _sends.Up(); _hooks.Up(); } };
        var sends = new DueLoop("delivery", delivery.StepAsync, delivery.NextDueAtAsync, _sends) { Worked = _runs.Up };
        var posts = new DueLoop("webhooks", hooks.StepAsync, hooks.NextDueAtAsync, _hooks);
        var quiet = new QuietWriter(() => Database.WriteCount, clock);
        Intake.AdvancesAtOnce = true;
        var learning = new DueLoop("learning", (now, cancelled) => LearnAsync(quiet, now, cancelled), () => Task.FromResult<Instant?>(null), new Wake());
        await Task.WhenAll(
            learning.RunAsync(clock, log, cancellationToken),
            runs.RunAsync(clock, log, cancellationToken), sends.RunAsync(clock, log, cancellationToken), posts.RunAsync(clock, log, cancellationToken), new HeldWatch(this, _ledger, _sends).RunAsync(delivery, clock, log, cancellationToken));
        Intake.AdvancesAtOnce = false;
        using var patience = new CancellationTokenSource(LongestDrain, clock);
        await Task.WhenAll(delivery.DrainAsync(patience.Token), hooks.DrainAsync(patience.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What patience did not suffice for is ended by the outlet while its outcomes can still be written: else a receipt that was accepted would go again.
        if (Delivery.Outlet is IAsyncDisposable outlet) await outlet.DisposeAsync();
    }

    // Reports can wait a moment, the answer to a shop cannot.
    private async Task<int> LearnAsync(QuietWriter quiet, Instant now, CancellationToken cancellationToken)
    {
        var isQuiet = await quiet.WaitAsync(cancellationToken);
        await Learning.JudgeAsync(cancellationToken);
        var (customers, weightsChanged) = await Learning.StepAsync(now, isQuiet, cancellationToken);
        // Also after a reading that failed: what was decided is to be in force.
        _hasNewWeights |= weightsChanged;
        if (_hasNewWeights) await ReloadAsync(now, cancellationToken);
        _hasNewWeights = false;
        return customers;
    }

    // A mail that was accepted lets its run go on.
    private void Delivered(DeliveryEvent happened)
    {
        Deliverer.Observer?.Invoke(happened);
        _runs.Up();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Pulls.Dispose();
        Shops.Dispose();
        Feeds.Dispose();
        Links.Dispose();
        return Database.DisposeAsync();
    }
}
