using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Running;

namespace PostPurchase.Engine.Learning;

/// <summary>The owner's exchange rates in the file <c>workflows/rates.csv</c>; without it only amounts of a store's own currency count.</summary>
internal sealed class RateBook
{
    /// <summary>The name of the file.</summary>
    public const string File = "rates.csv";

    private readonly string _path;
    private readonly StoreDirectory _stores;
    private ExchangeRates _rates = ExchangeRates.None;

    public RateBook(string workflows, StoreDirectory stores)
    {
        (_path, _stores) = (Path.Combine(workflows, File), stores);
        Reload();
    }

    /// <summary>What is wrong with the file, a line each.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Reads the file again.</summary>
    public void Reload()
    {
        var (rates, problems) = System.IO.File.Exists(_path) ? ExchangeRates.Read(System.IO.File.ReadAllText(_path)) : (ExchangeRates.None, []);
        Volatile.Write(ref _rates, rates);
        Problems = problems;
    }

    /// <summary>An amount in the currency of a store by the rate of an instant's day there; null where there is no rate.</summary>
    public Money? InStore(string store, Money money, Instant at)
    {
        var profile = _stores.Of(store);
        return Volatile.Read(ref _rates).Convert(money, profile.Currency, at.InZone(profile.TimeZone).Date);
    }
}
