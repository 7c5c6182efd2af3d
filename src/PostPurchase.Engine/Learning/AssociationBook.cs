using NodaTime;
using PostPurchase.Core.Offers;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>
/// What is bought together in this shop. Built every night from the purchases that came since, a small batch a transaction, so that it holds neither much
/// memory nor the writer; what stands between two builds is kept in the database.
/// </summary>
internal sealed class AssociationBook(Database database)
{
    private const int Batch = 2_000;
    private const int Page = 20_000;

    // Orders are often paid a little later; what is younger is counted the next time.
    private static readonly Duration s_settled = Duration.FromHours(2);

    private (Associations Products, Associations Categories)? _known;

    /// <summary>By product id.</summary>
    public Associations Products => Known.Products;

    /// <summary>By category.</summary>
    public Associations Categories => Known.Categories;

    private (Associations Products, Associations Categories) Known => _known ??= Load();

    /// <summary>Counts what is new and keeps what follows; a few words on what it did.</summary>
    public async Task<string> BuildAsync(Instant now, CancellationToken cancellationToken = default)
    {
        var counted = 0L;
        for (long taken; (taken = await CountAsync(IdSource.FirstOf(now - s_settled), cancellationToken)) > 0;) counted += taken;
        var rules = database.Read(Evidence);
        var known = (Products: new Associations(rules.Where(rule => rule.Kind == 1).Select(rule => (rule.First, rule.Second, rule.Evidence))), Categories: new Associations(rules.Where(rule => rule.Kind == 2).Select(rule => (rule.First, rule.Second, rule.Evidence))));
        var document = new AssociationDocument([.. known.Products.All.Select(Row)], [.. known.Categories.All.Select(Row)]);
        await database.WriteAsync(session => session[AssociationSql.Keep].With(now).With(StoredJson.Write(document, StoredJson.Default.AssociationDocument)).Run(), cancellationToken);
        _known = known;
        return $"{counted} purchases counted; {known.Products.Count} products and {known.Categories.Count} categories have partners";
    }

    private async Task<long> CountAsync(long before, CancellationToken cancellationToken)
    {
        var (after, last, taken, products, categories) = database.Read(session =>
        {
            var from = session[AssociationSql.State].First(row => row.Long(0));
            var next = session[AssociationSql.Next].With(from).With(before).With(Batch).All(row => row.Long(0));
            return next.Count == 0 ? (from, 0, 0, new(), new()) : Count(session, from, next[^1], next.Count);
        });
        if (taken == 0) return 0;
        var won = await database.WriteAsync(
            session =>
            {
                if (session[AssociationSql.Advance].With(last).With(products.Baskets).With(categories.Baskets).With(after).Run() == 0) return false;
                Add(session, 1, products);
                Add(session, 2, categories);
                return true;
            },
            cancellationToken);
        return won ? taken : 0;
    }

    private static (long After, long Last, long Taken, BasketCounts Products, BasketCounts Categories) Count(Session session, long after, long last, long taken)
    {
        var (products, categories) = (new BasketCounts(), new BasketCounts());
        foreach (var basket in session[AssociationSql.Lines].With(after).With(last).All(row => (Purchase: row.Long(0), Product: row.TextOrNull(1), Category: row.TextOrNull(2))).GroupBy(line => line.Purchase))
        {
            products.Add(basket.Select(line => line.Product).OfType<string>());
            categories.Add(basket.Select(line => line.Category).OfType<string>());
        }

        return (after, last, taken, products, categories);
    }

    private static void Add(Session session, int kind, BasketCounts counts)
    {
        var ids = counts.Items.ToDictionary(item => item.Key, item => session[AssociationSql.AddItem].With(kind).With(item.Key).With(item.Value).First(row => row.Long(0)), StringComparer.Ordinal);
        foreach (var (pair, baskets) in counts.Pairs)
        {
            var (first, second) = (ids[pair.First], ids[pair.Second]);
            session[AssociationSql.AddPair].With(Math.Min(first, second)).With(Math.Max(first, second)).With(baskets).Run();
        }
    }

    private static List<(int Kind, string First, string Second, Evidence Evidence)> Evidence(Session session)
    {
        var baskets = session[AssociationSql.State].First(row => (Products: row.Long(1), Categories: row.Long(2)));
        var rules = new List<(int Kind, string First, string Second, Evidence Evidence)>();
        var (first, second) = (0L, 0L);
        while (true)
        {
            var page = session[AssociationSql.Pairs].With(first).With(second).With(Core.Offers.Evidence.LeastBaskets).With(Page).All(row =>
                (First: row.Long(0), Second: row.Long(1), Kind: row.Int(3), A: row.Text(4), B: row.Text(6), Evidence: new Evidence(row.Long(2), row.Long(5), row.Long(7), row.Int(3) == 1 ? baskets.Products : baskets.Categories)));
            rules.AddRange(page.Where(pair => pair.Evidence.IsEnough).Select(pair => (pair.Kind, pair.A, pair.B, pair.Evidence)));
            if (page.Count < Page) return rules;
            (first, second) = (page[^1].First, page[^1].Second);
        }
    }

    private (Associations, Associations) Load()
    {
        if (database.Read(session => session[AssociationSql.Document].First(row => row.TextOrNull(0))) is not { } text) return (Associations.None, Associations.None);
        var document = StoredJson.Read(text, StoredJson.Default.AssociationDocument);
        return (Of(document.P), Of(document.C));
    }

    private static Associations Of(IReadOnlyList<AssociationRow> rows) => new(rows.Select(row => (row.A, row.B, new Evidence(row.N, row.X, row.Y, row.T))));

    private static AssociationRow Row((string First, string Second, Evidence Evidence) pair) => new(pair.First, pair.Second, pair.Evidence.Both, pair.Evidence.First, pair.Evidence.Second, pair.Evidence.Baskets);
}

/// <summary>What is bought together, as it is kept.</summary>
/// <param name="P">Products.</param>
/// <param name="C">Categories.</param>
internal sealed record AssociationDocument(IReadOnlyList<AssociationRow> P, IReadOnlyList<AssociationRow> C);

/// <summary>One pair: two things, baskets with both, with the first, with the second, and all.</summary>
internal sealed record AssociationRow(string A, string B, long N, long X, long Y, long T);
