using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;

namespace PostPurchase.Engine.Learning;

/// <summary>For whom mail was planned on some days, and what came of it within 30 days: of one step, of one journey, or of all mail. Whether it reached them does not matter, as in a test.</summary>
/// <param name="session">Reads.</param>
/// <param name="stores">The stores; days are those of the default one.</param>
/// <param name="value">Converts.</param>
/// <param name="days">Whole days.</param>
internal sealed class MailPast(Session session, StoreDirectory stores, EarningValue value, DateInterval days)
{
    // The newest are enough for a rate.
    private const int MostCustomers = 10_000;

    private List<(long Owner, Instant At)>? _over;
    private List<(long Owner, Instant At)>? _all;

    private static readonly LocalDate s_start = new(1970, 1, 1);

    /// <summary>Days within which what customers do counts.</summary>
    public static Duration Window => CustomerTally.AgainWithin;

    /// <summary>Number of the journey; null = all.</summary>
    public long? Journey { get; init; }

    /// <summary>Number of the step; null = all.</summary>
    public long? Step { get; init; }

    /// <summary>Whether clicks and commission are also of customers whose time still runs, as far as they have come: better than nothing while nobody's is over.</summary>
    public bool CountsOpen { get; init; }

    /// <summary>Whether the time of anybody is over.</summary>
    public bool HasOver => Over.Count > 0;

    // Whose window after the first such mail was planned is over.
    private List<(long Owner, Instant At)> Over => _over ??= FirstMails(Window);

    private List<(long Owner, Instant At)> Counted => CountsOpen ? _all ??= FirstMails(Duration.Zero) : Over;

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

    /// <summary>Customers who can be tracked, and those of them who clicked such a mail in time; and which part of all they are, 0..1.</summary>
    public (Sample.Proportion Clicks, double TrackedShare) Clicks()
    {
        var tracked = Counted.FindAll(mail => CustomerStore.Find(session, mail.Owner) is { } customer && stores.ConsentRules.AllowsTracking(customer.Consent, customer.Country));
        var clicked = tracked.Count(mail => session[TestPlannerSql.Clicked].With(mail.Owner).With(mail.At).With(mail.At + Window).With(Journey ?? 0).With(Step ?? 0).First(row => row.Long(0)) == 1);
        return (new Sample.Proportion(tracked.Count, clicked), Counted.Count == 0 ? 1 : (double)tracked.Count / Counted.Count);
    }

    /// <summary>What stands of the commission that each brought in time, whichever mail it came of, in major units.</summary>
    public Sample.Mean Commission() => MeanOf(Counted.ConvertAll(mail => CustomerStore.Same(session, mail.Owner).SelectMany(same => session[PastSql.Earnings].With(same)
        .All(row => (At: row.At(1), Earned: row.TextOrNull(2) is { } currency ? new Money(row.Long(3), Currency.Parse(currency)) : (Money?)null)))
        .Sum(sale => sale.Earned is { } earned && sale.At > mail.At && sale.At <= mail.At + Window ? ValueOf(earned, sale.At) / Unit : 0)));

    /// <summary>Who bought in time, here or where an offer led, and for how much here, in major units; of customers whose time is over alone.</summary>
    public (Sample.Proportion Conversions, Sample.Mean Revenue) Outcomes()
    {
        var bought = 0L;
        var spent = new List<double>(Over.Count);
        foreach (var (owner, at) in Over)
        {
            var orders = CustomerStore.Same(session, owner).SelectMany(same => session[TestPlannerSql.Orders].With(same).With(at).With(at + Window)
                .All(row => (At: row.At(0), Paid: new Money(row.Long(1), Currency.Parse(row.Text(2))), IsOwn: row.Long(3) == 0))).ToList();
            if (orders.Count > 0) bought++;
            spent.Add(orders.Where(order => order.IsOwn).Sum(order => ValueOf(order.Paid, order.At)) / Unit);
        }

        return (new Sample.Proportion(Over.Count, bought), MeanOf(spent));
    }

    // Each customer with when their first such mail of these days was planned, the newest first.
    private List<(long Owner, Instant At)> FirstMails(Duration earlier)
    {
        var (from, before) = IdsOf(earlier);
        return session[TestPlannerSql.FirstMails].With(from).With(before).With(Journey ?? 0).With(Step ?? 0).With(MostCustomers).All(row => (row.Long(0), IdSource.InstantOf(row.Long(1))));
    }

    private double ValueOf(Money paid, Instant at) => paid.Currency == stores.Of("default").Currency ? paid.Minor : value("default", paid, at) ?? 0;

    private static Sample.Mean MeanOf(List<double> amounts) => new(amounts.Count, amounts.Sum(), amounts.Sum(amount => amount * amount));

    private (long From, long Before) IdsOf(Duration earlier)
    {
        var zone = stores.Of("default").TimeZone;
        return (IdSource.FirstOf(zone.AtStartOfDay(days.Start).ToInstant() - earlier), IdSource.FirstOf(zone.AtStartOfDay(days.End.PlusDays(1)).ToInstant() - earlier));
    }

    private static long Number(LocalDate day) => Period.DaysBetween(s_start, day);
}
