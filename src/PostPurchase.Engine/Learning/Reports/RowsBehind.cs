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
    // Ids hold instants to 2094; nothing is cut off before them.
    private const int LastYear = 2090;

    // A touch has its id from when it was kept: never from before it was made, and from after it where ids ran ahead of the clock.
    private static readonly Duration s_late = Duration.FromDays(7);

    /// <summary>Opens or clicks by who made them, the newest first.</summary>
    /// <param name="what">Kind and actor.</param>
    /// <param name="at">Journey and step; null or empty = all.</param>
    /// <param name="of">Days of the stores' zones, both included, and the key of a store; null = all.</param>
    /// <param name="before">Id of the oldest row of the page before.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<TouchRow> Touches(
        (TouchKind Kind, TouchActor Actor) what, (string? Journey, string? Step) at, (DateInterval Period, string? Store) of, long before, int count) =>
        database.Read<IReadOnlyList<TouchRow>>(session =>
        {
            var (from, to) = ReportStore.DaysOf(of.Period);
            var (first, end) = IdsOf(of.Period);
            var store = StoreScope.Of(session, stores, of.Store).Number;
            var rows = StepsOf(session, what, at, (from, to, store)).SelectMany(step => session[ReportSql.TouchRows]
                .With(step.Journey).With(step.Step).With((long)what.Kind).With((long)what.Actor).With(first).With(Math.Min(before, end)).With(store).With(from).With(to).With(count)
                .All(row => (Id: row.Long(0), Owner: row.Long(1), Send: row.Long(2), At: row.At(3), Reason: (TouchReason)row.Int(4), Agent: row.TextOrNull(5), Of: step)));
            return [.. rows.OrderByDescending(row => row.Id).Take(count).Select(row =>
            {
                var customer = CustomerStore.Find(session, row.Owner);
                return new TouchRow(
                    Number(row.Id), Number(customer?.Owner.Value ?? row.Owner), customer?.Address ?? customer?.ExternalId ?? "", NameOf(session, row.Of.Journey), NameOf(session, row.Of.Step),
                    Number(row.Send), InstantPattern.General.Format(row.At), Word(what.Kind), Word(what.Actor), new TouchVerdict(what.Actor, row.Reason).Text, row.Agent);
            })];
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

    // A step where one is asked for, else those that were touched so on these days; null where a mail is of none.
    private static List<(long? Journey, long? Step)> StepsOf(Session session, (TouchKind Kind, TouchActor Actor) what, (string? Journey, string? Step) at, (long From, long To, long Store) of)
    {
        var (journey, step) = (session.Names.Asked(NameKind.Journey, at.Journey), session.Names.Asked(NameKind.Step, at.Step));
        if (journey is not null && step is not null) return [(journey, step)];
        return session[ReportSql.TouchedSteps].With(of.From).With(of.To).With((long)what.Kind).With((long)what.Actor).With(of.Store).With(journey ?? 0)
            .All(row => (Known(row.Long(0)), Known(row.Long(1))));
    }

    private static long? Known(long name) => name == 0 ? null : name;

    private static string? NameOf(Session session, long? name) => name is { } known ? session.Names.Text(known) : null;

    // Days begin up to 14 hours before those of UTC and end up to 12 after.
    private static (long First, long End) IdsOf(DateInterval period) => (
        IdSource.FirstOf(DateTimeZone.Utc.AtStartOfDay(period.Start.PlusDays(-1)).ToInstant()),
        period.End.Year > LastYear ? long.MaxValue : IdSource.FirstOf(DateTimeZone.Utc.AtStartOfDay(period.End.PlusDays(2)).ToInstant() + s_late));

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>An open or click behind a number; journey and step are null where its mail is of none.</summary>
internal sealed record TouchRow(
    string Id, string CustomerId, string Customer, string? Journey, string? Step, string Delivery, string At, string Kind, string Actor, string Reason, string? Agent);

/// <summary>A run behind a number. Status: open, finished, exited or parked; reason: why it ended, or null.</summary>
internal sealed record RunRow(string Id, string CustomerId, string Customer, string EnteredAt, string? EndedAt, string Status, string? Reason);

/// <summary>A customer behind a number, and what they bring to it; the total is in major units where it is money.</summary>
internal sealed record CustomerBehind(long Owner, string Name, TallySum Sum, decimal Total);
