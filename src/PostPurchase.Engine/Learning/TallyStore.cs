using System.Globalization;
using System.Text;
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
    private const int Batch = 200;

    /// <summary>Looks again at customers of whom something changed, at most a few hundred; gives how many there were.</summary>
    public Task<int> CatchUpAsync(CancellationToken cancellationToken = default) =>
        database.Read(session => session[PastSql.Stale].With(1).First(row => (long?)row.Long(0))) is null ? Task.FromResult(0) : database.WriteAsync(CatchUp, cancellationToken);

    /// <summary>All sums of a kind, by key.</summary>
    public static IReadOnlyList<(TallyKey Key, TallySum Sum)> Read(Session session, TallyKind kind) =>
        session[PastSql.Read].With((long)kind).All(row => (new TallyKey(kind, row.Long(0), row.Long(1)), new TallySum(row.Long(2), row.Long(3), row.Double(4))));

    /// <summary>The sums of an experiment, by kind and number of the arm.</summary>
    public static IReadOnlyDictionary<(TallyKind Kind, int Arm), TallySum> OfExperiment(Session session, long experiment) =>
        session[PastSql.OfExperiment].With(experiment).All(row => (Key: ((TallyKind)row.Int(0), row.Int(1)), Sum: new TallySum(row.Long(2), row.Long(3), row.Double(4))))
            .ToDictionary(pair => pair.Key, pair => pair.Sum);

    /// <summary>What one customer brings to a figure.</summary>
    public static TallySum SumIn(string lines, TallyKey key) => Read(lines).GetValueOrDefault(key);

    private int CatchUp(Session session)
    {
        var owners = session[PastSql.Stale].With(Batch).All(row => row.Long(0));
        var past = new CustomerPast(session, stores, value);
        foreach (var owner in owners)
        {
            // What a merged customer brought is brought by the one that they are now, who is looked at too.
            var customer = CustomerStore.Read(session, owner);
            Bring(session, owner, customer is null || customer.MergedInto is not null ? new Dictionary<TallyKey, TallySum>() : CustomerTally.Of(past.Of(customer)));
            if (customer?.MergedInto is { } root) LearningState.Touch(session, root.Value);
            session[PastSql.Fresh].With(owner).Run();
        }

        return owners.Count;
    }

    private static void Bring(Session session, long owner, IReadOnlyDictionary<TallyKey, TallySum> now)
    {
        var text = Write(now);
        var known = session[PastSql.Lines].With(owner).First(row => row.Text(0)) ?? "";
        if (text == known) return;
        var before = Read(known);
        foreach (var key in before.Keys.Union(now.Keys))
        {
            var by = now.GetValueOrDefault(key) - before.GetValueOrDefault(key);
            if (by == default) continue;
            session[PastSql.Add].With((long)key.Kind).With(key.A).With(key.B).With(by.Customers).With(by.Total).With(by.Squares).Run();
            if (by.Customers < 0) session[PastSql.Drop].With((long)key.Kind).With(key.A).With(key.B).Run();
        }

        session[PastSql.KeepLines].With(owner).With(text).Run();
    }

    // kind a b customers total squares; in the order of the keys.
    private static string Write(IReadOnlyDictionary<TallyKey, TallySum> sums)
    {
        var text = new StringBuilder();
        foreach (var (key, sum) in sums.OrderBy(pair => pair.Key.Kind).ThenBy(pair => pair.Key.A).ThenBy(pair => pair.Key.B))
            text.Append(CultureInfo.InvariantCulture, $"{(int)key.Kind} {key.A} {key.B} {sum.Customers} {sum.Total} {sum.Squares:R}\n");
        return text.ToString();
    }

    private static Dictionary<TallyKey, TallySum> Read(string text)
    {
        var sums = new Dictionary<TallyKey, TallySum>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            long Whole(int part) => long.Parse(parts[part], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            sums[new((TallyKind)Whole(0), Whole(1), Whole(2))] = new(Whole(3), Whole(4), double.Parse(parts[5], NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        return sums;
    }
}
