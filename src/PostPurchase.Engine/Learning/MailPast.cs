using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>For whom mail was planned on some days, and what came of it: of one step, of one journey, or of all mail. Whether it reached them does not matter, as in a test.</summary>
/// <param name="session">Reads.</param>
/// <param name="stores">The stores; days are those of the default one.</param>
/// <param name="value">Converts.</param>
/// <param name="days">Whole days.</param>
internal sealed class MailPast(Session session, StoreDirectory stores, EarningValue value, DateInterval days)
{
    // The newest are enough for a rate.
    private const int MostCustomers = 10_000;

    private static readonly LocalDate s_start = new(1970, 1, 1);

    /// <summary>Days within which what customers do counts.</summary>
    public static Duration Window => CustomerTally.AgainWithin;

    /// <summary>Number of the journey; null = all.</summary>
    public long? Journey { get; init; }

    /// <summary>Number of the step; null = all.</summary>
    public long? Step { get; init; }

    private double Unit => Math.Pow(10, stores.Of("default").Currency.Exponent);

    /// <summary>Whole days since the first such mail, at most all; 0 on the first day, null where there was none.</summary>
    public int? CountedDays => session[TestPlannerSql.FirstDay].With(Journey ?? 0).With(Step ?? 0).First(row => row.LongOrNull(0)) is { } first
        ? (int)Math.Clamp(Number(days.End) - first + 1, 0, days.Length)
        : null;

    /// <summary>Different customers for whom such a mail was planned.</summary>
    public long Customers()
    {
        var (from, before) = IdsOf(Duration.Zero);
        return session[TestPlannerSql.Customers].With(from).With(before).With(Journey ?? 0).With(Step ?? 0).First(row => row.Long(0));
    }

    /// <summary>Customers who can be tracked, and those of them who clicked such a mail; and which part of all they are, 0..1.</summary>
    public (Sample.Proportion Clicks, double TrackedShare) Clicks()
    {
        var planned = FirstMails(Duration.Zero);
        var tracked = planned.FindAll(mail => CustomerStore.Find(session, mail.Owner) is { } customer && stores.ConsentRules.AllowsTracking(customer.Consent, customer.Country));
        var clicked = tracked.Count(mail => session[TestPlannerSql.Clicked].With(mail.Owner).With(mail.At).With(mail.At + Window).With(Journey ?? 0).With(Step ?? 0).First(row => row.Long(0)) == 1);
        return (new Sample.Proportion(tracked.Count, clicked), planned.Count == 0 ? 1 : (double)tracked.Count / planned.Count);
    }

    /// <summary>Commission that such mail earned, per customer, in major units.</summary>
    public Sample.Mean Commission(long customers)
    {
        var earned = EarnedRow.Read(session, value, StoreScope.Of(session, stores, null), stores, days)
            .Where(row => row.Status is 1 or 2 or 4 && IsMeant(row.Journey, row.Step)).GroupBy(row => row.Owner > 0 ? row.Owner : -row.Sale).Select(whose => whose.Sum(row => row.Amount ?? 0) / Unit).ToList();
        return new Sample.Mean(customers, earned.Sum(), earned.Sum(amount => amount * amount));
    }

    /// <summary>Customers whose window after the first such mail was planned is over: who bought within it, here or where an offer led, and for how much here, in major units.</summary>
    public (Sample.Proportion Conversions, Sample.Mean Revenue) Outcomes()
    {
        var planned = FirstMails(Window);
        var (bought, sum, squares) = (0L, 0.0, 0.0);
        foreach (var (owner, at) in planned)
        {
            var orders = CustomerStore.Same(session, owner).SelectMany(same => session[TestPlannerSql.Orders].With(same).With(at).With(at + Window)
                .All(row => (At: row.At(0), Paid: new Money(row.Long(1), Currency.Parse(row.Text(2))), IsOwn: row.Long(3) == 0))).ToList();
            var spent = orders.Where(order => order.IsOwn).Sum(order => ValueOf(order.Paid, order.At)) / Unit;
            if (orders.Count > 0) bought++;
            sum += spent;
            squares += spent * spent;
        }

        return (new Sample.Proportion(planned.Count, bought), new Sample.Mean(planned.Count, sum, squares));
    }

    // Each customer with when their first such mail of these days was planned, the newest first.
    private List<(long Owner, Instant At)> FirstMails(Duration earlier)
    {
        var (from, before) = IdsOf(earlier);
        return session[TestPlannerSql.FirstMails].With(from).With(before).With(Journey ?? 0).With(Step ?? 0).With(MostCustomers).All(row => (row.Long(0), IdSource.InstantOf(row.Long(1))));
    }

    private double ValueOf(Money paid, Instant at) => paid.Currency == stores.Of("default").Currency ? paid.Minor : value("default", paid, at) ?? 0;

    private bool IsMeant(long journey, long step) => (Journey ?? journey) == journey && (Step ?? step) == step;

    private (long From, long Before) IdsOf(Duration earlier)
    {
        var zone = stores.Of("default").TimeZone;
        return (IdSource.FirstOf(zone.AtStartOfDay(days.Start).ToInstant() - earlier), IdSource.FirstOf(zone.AtStartOfDay(days.End.PlusDays(1)).ToInstant() - earlier));
    }

    private static long Number(LocalDate day) => Period.DaysBetween(s_start, day);
}
