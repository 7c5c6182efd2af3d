using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>Whose figures a report adds up, and in which currency: one store's in its own, or all stores' in that of the default store.</summary>
internal sealed class StoreScope
{
    private readonly long? _number;
    private readonly Session _session;
    private readonly StoreDirectory _stores;

    private StoreScope(Session session, StoreDirectory stores, string? store, long? number) =>
        (_session, _stores, Store, _number, Currency) = (session, stores, store, number, stores.Of(store ?? "default").Currency);

    /// <summary>Key of the store; null = all.</summary>
    public string? Store { get; }

    /// <summary>Number of the store; 0 = all.</summary>
    public long Number => _number ?? 0;

    /// <summary>The stores of this scope that anything came from, by number.</summary>
    public IReadOnlyList<(long Number, string Store)> Known => [.. _session.Names.All(NameKind.Store).Where(store => _number is null || store.Id == _number)];

    /// <summary>The currency of all money.</summary>
    public Currency Currency { get; }

    /// <summary>One store, or all where none is named. A store that nothing has come from yet has nothing.</summary>
    public static StoreScope Of(Session session, StoreDirectory stores, string? store) =>
        string.IsNullOrEmpty(store) ? new(session, stores, null, null) : new(session, stores, store, session.Names.Find(NameKind.Store, store) ?? -1);

    /// <summary>Whether a figure is one of those that are added up.</summary>
    public bool Has(TallyKey key) => (_number, key.Kind.IsMoneyOfStore()) switch
    {
        ({ } one, _) => key.Store == one,
        (null, false) => key.Store > 0,
        (null, true) => key.Store < 0 || (key.Store > 0 && IsHome(key.Store)),
    };

    /// <summary>Where a figure of one customer of a store is kept: in the currency of this scope.</summary>
    /// <param name="key">The figure, of the store.</param>
    public TallyKey Kept(TallyKey key) => _number is null && key.Kind.IsMoneyOfStore() && key.Store > 0 && !IsHome(key.Store) ? key with { Store = -key.Store } : key;

    /// <summary>Numbers of the stores of this scope; 0 for experiments, which are of all.</summary>
    public IReadOnlyList<long> Numbers(TallyKind kind) => kind.IsOfExperiment() ? [0]
        : _number is { } one ? [one]
        : [.. TallyStore.Read(_session, kind).Select(row => Math.Abs(row.Key.Store)).Where(store => store > 0).Distinct()];

    private bool IsHome(long store) => _stores.Of(_session.Names.Text(store)).Currency == Currency;
}
