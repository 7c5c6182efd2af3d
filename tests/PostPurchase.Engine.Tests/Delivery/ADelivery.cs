using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Storage;
using PostPurchase.Mail.Addresses;
using Xunit;

namespace PostPurchase.Engine.Tests.Delivery;

/// <summary>A real database, a templates folder, one journey and an outlet: what delivery needs.</summary>
internal sealed class ADelivery : IAsyncDisposable
{
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly TemporaryDatabase _temporary = TemporaryDatabase.New();

    private ADelivery(IMailOutlet? outlet)
    {
        Write("mail.html", "<html><body><p>Hello {{ customer.first_name }}</p><a href=\"https://shop.example/care\">Care</a></body></html>");
        Templates = new(Path.Combine(_temporary.Folder, "templates"));
        Outlet = outlet ?? new CapturedOutbox(Outbox);
        Stores = new() { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Name = "Shop" } } };
    }

    public static ADelivery New(IMailOutlet? outlet = null) => new(outlet);

    public Database Database => _temporary.Database;
    public SendLedger Ledger => new(Database);
    public string Outbox => Path.Combine(_temporary.Folder, "outbox");
    public TemplateLibrary Templates { get; }
    public IMailOutlet Outlet { get; set; }
    public StoreDirectory Stores { get; }
    public JourneyPlan Plan { get; set; } = NewPlan();
    public List<DeliveryEvent> Events { get; } = [];

    public DeliverySettings Settings { get; set; } = new()
    {
        Senders = new Dictionary<string, StoreSender> { ["default"] = new(new(EmailAddress.Parse("shop@shop.example"), "Shop"), "https://mail.shop.example") },
        Key = Key,
    };

    public Func<OfferWish, IReadOnlyList<OfferCard>> PickOffers { get; set; } = _ => [];

    public CouponDesk? Coupons { get; set; }

    public DeliverySetup Setup => new()
    {
        Database = Database,
        Settings = Settings,
        Stores = Stores,
        Journeys = () => new JourneySet([Plan], [], new Dictionary<string, Condition>()),
        Facts = new(Database, Stores),
        Templates = Templates,
        Outlet = Outlet,
        PickOffers = wish => new(PickOffers(wish)),
        Coupons = Coupons,
    };

    public Deliverer Deliverer => new(Setup) { Observer = Events.Add };

    public Task<int> DeliverAsync(Instant? now = null) => Deliverer.DeliverDueAsync(now ?? A.Noon);

    /// <summary>Delivers the mails that are due and no webhooks.</summary>
    public Task DeliverMailsAsync() => new Deliverer(Setup).DeliverMailsAsync(A.Noon, default);

    public Task<HeldRun> PlanAsync(string step = "thanks", ContentKind kind = ContentKind.Transactional, string? email = null) =>
        ARun.SendingAsync(Database, A.Mail(step, kind), email: email);

    public async Task<StoredSend> SendOfAsync(HeldRun held) => (await Ledger.OfRunAsync(held.Run.Owner, held.Run.Id)).Single();

    public string Captured(StoredSend send) => File.ReadAllText(Path.Combine(Outbox, CapturedOutbox.NameOf(send.Id.Value)));

    public void Write(string file, string text)
    {
        var path = Path.Combine(_temporary.Folder, "templates", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>From now on the database can neither be written nor opened.</summary>
    public async Task LoseDatabaseAsync()
    {
        File.Move(_temporary.File, $"{_temporary.File}.away");
        Directory.CreateDirectory(_temporary.File);
        // The connection that is open still has the file; an error makes the writer open another.
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.WriteAsync(
            session =>
            {
                session.Execute("pragma max_page_count = 1");
                session.Execute("create table more (body text); insert into more values (hex(zeroblob(1000000)))");
                return 0;
            },
            CancellationToken.None));
    }

    public Task RestartAsync() => _temporary.ReopenAsync();

    public ValueTask DisposeAsync() => _temporary.DisposeAsync();

    public static EmailContent Mail(ContentKind kind, string template = "mail", OfferRequest? offers = null) =>
        new() { Template = template, Kind = kind, Subject = new LocalizedText("Hi {{ customer.first_name }}"), Offers = offers };

    private static JourneyPlan NewPlan() => new()
    {
        Key = "new-buyer",
        Name = "New buyer",
        Status = JourneyStatus.Live,
        Trigger = new("purchase"),
        Version = A.Version,
        Steps =
        [
            new Step.Email("thanks", 1, Mail(ContentKind.Transactional)),
            new Step.Email("teach", 2, Mail(ContentKind.Own)),
            new Step.Email("suggest", Step.End, Mail(ContentKind.ThirdParty)),
        ],
    };
}
