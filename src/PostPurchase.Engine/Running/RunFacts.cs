using NodaTime;
using PostPurchase.Core;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Running;

/// <summary>Reads what an advance, an admission or a mail needs to know, and only that.</summary>
internal sealed class RunFacts(Database database, StoreDirectory stores)
{
    private readonly SpendRanks _ranks = new();

    /// <summary>The stores.</summary>
    public StoreDirectory Stores => stores;

    /// <summary>Fills in what an order of a store says not of a line; by default nothing.</summary>
    public Func<string, LineFacts, LineFacts> Enrich { get; init; } = (_, line) => line;

    /// <summary>Runs <paramref name="body"/> over one reading session.</summary>
    public T Read<T>(Func<Session, T> body) => database.Read(body);

    /// <summary>What one advance needs.</summary>
    public (Facts Facts, string Store) Of(Session session, JourneyPlan plan, HeldRun held, (JourneySet Journeys, RunKnown Known) with, Instant now)
    {
        var run = held.Run;
        var sources = SourcesOf(session, plan, run, now, known: with.Known);
        var isBest = run.Step >= 0 && run.Step < plan.Steps.Count && plan.Steps[run.Step] is Step.Wait { Rule: WaitRule.Window { AtBest: true } };
        var facts = new Facts
        {
            Scope = new ModelScope(sources, PersonFactsOf(session, run, now), with.Journeys.Segments),
            Zone = sources.Zone,
            ShippedAt = sources.Purchase?.ShippedAt,
            DeliveredAt = sources.Purchase?.DeliveredAt,
            HeldOut = stores.IsHeldOut(plan, run.Owner),
            ArmOf = key => ExperimentStore.ArmOf(session, key, sources.Customer.Customer.Owner),
            BestTime = isBest ? CustomerFigures.BestTime(session, run.Owner, sources.Zone) : null,
            Conclusion = run.Phase == StepPhase.Sending ? ConclusionOf(session, plan, run) : null,
        };
        return (facts, sources.Customer.Customer.Store);
    }

    /// <summary>The model of a run, for conditions and mails.</summary>
    public ModelSources SourcesOf(Session session, JourneyPlan plan, Enrollment run, Instant now, PlanNeeds? mail = null, RunKnown? known = null)
    {
        var customer = known?.Customer ?? CustomerStore.Find(session, run.Owner.Value) ?? throw new InvalidOperationException($"run {run.Id.Value} has no customer");
        var store = stores.Of(customer.Store);
        var needs = mail ?? PlanNeeds.Of(plan);
        var purchase = run.Purchase is { } id && (known?.PurchaseOf(run) ?? PurchaseStore.ReadOfSame(session, run.Owner.Value, id.Value)) is { } read ? Enriched(read) : null;
        var started = needs.Event || needs.Parcel || needs.Cart ? EventStore.Find(session, run.Owner, run.StartedBy) : null;
        var line = purchase is not null && run.Key.Subject == RunSubject.Line && run.Key.Line < purchase.Facts.Lines.Count ? purchase.Facts.Lines[run.Key.Line] : null;
        return new()
        {
            Now = now,
            Zone = ZoneOf(plan.Send.TimeZone, customer, store),
            Store = store,
            Customer = ViewOf(session, customer, needs, now),
            Purchase = purchase,
            Line = line is null ? null : new LineView(line, needs.RunsOut ? RunsOut(session, customer, purchase!, line, store) : null),
            Event = started is null ? null : new EventView(started, purchase),
            Shipment = needs.Parcel && purchase is not null ? EventStore.NewestParcel(session, purchase) : null,
            Cart = (started?.Body as EventBody.CartAbandoned)?.Cart,
            Run = new(plan.Key, plan.Name, run.Step >= 0 && run.Step < plan.Steps.Count ? plan.Steps[run.Step].Id : null, run.EnteredAt),
        };
    }

    /// <summary>Zone in which a customer's days count for a journey.</summary>
    public DateTimeZone ZoneOf(JourneyPlan plan, Customer customer) => ZoneOf(plan.Send.TimeZone, customer, stores.Of(customer.Store));

    /// <summary>The scope of an event that is being stored, for exits and goals of a run: the purchase and the line are the run's own; a run without a purchase sees the event's.</summary>
    public ModelScope ScopeOf(IntakeFact fact, RunSummary run, (JourneySet Journeys, Instant Now) known)
    {
        var own = run.Purchase is not { } id || fact.Purchase?.Id == id
            ? fact.Purchase
            : In(fact, session => PurchaseStore.ReadOfSame(session, fact.Customer.Owner.Value, id.Value));
        return ScopeOf(fact, own, run.Key.Subject == RunSubject.Line ? run.Key.Line : 0, known);
    }

    /// <summary>The scope of an event that is being stored, for triggers.</summary>
    public ModelScope ScopeOf(IntakeFact fact, Purchase? purchase, int line, (JourneySet Journeys, Instant Now) known)
    {
        var (set, now) = known;
        var store = stores.Of(fact.Customer.Store);
        purchase = purchase is null ? null : Enriched(purchase);
        var lines = purchase?.Facts.Lines ?? [];
        var all = set.Needs;
        return In(fact, session =>
        {
            var sources = new ModelSources
            {
                Now = now,
                Zone = ZoneOf("customer", fact.Customer, store),
                Store = store,
                Customer = ViewOf(session, fact.Customer, all, now),
                Purchase = purchase,
                Line = line < lines.Count ? new LineView(lines[line], all.RunsOut ? RunsOut(session, fact.Customer, purchase!, lines[line], store) : null) : null,
                Event = new(fact.Event, fact.Purchase),
                Shipment = (fact.Event.Body as EventBody.Shipped)?.Shipment ?? (fact.Event.Body as EventBody.Delivered)?.Shipment,
                Cart = (fact.Event.Body as EventBody.CartAbandoned)?.Cart,
            };
            var facts = PersonFacts.None with { Purchased = (product, days) => In(fact, reader => HasBought(reader, fact.Customer.Owner, product, days, now, except: fact.Purchase?.Id)) };
            return new ModelScope(sources, facts, set.Segments);
        });
    }

    /// <summary>Zone in which a customer's days and hours count, by a journey's setting.</summary>
    public static DateTimeZone ZoneOf(string setting, Customer customer, StoreProfile store) => setting switch
    {
        "store" => store.TimeZone,
        "customer" => (customer.TimeZone is { } own ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(own) : null) ?? store.TimeZone,
        _ => DateTimeZoneProviders.Tzdb.GetZoneOrNull(setting) ?? store.TimeZone,
    };

    /// <summary>What happened to a run's customer, asked only when a condition asks.</summary>
    public static PersonFacts PersonFactsOf(Session session, Enrollment run, Instant now) => new()
    {
        Clicked = step => HistoryStore.HasTouched(session, run, step, TouchKind.Click),
        Opened = step => HistoryStore.HasTouched(session, run, step, TouchKind.Open),
        Answered = (step, choice) => HistoryStore.HasAnswered(session, run, step, choice),
        Purchased = (product, days) => HasBought(session, run.Owner, product, days, now, except: run.Purchase),
    };

    // Copied only where something was filled in: this is on the way of every order.
    private Purchase Enriched(Purchase purchase)
    {
        var lines = purchase.Facts.Lines;
        List<LineFacts>? enriched = null;
        for (var at = 0; at < lines.Count; at++)
        {
            var line = Enrich(purchase.Store, lines[at]);
            if (ReferenceEquals(line, lines[at])) continue;
            enriched ??= [.. lines];
            enriched[at] = line;
        }

        return enriched is null ? purchase : purchase with { Facts = purchase.Facts with { Lines = enriched } };
    }

    // The event's own purchase is not on disk yet: only its operation's session sees it.
    private T In<T>(IntakeFact fact, Func<Session, T> read) => fact.Session is { } session ? read(session) : database.Read(read);

    private CustomerView ViewOf(Session session, Customer customer, PlanNeeds needs, Instant now) =>
        CustomerFigures.Of(session, customer, needs, (stores.ConsentRules, needs.SpendPercentile ? _ranks.Of(session, customer, now) : null));

    private static bool HasBought(Session session, CustomerId owner, string product, int? days, Instant now, PurchaseRowId? except) =>
        HistoryStore.BoughtBy(session, owner).Any(line =>
            line.Purchase != except
            && (line.ProductId == product || string.Equals(line.Category, product, StringComparison.OrdinalIgnoreCase))
            && (days is null || line.At >= now - (Duration.FromDays(days.Value))));

    private Instant? RunsOut(Session session, Customer customer, Purchase purchase, LineFacts line, StoreProfile store)
    {
        var from = purchase.DeliveredAt ?? purchase.OrderedAt;
        var reorders = HistoryStore.BoughtBy(session, customer.Owner).Where(bought => bought.ProductId is not null && bought.ProductId == line.ProductId).Select(bought => bought.At).Distinct().Order().ToList();
        if (reorders.Count >= 3)
        {
            var gaps = reorders.Zip(reorders.Skip(1), (earlier, later) => later - earlier).Order().ToList();
            return from + gaps[gaps.Count / 2];
        }

        return stores.CycleOf(store.Key, line) is { } cycle ? from + (cycle * Math.Max(1, line.Quantity)) : null;
    }

    // A parked send waits for a person: it ends when they say so, and until then its run stays.
    private static SendConclusion? ConclusionOf(Session session, JourneyPlan plan, Enrollment run)
    {
        var step = plan.Steps[run.Step].Id;
        var visit = run.State.Visits.GetValueOrDefault(step) + 1;
        var send = SendLedger.OfRun(session, run).Find(row => row.Step == step && row.Visit == visit && row.Channel == SendChannel.Email);
        return send is { ConcludedAt: { } at, State: not SendState.Parked } ? new(send.State, at, send.Reason) : null;
    }
}
