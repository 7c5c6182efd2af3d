using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Intake;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>An amount in minor units of a store's currency by the rates of that day; null where there is no rate.</summary>
internal delegate long? EarningValue(string store, Money amount, Instant at);

/// <summary>Reads the past of customers, with those merged into them, as reports count it.</summary>
internal sealed class CustomerPast
{
    private readonly Session _session;
    private readonly StoreDirectory _stores;
    private readonly EarningValue _value;
    private readonly Dictionary<long, StoredExperiment> _experiments;
    private readonly Currency _home;
    private readonly Instant _now;

    public CustomerPast(Session session, StoreDirectory stores, EarningValue value, Instant now)
    {
        _now = now;
        (_session, _stores, _value, _home) = (session, stores, value, stores.Of("default").Currency);
        _experiments = ExperimentStore.All(session).ToDictionary(experiment => experiment.Id);
    }

    /// <summary>The past of a customer who was merged into nobody.</summary>
    public CustomerHistory Of(Customer customer)
    {
        var same = CustomerStore.Same(_session, customer.Owner.Value);
        List<T> Each<T>(Sql sql, Func<Statement, T> read) => [.. same.SelectMany(owner => _session[sql].With(owner).All(read))];
        var own = _stores.Of(customer.Store).Currency;
        var isForeign = own != _home;
        var said = Each(PastSql.Consents, row => (At: row.At(0), Own: row.BoolOrNull(1), ThirdParty: row.BoolOrNull(2)));
        var arms = Each(PastSql.Arms, row => Arm(row.Long(0), row.Text(1), row.At(2), row.Long(3)) is { } arm ? arm with { HasRate = !isForeign || Home(new Money(0, own), arm.At) is not null } : null);
        var runs = Each(PastSql.FirstRun, row => row.AtOrNull(0)).OfType<Instant>().ToList();
        return new CustomerHistory
        {
            CountedAt = _now,
            Zone = _stores.Of(customer.Store).TimeZone,
            Store = _session.Names.Find(NameKind.Store, customer.Store) ?? 0,
            IsForeign = isForeign,
            IsTracked = _stores.ConsentRules.AllowsTracking(customer.Consent, customer.Country),
            FirstRunAt = runs.Count == 0 ? null : runs.Min(),
            Currency = own,
            Orders = Each(PastSql.Orders, row => Order(customer.Store, new Money(row.Long(1), Currency.Parse(row.Text(2))), row.At(0))),
            Earnings = Each(PastSql.Earnings, row => row.TextOrNull(2) is { } currency
                ? Earned(customer.Store, new Money(row.Long(3), Currency.Parse(currency)), row.At(1), isForeign) with { Stands = row.Long(4) == 1 }
                : new Earning(row.At(1), 0, isForeign ? 0 : null) { Stands = row.Long(4) == 1 }),
            Clicks = Each(PastSql.Clicks, row => new StepClick(row.Long(0), row.Long(1), row.At(2))),
            Unsubscribes = [.. said.Where(word => word.Own == false).Select(word => word.At)],
            PartnerRefusals = PartnerConsent.RefusalsOf(said, _stores.ConsentRules.AllowsThirdParty(ConsentFacts.Unknown, customer.Country)),
            Complaints = Each(PastSql.Complaints, row => row.At(0)),
            Arms = [.. arms.OfType<ArmMembership>()],
            Spendings = arms.Count == 0 ? [] : [.. same.SelectMany(owner => Spent(customer.Store, owner))],
        };
    }

    // By the rates of today for that day, as the commissions are: one that is given later counts too. Straight where there is a rate, else over the store's own currency.
    private OwnOrder Order(string store, Money paid, Instant at)
    {
        var own = _stores.Of(store).Currency;
        var value = paid.Currency == own ? paid.Minor : _value(store, paid, at);
        var home = own == _home ? null : Home(paid, at) ?? (value is { } known ? Home(new Money(known, own), at) : null);
        return new OwnOrder(at, value, home) { Paid = paid.Currency == own ? null : paid };
    }

    private IEnumerable<Spending> Spent(string store, long owner)
    {
        foreach (var (id, at, total, hasRefunds) in _session[PastSql.Placed].With(owner).All(row => (row.Long(0), row.At(1), new Money(row.Long(2), Currency.Parse(row.Text(3))), row.Long(4) == 1)))
        {
            yield return new Spending(at, InHome(store, total, at));
            if (!hasRefunds || PurchaseStore.Read(_session, owner, id) is not { } purchase) continue;
            foreach (var back in RefundedPurchase.WentBack(purchase.Reported with { Total = total }, PurchaseStore.Refunds(_session, purchase)))
                yield return new Spending(back.At, -InHome(store, back.Amount, at));
        }
    }

    private long InHome(string store, Money paid, Instant at)
    {
        var order = Order(store, paid, at);
        return (_stores.Of(store).Currency == _home ? order.Value : order.Home) ?? 0;
    }

    // Where there is no rate nothing can be added up: it counts as a sale without an amount.
    private Earning Earned(string store, Money amount, Instant at, bool isForeign)
    {
        var value = _value(store, amount, at);
        return new(at, value ?? 0, isForeign ? Home(amount, at) : null) { HasRate = value is not null, Reported = amount };
    }

    private long? Home(Money amount, Instant at) => _value("default", amount, at);

    private ArmMembership? Arm(long experiment, string name, Instant at, long owner)
    {
        if (!_experiments.TryGetValue(experiment, out var known) || known.Arms.FirstOrDefault(arm => arm.Name == name) is not { } arm) return null;
        var (key, window) = (known.Definition.Key, known.Definition.Window);
        var from = Exposure.CountsFrom(at, window, known.MovedAt);
        return new ArmMembership(experiment, arm.Number, at, window)
        {
            CountsFrom = from > _now ? from : null,
            HasPartners = known.Definition.HasPartners,
            KeepsSide = KeepsSide(known, owner, (at, at + window)),
            Journey = key.Kind == ExperimentKind.Mail ? _session.Names.Find(NameKind.Journey, key.Journey) : null,
            Step = key.Kind == ExperimentKind.Mail ? _session.Names.Find(NameKind.Step, key.Step) : null,
        };
    }

    // Who gets nothing of any journey any more says nothing about one of them either.
    private bool KeepsSide(StoredExperiment holdout, long owner, (Instant From, Instant To) window)
    {
        if (holdout.Definition.Key.Kind is not (ExperimentKind.Holdout or ExperimentKind.GlobalHoldout)) return true;
        var rates = holdout.RatesIn(window.From, window.To);
        if (rates.Count > 0 && !Holdout.KeepsSide(holdout.Definition.Key.Journey, owner, rates)) return false;
        if (holdout.Definition.Key.Kind == ExperimentKind.GlobalHoldout) return true;
        var global = _experiments.Values.FirstOrDefault(known => known.Definition.Key.Kind == ExperimentKind.GlobalHoldout);
        return global is null || !global.RatesIn(window.From, window.To).Any(rate => Holdout.ContainsGlobally(owner, rate));
    }
}
