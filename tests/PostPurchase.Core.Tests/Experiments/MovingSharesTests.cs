using NodaTime;
using PostPurchase.Core.Experiments;
using Xunit;

namespace PostPurchase.Core.Tests.Experiments;

/// <summary>Thompson sampling with outcomes that take up to 30 days, played many times with fixed seeds: the better arm gets more of those who came late.</summary>
public sealed class MovingSharesTests
{
    private const int Days = 90;
    private const int CustomersOfDay = 80;
    private const int LookEach = 10;
    private static readonly Duration s_window = Duration.FromDays(30);
    private static readonly Instant s_start = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Instant s_firstMove = s_start + Duration.FromDays(LookEach);

    [Fact]
    public void What_arms_did_so_far_makes_the_better_one_look_worse_and_whole_windows_do_not()
    {
        var random = new Random(11);
        var ends = Enumerable.Range(0, 60).Select(_ => Play(random, 0.10, 0.13)).ToList();

        var soFar = ends.Average(end => Lead(end, Instant.MaxValue));
        var whole = ends.Average(end => Lead(end, s_start + Duration.FromDays(Days)));

        Assert.InRange(soFar, 0, 0.02);
        Assert.InRange(whole, 0.025, 0.035);
    }

    [Fact]
    public void On_nothing_a_winner_is_rare_with_shares_that_move_and_a_look_every_ten_days()
    {
        var random = new Random(12);
        const int runs = 100;

        var decided = Enumerable.Range(0, runs).Count(_ => Play(random, 0.10, 0.10).IsDecided);

        Assert.True(decided <= 0.05 * runs, $"{decided} of {runs}");
    }

    [Fact]
    public void Who_came_before_the_first_move_counts_at_once_and_who_comes_later_when_their_window_is_over()
    {
        var moved = s_start + Duration.FromDays(3);
        Instant From(int day, Instant? movedAt) => Exposure.CountsFrom(s_start + Duration.FromDays(day), s_window, movedAt);

        Assert.Equal(s_start + Duration.FromDays(2), From(2, moved));
        Assert.Equal(s_start + Duration.FromDays(33), From(3, moved));
        Assert.Equal(s_start + Duration.FromDays(3), From(3, null));
    }

    private static Played Play(Random random, params double[] rates)
    {
        var played = new Played([], false);
        IReadOnlyList<double> weights = [0.5, 0.5];
        var expected = new double[2];
        for (var day = 0; day < Days; day++)
        {
            if (day % LookEach == 0 && day > 0)
            {
                var now = s_start + Duration.FromDays(day);
                var samples = Enumerable.Range(0, 2).Select(arm => played.Sample(arm, now, now)).ToArray();
                var verdict = Decision.Decide([.. samples.Select((sample, arm) => new ExperimentArm($"{arm}", expected[arm], played.Customers.Count(one => one.Arm == arm), sample, new Dictionary<string, Sample.Proportion>()))], day);
                played = played with { IsDecided = played.IsDecided || verdict is Verdict.Decided };
                weights = Thompson.Weights(samples, 0.1);
            }

            for (var i = 0; i < CustomersOfDay; i++)
            {
                var arm = random.NextDouble() < weights[0] ? 0 : 1;
                var at = s_start + Duration.FromDays(day);
                played.Customers.Add(new(arm, at, random.NextDouble() < rates[arm] ? at + (s_window * random.NextDouble()) : null));
                for (var each = 0; each < 2; each++) expected[each] += weights[each];
            }
        }

        return played;
    }

    // With everybody, or with those who count at an instant; outcomes up to the end in both.
    private static double Lead(Played played, Instant countedAt)
    {
        var end = s_start + Duration.FromDays(Days);
        return played.Sample(1, countedAt, end).Average - played.Sample(0, countedAt, end).Average;
    }

    private sealed record Customer(int Arm, Instant At, Instant? BoughtAt);

    private sealed record Played(List<Customer> Customers, bool IsDecided)
    {
        public Sample.Proportion Sample(int arm, Instant countedAt, Instant now)
        {
            var counted = Customers.Where(one => one.Arm == arm && Exposure.CountsFrom(one.At, s_window, s_firstMove) <= countedAt).ToList();
            return new(counted.Count, counted.Count(one => one.BoughtAt <= now));
        }
    }
}
