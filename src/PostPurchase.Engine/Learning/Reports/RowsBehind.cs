using System.Globalization;
using NodaTime.Text;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning.Reports;

/// <summary>The rows that numbers of reports are made of.</summary>
internal sealed class RowsBehind(Database database, StoreDirectory stores)
{
    /// <summary>Opens or clicks of a step by who made them, the newest first.</summary>
    /// <param name="at">Journey and step.</param>
    /// <param name="what">Kind and actor.</param>
    /// <param name="before">Id of the oldest row of the page before.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<TouchRow> Touches((string Journey, string Step) at, (TouchKind Kind, TouchActor Actor) what, long before, int count) => database.Read<IReadOnlyList<TouchRow>>(session =>
    {
        if (session.Names.Find(NameKind.Journey, at.Journey) is not { } journey || session.Names.Find(NameKind.Step, at.Step) is not { } step) return [];
        return session[ReportSql.TouchRows].With(journey).With(step).With((long)what.Kind).With((long)what.Actor).With(before).With(count).All(row => new TouchRow(
            Number(row.Long(0)), Number(row.Long(1)), Number(row.Long(2)), InstantPattern.General.Format(row.At(3)), Word((TouchKind)row.Int(4)), Word((TouchActor)row.Int(5)),
            new TouchVerdict((TouchActor)row.Int(5), (TouchReason)row.Int(6)).Text, row.TextOrNull(7)));
    });

    /// <summary>Customers who bring something to a figure, by id.</summary>
    /// <param name="key">The figure.</param>
    /// <param name="after">Id of the last customer of the page before, or 0.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<CustomerBehind> Customers(TallyKey key, long after, int count) => database.Read<IReadOnlyList<CustomerBehind>>(session =>
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"{(int)key.Kind} {key.A} {key.B} ");
        return session[ReportSql.Bringers].With(after).With(first).With(count).All(row => (Owner: row.Long(0), Lines: row.Text(1))).ConvertAll(row =>
        {
            var customer = CustomerStore.Find(session, row.Owner);
            var sum = TallyStore.SumIn(row.Lines, key);
            return new CustomerBehind(row.Owner, customer?.Address ?? customer?.ExternalId ?? "", sum, IsMoney(key.Kind) ? new Money(sum.Total, stores.Of("default").Currency).Amount : sum.Total);
        });
    });

    private static bool IsMoney(TallyKind kind) => kind is TallyKind.ArmRevenue or TallyKind.ArmCommission or TallyKind.ArmEarlier or TallyKind.Cohort or TallyKind.OrderValue
        or TallyKind.Repeat or TallyKind.RepeatCommission or TallyKind.Revenue;

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>An open or click behind a number.</summary>
internal sealed record TouchRow(string Id, string CustomerId, string Delivery, string At, string Kind, string Actor, string Reason, string? Agent);

/// <summary>A customer behind a number, and what they bring to it; the total is in major units where it is money.</summary>
internal sealed record CustomerBehind(long Owner, string Name, TallySum Sum, decimal Total);
