using NodaTime;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Learning.Reports;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>Money of several stores: each in its own currency, in totals by the owner's rates, never added up without one.</summary>
public sealed class StoreMoneyTests : IAsyncLifetime
{
    private const string Yaml = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - id: paths
            split: [ { name: short, weight: 1, steps: [] }, { name: long, weight: 1, steps: [] } ]
            metric: revenue
        """;

    private static readonly Currency s_eur = Currency.Parse("EUR");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rates-");
    private JourneyRunner _runner = null!;

    public async Task InitializeAsync() => _runner = await JourneyRunner.WithAsync(Yaml);

    public async Task DisposeAsync()
    {
        await _runner.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Each_store_is_in_its_own_currency_and_the_total_goes_by_the_rate_of_each_day()
    {
        await BuyAsync("jane", 100m);
        await BuyAsync("karl", 50m, "berlin");
        await _runner.DaysPassAsync(40);
        await BuyAsync("karl", 50m, "berlin");
        var money = (await JobAsync("2026-01-01,EUR,USD,1.2", "2026-02-01,EUR,USD,1.5")).Money;

        Assert.Equal([("2026-01", 2L, 160m), ("2026-02", 1L, 75m)], Months(money.Revenue()));
        Assert.Equal([("2026-01", 1L, 50m), ("2026-02", 1L, 50m)], Months(money.Revenue("berlin")));
        Assert.Equal(("EUR", "USD", "USD"), (money.Revenue("berlin").Currency, money.Revenue("default").Currency, money.Revenue().Currency));
        Assert.Equal([("berlin", "EUR", 2L, 100m), ("default", "USD", 1L, 100m)], money.Revenue().Stores.Select(store => (store.Store, store.Currency, store.Orders, store.OwnRevenue)));
        Assert.Empty(money.Revenue().Apart);
    }

    [Fact]
    public async Task What_has_no_rate_is_in_no_total_and_is_named_apart()
    {
        await BuyAsync("jane", 100m);
        await BuyAsync("karl", 50m, "berlin");
        var money = (await JobAsync()).Money;

        Assert.Equal([("2026-01", 2L, 100m)], Months(money.Revenue()));
        Assert.Equal(("EUR", 50m), (money.Revenue().Apart.Single().Currency, money.Revenue().Apart.Single().OwnRevenue));
        Assert.Equal("50.00 EUR of own revenue", money.Cohorts(null, _runner.Now).LeftOut);
        Assert.Equal((2L, 100m), (money.Repeat().Rows.Single().Customers, money.Repeat().Rows.Single().Revenue));
        Assert.Equal((1L, 50m), (money.Repeat("berlin").Rows.Single().Customers, money.Repeat("berlin").Rows.Single().Revenue));
        Assert.Empty(money.Revenue("berlin").Apart);
    }

    [Fact]
    public async Task What_a_month_that_is_not_over_has_brought_to_a_cohort_is_so_far()
    {
        await BuyAsync("karl", 50m, "berlin");
        await _runner.DaysPassAsync(40);
        await BuyAsync("karl", 50m, "berlin");
        var (money, lastOfTheMonth) = ((await JobAsync()).Money, Instant.FromUtc(2026, 2, 28, 23, 30));

        Assert.Equal([false, true], SoFar(money.Cohorts("berlin", _runner.Now)));
        Assert.Equal(("2026-02", "2026-03"), (money.Cohorts(null, lastOfTheMonth).RunningMonth, money.Cohorts("berlin", lastOfTheMonth).RunningMonth));
        Assert.Equal([false, false], SoFar(money.Cohorts("berlin", lastOfTheMonth)));
    }

    private static IEnumerable<bool> SoFar(CohortReport report) => report.Cohorts.Single().Months.Select(cell => cell.IsSoFar);

    [Fact]
    public async Task An_average_order_leaves_out_what_it_cannot_convert()
    {
        await BuyAsync("jane", 100m);
        await BuyAsync("karl", 50m, "berlin");

        var (without, with) = ((await JobAsync()).Money.OrderValue(), (await JobAsync("2026-01-01,EUR,USD,1.2")).Money.OrderValue());

        Assert.Equal((1L, 100m), (without.Before.Orders, without.Before.Average));
        Assert.Equal((2L, 80m), (with.Before.Orders, with.Before.Average));
    }

    [Fact]
    public async Task An_average_of_no_order_is_none()
    {
        await BuyAsync("jane", 100m);
        var report = (await JobAsync()).Money.OrderValue();

        Assert.Equal((1L, 100m, 0L, null), (report.Before.Orders, report.Before.Average, report.After.Orders, report.After.Average));
    }

    [Fact]
    public async Task An_order_in_a_currency_without_a_rate_into_that_of_its_own_store_is_in_no_amount_and_is_named_apart()
    {
        await BuyAsync("karl", 50m, "berlin");
        await _runner.DaysPassAsync(1);
        await BuyAsync("karl", 20m, "berlin", "GBP");
        var money = (await JobAsync("2026-01-01,EUR,USD,1.2")).Money;

        Assert.Equal([("2026-01", 2L, 50m)], Months(money.Revenue("berlin")));
        Assert.Equal([("2026-01", 2L, 60m)], Months(money.Revenue()));
        Assert.Equal(("20.00 GBP of own revenue", "20.00 GBP of own revenue"), (money.Revenue("berlin").LeftOut, money.Revenue().LeftOut));
        Assert.Equal((1L, 50m), (money.OrderValue("berlin").Before.Orders + money.OrderValue("berlin").After.Orders, money.OrderValue("berlin").Before.Average));
        Assert.Null(money.Revenue("default").LeftOut);
        Assert.Equal([("berlin", "20.00 GBP of own revenue"), ("default", null)], money.Revenue().Stores.Select(store => (store.Store, store.LeftOut)));
        Assert.Equal(20m, Opened("berlin").Total);
        Assert.Equal(20m, Opened(null).Total);
    }

    [Fact]
    public async Task A_rate_that_is_given_after_an_order_counts_for_it()
    {
        await BuyAsync("karl", 20m, "berlin", "GBP");
        await BuyAsync("jane", 10m, "default", "GBP");
        await JobAsync();

        var over = (await JobAsync("2026-01-01,EUR,USD,1.2", "2026-01-01,GBP,EUR,1.5")).Money;
        Assert.Equal([("2026-01", 1L, 30m)], Months(over.Revenue("berlin")));
        Assert.Equal("10.00 GBP of own revenue", over.Revenue().LeftOut);

        var straight = (await JobAsync("2026-01-01,GBP,USD,1.3")).Money;
        Assert.Equal([("2026-01", 2L, 39m)], Months(straight.Revenue()));
        Assert.Null(straight.Revenue().LeftOut);
        Assert.Equal("20.00 GBP of own revenue", straight.Revenue("berlin").LeftOut);
    }

    [Fact]
    public async Task An_experiment_leaves_customers_of_a_store_without_a_rate_out_of_amounts_and_counts_what_they_did()
    {
        await BuyAsync("jane", 100m);
        await BuyAsync("karl", 50m, "berlin");
        await _runner.DaysPassAsync(1);
        await BuyAsync("karl", 30m, "berlin");
        var without = Arms(await JobAsync());

        var with = Arms(await JobAsync("2026-01-01,EUR,USD,1.2"));

        Assert.Equal((2L, 1L, 1L, 0.0), without);
        Assert.Equal((2L, 1L, 2L, 36.0), with);
    }

    [Fact]
    public async Task An_experiment_names_the_orders_that_are_in_no_amount_by_arm_and_currency_until_there_is_a_rate()
    {
        await BuyAsync("jane", 100m);
        await _runner.DaysPassAsync(1);
        await BuyAsync("jane", 20m, "default", "GBP");
        var without = (await JobAsync()).Decisions.All(_runner.Now).Single();

        var with = (await JobAsync("2026-01-01,GBP,USD,1.5")).Decisions.All(_runner.Now).Single();

        var apart = Assert.Single(without.Arms.SelectMany(arm => arm.Apart));
        Assert.Equal(("GBP", 1L, 20m), (apart.Currency, apart.Orders, apart.OwnRevenue));
        Assert.Equal($"{apart.Arm}: 1 order of 20.00 GBP", ArmApart.Words([apart]));
        Assert.Equal((0.0, 30.0), (without.Arms.Sum(arm => arm.Revenue.During.Sum), with.Arms.Sum(arm => arm.Revenue.During.Sum)));
        Assert.Empty(with.Arms.SelectMany(arm => arm.Apart));
    }

    [Fact]
    public async Task A_figure_opens_into_its_customers_in_the_currency_that_it_is_shown_in()
    {
        await BuyAsync("jane", 100m);
        await BuyAsync("karl", 50m, "berlin");
        await JobAsync("2026-01-01,EUR,USD,1.2");
        var behind = new RowsBehind(_runner.Database, Stores);
        var january = new TallyKey(TallyKind.Revenue, 2026 * 12);

        Assert.Equal([("jane@example.com", 100m), ("karl@example.com", 60m)], behind.Customers(january, (null, false), 0, 9).Select(row => (row.Name, row.Total)));
        Assert.Equal([("karl@example.com", 50m)], behind.Customers(january, ("berlin", false), 0, 9).Select(row => (row.Name, row.Total)));
        Assert.Equal([("karl@example.com", 60m)], behind.Customers(january, (null, false), behind.Customers(january, (null, false), 0, 1)[0].Owner, 1).Select(row => (row.Name, row.Total)));
    }

    [Fact]
    public async Task A_commission_of_a_third_currency_is_named_apart_and_is_a_conversion_all_the_same()
    {
        await BuyAsync("jane", 100m);
        await _runner.Database.WriteAsync(
            session =>
            {
                session.Execute("insert into conversion (id, owner, store_id, network, external_id, match, status, occurred_at, seen_at) select 1, owner, store_id, 'awin', 'x', 1, 1, (select max(assigned_at) from assignment) + 1000, 0 from customer");
                session.Execute("insert into commission (conversion_id, id, owner, kind, status, currency, amount, entered_at, report_id) select 1, 1, owner, 1, 1, 'GBP', 450, 0, 1 from customer");
                return 0;
            },
            default);
        var job = await JobAsync();

        Assert.Equal("4.50 GBP of commission", job.Money.Revenue().LeftOut);
        Assert.Equal("4.50 GBP of commission", job.Reports.Funnel(new(new(2026, 1, 1), new(2026, 1, 31)), []).LeftOut);
        Assert.Equal(1, job.Decisions.All(_runner.Now).Single().Arms.Sum(arm => arm.Conversions.Successes));
    }

    private static IEnumerable<(string, long, decimal)> Months(RevenueReport report) => report.Months.Select(month => (month.Month, month.Orders, month.OwnRevenue));

    private (long Assigned, long Converted, long InAmounts, double Revenue) Arms(LearningJob job)
    {
        var arms = job.Decisions.All(_runner.Now).Single().Arms;
        return (arms.Sum(arm => arm.Assigned), (long)arms.Sum(arm => arm.Conversions.Successes), arms.Sum(arm => arm.Revenue.Count), arms.Sum(arm => arm.Revenue.During.Sum));
    }

    private CustomerBehind Opened(string? store) =>
        new RowsBehind(_runner.Database, Stores).Customers(new TallyKey(TallyKind.WithoutRate, 2026 * 12, CustomerTally.NumberOf(Currency.Parse("GBP"))), (store, false), 0, 9).Single();

    private Task BuyAsync(string who, decimal total, string store = "default", string? paid = null)
    {
        var (currency, number) = (paid is null ? store == "default" ? A.Usd : s_eur : Currency.Parse(paid), $"{who}-{_runner.Now.ToUnixTimeMilliseconds()}");
        var facts = A.Purchase(number) with { Total = new((long)(total * 100), currency), Lines = [], UpdatedAt = _runner.Now };
        return _runner.HappensAsync(A.Order(facts, A.Customer($"{who}@example.com")) with { Store = store, OccurredAt = _runner.Now });
    }

    // Rates are noticed when they change: what was counted by others is counted again.
    private async Task<LearningJob> JobAsync(params string[] rates)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, RateBook.File), string.Join('\n', ["date,from,to,rate", .. rates]));
        var job = LearningJob.With(_runner.Database, Stores, new RateBook(_folder.FullName, Stores));
        await job.CatchUpWhollyAsync(_runner.Now);
        return job;
    }

    private static StoreDirectory Stores { get; } = new()
    {
        Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = A.Usd }, ["berlin"] = new() { Key = "berlin", Currency = s_eur, TimeZone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] } },
    };
}
