using NodaTime;
using PostPurchase.Core.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Journeys;

/// <summary>From which day windows count: the purchase, the dispatch or the delivery, and what stands in where that has not come.</summary>
public sealed class AnchorTests
{
    private static readonly Instant Noon = A.Time("2026-01-02T12:00:00Z");
    private static readonly WaitRule.Window First = new(1, 1, new(10, 0), []);

    [Theory]
    [InlineData(AnchorEvent.Purchased, "2026-01-03")]
    [InlineData(AnchorEvent.Shipped, "2026-01-05")]
    [InlineData(AnchorEvent.Delivered, "2026-01-08")]
    public void Days_count_from_the_event_that_is_named(AnchorEvent on, string day)
    {
        var facts = A.Facts() with { ShippedAt = A.Time("2026-01-04T09:00:00Z"), DeliveredAt = A.Time("2026-01-07T09:00:00Z") };

        Assert.Equal(day, DayOf(Advance(new Anchor(on, null), facts, Noon)));
    }

    [Fact]
    public void Without_a_fallback_the_run_waits_for_the_event_however_long()
    {
        var waiting = Advance(new Anchor(AnchorEvent.Delivered, null), A.Facts(), Noon);

        Assert.Equal((StepPhase.Waiting, (Instant?)null), (waiting.Phase, waiting.DueAt));
    }

    [Fact]
    public void The_fallback_counts_from_the_purchase_whenever_the_run_came_to_the_window()
    {
        var late = A.Run(Noon) with { EnteredAt = Noon + Duration.FromDays(3), ArrivedAt = Noon + Duration.FromDays(4) };

        var waiting = Advancing.Advance(Journey(SixDays), late, A.Facts(), Noon + Duration.FromDays(4)).Next;

        Assert.Equal(Noon + Duration.FromDays(6), waiting.DueAt);
    }

    [Theory]
    [InlineData("2026-01-08T12:00:00Z", "2026-01-09")] // exactly when the fallback stands: it counts
    [InlineData("2026-01-08T12:00:01Z", "2026-01-09")] // a second too late: the fallback counts
    [InlineData("2026-01-20T09:00:00Z", "2026-01-09")]
    public void An_event_that_comes_later_than_the_fallback_changes_nothing(string deliveredAt, string day)
    {
        var waiting = Advance(SixDays, A.Facts(), Noon);
        var fallen = Advancing.Advance(Journey(SixDays), waiting, A.Facts() with { DeliveredAt = A.Time(deliveredAt) }, A.Time("2026-01-08T12:00:01Z")).Next;

        Assert.Equal(day, DayOf(fallen));
    }

    [Fact]
    public void An_event_that_was_there_before_the_window_counts_at_once()
    {
        var run = A.Run(Noon) with { ArrivedAt = A.Time("2026-01-05T12:00:00Z") };

        var placed = Advancing.Advance(Journey(SixDays), run, A.Facts() with { DeliveredAt = A.Time("2026-01-05T08:00:00Z") }, A.Time("2026-01-05T12:00:00Z")).Next;

        Assert.Equal("2026-01-06", DayOf(placed));
    }

    [Theory]
    [InlineData("2026-01-05T04:59:00Z", "2026-01-05")] // 23:59 on the fourth in New York
    [InlineData("2026-01-05T05:00:00Z", "2026-01-06")]
    public void The_day_of_the_event_is_the_customers(string deliveredAt, string day)
    {
        var facts = A.Facts(A.NewYork) with { DeliveredAt = A.Time(deliveredAt) };
        var placed = Advancing.Advance(Journey(SixDays), A.Run(Noon), facts, A.Time(deliveredAt)).Next;

        Assert.Equal(day, placed.DueAt!.Value.InZone(A.NewYork).Date.ToString("uuuu-MM-dd", null));
    }

    [Theory]
    [InlineData("2026-03-28T11:00:00Z", "2026-03-30T10:00:00Z")] // two days of 47 hours
    [InlineData("2026-10-24T10:00:00Z", "2026-10-26T11:00:00Z")] // two days of 49 hours
    public void The_fallback_keeps_the_wall_time_when_the_clock_changes(string purchasedAt, string standsAt)
    {
        var at = A.Time(purchasedAt);

        var waiting = Advancing.Advance(Journey(new Anchor(AnchorEvent.Delivered, new CalendarSpan(2, Duration.Zero))), A.Run(at), A.Facts(A.Berlin), at).Next;

        Assert.Equal(A.Time(standsAt), waiting.DueAt);
    }

    private static Anchor SixDays { get; } = new(AnchorEvent.Delivered, new CalendarSpan(6, Duration.Zero));

    private static JourneyPlan Journey(Anchor anchor) => A.Plan(new Step.Wait("settle", Step.End, First)) with { Anchor = anchor };

    private static Enrollment Advance(Anchor anchor, Facts facts, Instant now) => Advancing.Advance(Journey(anchor), A.Run(Noon), facts, now).Next;

    private static string DayOf(Enrollment run) => run.DueAt!.Value.InUtc().Date.ToString("uuuu-MM-dd", null);
}
