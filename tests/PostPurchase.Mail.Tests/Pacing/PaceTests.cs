using PostPurchase.Mail.Feedback;
using PostPurchase.Mail.Pacing;
using PostPurchase.Mail.Smtp;
using Xunit;

namespace PostPurchase.Mail.Tests.Pacing;

public class PaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly SendOutcome.Accepted Accepted = new(null, "ok");
    private static readonly SendOutcome.Deferred TooFast = new(FailureScope.Domain, SmtpStage.Recipient, 421, new(4, 7, 28), "rate of your address");

    [Fact]
    public void A_lane_without_limits_goes() => Assert.Equal(new PaceDecision.Go(), Pace.Start(new PacePolicy(), Noon).Decide(new PacePolicy(), Noon));

    [Fact]
    public void A_burst_leaves_at_once_and_the_rest_at_the_rate()
    {
        var policy = new PacePolicy { Rate = new SendRate(PerSecond: 2, Burst: 3) };
        var pace = Pace.Start(policy, Noon);
        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<PaceDecision.Go>(pace.Decide(policy, Noon));
            pace = pace.AfterSend(policy, Noon);
        }

        Assert.Equal(new PaceDecision.WaitUntil(Noon.AddMilliseconds(501), "rate: 2 messages a second"), pace.Decide(policy, Noon));
        Assert.IsType<PaceDecision.Go>(pace.Decide(policy, Noon.AddMilliseconds(501)));
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(3, 1)]
    [InlineData(7, 10)]
    [InlineData(1000, 50)]
    public void Over_a_long_time_the_rate_is_kept_and_used(double perSecond, double burst)
    {
        var policy = new PacePolicy { Rate = new SendRate(perSecond, burst) };
        var (pace, now, sent) = (Pace.Start(policy, Noon), Noon, 0);
        for (; sent < 2_000; sent++)
        {
            if (pace.Decide(policy, now) is PaceDecision.WaitUntil wait) now = wait.At;
            Assert.IsType<PaceDecision.Go>(pace.Decide(policy, now));
            pace = pace.AfterSend(policy, now);
        }

        var ideal = (sent - burst) / perSecond;
        Assert.InRange((now - Noon).TotalSeconds, ideal - 0.01 - 1 / perSecond, ideal * 1.01 + sent * 0.002);
    }

    [Fact]
    public void A_clock_that_goes_back_gives_nothing_away()
    {
        var rate = new SendRate(1, 1);
        var empty = TokenBucket.Full(rate, Noon).Taken(rate, Noon);
        Assert.Equal(0, empty.Refilled(rate, Noon.AddHours(-1)).Tokens);
        Assert.Equal(1, empty.Refilled(rate, Noon.AddYears(1)).Tokens);
    }

    [Fact]
    public void Warm_up_grows_daily_and_holds_the_rest_until_the_next_day()
    {
        var warmUp = new WarmUp(new DateOnly(2026, 1, 1), FirstDayLimit: 50, DailyGrowth: 2, Target: 1_000);
        Assert.Equal([0, 50, 100, 200, 400, 800, null], Enumerable.Range(-1, 7).Select(d => warmUp.LimitOn(warmUp.StartsOn.AddDays(d))));

        var policy = new PacePolicy { WarmUp = warmUp };
        var pace = Pace.Start(policy, Noon);
        for (var i = 0; i < 100; i++) pace = pace.AfterSend(policy, Noon);
        var midnight = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(new PaceDecision.WaitUntil(midnight, "warm-up: 100 messages are allowed on 2026-01-02"), pace.Decide(policy, Noon));
        Assert.IsType<PaceDecision.Go>(pace.Decide(policy, midnight));
    }

    [Fact]
    public void Failures_of_the_lane_pause_it_ever_longer_up_to_the_limit()
    {
        var policy = new PacePolicy { FirstPause = TimeSpan.FromMinutes(1), LongestPause = TimeSpan.FromMinutes(10) };
        var (pace, now) = (Pace.Start(policy, Noon), Noon);
        var pauses = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            pace = pace.AfterOutcome(TooFast, FailureScope.Domain, policy, now, unit: 0);
            var wait = Assert.IsType<PaceDecision.WaitUntil>(pace.Decide(policy, now));
            pauses.Add((wait.At - now).TotalMinutes);
            now = wait.At;
        }

        Assert.Equal([1, 2, 4, 8, 10, 10], pauses);
        pace = pace.AfterOutcome(Accepted, FailureScope.Domain, policy, now, unit: 0);
        Assert.Equal((0, null), (pace.FailureCount, pace.PausedUntil));
    }

    [Fact]
    public void What_was_under_way_at_the_pause_neither_lengthens_nor_ends_it()
    {
        var policy = new PacePolicy();
        var paused = Pace.Start(policy, Noon).AfterOutcome(TooFast, FailureScope.Domain, policy, Noon, unit: 0);
        Assert.Equal(paused, paused.AfterOutcome(TooFast, FailureScope.Domain, policy, Noon.AddSeconds(1), unit: 0));
        Assert.Equal(paused, paused.AfterOutcome(Accepted, FailureScope.Domain, policy, Noon.AddSeconds(1), unit: 0));
    }

    [Theory]
    [InlineData(FailureScope.Recipient)]
    [InlineData(FailureScope.Message)]
    [InlineData(FailureScope.Connection)]
    [InlineData(FailureScope.Transport)]
    public void Somebody_elses_failure_holds_no_lane_of_a_domain(FailureScope scope)
    {
        var policy = new PacePolicy();
        var start = Pace.Start(policy, Noon);
        Assert.Equal(start, start.AfterOutcome(new SendOutcome.Deferred(scope, SmtpStage.Recipient, 450, null, "later"), FailureScope.Domain, policy, Noon, unit: 0));
    }

    [Fact]
    public void A_pause_that_the_server_asks_for_is_kept()
    {
        var policy = new PacePolicy();
        var pace = Pace.Start(policy, Noon).AfterOutcome(TooFast with { Text = "try again in 10 minutes" }, FailureScope.Domain, policy, Noon, unit: 0);
        Assert.Equal(Noon.AddMinutes(10), pace.PausedUntil);
    }
}
