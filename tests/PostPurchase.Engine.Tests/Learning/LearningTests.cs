using NodaTime;
using PostPurchase.Core.Experiments;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Learning;
using PostPurchase.Core.Purchases;
using PostPurchase.Engine.Learning;
using PostPurchase.Engine.Running;
using PostPurchase.Engine.Storage;
using PostPurchase.Engine.Tests.Running;
using Xunit;

namespace PostPurchase.Engine.Tests.Learning;

/// <summary>What reports and experiments say of what really happened.</summary>
public sealed class LearningTests
{
    private static string Yaml => ATest.By("metric: click, decide: { when: decided }");

    [Fact]
    public async Task The_sums_of_an_arm_follow_orders_refunds_and_clicks()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var learning = Job(runner);
        await runner.HappensAsync(A.Order());
        await runner.DaysPassAsync(1);
        await runner.ClicksAsync("suggest");
        await runner.HappensAsync(A.Order(A.Purchase("1002")) with { OccurredAt = runner.Now });
        await learning.CatchUpWhollyAsync(runner.Now);
        var bought = Sum(runner, TallyKind.ArmRevenue);

        await runner.HappensAsync(A.Refund(new() { Id = "r1" }, purchase: "1002") with { OccurredAt = runner.Now });
        await learning.CatchUpWhollyAsync(runner.Now);

        Assert.Equal((1L, 1L), (Sum(runner, TallyKind.ArmClick).Customers, Sum(runner, TallyKind.ArmClick).Total));
        Assert.True(bought.Total > 0);
        Assert.Equal(new TallySum(1, 0, 0), Sum(runner, TallyKind.ArmRevenue));
    }

    [Theory]
    [InlineData("content: third_party", 1)]
    [InlineData("content: own", 0)]
    [InlineData("content: own\n      offers: { pick: cross_sell, count: 1 }", 1)]
    public async Task Who_refuses_offers_of_others_alone_unsubscribes_from_what_may_show_them(string content, long unsubscribed)
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml.Replace("content: own", content, StringComparison.Ordinal));
        await runner.HappensAsync(A.Order());
        await runner.DaysPassAsync(1);
        await EntersAsync(runner, $"insert into consent (owner, id, channel, own, third_party, source, said_at) select owner, 1, 1, 1, 0, 'preferences page', {runner.Now.ToUnixTimeMilliseconds()} from customer");

        await Job(runner).CatchUpWhollyAsync(runner.Now);

        Assert.Equal((1L, unsubscribed), (Sum(runner, TallyKind.ArmUnsubscribe).Customers, Sum(runner, TallyKind.ArmUnsubscribe).Total));
    }

    [Fact]
    public async Task A_commission_that_is_taken_back_later_leaves_the_arm_again()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var learning = Job(runner);
        await runner.HappensAsync(A.Order());
        await EntersAsync(runner, "insert into conversion (id, owner, store_id, network, external_id, match, status, occurred_at, seen_at) select 1, owner, store_id, 'awin', 'x', 1, 1, (select max(assigned_at) from assignment) + 1000, 0 from customer");
        await EntersAsync(runner, "insert into commission (conversion_id, id, owner, kind, status, currency, amount, entered_at, report_id) select 1, 1, owner, 1, 1, 'USD', 450, 0, 1 from customer");
        await learning.CatchUpWhollyAsync(runner.Now);
        var earned = (Sum(runner, TallyKind.ArmConversion).Total, Sum(runner, TallyKind.ArmCommission).Total);

        await EntersAsync(runner, "insert into commission (conversion_id, id, owner, kind, status, currency, amount, entered_at, report_id) select 1, 2, owner, 1, 1, 'USD', -450, 0, 2 from customer");
        await EntersAsync(runner, "update conversion set status = 3");
        await learning.CatchUpWhollyAsync(runner.Now);

        Assert.Equal((1L, 450L), earned);
        Assert.Equal((0L, 0L), (Sum(runner, TallyKind.ArmConversion).Total, Sum(runner, TallyKind.ArmCommission).Total));
    }

    [Theory]
    [InlineData(1, 1)] // pending
    [InlineData(3, 0)] // reversed
    public async Task A_sale_of_which_no_commission_is_known_converts_while_it_stands(int status, long converted)
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await runner.HappensAsync(A.Order());
        await EntersAsync(runner, $"insert into conversion (id, owner, store_id, network, external_id, match, status, occurred_at, seen_at) select 1, owner, store_id, 'awin', 'x', 1, {status}, (select max(assigned_at) from assignment) + 1000, 0 from customer");

        await Job(runner).CatchUpWhollyAsync(runner.Now);

        Assert.Equal((converted, 0L), (Sum(runner, TallyKind.ArmConversion).Total, Sum(runner, TallyKind.ArmCommission).Total));
    }

    [Fact]
    public async Task A_sale_whose_commission_became_nothing_converts_while_it_stands()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await runner.HappensAsync(A.Order());
        await EntersAsync(runner, "insert into conversion (id, owner, store_id, network, external_id, match, status, occurred_at, seen_at) select 1, owner, store_id, 'awin', 'x', 1, 2, (select max(assigned_at) from assignment) + 1000, 0 from customer");
        await EntersAsync(runner, "insert into commission (conversion_id, id, owner, kind, status, currency, amount, entered_at, report_id) select 1, column1, owner, 1, 1, 'USD', column2, 0, 1 from customer join (values (1, 500), (2, -500))");

        await Job(runner).CatchUpWhollyAsync(runner.Now);

        Assert.Equal((1L, 0L), (Sum(runner, TallyKind.ArmConversion).Total, Sum(runner, TallyKind.ArmCommission).Total));
    }

    [Fact]
    public async Task Two_customers_who_turn_out_to_be_one_count_once_with_what_both_did()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var learning = Job(runner);
        await runner.HappensAsync(A.Order(A.Purchase("1"), A.Customer()));
        await runner.DaysPassAsync(1);
        await runner.HappensAsync(A.Order(A.Purchase("2"), A.Customer(null, "c-9")) with { OccurredAt = runner.Now });
        await learning.CatchUpWhollyAsync(runner.Now);
        var before = Sum(runner, TallyKind.ArmConversion).Customers;

        await runner.HappensAsync(A.Event(new EventBody.Custom("hello"), A.Customer("jane@example.com", "c-9")));
        await learning.CatchUpWhollyAsync(runner.Now);

        Assert.Equal((2L, 1L, 1L), (before, Sum(runner, TallyKind.ArmConversion).Customers, Sum(runner, TallyKind.ArmOrders).Total));
    }

    [Fact]
    public async Task A_test_order_is_in_no_arm_and_in_no_report()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var learning = Job(runner);

        await runner.HappensAsync(A.Order(A.Purchase() with { Kind = PurchaseKind.Test }));
        await learning.CatchUpWhollyAsync(runner.Now);

        Assert.Single(runner.Sent);
        Assert.Empty(Tallies(runner));
        Assert.DoesNotContain(learning.Reports.Funnel(new(runner.Now.InUtc().Date, runner.Now.InUtc().Date), []).Journeys, journey => journey.Entered > 0 || journey.Steps.Count > 0);
    }

    [Fact]
    public async Task A_click_on_the_mail_of_a_test_order_is_no_click_of_the_arm_that_its_customer_has()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await runner.HappensAsync(A.Order());
        await runner.HappensAsync(A.Order(A.Purchase("test") with { Kind = PurchaseKind.Test }));
        await runner.DaysPassAsync(1);
        await runner.ClicksAsync("suggest");

        await Job(runner).CatchUpWhollyAsync(runner.Now);

        Assert.Equal(2, runner.Sent.Count);
        Assert.Equal((1L, 0L), (Sum(runner, TallyKind.ArmAssigned).Customers, Sum(runner, TallyKind.ArmClick).Total));
    }

    [Fact]
    public async Task What_was_kept_step_by_step_is_what_comes_out_from_scratch()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var learning = Job(runner);
        for (var i = 0; i < 9; i++)
        {
            await runner.HappensAsync(A.Order(A.Purchase($"{i}"), A.Customer($"customer-{i % 4}@example.com")) with { OccurredAt = runner.Now });
            await runner.DaysPassAsync(20);
            if (i % 3 == 0) await learning.CatchUpWhollyAsync(runner.Now);
        }

        await runner.HappensAsync(A.Refund(new() { Id = "r1" }, purchase: "5") with { OccurredAt = runner.Now });
        await learning.CatchUpWhollyAsync(runner.Now);
        var kept = Tallies(runner);
        await runner.Database.WriteAsync(
            session =>
            {
                session.Execute("delete from tally; delete from customer_tally; delete from customer_figure; insert or ignore into stale_customer select owner from customer");
                return 0;
            },
            default);
        await learning.CatchUpWhollyAsync(runner.Now);

        Assert.NotEmpty(kept);
        Assert.Equal(Tallies(runner), kept);
    }

    [Fact]
    public async Task A_proven_winner_is_promoted_by_its_rule_and_opened_again_when_it_is_proven_no_more()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var decisions = Job(runner).Decisions;
        await FillAsync(runner, plain: (2000, 100), picked: (2000, 300));

        var isPromoted = await decisions.DecideAsync(runner.Now);
        var promoted = decisions.All(runner.Now).Single();
        await FillAsync(runner, plain: (2000, 100), picked: (2000, 110));
        var isReopened = await decisions.DecideAsync(runner.Now);
        var reopened = decisions.All(runner.Now).Single();

        Assert.Equal((true, "picked", "rule", true), (isPromoted, promoted.Experiment.Winner, promoted.Experiment.PromotedBy, promoted.Experiment.WasDecided));
        Assert.Equal((true, null), (isReopened, reopened.Experiment.Winner));
        Assert.StartsWith("“Picked” is no longer proven to be best.", reopened.Experiment.ReopenedWhy, StringComparison.Ordinal);
        Assert.Equal(["experiment.reopened", "experiment.promoted"], new AuditStore(runner.Database).List(null, 9).Select(row => row.Entry.Action));
    }

    [Fact]
    public async Task Commission_that_is_taken_back_late_opens_its_decision_again_and_says_why()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml.Replace("metric: click", "metric: commission", StringComparison.Ordinal));
        var learning = Job(runner);
        for (var i = 0; i < 240; i++) await runner.HappensAsync(A.Order(A.Purchase($"{i}"), A.Customer($"customer-{i}@example.com")));
        await EntersAsync(runner, "insert into conversion (id, owner, store_id, network, external_id, match, status, occurred_at, seen_at) select a.owner, a.owner, c.store_id, 'awin', a.owner, 1, 1, a.assigned_at + 1000, 0 from assignment as a join customer as c on c.owner = a.owner where a.variant = 'picked' or a.owner % 10 = 0");
        await EntersAsync(runner, "insert into commission (conversion_id, id, owner, kind, status, currency, amount, entered_at, report_id) select id, id, owner, 1, 1, 'USD', 400 + id % 97, 0, 1 from conversion");
        await learning.CatchUpWhollyAsync(runner.Now);
        await learning.Decisions.DecideAsync(runner.Now);
        var promoted = learning.Decisions.All(runner.Now).Single().Experiment.Winner;

        await EntersAsync(runner, "insert into commission (conversion_id, id, owner, kind, status, currency, amount, entered_at, report_id) select conversion_id, id + 1, owner, 1, 1, 'USD', -amount, 0, 2 from commission where owner % 10 <> 0");
        await learning.CatchUpWhollyAsync(runner.Now);
        await learning.Decisions.DecideAsync(runner.Now);

        var reopened = learning.Decisions.All(runner.Now).Single().Experiment;
        Assert.Equal(("picked", null, runner.Now), (promoted, reopened.Winner, reopened.ReopenedAt));
        Assert.StartsWith("“Picked” is no longer proven to be best.", reopened.ReopenedWhy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variant_that_the_file_has_lost_is_promoted_by_no_rule_and_by_no_person()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var decisions = Job(runner).Decisions;
        await runner.PublishAsync(Yaml.Replace("picked: {", "other: {", StringComparison.Ordinal));
        await FillAsync(runner, plain: (2000, 100), picked: (2000, 300), other: (2000, 100));

        Assert.False(await decisions.DecideAsync(runner.Now));
        var figures = decisions.All(runner.Now).Single();
        Assert.IsType<Verdict.NoDifferenceYet>(figures.Verdict);
        Assert.Equal("it has no variant 'picked'", await decisions.PromoteAsync(figures.Experiment.Id, "picked", "anna", runner.Now));
    }

    [Fact]
    public async Task A_promoted_winner_that_the_file_loses_is_opened_again_with_the_shares_of_the_file()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var decisions = Job(runner).Decisions;
        await decisions.PromoteAsync(decisions.All(runner.Now).Single().Experiment.Id, "picked", "anna", runner.Now);

        await runner.PublishAsync(Yaml.Replace("picked: {", "other: {", StringComparison.Ordinal));

        var experiment = decisions.All(runner.Now).Single().Experiment;
        var weights = runner.Current.Steps.OfType<Step.Email>().Single().Content.Experiments[0].Variants.Select(variant => variant.Weight);
        Assert.Equal((null, "its journey does not have picked any more"), (experiment.Winner, experiment.ReopenedWhy));
        Assert.Equal([1.0, 1.0], weights);
        Assert.Equal(["experiment.reopened", "experiment.promoted"], new AuditStore(runner.Database).List(null, 9).Select(row => row.Entry.Action));
    }

    [Fact]
    public async Task A_sample_ratio_mismatch_blocks_the_verdict_and_the_promotion()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        var decisions = Job(runner).Decisions;
        await FillAsync(runner, plain: (2000, 100), picked: (1500, 300), expected: 1750);

        Assert.False(await decisions.DecideAsync(runner.Now));
        var figures = decisions.All(runner.Now).Single();
        Assert.IsType<Verdict.SampleRatioMismatch>(figures.Verdict);
        Assert.NotNull(await decisions.PromoteAsync(figures.Experiment.Id, "picked", "anna", runner.Now));
    }

    [Fact]
    public async Task Thompson_sampling_moves_shares_toward_the_better_arm_and_keeps_the_floor()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml.Replace("decide: { when: decided }", "thompson: { floor: 10% }", StringComparison.Ordinal));
        await FillAsync(runner, plain: (2000, 100), picked: (2000, 300));

        Assert.True(await Job(runner).Decisions.DecideAsync(runner.Now));
        await runner.PublishAsync(Yaml.Replace("decide: { when: decided }", "thompson: { floor: 10% }", StringComparison.Ordinal));

        var weights = runner.Current.Steps.OfType<Core.Journeys.Step.Email>().Single().Content.Experiments[0].Variants.Select(variant => variant.Weight);
        Assert.Equal([0.1, 0.9], weights.Select(weight => Math.Round(weight, 6)));
    }

    [Theory]
    [InlineData(99, 9, 1000, 300)]
    [InlineData(150, 1, 150, 8)]
    public async Task Thompson_sampling_moves_nothing_by_what_a_handful_of_people_did(long plain, long plainClicks, long picked, long pickedClicks)
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml.Replace("decide: { when: decided }", "thompson: { floor: 10% }", StringComparison.Ordinal));
        await FillAsync(runner, (plain, plainClicks), (picked, pickedClicks), expected: (plain + picked) / 2.0);

        Assert.False(await Job(runner).Decisions.DecideAsync(runner.Now));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(6, true)]
    public async Task Thompson_sampling_by_an_amount_moves_shares_when_ten_orders_carry_it(int orders, bool isMoved)
    {
        await using var runner = await JourneyRunner.WithAsync(ATest.By("metric: revenue, thompson: { floor: 10% }"));
        await FillAsync(runner, plain: (150, 0), picked: (150, 0));
        await AddAsync(runner, TallyKind.ArmRevenue, 0, new(150, orders * 2_000, orders * 4e6));
        await AddAsync(runner, TallyKind.ArmRevenue, 1, new(150, orders * 4_000, orders * 16e6));

        Assert.Equal(isMoved, await Job(runner).Decisions.DecideAsync(runner.Now));
    }

    [Fact]
    public async Task Thompson_sampling_keeps_its_shares_while_those_who_are_to_count_wait_for_the_end_of_their_window()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml.Replace("decide: { when: decided }", "thompson: { floor: 10% }", StringComparison.Ordinal));
        var decisions = Job(runner).Decisions;
        await FillAsync(runner, plain: (2000, 100), picked: (2000, 300));
        var isMoved = await decisions.DecideAsync(runner.Now);
        await FillAsync(runner, plain: (0, 0), picked: (0, 0));
        await AddAsync(runner, TallyKind.ArmWaiting, 0, new(2000, 0, 0));

        Assert.True(isMoved);
        Assert.False(await decisions.DecideAsync(runner.Now));
        Assert.Equal([0.1, 0.9], decisions.All(runner.Now).Single().Arms.Select(arm => Math.Round(arm.Arm.InForce, 6)));
    }

    [Fact]
    public async Task Steps_come_in_the_order_of_the_plan_and_journeys_by_their_names()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        await runner.HappensAsync(A.Order());
        await runner.DaysPassAsync(1);
        await EntersAsync(runner, "insert into name (id, kind, text) select 900, kind, 'first' from name where text = 'suggest' union all select 901, kind, 'old' from name where text = 'suggest'");
        await EntersAsync(runner, "insert into send_day (day, journey_id, step_id, state, sends) select day, journey_id, 901, 9, 3 from send_day limit 1");
        await EntersAsync(runner, "insert into send_day (day, journey_id, step_id, state, sends) select day, journey_id, 900, 9, 2 from send_day limit 1");
        var plan = runner.Current with { Name = "Hello, you", Steps = [new Step.Exit("first", ""), .. runner.Current.Steps] };

        var journey = Assert.Single(Job(runner).Reports.Funnel(Month(runner), [plan]).Journeys);

        Assert.Equal(("hello", "Hello, you"), (journey.Journey, journey.Name));
        Assert.Equal(["first", "suggest", "old"], journey.Steps.Select(step => step.Step));
    }

    [Fact]
    public async Task A_domain_shows_what_became_of_the_mails_of_its_days_whenever_that_was_reported()
    {
        await using var runner = await JourneyRunner.WithAsync(Yaml);
        for (var i = 0; i < 3; i++) await runner.HappensAsync(A.Order(A.Purchase($"{i}"), A.Customer($"customer-{i}@mail.example")));
        var sent = runner.Now.InUtc().Date;
        var later = (runner.Now + Duration.FromDays(9)).ToUnixTimeMilliseconds();
        string Tells(int mail, int kind, string reason) => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"({runner.Sent[mail].Owner.Value}, {runner.Sent[mail].Send.Value}, {kind}, '{reason}', 'mail.example', '5.1.1', 0, '', {later})");
        await EntersAsync(runner, $"insert into feedback (owner, send_id, kind, reason, domain, status, action, words, reported_at) values {Tells(0, 1, "full")}, {Tells(0, 1, "gone")}, {Tells(1, 3, "abuse")}");
        var reports = Job(runner).Reports;

        var ofMails = Assert.Single(reports.Deliverability(new(sent, sent)).Domains);
        var ofReports = Assert.Single(reports.Deliverability(new(sent.PlusDays(9), sent.PlusDays(9))).Domains);

        Assert.Equal((1L, 1L, 0L, 0L), (ofMails.Bounced, ofMails.Complaints, ofMails.BouncesReported, ofMails.ComplaintsReported));
        Assert.Equal((0L, 0L, 1L, 1L), (ofReports.Bounced, ofReports.Complaints, ofReports.BouncesReported, ofReports.ComplaintsReported));
    }

    private static DateInterval Month(JourneyRunner runner) => new(runner.Now.InUtc().Date.PlusDays(-28), runner.Now.InUtc().Date);

    private static LearningJob Job(JourneyRunner runner)
    {
        var stores = new StoreDirectory { Stores = new Dictionary<string, Core.Personalisation.StoreProfile> { ["default"] = new() { Currency = Currency.Parse("USD") } } };
        return LearningJob.With(runner.Database, stores, new RateBook("no-folder", stores));
    }

    private static Task<int> AddAsync(JourneyRunner runner, TallyKind kind, int arm, TallySum sum) => runner.Database.WriteAsync(
        session => session[PastSql.Add].With((long)kind).With(0).With(ExperimentStore.All(session).Single().Id).With(arm).With(sum.Customers).With((long)sum.Total).With(sum.Squares).Run(), default);

    // Sums as if so many customers were in each arm and clicked.
    private static Task<int> FillAsync(JourneyRunner runner, (long Customers, long Clicks) plain, (long Customers, long Clicks) picked, double? expected = null, (long Customers, long Clicks)? other = null) => runner.Database.WriteAsync(
        session =>
        {
            var experiment = ExperimentStore.All(session).Single();
            session.Execute("delete from tally");
            foreach (var (arm, sums) in other is { } third ? [(0L, plain), (1L, picked), (2L, third)] : new[] { (0L, plain), (1L, picked) })
            {
                foreach (var kind in new[] { TallyKind.ArmAssigned, TallyKind.ArmClick, TallyKind.ArmConversion })
                    session[PastSql.Add].With((long)kind).With(0).With(experiment.Id).With(arm).With(sums.Customers).With(sums.Clicks).With((double)sums.Clicks).Run();
            }

            session.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"update experiment_arm set expected = {expected ?? plain.Customers}"));
            return 0;
        },
        default);

    private static Task<int> EntersAsync(JourneyRunner runner, string sql) => runner.Database.WriteAsync(
        session =>
        {
            session.Execute(sql);
            return 0;
        },
        default);

    private static TallySum Sum(JourneyRunner runner, TallyKind kind) => runner.Database.Read(session =>
        ExperimentStore.All(session).SelectMany(experiment => TallyStore.OfExperiment(session, experiment.Id)).Where(pair => pair.Key.Kind == kind).Select(pair => pair.Value).Aggregate(default(TallySum), (sum, next) => sum + next));

    private static List<(TallyKey, TallySum)> Tallies(JourneyRunner runner) => runner.Database.Read(session =>
        Enum.GetValues<TallyKind>().SelectMany(kind => TallyStore.Read(session, kind)).Where(row => row.Sum != default).ToList());
}
