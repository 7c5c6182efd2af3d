using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Journeys;
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

    /// <summary>Runs of a journey that entered or ended so, the newest first.</summary>
    /// <param name="journey">Key of the journey.</param>
    /// <param name="what">How they ended; open = all that entered, however they ended.</param>
    /// <param name="of">Days of the stores' zones, both included, and the key of a store; null = all.</param>
    /// <param name="before">Id of the oldest row of the page before.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<RunRow> Runs(string journey, EnrollmentStatus what, (DateInterval Period, string? Store) of, long before, int count) => database.Read<IReadOnlyList<RunRow>>(session =>
    {
        if (session.Names.Find(NameKind.Journey, journey) is not { } number) return [];
        var (from, to) = ReportStore.DaysOf(of.Period);
        var rows = session[ReportSql.RunRows].With((long)what).With(before).With(number).With(StoreScope.Of(session, stores, of.Store).Number).With(from).With(to).With(count)
            .All(row => (Id: row.Long(0), Owner: row.Long(1), Entered: row.At(2), Ended: row.AtOrNull(3), Status: (EnrollmentStatus)row.Int(4), Reason: row.TextOrNull(5)));
        return [.. rows.Select(row =>
        {
            var customer = CustomerStore.Find(session, row.Owner);
            return new RunRow(
                Number(row.Id), Number(customer?.Owner.Value ?? row.Owner), customer?.Address ?? customer?.ExternalId ?? "", InstantPattern.General.Format(row.Entered),
                row.Ended is { } ended ? InstantPattern.General.Format(ended) : null, Word(row.Status), row.Reason);
        })];
    });

    /// <summary>Customers who bring something to a figure, by id.</summary>
    /// <param name="key">The figure; its store is not looked at.</param>
    /// <param name="of">Key of a store, null = all, as for figures of experiments; and whether only those are meant who did what the figure's total counts.</param>
    /// <param name="after">Id of the last customer of the page before, or 0.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<CustomerBehind> Customers(TallyKey key, (string? Store, bool WhoDid) of, long after, int count) => database.Read<IReadOnlyList<CustomerBehind>>(session =>
    {
        var scope = StoreScope.Of(session, stores, of.Store);
        var rows = scope.Numbers(key.Kind).Select(number => key with { Store = number }).SelectMany(figure =>
            session[ReportSql.Bringers].With((long)figure.Kind).With(figure.Kind == TallyKind.WithoutRate ? scope.Kept(figure).Store : figure.Store).With(figure.A).With(figure.B).With(after).With(of.WhoDid ? TallyStore.NothingIn(figure) : "").With(count)
                .All(row => (Owner: row.Long(0), Sum: TallyStore.SumIn(row.Text(1), scope.Kept(figure)))));
        return [.. rows.OrderBy(row => row.Owner).Take(count).Select(row =>
        {
            var customer = CustomerStore.Find(session, row.Owner);
            var isMoney = key.Kind.IsMoneyOfStore() || key.Kind.IsMoneyOfArm() || TallyKinds.CurrencyOf(key) is not null;
            return new CustomerBehind(row.Owner, customer?.Address ?? customer?.ExternalId ?? "", row.Sum, isMoney ? new Money(row.Sum.Total, TallyKinds.CurrencyOf(key) ?? scope.Currency).Amount : row.Sum.Total);
        })];
    });

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>An open or click behind a number.</summary>
internal sealed record TouchRow(string Id, string CustomerId, string Delivery, string At, string Kind, string Actor, string Reason, string? Agent);

/// <summary>A run behind a number. Status: open, finished, exited or parked; reason: why it ended, or null.</summary>
internal sealed record RunRow(string Id, string CustomerId, string Customer, string EnteredAt, string? EndedAt, string Status, string? Reason);

/// <summary>A customer behind a number, and what they bring to it; the total is in major units where it is money.</summary>
internal sealed record CustomerBehind(long Owner, string Name, TallySum Sum, decimal Total);
