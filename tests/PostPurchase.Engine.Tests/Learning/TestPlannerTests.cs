using PostPurchase.Core.Personalisation;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>From which past a new test is planned.</summary>
public sealed class TestPlannerTests : IAsyncLifetime
{
    private const string Yaml = """
        journey: hello
        status: live
        trigger: { on: purchase }
        steps:
          - id: suggest
            email: { template: thanks, content: transactional, subject: Hello }
          - id: rest
            wait: { for: 1d }
          - id: again
            email: { template: thanks, content: transactional, subject: Again }
        """;

    private JourneyRunner _runner = null!;

    public async Task InitializeAsync() => _runner = await JourneyRunner.WithAsync(Yaml);

    public async Task DisposeAsync() => await _runner.DisposeAsync();

    [Fact]
    public async Task On_the_first_day_there_is_too_little_history()
    {
        var nothing = Plan();
        await BuyAsync("jane", "karl");

        Assert.Null(nothing.CountedDays);
        Assert.StartsWith("There is nothing to plan with yet", nothing.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0.0), (Plan().CountedDays, Plan().CustomersPerWeek));
        Assert.StartsWith("Too little history to estimate", Plan().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_young_shop_is_planned_by_the_days_since_its_first_mail()
    {
        await BuyAsync("jane", "karl", "lisa", "mark");
        await _runner.DaysPassAsync(14);

        Assert.Equal((14, 2.0), (Plan().CountedDays, Plan().CustomersPerWeek));
    }

    [Fact]
    public async Task The_first_days_count_as_a_week_and_the_text_says_so()
    {
        await BuyAsync("jane", "karl", "lisa");
        await _runner.DaysPassAsync(1);
        await _runner.ClicksAsync("suggest");
        await _runner.DaysPassAsync(1);
        await Job().CatchUpWhollyAsync(_runner.Now);

        Assert.Equal((2, 3.0), (Plan().CountedDays, Plan().CustomersPerWeek));
        Assert.EndsWith("only 2 days are counted so far, as if they were a week.", Plan().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_longer_ago_than_90_days_counts_no_more()
    {
        await BuyAsync("jane");
        await _runner.DaysPassAsync(100);
        await BuyAsync("karl");
        await _runner.DaysPassAsync(10);

        Assert.Equal((90, 7 / 90.0), (Plan().CountedDays, Plan().CustomersPerWeek));
    }

    [Fact]
    public async Task A_customer_counts_once_however_many_mails_they_got_and_test_orders_not_at_all()
    {
        await BuyAsync("jane", "karl");
        await _runner.DaysPassAsync(1);
        await BuyAsync("jane");
        await _runner.HappensAsync(A.Order(A.Purchase("test") with { Kind = PurchaseKind.Test }, A.Customer("test@example.com")) with { OccurredAt = _runner.Now });
        await _runner.DaysPassAsync(6);

        Assert.Equal(8, _runner.Sent.Count); // two for each of four orders
        Assert.Equal((7, 2.0), (Plan().CountedDays, Plan().CustomersPerWeek));
    }

    [Fact]
    public async Task A_mail_with_enough_past_is_planned_by_its_own_volume_and_rates_and_the_text_says_so()
    {
        await BuyAsync([.. Enumerable.Range(0, 120).Select(i => $"c{i}")]);
        await _runner.DaysPassAsync(10);
        await BuyAsync([.. Enumerable.Range(0, 15).Select(i => $"c{i}")]);
        await _runner.DaysPassAsync(35);
        await Job().CatchUpWhollyAsync(_runner.Now);

        var plan = Job().Planner.Plan("hello", "suggest", 2, _runner.Now);

        Assert.Equal((PlanScope.Step, 120 * 7 / 45.0), (plan.VolumeOf, plan.CustomersPerWeek));
        Assert.Equal([PlanScope.Shop, PlanScope.Step, PlanScope.Step, PlanScope.Shop], plan.RatesOf); // nobody clicked, nothing was earned
        Assert.Equal((120L, 0.125), (plan.Past[1].Past.Count, plan.Past[1].Past.Average));
        Assert.EndsWith(" By the past of this mail: volume, purchase rate and own revenue; by that of the whole shop, for want of enough of its own: click rate and commission.", plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_with_few_customers_is_planned_by_its_own_volume_and_the_rates_of_the_shop()
    {
        await BuyAsync("jane", "karl", "lisa");
        await _runner.DaysPassAsync(10);
        await BuyAsync("jane");
        await _runner.DaysPassAsync(40);
        await Job().CatchUpWhollyAsync(_runner.Now);

        var plan = Job().Planner.Plan("hello", "suggest", 2, _runner.Now);

        Assert.Equal((PlanScope.Step, 3 * 7 / 50.0), (plan.VolumeOf, plan.CustomersPerWeek));
        Assert.All(plan.RatesOf, of => Assert.Equal(PlanScope.Shop, of));
    }

    [Fact]
    public async Task The_rate_of_the_shop_is_of_customers_whose_30_days_are_over()
    {
        await BuyAsync("jane", "karl", "lisa", "mark");
        await _runner.DaysPassAsync(10);
        await BuyAsync("jane");
        await _runner.DaysPassAsync(10);
        await BuyAsync("nina");
        await _runner.DaysPassAsync(20);
        await Job().CatchUpWhollyAsync(_runner.Now);
        var before = Plan();
        await _runner.DaysPassAsync(10);
        await Job().CatchUpWhollyAsync(_runner.Now);

        Assert.Equal((4L, 0.25), (before.Past[1].Past.Count, before.Past[1].Past.Average));
        Assert.Equal((5L, 0.2), (Plan().Past[1].Past.Count, Plan().Past[1].Past.Average));
        Assert.Equal((4L, 5L), (before.Past[2].Past.Count, Plan().Past[2].Past.Count));
    }

    [Fact]
    public async Task A_mail_that_reached_nobody_of_some_counts_all_whom_a_test_would_assign()
    {
        await BuyAsync("jane", "karl", "lisa", "mark");
        await ChangeAsync("update send set state = 8 where owner in (select owner from customer order by owner limit 3)");
        await _runner.DaysPassAsync(14);

        var plan = Job().Planner.Plan("hello", "suggest", 2, _runner.Now);

        Assert.Equal((PlanScope.Step, 14, 2.0), (plan.VolumeOf, plan.CountedDays, plan.CustomersPerWeek));
    }

    [Fact]
    public async Task Who_cannot_be_tracked_is_left_out_of_clicks_and_of_their_pace()
    {
        await BuyAsync("jane", "karl", "lisa", "mark");
        await ChangeAsync("update customer set consent_tracking = 0 where owner = (select min(owner) from customer)");
        await _runner.DaysPassAsync(1);
        await _runner.ClicksAsync("suggest");
        await _runner.DaysPassAsync(13);

        var clicks = Plan().Past[0];

        Assert.Equal((3L, 1 / 3.0, 0.75), (clicks.Past.Count, clicks.Past.Average, clicks.CountedShare));
    }

    [Fact]
    public async Task A_click_on_the_mail_of_a_test_order_is_none()
    {
        await BuyAsync("jane", "karl");
        await _runner.HappensAsync(A.Order(A.Purchase("test") with { Kind = PurchaseKind.Test }, A.Customer("jane@example.com")) with { OccurredAt = _runner.Now });
        await _runner.DaysPassAsync(1);
        await _runner.ClicksAsync("suggest");
        await _runner.DaysPassAsync(13);

        Assert.Equal((2L, 0.0), (Plan().Past[0].Past.Count, Plan().Past[0].Past.Average));
    }

    [Fact]
    public async Task Clicks_and_commission_are_of_customers_whose_30_days_are_over()
    {
        await BuyAsync("jane", "karl");
        await _runner.DaysPassAsync(1);
        await _runner.ClicksAsync("suggest");
        await EarnsAsync(1, 400);
        await _runner.DaysPassAsync(31);
        await EarnsAsync(2, 900); // too late
        await BuyAsync("lisa", "mark");
        await _runner.DaysPassAsync(2);

        var plan = Plan();

        Assert.Equal((2L, 0.5), (plan.Past[0].Past.Count, plan.Past[0].Past.Average));
        Assert.Equal((2L, 2.0), (plan.Past[3].Past.Count, plan.Past[3].Past.Average));
        Assert.DoesNotContain("days are over yet", plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nobodys_30_days_are_over_what_has_come_so_far_counts_and_the_text_says_so()
    {
        await BuyAsync("jane", "karl");
        await _runner.DaysPassAsync(1);
        await _runner.ClicksAsync("suggest");
        await EarnsAsync(1, 400);
        await _runner.DaysPassAsync(9);

        var plan = Plan();

        Assert.Equal((0.5, 2.0), (plan.Past[0].Past.Average, plan.Past[3].Past.Average));
        Assert.EndsWith(" Nobody's 30 days are over yet: clicks and commission are as far as they have come.", plan.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello", "new-one")]
    [InlineData("new-journey", null)]
    public async Task What_has_mailed_nobody_yet_is_planned_by_the_whole_shop(string journey, string? step)
    {
        await BuyAsync("jane", "karl", "lisa", "mark");
        await _runner.DaysPassAsync(14);

        var plan = Job().Planner.Plan(journey, step, 2, _runner.Now);

        Assert.Equal((PlanScope.Shop, 14, 2.0), (plan.VolumeOf, plan.CountedDays, plan.CustomersPerWeek));
    }

    private PlannedTest Plan() => Job().Planner.Plan(null, null, 2, _runner.Now);

    private async Task BuyAsync(params string[] who)
    {
        foreach (var one in who)
            await _runner.HappensAsync(A.Order(A.Purchase($"{one}-{_runner.Now.ToUnixTimeMilliseconds()}"), A.Customer($"{one}@example.com")) with { OccurredAt = _runner.Now });
    }

    // A sale of the customer who was first, now.
    private Task<int> EarnsAsync(int id, int cents) => ChangeAsync($"""
        insert into conversion (id, owner, store_id, network, external_id, match, status, occurred_at, seen_at)
        select {id}, owner, store_id, 'awin', '{id}', 1, 1, {_runner.Now.ToUnixTimeMilliseconds()}, 0 from customer order by owner limit 1;
        insert into commission (conversion_id, id, owner, kind, status, currency, amount, entered_at, report_id)
        select {id}, {id}, owner, 1, 1, 'USD', {cents}, 0, {id} from customer order by owner limit 1;
        """);

    private Task<int> ChangeAsync(string sql) => _runner.Database.WriteAsync(
        session =>
        {
            session.Execute(sql);
            return 0;
        },
        default);

    private LearningJob Job()
    {
        var stores = new StoreDirectory { Stores = new Dictionary<string, StoreProfile> { ["default"] = new() { Currency = Currency.Parse("USD") } } };
        return LearningJob.With(_runner.Database, stores, new RateBook("no-folder", stores));
    }
}
