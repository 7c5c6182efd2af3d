using NodaTime;
using PostPurchase.Core.Customers;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
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

    public CustomerPast(Session session, StoreDirectory stores, EarningValue value)
    {
        (_session, _stores, _value) = (session, stores, value);
        _experiments = ExperimentStore.All(session).ToDictionary(experiment => experiment.Id);
    }

    /// <summary>The past of a customer who was merged into nobody.</summary>
    public CustomerHistory Of(Customer customer)
    {
        var same = CustomerStore.Same(_session, customer.Owner.Value);
        List<T> Each<T>(Sql sql, Func<Statement, T> read) => [.. same.SelectMany(owner => _session[sql].With(owner).All(read))];
        var runs = Each(PastSql.FirstRun, row => row.AtOrNull(0)).OfType<Instant>().ToList();
        return new CustomerHistory
        {
            Zone = _stores.Of(customer.Store).TimeZone,
            IsTracked = _stores.ConsentRules.AllowsTracking(customer.Consent, customer.Country),
            FirstRunAt = runs.Count == 0 ? null : runs.Min(),
            Orders = Each(PastSql.Orders, row => new OwnOrder(row.At(0), row.Long(1))),
            Earnings = Each(PastSql.Earnings, row => new Earning(row.At(1), ValueOf(_session.Names.Text(row.Long(0)), row.Text(2), row.Long(3), row.At(1)))),
            Clicks = Each(PastSql.Clicks, row => new StepClick(row.Long(0), row.Long(1), row.At(2))),
            Unsubscribes = Each(PastSql.Refusals, row => row.At(0)),
            Complaints = Each(PastSql.Complaints, row => row.At(0)),
            Arms = [.. Each(PastSql.Arms, row => Arm(row.Long(0), row.Text(1), row.At(2))).OfType<ArmMembership>()],
        };
    }

    // Where there is no rate nothing can be added up: it counts as a sale without an amount.
    private long ValueOf(string store, string currency, long amount, Instant at) => _value(store, new Money(amount, Currency.Parse(currency)), at) ?? 0;

    private ArmMembership? Arm(long experiment, string name, Instant at)
    {
        if (!_experiments.TryGetValue(experiment, out var known) || known.Arms.FirstOrDefault(arm => arm.Name == name) is not { } arm) return null;
        var (key, window) = (known.Definition.Key, known.Definition.Window);
        return new ArmMembership(experiment, arm.Number, at, window)
        {
            Journey = key.Kind == ExperimentKind.Mail ? _session.Names.Find(NameKind.Journey, key.Journey) : null,
            Step = key.Kind == ExperimentKind.Mail ? _session.Names.Find(NameKind.Step, key.Step) : null,
        };
    }
}
