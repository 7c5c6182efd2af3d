using NodaTime;
using PostPurchase.Core.Journeys;
using PostPurchase.Core.Sending;
using PostPurchase.Core.Tests.Journeys;
using Xunit;

namespace PostPurchase.Core.Tests.Sending;

public sealed class GateTests
{
    private static readonly Instant Noon = A.Time("2026-01-05T12:00:00Z"); // a Monday
    private static readonly SendSlot Week = new(new(2026, 1, 5), new(2026, 1, 9), new(10, 0), [], "Etc/UTC");

    [Fact]
    public void Transactional_mail_leaves_whatever_marketing_may_not() =>
        Assert.IsType<GateDecision.Send>(Gate.Decide(Facts(ContentKind.Transactional) with { Unsubscribed = true, Paused = true, Refunded = true, HeldOut = true }, Noon));

    [Fact]
    public void An_address_that_does_not_exist_gets_nothing_at_all() =>
        Assert.Equal(GateRule.AddressUnknown, Skipped(Facts(ContentKind.Transactional) with { AddressUnknown = true }));

    [Fact]
    public void Who_unsubscribed_gets_no_marketing() =>
        Assert.Equal(GateRule.Unsubscribed, Skipped(Facts() with { Unsubscribed = true }));

    [Theory]
    [InlineData("US", null, true)]
    [InlineData("DE", null, false)]
    [InlineData(null, null, false)]
    [InlineData("DE", true, true)]
    [InlineData("US", false, false)]
    public void Own_marketing_needs_no_evidence_except_where_the_law_is_strict(string? country, bool? consent, bool leaves)
    {
        var facts = Facts() with { Country = country, Consent = new(consent, null, null) };

        Assert.Equal(leaves, Gate.Decide(facts, Noon) is GateDecision.Send);
    }

    [Theory]
    [InlineData("US", null, true)]
    [InlineData("AU", null, false)]
    [InlineData("DE", true, true)]
    [InlineData("US", false, false)]
    public void Offers_of_others_need_evidence_except_where_silence_means_yes(string country, bool? consent, bool leaves)
    {
        var facts = Facts(ContentKind.ThirdParty) with { Country = country, Consent = new(true, consent, null) };

        Assert.Equal(leaves, Gate.Decide(facts, Noon) is GateDecision.Send);
    }

    [Fact]
    public void What_a_program_forbids_is_held_until_the_mail_or_the_terms_are_others()
    {
        var hold = Assert.IsType<GateDecision.Hold>(Gate.Decide(Facts(ContentKind.ThirdParty) with { Country = "US", Forbidden = "its terms say no" }, Noon));

        Assert.Equal((null, GateRule.Terms, "held: its terms say no"), (hold.Until, hold.Rule, hold.Reason));
    }

    [Fact]
    public void At_night_it_is_held_until_the_morning_with_a_reason_that_people_can_read()
    {
        var facts = Facts(policy: new() { QuietHours = new(new(21, 0), new(8, 0)) }) with { Zone = A.Berlin, PlannedAt = A.Time("2026-01-05T21:00:00Z") };

        var hold = Assert.IsType<GateDecision.Hold>(Gate.Decide(facts, A.Time("2026-01-05T21:00:00Z")));

        Assert.Equal(A.Time("2026-01-06T07:00:00Z"), hold.Until);
        Assert.Equal("held until 2026-01-06 08:00 Europe/Berlin: quiet hours in Europe/Berlin", hold.Reason);
    }

    [Fact]
    public void A_cap_defers_to_the_next_day_at_the_hour_of_the_slot()
    {
        var facts = Facts(policy: new() { MaxMarketingPerDay = 1 }) with { Slot = Week, MarketingSent = [A.Time("2026-01-05T08:00:00Z")] };

        Assert.Equal(A.Time("2026-01-06T10:00:00Z"), Assert.IsType<GateDecision.Hold>(Gate.Decide(facts, Noon)).Until);
    }

    [Fact]
    public void A_week_counts_seven_days_that_end_with_the_day_of_the_send()
    {
        var sent = new[] { A.Time("2026-01-01T10:00:00Z"), A.Time("2026-01-02T10:00:00Z"), A.Time("2026-01-04T10:00:00Z") };
        var facts = Facts(policy: new() { MaxMarketingPerWeek = 3 }) with { Slot = Week, MarketingSent = sent };

        Assert.Equal(A.Time("2026-01-08T10:00:00Z"), Assert.IsType<GateDecision.Hold>(Gate.Decide(facts, Noon)).Until);
    }

    [Fact]
    public void A_gap_that_reaches_over_the_end_of_the_window_expires_the_mail()
    {
        var facts = Facts(policy: new() { MinGap = new CalendarSpan(7, Duration.Zero) }) with
        {
            Slot = Week,
            ExpiresAt = A.Time("2026-01-10T00:00:00Z"),
            LastMarketingAt = A.Time("2026-01-04T10:00:00Z"),
        };

        Assert.Equal(GateRule.Gap, Assert.IsType<GateDecision.Expire>(Gate.Decide(facts, Noon)).Rule);
    }

    [Fact]
    public void A_journey_of_higher_priority_that_wants_the_same_day_goes_first()
    {
        var facts = Facts() with { Slot = Week, HigherPriority = [A.Time("2026-01-05T15:00:00Z")] };

        var hold = Assert.IsType<GateDecision.Hold>(Gate.Decide(facts, Noon));

        Assert.Equal((GateRule.Priority, A.Time("2026-01-06T10:00:00Z")), (hold.Rule, hold.Until!.Value));
    }

    [Theory]
    [InlineData(LatePolicy.Skip, nameof(GateDecision.Skip))]
    [InlineData(LatePolicy.Send, nameof(GateDecision.Send))]
    [InlineData(LatePolicy.NextWindow, nameof(GateDecision.Hold))]
    public void Mail_that_is_later_than_allowed_follows_the_policy(LatePolicy policy, string decision)
    {
        var facts = Facts(policy: new() { IfLate = policy }) with { PlannedAt = Noon - Duration.FromHours(13) };

        Assert.Equal(decision, Gate.Decide(facts, Noon).GetType().Name);
    }

    [Fact]
    public void A_pause_holds_without_an_end_and_lateness_goes_on_counting()
    {
        var hold = Assert.IsType<GateDecision.Hold>(Gate.Decide(Facts() with { Paused = true }, Noon));

        Assert.Equal(((Instant?)null, false), (hold.Until, hold.Replan));
    }

    [Fact]
    public void Promotion_rests_after_a_goodwill_refund()
    {
        var until = Noon + Duration.FromDays(7);

        Assert.Equal(until, Assert.IsType<GateDecision.Hold>(Gate.Decide(Facts() with { GoodwillUntil = until }, Noon)).Until);
    }

    [Fact]
    public void Who_refused_the_shops_own_marketing_gets_no_offers_of_others_either()
    {
        var facts = Facts(ContentKind.ThirdParty) with { Consent = new(false, true, null) };

        Assert.Equal("skipped: the customer said no to the shop's own marketing", Assert.IsType<GateDecision.Skip>(Gate.Decide(facts, Noon)).Reason);
    }

    [Fact]
    public void A_mail_that_was_held_past_its_window_expires()
    {
        var facts = Facts() with { ExpiresAt = Noon - Duration.FromHours(1), PlannedAt = Noon };

        Assert.Equal(GateRule.WindowOver, Assert.IsType<GateDecision.Expire>(Gate.Decide(facts, Noon)).Rule);
    }

    [Fact]
    public void A_mail_whose_own_hour_comes_after_its_window_expires()
    {
        var facts = Facts() with { ExpiresAt = Noon + Duration.FromHours(1), PlannedAt = Noon + Duration.FromHours(2) };

        Assert.Equal(GateRule.WindowOver, Assert.IsType<GateDecision.Expire>(Gate.Decide(facts, Noon)).Rule);
    }

    [Fact]
    public void A_rest_that_outlasts_the_window_expires_the_mail_at_once()
    {
        var facts = Facts() with { ExpiresAt = Noon + Duration.FromDays(2) };

        var goodwill = Gate.Decide(facts with { GoodwillUntil = Noon + Duration.FromDays(7) }, Noon);
        var pause = Gate.Decide(facts with { CustomerPausedUntil = Noon + Duration.FromDays(7) }, Noon);

        Assert.Equal(GateRule.Goodwill, Assert.IsType<GateDecision.Expire>(goodwill).Rule);
        Assert.Equal(GateRule.CustomerPause, Assert.IsType<GateDecision.Expire>(pause).Rule);
    }

    [Fact]
    public void An_hour_inside_quiet_hours_becomes_the_hour_at_which_they_end()
    {
        var late = Week with { At = new(22, 0) };
        var facts = Facts(policy: new() { QuietHours = new(new(21, 0), new(8, 0)) }) with { Slot = late, ExpiresAt = A.Time("2026-01-10T00:00:00Z"), PlannedAt = A.Time("2026-01-05T22:00:00Z") };

        Assert.Equal(A.Time("2026-01-06T08:00:00Z"), Assert.IsType<GateDecision.Hold>(Gate.Decide(facts, A.Time("2026-01-05T22:00:00Z"))).Until);
    }

    [Theory]
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")] // 01:30, to 02:30, which does not exist that night: it moves to 03:30 summer time
    [InlineData("2026-03-29T01:10:00Z", "2026-03-29T01:30:00Z")] // 03:10, before the hour that it moved to
    [InlineData("2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z")] // 01:30, to 02:30, which comes twice that night: the first
    [InlineData("2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z")] // 02:00, the first of the two
    public void Quiet_hours_end_at_one_instant_also_when_the_clock_changes(string now, string until) =>
        Assert.Equal(A.Time(until), Assert.IsType<GateDecision.Hold>(AtNight(now)).Until);

    [Theory]
    [InlineData("2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T01:10:00Z")] // 02:10 for the second time: quiet hours are over
    public void After_that_instant_nothing_is_quiet_until_the_evening(string now) => Assert.IsType<GateDecision.Send>(AtNight(now));

    private static GateDecision AtNight(string now) =>
        Gate.Decide(Facts(policy: new() { QuietHours = new(new(21, 0), new(2, 30)) }) with { Zone = A.Berlin, PlannedAt = A.Time(now) }, A.Time(now));

    [Fact]
    public void A_deferred_mail_keeps_its_place_in_the_hour_when_it_leaves_another_day()
    {
        var facts = Facts(policy: new() { MaxMarketingPerDay = 1 }) with { Slot = Week, Spread = 0.5, ExpiresAt = A.Time("2026-01-10T00:00:00Z"), MarketingSent = [Noon], LastMarketingAt = Noon };

        Assert.Equal(A.Time("2026-01-06T10:30:00Z"), Assert.IsType<GateDecision.Hold>(Gate.Decide(facts, Noon)).Until);
    }

    [Fact]
    public void Who_must_not_get_it_is_asked_before_anything_that_only_waits()
    {
        var facts = Facts() with { Unsubscribed = true, Paused = true, Brake = "on", TicketOpen = true, GoodwillUntil = Noon + Duration.FromDays(7) };

        Assert.Equal(GateRule.Unsubscribed, Skipped(facts));
        Assert.Equal(GateRule.Holdout, Skipped(facts with { HeldOut = true }));
        Assert.Equal(GateRule.Refunded, Skipped(facts with { Unsubscribed = false, Refunded = true }));
    }

    [Fact]
    public void Who_refused_offers_of_others_still_gets_the_shops_own_mail()
    {
        Assert.Equal(GateRule.Unsubscribed, Skipped(Facts(ContentKind.ThirdParty) with { ThirdPartyRefused = true }));
        Assert.IsType<GateDecision.Send>(Gate.Decide(Facts() with { ThirdPartyRefused = true }, Noon));
    }

    private static GateRule Skipped(GateFacts facts) => Assert.IsType<GateDecision.Skip>(Gate.Decide(facts, Noon)).Rule;

    private static GateFacts Facts(ContentKind kind = ContentKind.Own, SendPolicy? policy = null) => new()
    {
        Kind = kind,
        PlannedAt = Noon,
        Policy = policy ?? new(),
        Zone = DateTimeZone.Utc,
        Country = "US",
    };
}
