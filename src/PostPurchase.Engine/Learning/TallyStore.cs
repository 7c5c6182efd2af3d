using System.Globalization;
using System.Text;
using NodaTime;
using PostPurchase.Core.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>
/// The sums that reports read, and what each customer brought to them. Something changed in a customer's past (an order, a refund, a commission that
/// was taken back, a merge, a verdict): what they brought is taken away, and what they bring now is added.
/// </summary>
internal sealed class TallyStore(Database database, StoreDirectory stores, EarningValue value)
{
    private const int Many = 200;
    private const int Few = 20;

    /// <summary>Looks again at customers of whom something changed, at most 200, and at most 20 where others wait for the writer; gives how many there were, 0 when the figures are up to date.</summary>
    public Task<int> CatchUpAsync(Instant now, bool isQuiet, CancellationToken cancellationToken = default) =>
        database.Read(session => session[PastSql.Stale].With(1).First(row => (long?)row.Long(0)) ?? session[PastSql.Again].With(now).First(row => (long?)row.Long(0))) is null
            ? Task.FromResult(0)
            : database.WriteAsync(session => CatchUp(session, now, isQuiet ? Many : Few), cancellationToken);

    /// <summary>All sums of a kind, by key.</summary>
    public static IReadOnlyList<(TallyKey Key, TallySum Sum)> Read(Session session, TallyKind kind) =>
        session[PastSql.Read].With((long)kind).All(row => (new TallyKey(kind, row.Long(0), row.Long(1), row.Long(2)), new TallySum(row.Long(3), row.Long(4), row.Double(5))));

    /// <summary>The sums of a kind over the stores of a scope, by both parts of their key.</summary>
    public static Dictionary<(long A, long B), TallySum> Read(Session session, TallyKind kind, StoreScope scope) =>
        Read(session, kind).Where(row => scope.Has(row.Key)).GroupBy(row => (row.Key.A, row.Key.B))
            .ToDictionary(rows => rows.Key, rows => rows.Aggregate(default(TallySum), (sum, row) => sum + row.Sum));

    /// <summary>The sum of a kind over the stores of a scope and all keys.</summary>
    public static TallySum Sum(Session session, TallyKind kind, StoreScope scope) => Read(session, kind, scope).Values.Aggregate(default(TallySum), (sum, next) => sum + next);

    /// <summary>The sums of an experiment, by kind and the second part of their key: the number of the arm, for most.</summary>
    public static IReadOnlyDictionary<(TallyKind Kind, long Arm), TallySum> OfExperiment(Session session, long experiment) =>
        session[PastSql.OfExperiment].With(experiment).All(row => (Key: ((TallyKind)row.Int(0), row.Long(1)), Sum: new TallySum(row.Long(2), row.Long(3), row.Double(4))))
            .ToDictionary(pair => pair.Key, pair => pair.Sum);

    /// <summary>How it is written that a customer is counted in a figure and brings nothing to its total.</summary>
    public static string NothingIn(TallyKey key) => Line(key, new TallySum(1, 0, 0));

    /// <summary>What one customer brings to a figure.</summary>
    public static TallySum SumIn(string lines, TallyKey key) => Read(lines).GetValueOrDefault(key);

    private int CatchUp(Session session, Instant now, int most)
    {
        session[PastSql.AgainStale].With(now).Run();
        session[PastSql.AgainNoMore].With(now).Run();
        var owners = session[PastSql.Stale].With(most).All(row => row.Long(0));
        var past = new CustomerPast(session, stores, value, now);
        var changes = new Dictionary<TallyKey, TallySum>();
        foreach (var owner in owners)
        {
            // What a merged customer brought is brought by the one that they are now, who is looked at too.
            var customer = CustomerStore.Read(session, owner);
            var history = customer is null || customer.MergedInto is not null ? null : past.Of(customer);
            Bring(session, owner, changes, history is null ? (new Dictionary<TallyKey, TallySum>(), null) : (CustomerTally.Of(history), CustomerTally.ChangesAt(history)));
            if (customer?.MergedInto is { } root) LearningState.Touch(session, root.Value);
            session[PastSql.Fresh].With(owner).Run();
        }

        foreach (var (key, by) in changes) Add(session, key, by);
        return owners.Count;
    }

    private static void Add(Session session, TallyKey key, TallySum by)
    {
        if (by == default) return;
        session[PastSql.Add].With((long)key.Kind).With(key.Store).With(key.A).With(key.B).With(by.Customers).With(by.Total).With(by.Squares).Run();
        if (by.Customers < 0) session[PastSql.Drop].With((long)key.Kind).With(key.Store).With(key.A).With(key.B).Run();
    }

    // Many customers bring something to the same figures: what they change is added up first.
    private static void Bring(Session session, long owner, Dictionary<TallyKey, TallySum> changes, (IReadOnlyDictionary<TallyKey, TallySum> Sums, Instant? AgainAt) brings)
    {
        var (now, text) = (brings.Sums, Write(brings.Sums));
        var (known, againAt) = session[PastSql.Lines].With(owner).First(row => (row.Text(0), row.AtOrNull(1)));
        known ??= "";
        if (text == known && brings.AgainAt == againAt) return;
        var before = Read(known);
        foreach (var key in before.Keys.Union(now.Keys))
        {
            if (before.ContainsKey(key) != now.ContainsKey(key)) Join(session, key, owner, now.ContainsKey(key));
            changes[key] = changes.GetValueOrDefault(key) + now.GetValueOrDefault(key) - before.GetValueOrDefault(key);
        }

        session[PastSql.KeepLines].With(owner).With(text).With(brings.AgainAt).Run();
    }

    // The same people are behind a store's figure in both currencies: they are kept once. What has no rate into one of them may have one into the other.
    private static void Join(Session session, TallyKey key, long owner, bool isIn)
    {
        if (key.Store >= 0 || key.Kind == TallyKind.WithoutRate) session[isIn ? PastSql.Bring : PastSql.BringNoMore].With((long)key.Kind).With(key.Store).With(key.A).With(key.B).With(owner).Run();
    }

    // kind store a b customers total squares; in the order of the keys.
    private static string Write(IReadOnlyDictionary<TallyKey, TallySum> sums)
    {
        var text = new StringBuilder();
        foreach (var (key, sum) in sums.OrderBy(pair => pair.Key.Kind).ThenBy(pair => pair.Key.Store).ThenBy(pair => pair.Key.A).ThenBy(pair => pair.Key.B))
            text.Append(Line(key, sum)).Append('\n');
        return text.ToString();
    }

    private static string Line(TallyKey key, TallySum sum) => string.Create(CultureInfo.InvariantCulture, $"{(int)key.Kind} {key.Store} {key.A} {key.B} {sum.Customers} {sum.Total} {sum.Squares:R}");

    private static Dictionary<TallyKey, TallySum> Read(string text)
    {
        var sums = new Dictionary<TallyKey, TallySum>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            long Whole(int part) => long.Parse(parts[part], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            sums[new((TallyKind)Whole(0), Whole(2), Whole(3), Whole(1))] = new(Whole(4), Whole(5), double.Parse(parts[6], NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        return sums;
    }
}
