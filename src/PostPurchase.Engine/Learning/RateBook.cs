using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Running;

namespace PostPurchase.Engine.Learning;

/// <summary>The owner's exchange rates in the file <c>workflows/rates.csv</c>; without it only amounts of a store's own currency count.</summary>
internal sealed class RateBook
{
    /// <summary>The name of the file.</summary>
    public const string File = "rates.csv";

    // Another word when amounts are converted in another way: what an older version added up is then added up again.
    private const string Conversion = "orders as they were paid; arms without a rate named";

    private readonly string _path;
    private readonly StoreDirectory _stores;
    private ExchangeRates _rates = ExchangeRates.None;
    private string _text = "";

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
        var text = System.IO.File.Exists(_path) ? System.IO.File.ReadAllText(_path) : "";
        var (rates, problems) = text.Length > 0 ? ExchangeRates.Read(text) : (ExchangeRates.None, []);
        Volatile.Write(ref _rates, rates);
        Volatile.Write(ref _text, text);
        Problems = problems;
    }

    /// <summary>Another number when a rate, the currency of a store or the way of converting is another: what was converted is then to be converted again.</summary>
    public long Fingerprint()
    {
        var currencies = _stores.Stores.OrderBy(store => store.Key, StringComparer.Ordinal).Select(store => $"{store.Key} {store.Value.Currency.Code}");
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [Conversion, .. currencies, Volatile.Read(ref _text)]))));
    }

    /// <summary>An amount in the currency of a store by the rate of an instant's day there; null where there is no rate.</summary>
    public Money? InStore(string store, Money money, Instant at)
    {
        var profile = _stores.Of(store);
        return Volatile.Read(ref _rates).Convert(money, profile.Currency, at.InZone(profile.TimeZone).Date);
    }
}
