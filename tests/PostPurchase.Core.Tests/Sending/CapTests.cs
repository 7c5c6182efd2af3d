using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Core.Tests.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Sending;

/// <summary>How much one customer gets: days and weeks of theirs, gaps, and the window inside which a mail is put off.</summary>
public sealed class CapTests
{
    private static readonly SendSlot Week = new(new(2026, 1, 5), new(2026, 1, 9), new(10, 0), [], "America/New_York"); // a Monday to Friday
    private static readonly Instant End = A.Time("2026-01-10T05:00:00Z");
    private static readonly Instant Ten = A.Time("2026-01-05T15:00:00Z");

    private static readonly Instant Late = A.Time("2026-01-08T15:00:00Z"); // 10:00 on the Thursday

    [Theory]
    [InlineData("2026-01-05T04:59:00Z", null)] // 23:59 the evening before
    [InlineData("2026-01-05T05:00:00Z", "2026-01-06T15:00:00Z")]
    public void A_day_is_the_customers_own(string sentAt, string? heldUntil) =>
        Assert.Equal(heldUntil, UntilOf(Gate.Decide(Facts(new() { MaxMarketingPerDay = 1 }, sentAt), Ten)));

    [Fact]
    public void A_cap_of_two_lets_the_second_go_and_puts_off_the_third()
    {
        var policy = new SendPolicy { MaxMarketingPerDay = 2 };

        Assert.Null(UntilOf(Gate.Decide(Facts(policy, "2026-01-05T14:00:00Z"), Ten)));
        Assert.Equal("2026-01-06T15:00:00Z", UntilOf(Gate.Decide(Facts(policy, "2026-01-05T14:00:00Z", "2026-01-05T14:30:00Z"), Ten)));
    }

    [Theory]
    [InlineData("2025-12-30T04:59:00Z", null)] // 23:59 on the 29th, seven days before the 5th
    [InlineData("2025-12-30T05:00:00Z", "2026-01-06T15:00:00Z")] // the 30th is the first of the seven days that end with the 5th
    public void A_week_is_seven_days_of_the_customers_own(string sentAt, string? heldUntil) =>
        Assert.Equal(heldUntil, UntilOf(Gate.Decide(Facts(new() { MaxMarketingPerWeek = 1 }, sentAt), Ten)));

    [Fact]
    public void A_gap_puts_the_mail_off_inside_its_window_to_the_first_hour_after_it() =>
        Assert.Equal("2026-01-08T15:00:00Z", UntilOf(Gate.Decide(Facts(new() { MinGap = new(3, Duration.Zero) }, "2026-01-04T20:00:00Z"), Ten)));

    [Theory]
    [InlineData("2026-01-06T15:55:00Z", null, "2026-01-09T15:55:00Z")] // after the hour of the last day, before its end
    [InlineData("2026-01-07T03:00:00Z", "21:00-08:00", null)] // 22:00 on the last day is night, and its end too late
    [InlineData("2026-01-06T08:00:00Z", "21:00-04:00", "2026-01-09T15:00:00Z")] // the hour of the last day is still to come
    [InlineData("2026-01-07T05:00:00Z", null, null)] // 24:00 is the end
    public void A_gap_that_ends_after_the_hour_of_the_last_day_leaves_the_rest_of_it(string sentAt, string? quiet, string? heldUntil)
    {
        var policy = new SendPolicy { MinGap = new(3, Duration.Zero), QuietHours = quiet is null ? null : Quiet(quiet) };

        var decision = Gate.Decide(Facts(policy, sentAt) with { PlannedAt = Late }, Late);

        Assert.Equal(heldUntil, decision is GateDecision.Expire ? null : UntilOf(decision));
        Assert.Equal(heldUntil is null, decision is GateDecision.Expire);
    }

    [Fact]
    public void A_mail_that_is_put_off_says_what_decides_until_when()
    {
        var gap = new SendPolicy { MaxMarketingPerDay = 1, MinGap = new(3, Duration.Zero), QuietHours = Quiet("21:00-08:00") };

        var held = Assert.IsType<GateDecision.Hold>(Gate.Decide(Facts(gap, "2026-01-05T14:00:00Z"), Ten));
        var capped = Assert.IsType<GateDecision.Hold>(Gate.Decide(Facts(gap with { MinGap = null }, "2026-01-05T14:00:00Z"), Ten));

        Assert.Equal((GateRule.Gap, "held until 2026-01-08 10:00 America/New_York: the last mail is less than 3d ago"), (held.Rule, held.Reason));
        Assert.Equal((GateRule.DayCap, "held until 2026-01-06 10:00 America/New_York: this customer gets at most 1 a day"), (capped.Rule, capped.Reason));
    }

    [Fact]
    public void Nights_and_days_off_decide_nothing_where_a_rule_does()
    {
        var slot = Week with { At = null, Weekdays = [IsoDayOfWeek.Monday, IsoDayOfWeek.Friday] };
        var policy = new SendPolicy { MaxMarketingPerDay = 1, QuietHours = Quiet("21:00-08:00") };

        var held = Assert.IsType<GateDecision.Hold>(Gate.Decide(Facts(policy, "2026-01-05T14:00:00Z") with { Slot = slot }, Ten));

        Assert.Equal((GateRule.DayCap, "held until 2026-01-09 08:00 America/New_York: this customer gets at most 1 a day"), (held.Rule, held.Reason));
    }

    [Fact]
    public void A_gap_of_hours_is_exact() =>
        Assert.Null(UntilOf(Gate.Decide(Facts(new() { MinGap = new(0, Duration.FromHours(36)) }, "2026-01-04T03:00:00Z"), Ten)));

    [Fact]
    public void What_no_day_of_the_window_allows_expires_with_its_reason()
    {
        var full = Facts(new() { MaxMarketingPerWeek = 1 }, "2026-01-04T20:00:00Z");

        var expired = Assert.IsType<GateDecision.Expire>(Gate.Decide(full, Ten));

        Assert.Equal((GateRule.WeekCap, "expired: it could not leave before its window ended: this customer gets at most 1 a week"), (expired.Rule, expired.Reason));
    }

    [Fact]
    public void A_day_that_is_not_allowed_is_passed_over_when_it_is_put_off()
    {
        var slot = Week with { Weekdays = [IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday] };

        Assert.Equal("2026-01-08T15:00:00Z", UntilOf(Gate.Decide(Facts(new() { MaxMarketingPerDay = 1 }, "2026-01-05T14:00:00Z") with { Slot = slot }, Ten)));
    }

    [Fact]
    public void A_receipt_counts_nothing_and_waits_for_nothing() =>
        Assert.IsType<GateDecision.Send>(Gate.Decide(Facts(new() { MaxMarketingPerDay = 1, MinGap = new(3, Duration.Zero) }, "2026-01-05T14:00:00Z") with { Kind = ContentKind.Transactional }, Ten));

    [Fact]
    public void A_day_with_a_mail_of_higher_priority_is_the_customers_day_too()
    {
        var evening = A.Time("2026-01-06T04:00:00Z"); // 23:00 on the 5th
        var next = A.Time("2026-01-06T05:30:00Z");

        Assert.Equal("2026-01-06T15:00:00Z", UntilOf(Gate.Decide(Facts(new()) with { HigherPriority = [evening] }, Ten)));
        Assert.Null(UntilOf(Gate.Decide(Facts(new()) with { HigherPriority = [next] }, Ten)));
    }

    private static QuietHours Quiet(string hours)
    {
        var ends = hours.Split('-');
        return new(NodaTime.Text.LocalTimePattern.GeneralIso.Parse(ends[0] + ":00").Value, NodaTime.Text.LocalTimePattern.GeneralIso.Parse(ends[1] + ":00").Value);
    }

    private static string? UntilOf(GateDecision decision) => decision switch
    {
        GateDecision.Send => null,
        GateDecision.Hold { Until: { } until } => NodaTime.Text.InstantPattern.General.Format(until),
        _ => decision.ToString(),
    };

    private static GateFacts Facts(SendPolicy policy, params string[] sent) => new()
    {
        Kind = ContentKind.Own,
        PlannedAt = Ten,
        ExpiresAt = End,
        Slot = Week,
        Policy = policy,
        Zone = A.NewYork,
        Country = "US",
        MarketingSent = [.. sent.Select(A.Time)],
        LastMarketingAt = sent.Length == 0 ? null : sent.Select(A.Time).Max(),
    };
}
