using NodaTime;
using PostPurchase.Core.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

public sealed class AdmissionTests
{
    private static readonly Instant Noon = A.Time("2026-01-02T12:00:00Z");

    [Fact]
    public void A_purchase_starts_one_run_of_each_live_journey_that_wants_it()
    {
        var draft = A.Plan() with { Key = "draft", Status = JourneyStatus.Draft };

        var changes = Decide(Purchase(1), [A.Plan(), draft], []);

        Assert.Equal(new RunKey(RunSubject.Purchase, 100), Assert.IsType<RunChange.Start>(Assert.Single(changes)).Key);
    }

    [Fact]
    public void A_condition_that_does_not_hold_keeps_people_out()
    {
        var plan = A.Plan() with { Trigger = new("purchase", new Condition("never")) };

        Assert.Empty(Decide(Purchase(1), [plan], []));
    }

    [Theory]
    [InlineData("customer.purchase_count == 1", false)]
    [InlineData("purchase.kind == 'renewal'", true)]
    public void An_unusual_order_starts_only_what_names_kind_or_payment(string condition, bool starts)
    {
        var plan = A.Plan() with { Trigger = new("purchase", new Condition(condition)) };

        var changes = Decide(Purchase(1, condition) with { IsUsual = false }, [plan], []);

        Assert.Equal(starts, changes.Count == 1);
    }

    [Fact]
    public void History_starts_nothing_but_still_ends_runs()
    {
        var plan = A.Plan() with { Exits = [new("purchase", null, "bought again")] };

        var changes = Decide(Purchase(2, purchase: 200) with { MayStart = false }, [plan], [Run(9)]);

        Assert.Equal("bought again", Assert.IsType<RunChange.End>(Assert.Single(changes)).Reason);
    }

    [Fact]
    public void The_event_that_started_a_run_never_ends_it()
    {
        var plan = A.Plan() with { Exits = [new("purchase", null, "bought again")] };

        Assert.Empty(Decide(Purchase(50), [plan], [Run(9)]));
    }

    [Theory]
    [InlineData(true, 100, true)]
    [InlineData(false, 100, false)]
    [InlineData(true, 200, false)]
    public void A_refund_ends_a_run_only_when_it_is_of_the_whole_of_its_own_purchase(bool whole, long purchase, bool ends)
    {
        var plan = A.Plan() with { Exits = [new("refund", null, "refunded")] };
        var refund = Purchase(2, purchase: purchase) with { Trigger = "refund", RefundsWhole = whole };

        Assert.Equal(ends, Decide(refund, [plan], [Run(9)]).Count == 1);
    }

    [Fact]
    public void A_line_that_went_back_ends_the_run_about_it_and_no_other()
    {
        var plan = A.Plan() with { Exits = [new("refund", null, "refunded")] };
        var refund = Purchase(2) with { Trigger = "refund", GoneLines = new HashSet<int> { 1 } };
        var runs = new[] { Run(9) with { Key = new(RunSubject.Line, 100, 0) }, Run(10) with { Key = new(RunSubject.Line, 100, 1) } };

        Assert.Equal(new EnrollmentId(10), Assert.IsType<RunChange.End>(Assert.Single(Decide(refund, [plan], runs))).Run);
    }

    [Fact]
    public void A_journey_per_line_starts_a_run_for_each_line()
    {
        var plan = A.Plan() with { Trigger = new("purchase", Per: RunSubject.Line) };

        Assert.Equal(3, Decide(Purchase(1) with { LineCount = 3 }, [plan], []).Count);
    }

    [Theory]
    [InlineData(Reentry.Ignore, 0)]
    [InlineData(Reentry.Restart, 2)]
    [InlineData(Reentry.Parallel, 1)]
    public void While_a_run_is_open_re_entry_says_what_happens(Reentry reenter, int changes)
    {
        var plan = A.Plan() with { Trigger = new("purchase", Per: RunSubject.Customer, Reenter: reenter) };
        var open = Run(9) with { Key = new(RunSubject.Customer, 0) };

        Assert.Equal(changes, Decide(Purchase(2, purchase: 200), [plan], [open]).Count);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void After_a_run_has_ended_its_key_runs_again_only_when_the_time_has_passed(int daysLater, bool starts)
    {
        var plan = A.Plan() with { Trigger = new("purchase", Per: RunSubject.Customer, AgainAfter: new CalendarSpan(30, Duration.Zero)) };
        var ended = Run(9) with { Key = new(RunSubject.Customer, 0), EndedAt = Noon };

        var changes = Admission.Decide(Purchase(2, purchase: 200), [plan], _ => plan, [ended], Noon + Duration.FromDays(daysLater));

        Assert.Equal(starts, changes.Count == 1);
    }

    [Fact]
    public void The_same_event_twice_starts_nothing_twice()
    {
        var plan = A.Plan() with { Trigger = new("purchase", Per: RunSubject.Event, Reenter: Reentry.Parallel) };

        Assert.Empty(Decide(Purchase(50), [plan], [Run(9) with { Key = new(RunSubject.Event, 50) }]));
    }

    [Fact]
    public void A_goal_counts_once_and_ends_the_run_only_when_it_says_so()
    {
        var counting = A.Plan() with { Goal = new("conversion", null, null, Exit: false) };
        var ending = A.Plan() with { Goal = new("conversion", null, null, Exit: true) };
        var conversion = Purchase(2) with { Trigger = "conversion", Purchase = null };

        Assert.IsType<RunChange.ReachGoal>(Assert.Single(Decide(conversion, [counting], [Run(9)])));
        Assert.Equal(2, Decide(conversion, [ending], [Run(9)]).Count);
        Assert.Empty(Decide(conversion, [counting], [Run(9) with { GoalReached = true }]));
    }

    [Theory]
    [InlineData(RunSubject.Customer, 0, 0)]
    [InlineData(RunSubject.Event, 0, 51)]
    public void An_order_that_is_told_again_when_it_is_paid_starts_nothing_again(RunSubject per, int line, long id)
    {
        var plan = A.Plan() with { Trigger = new("purchase", new Condition("purchase.paid"), per, Reentry.Parallel) };

        Assert.Empty(Decide(Purchase(52, "purchase.paid"), [plan], [Run(9) with { Key = new(per, id, line) }]));
    }

    [Fact]
    public void An_unusual_order_ends_runs_and_reaches_goals_only_where_kind_or_payment_is_named()
    {
        var exiting = A.Plan() with { Exits = [new("purchase", null, "bought again")] };
        var counting = A.Plan() with { Goal = new("purchase", null, null, Exit: false) };
        var naming = A.Plan() with { Exits = [new("purchase", new Condition("purchase.kind == 'renewal'"), "renewed")] };
        var renewal = Purchase(2, "purchase.kind == 'renewal'", purchase: 200) with { IsUsual = false, MayStart = false };

        Assert.Empty(Decide(renewal, [exiting], [Run(9)]));
        Assert.Empty(Decide(renewal, [counting], [Run(9)]));
        Assert.Single(Decide(renewal, [naming], [Run(9)]));
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(15, false)]
    public void A_goal_with_a_time_of_its_own_counts_also_after_the_run_has_ended(int days, bool counts)
    {
        var plan = A.Plan() with { Goal = new("conversion", null, new CalendarSpan(14, Duration.Zero), Exit: true) };
        var conversion = Purchase(2) with { Trigger = "conversion", Purchase = null, OccurredAt = Noon + Duration.FromDays(days) };
        var ended = Run(9) with { EndedAt = Noon + Duration.FromDays(2) };

        var changes = Admission.Decide(conversion, [plan], _ => plan, [ended], Noon + Duration.FromDays(days));

        Assert.Equal(counts, changes.Count == 1 && changes[0] is RunChange.ReachGoal);
    }

    [Theory]
    [InlineData("2026-03-29T11:00:00Z", true)]
    [InlineData("2026-03-29T11:00:01Z", false)]
    public void The_time_of_a_goal_is_counted_in_the_customers_own_days(string at, bool counts)
    {
        var plan = A.Plan() with { Goal = new("conversion", null, new CalendarSpan(1, Duration.Zero), Exit: false) };
        var conversion = Purchase(2) with { Trigger = "conversion", Purchase = null, OccurredAt = A.Time(at), ZoneOf = _ => A.Berlin };
        var run = Run(9) with { EnteredAt = A.Time("2026-03-28T12:00:00Z") };

        Assert.Equal(counts, Decide(conversion, [plan], [run]).Count == 1);
    }

    [Fact]
    public void A_sale_that_is_told_late_counts_by_when_it_happened()
    {
        var plan = A.Plan() with { Goal = new("conversion", null, new CalendarSpan(14, Duration.Zero), Exit: false) };
        var conversion = Purchase(2) with { Trigger = "conversion", Purchase = null, OccurredAt = Noon + Duration.FromDays(10) };

        Assert.Single(Admission.Decide(conversion, [plan], _ => plan, [Run(9)], Noon + Duration.FromDays(40)));
    }

    [Fact]
    public void An_event_that_is_exit_and_goal_counts_and_ends_the_run_once()
    {
        var plan = A.Plan() with { Exits = [new("purchase", null, "bought again")], Goal = new("purchase", null, new CalendarSpan(30, Duration.Zero), Exit: true) };

        var changes = Decide(Purchase(2, purchase: 200) with { MayStart = false }, [plan], [Run(9)]);

        Assert.Equal([new RunChange.ReachGoal(new(9)), new RunChange.End(new(9), "bought again")], changes);
    }

    [Fact]
    public void Exits_and_goals_look_at_what_the_run_is_about_and_triggers_at_the_event()
    {
        var plan = A.Plan() with { Exits = [new("purchase", new Condition("it"), "of the run")] };
        var other = A.Plan() with { Key = "other", Trigger = new("purchase", new Condition("it")) };
        var ofRun = Purchase(2, purchase: 200) with { ScopeOfRun = _ => A.Facts(null, null, ["it"]).Scope };
        var ofEvent = Purchase(2, "it", purchase: 200) with { ScopeOfRun = _ => A.Facts().Scope };

        Assert.IsType<RunChange.End>(Assert.Single(Decide(ofRun, [plan with { Trigger = new("refund") }, other], [Run(9)])));
        Assert.Equal("other", Assert.IsType<RunChange.Start>(Assert.Single(Decide(ofEvent, [plan with { Trigger = new("refund") }, other], [Run(9)]))).Plan.Key);
    }

    private static IReadOnlyList<RunChange> Decide(Happening happening, IReadOnlyList<JourneyPlan> plans, IReadOnlyList<RunSummary> runs) =>
        Admission.Decide(happening, plans, _ => plans[0], runs, Noon);

    private static Happening Purchase(long eventId, string? holding = null, long purchase = 100) => new()
    {
        EventId = eventId,
        Trigger = "purchase",
        OccurredAt = Noon,
        Purchase = new(purchase),
        LineCount = 1,
        ScopeOf = _ => A.Facts(null, null, holding is null ? [] : [holding]).Scope,
        ScopeOfRun = _ => A.Facts(null, null, holding is null ? [] : [holding]).Scope,
        ZoneOf = _ => DateTimeZone.Utc,
    };

    private static RunSummary Run(long id) =>
        new(new(id), "new-buyer", "v1", new(RunSubject.Purchase, 100), new PurchaseRowId(100), StartedBy: 50, Noon, EndedAt: null, GoalReached: false);
}
