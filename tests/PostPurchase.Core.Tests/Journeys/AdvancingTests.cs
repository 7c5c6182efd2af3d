using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

public sealed class AdvancingTests
{
    private static readonly Instant Noon = A.Time("2026-01-02T12:00:00Z");

    [Fact]
    public void A_mail_is_planned_for_the_instant_at_which_the_run_came_and_holds_it()
    {
        var plan = A.Plan(A.Email("thanks", Step.End, ContentKind.Transactional));

        var moved = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon);

        var send = Assert.IsType<Effect.PlanSend>(Assert.Single(moved.Effects)).Send;
        Assert.Equal(("thanks", 1, Noon, Noon), (send.Step, send.Visit, send.PlannedAt, send.NotBefore));
        Assert.Equal((StepPhase.Sending, (Instant?)null, EnrollmentStatus.Open), (moved.Next.Phase, moved.Next.DueAt, moved.Next.Status));
    }

    [Fact]
    public void A_run_that_waits_for_a_send_stays_until_its_fate_is_known()
    {
        var plan = A.Plan(A.Email("thanks", Step.End));
        var sending = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;

        var again = Advancing.Advance(plan, sending, A.Facts(), Noon + Duration.FromDays(3));

        Assert.Empty(again.Effects);
        Assert.Equal(sending, again.Next);
    }

    [Fact]
    public void A_wait_counts_from_the_instant_at_which_the_mail_was_accepted()
    {
        var plan = A.Plan(A.Email("thanks", 1), new Step.Wait("pause", Step.End, new WaitRule.For(new(0, Duration.FromHours(2)))));
        var sending = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;
        var accepted = new SendConclusion(SendState.Accepted, Noon + Duration.FromMinutes(7), null);

        var waiting = Advancing.Advance(plan, sending, A.Facts(conclusion: accepted), Noon + Duration.FromMinutes(8)).Next;

        Assert.Equal(Noon + Duration.FromMinutes(127), waiting.DueAt);
    }

    [Fact]
    public void A_wait_not_yet_due_stays_and_one_that_is_due_goes_on_from_its_own_instant()
    {
        var plan = A.Plan(new Step.Wait("pause", 1, new WaitRule.For(new(0, Duration.FromHours(2)))), A.Email("note", Step.End));
        var waiting = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;

        Assert.Equal(waiting, Advancing.Advance(plan, waiting, A.Facts(), Noon + Duration.FromMinutes(119)).Next);
        var late = Advancing.Advance(plan, waiting, A.Facts(), Noon + Duration.FromHours(30));

        Assert.Equal(Noon + Duration.FromHours(2), Assert.IsType<Effect.PlanSend>(Assert.Single(late.Effects)).Send.PlannedAt);
    }

    [Fact]
    public void Waiting_until_something_happens_goes_on_at_once_when_it_does()
    {
        var rule = new WaitRule.For(new(3, Duration.Zero)) { Until = new Condition("clicked") };
        var plan = A.Plan(new Step.Wait("interested", Step.End, rule));
        var waiting = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;

        var ended = Advancing.Advance(plan, waiting, A.Facts(null, null, "clicked"), Noon + Duration.FromHours(1)).Next;

        Assert.Equal(A.Time("2026-01-05T12:00:00Z"), waiting.DueAt);
        Assert.Equal(EnrollmentStatus.Finished, ended.Status);
    }

    [Fact]
    public void Being_woken_early_changes_nothing_about_a_window()
    {
        var plan = A.Plan(new Step.Wait("settle", Step.End, new WaitRule.Window(1, 3, new(10, 0), [])));
        var waiting = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;

        var woken = Advancing.Advance(plan, waiting with { DueAt = Noon + Duration.FromHours(1) }, A.Facts(), Noon + Duration.FromHours(1)).Next;

        Assert.Equal(waiting, woken);
    }

    [Fact]
    public void A_branch_takes_the_first_arm_that_holds_and_remembers_it()
    {
        var plan = A.Plan(
            new Step.Branch("which", Step.End, [new(new Condition("no"), 1, "no"), new(new Condition("yes"), 2, "yes"), new(null, 1, "else")]),
            A.Email("wrong", Step.End),
            A.Email("right", Step.End));

        var moved = Advancing.Advance(plan, A.Run(Noon), A.Facts(null, null, "yes"), Noon);

        Assert.Equal("right", Assert.IsType<Effect.PlanSend>(Assert.Single(moved.Effects)).Send.Step);
        Assert.Equal("yes", moved.Next.State.Arms["which"]);
    }

    [Fact]
    public void A_condition_that_cannot_be_evaluated_parks_the_run_with_the_reason()
    {
        var plan = A.Plan(new Step.Branch("which", Step.End, [new(new Condition("broken"), Step.End, "broken")]));

        var parked = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;

        Assert.Equal((EnrollmentStatus.Parked, "`broken` cannot be evaluated", 0), (parked.Status, parked.Reason, parked.Step));
    }

    [Fact]
    public void A_plan_that_leads_back_to_itself_without_waiting_is_parked()
    {
        var plan = A.Plan(new Step.Branch("loop", 0, []));

        var parked = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;

        Assert.Equal(EnrollmentStatus.Parked, parked.Status);
        Assert.Contains("1000 steps", parked.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_holds_until_the_anchor_event_and_its_fallback_stands_once_it_came()
    {
        var plan = A.Plan(new Step.Wait("settle", Step.End, new WaitRule.Window(1, 3, new(10, 0), []))) with
        {
            Anchor = new(AnchorEvent.Delivered, new CalendarSpan(6, Duration.Zero)),
        };

        var waiting = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;
        var fallback = Advancing.Advance(plan, waiting, A.Facts(), waiting.DueAt!.Value).Next;

        Assert.Equal(A.Time("2026-01-08T12:00:00Z"), waiting.DueAt);
        Assert.InRange(fallback.DueAt!.Value, A.Time("2026-01-09T10:00:00Z"), A.Time("2026-01-09T11:00:00Z"));
    }

    [Fact]
    public void A_window_counts_from_the_day_of_delivery_when_that_came_in_time()
    {
        var plan = A.Plan(new Step.Wait("settle", Step.End, new WaitRule.Window(1, 3, new(10, 0), []))) with
        {
            Anchor = new(AnchorEvent.Delivered, new CalendarSpan(6, Duration.Zero)),
        };
        var waiting = Advancing.Advance(plan, A.Run(Noon), A.Facts(), Noon).Next;

        var delivered = A.Facts() with { DeliveredAt = A.Time("2026-01-04T16:00:00Z") };
        var placed = Advancing.Advance(plan, waiting, delivered, A.Time("2026-01-04T16:01:00Z")).Next;

        Assert.InRange(placed.DueAt!.Value, A.Time("2026-01-05T10:00:00Z"), A.Time("2026-01-05T11:00:00Z"));
    }

    [Fact]
    public void A_window_that_has_passed_lets_the_run_through_and_the_mail_counts_as_late_from_its_end()
    {
        var plan = A.Plan(new Step.Wait("settle", 1, new WaitRule.Window(1, 3, new(10, 0), [])), A.Email("teach", Step.End));
        var run = A.Run(Noon) with { ArrivedAt = A.Time("2026-01-09T12:00:00Z") };

        var moved = Advancing.Advance(plan, run, A.Facts(), A.Time("2026-01-09T12:00:00Z"));

        Assert.Equal(A.Time("2026-01-06T00:00:00Z"), Assert.IsType<Effect.PlanSend>(Assert.Single(moved.Effects)).Send.PlannedAt);
    }

    [Fact]
    public void The_mail_behind_a_window_carries_the_window_and_expires_with_it()
    {
        var plan = A.Plan(new Step.Wait("settle", 1, new WaitRule.Window(1, 3, new(10, 0), [])), A.Email("teach", Step.End));
        var waiting = Advancing.Advance(plan, A.Run(Noon), A.Facts(A.Berlin), Noon).Next;

        var moved = Advancing.Advance(plan, waiting, A.Facts(A.Berlin), waiting.DueAt!.Value);

        var send = Assert.IsType<Effect.PlanSend>(Assert.Single(moved.Effects)).Send;
        Assert.Equal(A.Time("2026-01-05T23:00:00Z"), send.ExpiresAt);
        Assert.Equal(new LocalDate(2026, 1, 3), send.Slot!.First);
    }

    [Theory]
    [InlineData("2026-01-02T08:00:00Z", "2026-01-02")]
    [InlineData("2026-01-02T12:00:00Z", "2026-01-03")]
    public void Mails_with_an_hour_of_their_own_spread_over_it(string arrivedAt, string day)
    {
        var plan = A.Plan(new Step.Email("teach", Step.End, new() { Template = "teach", Kind = ContentKind.Own, Subject = new("teach"), At = new(10, 0) }));
        var at = A.Time(arrivedAt);

        var planned = Enumerable.Range(1, 20).Select(owner => PlannedAt(A.Run(at) with { Owner = new(owner) })).ToList();

        Assert.All(planned, instant => Assert.InRange(instant, A.Time($"{day}T10:00:00Z"), A.Time($"{day}T10:59:59Z")));
        Assert.True(planned.Distinct().Count() > 10);
        Assert.Equal(planned, Enumerable.Range(1, 20).Select(owner => PlannedAt(A.Run(at) with { Owner = new(owner) })));

        Instant PlannedAt(Enrollment run) => Assert.IsType<Effect.PlanSend>(Assert.Single(Advancing.Advance(plan, run, A.Facts(), at).Effects)).Send.PlannedAt;
    }

    [Fact]
    public void Who_comes_within_the_hour_of_a_mail_gets_it_within_that_hour()
    {
        var plan = A.Plan(new Step.Email("teach", Step.End, new() { Template = "teach", Kind = ContentKind.Own, Subject = new("teach"), At = new(10, 0) }));
        var at = A.Time("2026-01-02T10:30:00Z");

        var planned = Enumerable.Range(1, 20).Select(owner => Planned(plan, A.Run(at) with { Owner = new(owner) }, at).PlannedAt);

        Assert.All(planned, instant => Assert.InRange(instant, at, A.Time("2026-01-02T10:59:59Z")));
    }

    [Fact]
    public void A_mail_that_is_put_off_within_its_window_keeps_its_own_hour()
    {
        var plan = A.Plan(new Step.Email("teach", Step.End, new() { Template = "teach", Kind = ContentKind.Own, Subject = new("teach"), At = new(18, 0) }));
        var at = A.Time("2026-01-02T10:30:00Z");
        var run = A.Run(at);
        var window = new SendSlot(new(2026, 1, 2), new(2026, 1, 4), new(10, 0), [], "UTC");

        var planned = Planned(plan, run with { State = run.State with { Slot = window } }, at);

        Assert.Equal(window with { At = new(18, 0) }, planned.Slot);
    }

    [Fact]
    public void A_mail_with_an_hour_of_its_own_keeps_it_without_a_window_too_and_does_not_expire()
    {
        var plan = A.Plan(new Step.Email("teach", Step.End, new() { Template = "teach", Kind = ContentKind.Own, Subject = new("teach"), At = new(18, 0) }));
        var at = A.Time("2026-01-02T10:30:00Z");

        var planned = Planned(plan, A.Run(at), at);

        Assert.Equal((new SendSlot(new(2026, 1, 2), new(2026, 1, 2), new(18, 0), [], "UTC"), null), (planned.Slot, planned.ExpiresAt));
    }

    private static PlannedSend Planned(JourneyPlan plan, Enrollment run, Instant at) =>
        Assert.IsType<Effect.PlanSend>(Assert.Single(Advancing.Advance(plan, run, A.Facts(), at).Effects)).Send;
}
