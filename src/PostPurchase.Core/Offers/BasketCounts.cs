namespace PostPurchase.Core.Offers;

/// <summary>Counts baskets, things and pairs of things. Of a basket of more than <see cref="MostItems"/> things the first ones count, so that one wholesale order does not fill the memory.</summary>
public sealed class BasketCounts
{
    /// <summary>Things of one basket that are counted.</summary>
    public const int MostItems = 40;

    private readonly Dictionary<string, long> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<(string First, string Second), long> _pairs = [];

    /// <summary>Baskets that were counted.</summary>
    public long Baskets { get; private set; }

    /// <summary>Baskets by thing.</summary>
    public IReadOnlyDictionary<string, long> Items => _items;

    /// <summary>Baskets by pair; the first name is the lesser by ordinal comparison.</summary>
    public IReadOnlyDictionary<(string First, string Second), long> Pairs => _pairs;

    /// <summary>Counts one basket; a thing that is in it twice counts once.</summary>
    public void Add(IEnumerable<string> basket)
    {
        var items = basket.Where(item => item.Length > 0).Distinct(StringComparer.Ordinal).Take(MostItems).Order(StringComparer.Ordinal).ToList();
        if (items.Count == 0) return;
        Baskets++;
        for (var i = 0; i < items.Count; i++)
        {
            _items[items[i]] = _items.GetValueOrDefault(items[i]) + 1;
            for (var j = i + 1; j < items.Count; j++) _pairs[(items[i], items[j])] = _pairs.GetValueOrDefault((items[i], items[j])) + 1;
        }
    }

    /// <summary>What is known of two things.</summary>
    public Evidence Of(string first, string second)
    {
        var pair = string.CompareOrdinal(first, second) < 0 ? (first, second) : (second, first);
        return new(_pairs.GetValueOrDefault(pair), _items.GetValueOrDefault(first), _items.GetValueOrDefault(second), Baskets);
    }

    /// <summary>What goes together, as far as there is evidence.</summary>
    public Associations ToAssociations() => new(_pairs.Select(pair => (pair.Key.First, pair.Key.Second, Of(pair.Key.First, pair.Key.Second))));
}

/// <summary>What goes with what, measured: only pairs with enough evidence are kept, and of each thing the likeliest.</summary>
public sealed class Associations
{
    /// <summary>Partners that are kept of each thing.</summary>
    public const int MostPartners = 20;

    private readonly Dictionary<string, List<(string Item, Evidence Evidence)>> _partners = new(StringComparer.Ordinal);

    /// <summary>Keeps what has enough evidence.</summary>
    public Associations(IEnumerable<(string First, string Second, Evidence Evidence)> pairs)
    {
        foreach (var (first, second, evidence) in pairs.Where(pair => pair.Evidence.IsEnough))
        {
            Keep(first, second, evidence);
            Keep(second, first, evidence with { First = evidence.Second, Second = evidence.First });
        }
    }

    /// <summary>Nothing is known.</summary>
    public static Associations None { get; } = new([]);

    /// <summary>Every pair that is kept, from the first thing to the second.</summary>
    public IEnumerable<(string First, string Second, Evidence Evidence)> All => _partners.SelectMany(item => item.Value.Select(partner => (item.Key, partner.Item, partner.Evidence)));

    /// <summary>Things that have a partner.</summary>
    public int Count => _partners.Count;

    /// <summary>What the buyers of a thing buy too, the likeliest first; empty without evidence.</summary>
    public IReadOnlyList<(string Item, Evidence Evidence)> With(string item) => _partners.GetValueOrDefault(item) ?? [];

    /// <summary>What is known of a pair; null without evidence.</summary>
    public Evidence? Find(string item, string other)
    {
        foreach (var (partner, evidence) in With(item))
        {
            if (partner == other) return evidence;
        }

        return null;
    }

    private void Keep(string item, string partner, Evidence evidence)
    {
        if (!_partners.TryGetValue(item, out var kept)) _partners[item] = kept = [];
        var at = kept.FindIndex(known => Comes(evidence, partner, known));
        if (at < 0 && kept.Count >= MostPartners) return;
        kept.Insert(at < 0 ? kept.Count : at, (partner, evidence));
        if (kept.Count > MostPartners) kept.RemoveAt(MostPartners);
    }

    private static bool Comes(Evidence evidence, string partner, (string Item, Evidence Evidence) known) =>
        evidence.Confidence != known.Evidence.Confidence ? evidence.Confidence > known.Evidence.Confidence : string.CompareOrdinal(partner, known.Item) < 0;
}
