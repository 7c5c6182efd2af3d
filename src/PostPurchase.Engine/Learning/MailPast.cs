using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Feedback;
using PostPurchase.Core.Purchases;
using PostPurchase.Core.Sending;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>Whom mail reached on some days, and what came of it: of one step, of one journey, or of all mail.</summary>
/// <param name="session">Reads.</param>
/// <param name="stores">The stores; days are those of the default one.</param>
/// <param name="value">Converts.</param>
/// <param name="days">Whole days.</param>
internal sealed class MailPast(Session session, StoreDirectory stores, EarningValue value, DateInterval days)
{
    // A mail that is planned leaves by then: ids are looked through from so much before the first day.
    private const int PlannedAhead = 45;

    // The newest are enough for a rate.
    private const int MostCustomers = 20_000;

    private static readonly LocalDate s_start = new(1970, 1, 1);

    /// <summary>Days within which what customers do counts.</summary>
    public static Duration Window { get; } = Duration.FromDays(30);

    /// <summary>Number of the journey; null = all.</summary>
    public long? Journey { get; init; }

    /// <summary>Number of the step; null = all.</summary>
    public long? Step { get; init; }

    private double Unit => Math.Pow(10, stores.Of("default").Currency.Exponent);

    /// <summary>Whole days since the first such mail, at most all; 0 on the first day, null where none has left.</summary>
    public int? CountedDays => session[TestPlannerSql.FirstDay].With((long)SendState.Accepted).With(Journey ?? 0).With(Step ?? 0).First(row => row.LongOrNull(0)) is { } first
        ? (int)Math.Clamp(Number(days.End) - first + 1, 0, days.Length)
        : null;

    /// <summary>Different customers whom such a mail reached.</summary>
    public long Customers()
    {
        var (from, before) = InstantsOf(Duration.Zero);
        return session[TestPlannerSql.Customers].With(Ids(from)).With((long)SendState.Accepted).With(from).With(before).With(Journey ?? 0).With(Step ?? 0).First(row => row.Long(0));
    }

    /// <summary>Mails, and those of them that somebody clicked.</summary>
    public Sample.Proportion Clicks()
    {
        var (from, to) = (Number(days.Start), Number(days.End));
        var mailed = session[ReportSql.Sends].With(from).With(to).With(0).All(row => (Journey: row.Long(0), Step: row.Long(1), State: (SendState)row.Int(2), Count: row.Long(3)))
            .Where(row => row.State == SendState.Accepted && IsMeant(row.Journey, row.Step)).Sum(row => row.Count);
        var clicked = session[ReportSql.Touches].With(from).With(to).With(0).All(row => (Journey: row.Long(0), Step: row.Long(1), Kind: row.Int(2), Actor: row.Int(3), Mails: row.Long(5)))
            .Where(row => row.Kind == (int)TouchKind.Click && row.Actor == (int)TouchActor.Human && IsMeant(row.Journey, row.Step)).Sum(row => row.Mails);
        return new Sample.Proportion(mailed, Math.Min(clicked, mailed));
    }

    /// <summary>Commission that such mail earned, per customer, in major units.</summary>
    public Sample.Mean Commission(long customers)
    {
        var earned = EarnedRow.Read(session, value, StoreScope.Of(session, stores, null), stores, days)
            .Where(row => row.Status is 1 or 2 or 4 && IsMeant(row.Journey, row.Step)).GroupBy(row => row.Owner > 0 ? row.Owner : -row.Sale).Select(whose => whose.Sum(row => row.Amount ?? 0) / Unit).ToList();
        return new Sample.Mean(customers, earned.Sum(), earned.Sum(amount => amount * amount));
    }

    /// <summary>Customers whose window after the first such mail is over: who bought within it, here or where an offer led, and for how much here, in major units.</summary>
    public (Sample.Proportion Conversions, Sample.Mean Revenue) Outcomes()
    {
        var (from, before) = InstantsOf(Window);
        var mailed = session[TestPlannerSql.FirstMails].With(Ids(from)).With((long)SendState.Accepted).With(from).With(before).With(Journey ?? 0).With(Step ?? 0).With(MostCustomers)
            .All(row => (Owner: row.Long(0), At: row.At(1)));
        var (bought, sum, squares) = (0L, 0.0, 0.0);
        foreach (var (owner, at) in mailed)
        {
            var orders = CustomerStore.Same(session, owner).SelectMany(same => session[TestPlannerSql.Orders].With(same).With(at).With(at + Window)
                .All(row => (At: row.At(0), Paid: new Money(row.Long(1), Currency.Parse(row.Text(2))), IsOwn: row.Long(3) == 0))).ToList();
            var spent = orders.Where(order => order.IsOwn).Sum(order => ValueOf(order.Paid, order.At)) / Unit;
            if (orders.Count > 0) bought++;
            sum += spent;
            squares += spent * spent;
        }

        return (new Sample.Proportion(mailed.Count, bought), new Sample.Mean(mailed.Count, sum, squares));
    }

    private double ValueOf(Money paid, Instant at) => paid.Currency == stores.Of("default").Currency ? paid.Minor : value("default", paid, at) ?? 0;

    private bool IsMeant(long journey, long step) => (Journey ?? journey) == journey && (Step ?? step) == step;

    private (Instant From, Instant Before) InstantsOf(Duration earlier)
    {
        var zone = stores.Of("default").TimeZone;
        return (zone.AtStartOfDay(days.Start).ToInstant() - earlier, zone.AtStartOfDay(days.End.PlusDays(1)).ToInstant() - earlier);
    }

    private static long Ids(Instant from) => IdSource.FirstOf(from - Duration.FromDays(PlannedAhead));

    private static long Number(LocalDate day) => Period.DaysBetween(s_start, day);
}
