using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Delivery;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Running;

namespace PostPurchase.Engine;

/// <summary>What one engine is made of.</summary>
internal sealed record EngineSetup
{
    /// <summary>Path of the database file.</summary>
    public required string DatabaseFile { get; init; }

    /// <summary>Folder of journeys, segments and offers.</summary>
    public required string Workflows { get; init; }

    /// <summary>Folder of templates.</summary>
    public required string Templates { get; init; }

    /// <summary>The stores, without what the offers say of consumables.</summary>
    public required StoreDirectory Stores { get; init; }

    /// <summary>How mail leaves.</summary>
    public required DeliverySettings Delivery { get; init; }

    /// <summary>Where mail leaves.</summary>
    public required IMailOutlet Outlet { get; init; }

    /// <summary>Folder in which captured mail is kept, also where mail leaves now; null where none is.</summary>
    public string? Outbox { get; init; }

    /// <summary>Posts webhook steps; null keeps them in the ledger as sent without posting anything.</summary>
    public Func<Storage.StoredSend, CancellationToken, Task<HookAnswer>>? PostHook { get; init; }

    /// <summary>Rates and warm-up by name of the transport; none by default.</summary>
    public IReadOnlyDictionary<string, TransportPace> Paces { get; init; } = new Dictionary<string, TransportPace>();

    /// <summary>The accounts at affiliate networks, and the cap.</summary>
    public Learning.CommissionSettings Commission { get; init; } = new();

    /// <summary>Carries the requests to the APIs of networks; null for the plain one.</summary>
    public Func<HttpMessageHandler>? NetworkHandler { get; init; }

    /// <summary>Whether shops, feeds, links of offers and what webhook steps post to may be on this machine and on private networks.</summary>
    public bool AllowsPrivate { get; init; }

    /// <summary>Changes a journey before it is put in force; null = as the files say. <c>demo</c> and <c>simulate</c> make drafts live.</summary>
    public Func<JourneyPlan, JourneyPlan>? Liven { get; init; }

    /// <summary>0..1023: different for each process that gives ids on this database at the same time.</summary>
    public int Node { get; init; }

    /// <summary>Whether each commit reaches the disk before it is answered. False only for a database that is thrown away.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>Whether mails carry a code that no shop knows: for simulations and previews.</summary>
    public bool HasSampleCoupons { get; init; }

    /// <summary>Whether the links of partners' offers are followed every night and feeds are fetched; not where nothing may leave the machine.</summary>
    public bool AsksOthers { get; init; } = true;

    /// <summary>How long the raw deliveries of stores are kept.</summary>
    public NodaTime.Duration KeepsInbox { get; init; } = NodaTime.Duration.FromDays(90);

    /// <summary>Recurring jobs beside those of every installation.</summary>
    public Func<PostPurchaseEngine, IReadOnlyList<Scheduling.RecurringJob>>? Jobs { get; init; }

    /// <summary>When a journey stops by itself.</summary>
    public BrakePolicy Brake { get; init; } = new();

    /// <summary>Looks which mails the terms of programs forbid as files and answers are now; null = none. Simulation never asks.</summary>
    public Func<PostPurchaseEngine, Core.Compliance.ForbiddenMails>? Forbidden { get; init; }

    /// <summary>Told of what each stored event did to runs.</summary>
    public Action<IntakeFact, RunChanges>? Enrolled { get; init; }

    /// <summary>Told of each advance that was written.</summary>
    public Action<Storage.RunStep>? Advanced { get; init; }

    /// <summary>Told of what happened to each send.</summary>
    public Action<DeliveryEvent>? Delivered { get; init; }
}
