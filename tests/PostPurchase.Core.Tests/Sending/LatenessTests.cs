using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Core.Tests.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Sending;

/// <summary>Mail that comes to the gate later than it was planned.</summary>
public sealed class LatenessTests
{
    private static readonly Instant Planned = A.Time("2026-01-05T10:00:00Z"); // a Monday

    [Theory]
    [InlineData(ContentKind.Own, null, "Skip")]
    [InlineData(ContentKind.ThirdParty, null, "Skip")]
    [InlineData(ContentKind.Transactional, null, "Send")]
    [InlineData(ContentKind.Own, LatePolicy.Skip, "Skip")]
    [InlineData(ContentKind.Own, LatePolicy.Send, "Send")]
    [InlineData(ContentKind.Own, LatePolicy.NextWindow, "Hold")]
    [InlineData(ContentKind.Transactional, LatePolicy.Skip, "Send")]
    [InlineData(ContentKind.Transactional, LatePolicy.NextWindow, "Send")]
    public void By_default_late_marketing_is_skipped_and_a_receipt_is_sent_whatever_the_policy(ContentKind kind, LatePolicy? policy, string decision) =>
        Assert.Equal(decision, Decide(kind, new() { IfLate = policy }, hours: 13).GetType().Name);

    [Theory]
    [InlineData(null, 12, "Send")]
    [InlineData(null, 13, "Skip")]
    [InlineData(2, 2, "Send")]
    [InlineData(2, 3, "Skip")]
    [InlineData(48, 47, "Send")]
    public void Late_is_what_comes_more_than_late_after_behind_its_planned_instant(int? lateAfter, int hours, string decision)
    {
        var policy = lateAfter is { } most ? new SendPolicy { LateAfter = new(0, Duration.FromHours(most)) } : new SendPolicy();

        Assert.Equal(decision, Decide(ContentKind.Own, policy, hours).GetType().Name);
    }

    [Theory]
    [InlineData(11, 23, "Send")]
    [InlineData(11, 24, "Skip")]
    [InlineData(0, 13, "Skip")]
    public void What_did_not_get_through_is_late_from_its_first_try_on(int firstTried, int hours, string decision)
    {
        var facts = Facts(ContentKind.Own, new()) with { FirstTriedAt = Planned + Duration.FromHours(firstTried) };

        Assert.Equal(decision, Gate.Decide(facts, Planned + Duration.FromHours(hours)).GetType().Name);
    }

    [Fact]
    public void What_was_planned_anew_after_its_first_try_is_late_from_that_plan_on()
    {
        var facts = Facts(ContentKind.Own, new()) with { FirstTriedAt = Planned - Duration.FromDays(1) };

        Assert.IsType<GateDecision.Send>(Gate.Decide(facts, Planned + Duration.FromHours(12)));
        Assert.Equal("skipped: 13 hours late", Assert.IsType<GateDecision.Skip>(Gate.Decide(facts, Planned + Duration.FromHours(13))).Reason);
    }

    [Fact]
    public void The_reason_says_how_late_it_is() =>
        Assert.Equal("skipped: 3 days late", Assert.IsType<GateDecision.Skip>(Decide(ContentKind.Own, new(), hours: 73)).Reason);

    [Fact]
    public void The_next_window_is_the_hour_of_another_day_of_its_slot_never_the_same_day()
    {
        var slot = new SendSlot(new(2026, 1, 5), new(2026, 1, 9), new(10, 0), [IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday], "Etc/UTC");
        var facts = Facts(ContentKind.Own, new() { IfLate = LatePolicy.NextWindow, LateAfter = new(0, Duration.FromHours(1)) }) with { Slot = slot, ExpiresAt = A.Time("2026-01-10T00:00:00Z") };

        var hold = Assert.IsType<GateDecision.Hold>(Gate.Decide(facts, A.Time("2026-01-05T18:00:00Z")));

        Assert.Equal((A.Time("2026-01-08T10:00:00Z"), true), (hold.Until, hold.Replan));
    }

    [Fact]
    public void Without_another_day_in_the_window_it_expires()
    {
        var slot = new SendSlot(new(2026, 1, 5), new(2026, 1, 5), new(10, 0), [], "Etc/UTC");
        var facts = Facts(ContentKind.Own, new() { IfLate = LatePolicy.NextWindow, LateAfter = new(0, Duration.FromHours(1)) }) with { Slot = slot, ExpiresAt = A.Time("2026-01-06T00:00:00Z") };

        Assert.Equal(GateRule.Late, Assert.IsType<GateDecision.Expire>(Gate.Decide(facts, A.Time("2026-01-05T18:00:00Z"))).Rule);
    }

    [Fact]
    public void Behind_a_window_that_had_passed_lateness_counts_from_its_end()
    {
        var plan = A.Plan(new Step.Wait("settle", 1, new WaitRule.Window(1, 1, new(10, 0), [])), A.Email("teach", Step.End));
        var now = A.Time("2026-01-07T11:00:00Z");
        var run = A.Run(A.Time("2026-01-05T12:00:00Z")) with { ArrivedAt = now };
        var planned = Assert.IsType<Effect.PlanSend>(Assert.Single(Advancing.Advance(plan, run, A.Facts(), now).Effects)).Send;

        var facts = Facts(ContentKind.Own, new()) with { PlannedAt = planned.PlannedAt, ExpiresAt = planned.ExpiresAt, Slot = planned.Slot };

        Assert.Equal(A.Time("2026-01-07T00:00:00Z"), planned.PlannedAt);
        Assert.IsType<GateDecision.Send>(Gate.Decide(facts, now));
        Assert.Equal("skipped: 13 hours late", Assert.IsType<GateDecision.Skip>(Gate.Decide(facts, now + Duration.FromHours(2))).Reason);
    }

    private static GateDecision Decide(ContentKind kind, SendPolicy policy, int hours) => Gate.Decide(Facts(kind, policy), Planned + Duration.FromHours(hours));

    private static GateFacts Facts(ContentKind kind, SendPolicy policy) => new()
    {
        Kind = kind,
        PlannedAt = Planned,
        Policy = policy,
        Zone = DateTimeZone.Utc,
        Country = "US",
    };
}
